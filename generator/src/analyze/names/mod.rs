//! Every identifier of the generated crate, made once, before anything is emitted.
mod calls;
mod chosen;
mod contents;
mod functions;
mod parts;
mod places;
mod report;
mod reserved;
mod spelling;
mod types;

use super::ident;
use super::patterns::Patterns;
use super::schemes::SchemeNames;
use super::type_names::{TypeName, TypeSpace};
use super::usage::Usage;
use crate::config::{Config, Lock, Spellings};
use crate::diag::Diagnostics;
use crate::hash::{HashMap, HashSet};
use crate::ir::{Api, Enum, EnumRepr, Group, Json, TypeId};
use crate::source::Pointer;
use chosen::Chosen;
use proc_macro2::Ident;
use reserved::RESERVED;

/// All names, by id.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(in crate::analyze) types: Vec<Option<TypeName>>,
    /// Structs of required fields, for models with more than four of them.
    pub(in crate::analyze) inits: HashMap<TypeId, String>,
    pub(in crate::analyze) fields: HashMap<TypeId, Vec<String>>,
    /// The field that holds the union beside a struct's fields.
    pub(in crate::analyze) variant_fields: HashMap<TypeId, String>,
    pub(in crate::analyze) additional_fields: HashMap<TypeId, String>,
    pub(in crate::analyze) variants: HashMap<TypeId, Vec<String>>,
    pub(crate) patterns: Vec<TypeName>,
    pub(crate) groups: Vec<GroupName>,
    pub(crate) operations: Vec<OperationName>,
    /// What reads payloads, by position; servers, where they have functions.
    pub(crate) payloads: Vec<String>,
    pub(crate) servers: Vec<String>,
    /// Security schemes with credentials of their own, by position.
    pub(crate) schemes: Vec<Option<SchemeNames>>,
    /// All of them that the next run cannot know otherwise.
    pub(crate) lock: Lock,
}

/// A resource client: its type, and the method that leads to it.
#[derive(Debug)]
pub(crate) struct GroupName {
    pub(crate) ty: TypeName,
    pub(crate) accessor: String,
    /// The same method of the mock, of an outermost resource.
    pub(crate) mock: String,
}

/// An operation: its marker type, its method, and its parameters' identifiers.
#[derive(Debug)]
pub(crate) struct OperationName {
    pub(crate) ty: TypeName,
    pub(crate) method: String,
    pub(crate) params: Vec<String>,
    /// The type of what it gives by status.
    pub(crate) answer: Option<String>,
    /// The type of a body that may be of several media types.
    pub(crate) body: Option<String>,
    /// The type of the headers of its good answers.
    pub(crate) headers: Option<String>,
}

impl Names {
    /// The name of a struct, union or open enum. Only those are asked for.
    pub(crate) fn ty(&self, id: TypeId) -> &TypeName {
        static NONE: TypeName = TypeName {
            name: String::new(),
            module: String::new(),
        };
        self.types[id.0 as usize].as_ref().unwrap_or(&NONE)
    }

    /// The identifier of a struct, union or open enum.
    pub(crate) fn type_ident(&self, id: TypeId) -> Ident {
        ident::ident(&self.ty(id).name)
    }

    pub(crate) fn init(&self, id: TypeId) -> Ident {
        ident::ident(self.inits.get(&id).map_or("Init", String::as_str))
    }

    pub(crate) fn field(&self, id: TypeId, position: usize) -> Ident {
        ident::ident(&self.fields[&id][position])
    }

    pub(crate) fn variant_field(&self, id: TypeId) -> Ident {
        ident::ident(&self.variant_fields[&id])
    }

    pub(crate) fn additional_field(&self, id: TypeId) -> Ident {
        ident::ident(&self.additional_fields[&id])
    }

    pub(crate) fn variant(&self, id: TypeId, position: usize) -> Ident {
        ident::ident(&self.variants[&id][position])
    }
}

/// Enums of strings are types that keep what they do not know; other enums are checked values.
pub(crate) fn is_open_enum(one: &Enum) -> bool {
    one.repr == EnumRepr::String && !one.values.is_empty()
}

/// What all steps of naming need.
struct Namer<'a> {
    api: &'a Api,
    usage: &'a Usage,
    patterns: &'a Patterns,
    chosen: Chosen<'a>,
    spellings: Spellings,
    space: TypeSpace,
    /// Where the name of each named type is kept.
    places: Vec<Option<Pointer>>,
    /// Where those of each operation are.
    operation_places: Vec<Pointer>,
    names: Names,
    /// Structs with a field, and operations with a method or a parameter, that are not called what the document calls them.
    renamed_structs: HashSet<TypeId>,
    renamed_operations: HashSet<usize>,
}

/// Makes all names: those of `codegen.yaml` first, then those of the run before, then the others.
pub(crate) fn allocate(
    api: &Api,
    config: &Config,
    lock: &Lock,
    patterns: &Patterns,
    usage: &Usage,
    diagnostics: &mut Diagnostics,
) -> Names {
    let spellings = lock.spellings.unwrap_or_else(|| spelling::of(api));
    let mut namer = Namer {
        api,
        usage,
        patterns,
        chosen: Chosen::new(config, lock, spellings, diagnostics),
        spellings,
        space: TypeSpace::with(RESERVED),
        places: places::types(api, usage),
        operation_places: places::operations(api),
        names: Names::default(),
        renamed_structs: HashSet::default(),
        renamed_operations: HashSet::default(),
    };
    namer.name_types();
    namer.name_parts();
    namer.name_calls();
    namer.name_functions();
    namer.report();
    let Namer {
        mut names, chosen, ..
    } = namer;
    names.lock = chosen.finish();
    names
}

/// A group's own name, and the path of its parent.
pub(crate) fn split(group: &Group) -> (&str, &[String]) {
    group
        .path
        .split_last()
        .map_or(("", &[]), |(last, parents)| (last.as_str(), parents))
}

fn text(value: &Json) -> &str {
    match value {
        Json::String(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => "",
    }
}
