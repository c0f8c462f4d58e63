//! Every identifier of the generated crate, made once, before anything is emitted.
use super::ident::{self, Scope};
use super::patterns::Patterns;
use super::reserved::{CALL_METHODS, CLIENT_METHODS, MOCK_METHODS, MODEL_METHODS, VARIANTS};
use super::type_names::{self, TypeName, TypeSpace};
use super::usage::Usage;
use crate::config::Config;
use crate::diag::{Code, Diagnostics};
use crate::ir::{
    Additional, Answers, Api, Enum, EnumRepr, Group, Json, Location, Scalar, Shape, Struct, TypeId,
};
use proc_macro2::Ident;
use std::collections::HashMap;

/// All names, by id.
#[derive(Debug)]
pub(crate) struct Names {
    pub(super) types: Vec<Option<TypeName>>,
    /// Structs of required fields, for models with more than four of them.
    pub(super) inits: HashMap<TypeId, String>,
    pub(super) fields: HashMap<TypeId, Vec<String>>,
    /// The field that holds the union beside a struct's fields.
    pub(super) variant_fields: HashMap<TypeId, String>,
    pub(super) additional_fields: HashMap<TypeId, String>,
    pub(super) variants: HashMap<TypeId, Vec<String>>,
    pub(crate) patterns: Vec<TypeName>,
    pub(crate) groups: Vec<GroupName>,
    pub(crate) operations: Vec<OperationName>,
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

/// Makes all names.
pub(crate) fn allocate(
    api: &Api,
    config: &Config,
    patterns: &Patterns,
    usage: &Usage,
    diagnostics: &mut Diagnostics,
) -> Names {
    for entry in &config.names {
        diagnostics
            .report(
                Code::ConfigUnused,
                &entry.at,
                "names are not overridden yet, so the entry has no effect",
            )
            .in_file(&config.document.name);
    }
    let mut space = TypeSpace::new();
    let pattern_names = type_names::allocate_patterns(patterns, &mut space);
    let types = type_names::allocate(api, usage, &mut space);
    let mut names = Names {
        types,
        inits: HashMap::new(),
        fields: HashMap::new(),
        variant_fields: HashMap::new(),
        additional_fields: HashMap::new(),
        variants: HashMap::new(),
        patterns: pattern_names,
        groups: Vec::new(),
        operations: Vec::new(),
    };
    for def in api.types.iter().filter(|def| usage.is_valued(def.id)) {
        match &def.shape {
            Shape::Struct(shape) => names.name_fields(def.id, shape, &mut space),
            Shape::Enum(one) if is_open_enum(one) => {
                let variants = enum_variants(one, &names.ty(def.id).name);
                names.variants.insert(def.id, variants);
            }
            Shape::Union(union) => {
                let mut scope = Scope::with(VARIANTS);
                let sources = union.variants.iter().enumerate();
                let wishes = sources.map(|(position, variant)| match &variant.source_name {
                    Some(name) => short_name(name),
                    None => unnamed_variant(api, &names, variant.ty, position),
                });
                let given = wishes.map(|wish| scope.allocate(&[wish])).collect();
                names.variants.insert(def.id, given);
            }
            _ => {}
        }
    }
    names.name_groups(api, &mut space);
    names.name_operations(api, &mut space);
    names.report(api, diagnostics);
    names
}

/// The name of an alternative that the document does not name: what it holds.
fn unnamed_variant(api: &Api, names: &Names, id: TypeId, position: usize) -> String {
    let target = super::target(api, id);
    match &api.ty(target).shape {
        Shape::Struct(_) | Shape::Union(_) => names.ty(target).name.clone(),
        Shape::Enum(one) if is_open_enum(one) => names.ty(target).name.clone(),
        Shape::Enum(_) => "Value".to_owned(),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Bool => "Bool",
            Scalar::Integer | Scalar::Unsigned => "Integer",
            Scalar::Number => "Number",
            Scalar::String => "String",
            Scalar::DateTime => "DateTime",
            Scalar::Date => "Date",
            Scalar::Uuid => "Uuid",
            Scalar::Base64 | Scalar::Binary => "Bytes",
            Scalar::Ipv4 => "Ipv4",
            Scalar::Ipv6 => "Ipv6",
        }
        .to_owned(),
        Shape::List(_) | Shape::Tuple(_) => "List".to_owned(),
        Shape::Map(_) => "Map".to_owned(),
        Shape::Json => "Any".to_owned(),
        Shape::Alias(_) | Shape::Never => format!("Variant{}", position + 1),
    }
}

fn short_name(source: &str) -> String {
    let last = source.rsplit('.').next().unwrap_or(source);
    ident::camel(if last.is_empty() { source } else { last })
}

impl Names {
    fn name_fields(&mut self, id: TypeId, shape: &Struct, space: &mut TypeSpace) {
        let mut scope = Scope::with(MODEL_METHODS);
        let given = shape.fields.iter().map(|field| {
            let name = ident::snake(&field.wire);
            scope.allocate(&[name.clone(), format!("{name}_")])
        });
        self.fields.insert(id, given.collect());
        if shape.variant.is_some() {
            self.variant_fields.insert(
                id,
                scope.allocate(&["variant".to_owned(), "variant_".to_owned()]),
            );
        }
        if matches!(shape.additional, Additional::Typed(_)) {
            self.additional_fields.insert(
                id,
                scope.allocate(&["additional".to_owned(), "additional_".to_owned()]),
            );
        }
        if shape.fields.len() + usize::from(shape.variant.is_some()) > 4 {
            let name = self.ty(id).name.clone();
            self.inits.insert(
                id,
                space
                    .allocate(&[format!("{name}Fields"), format!("{name}RequiredFields")])
                    .name,
            );
        }
    }

    fn name_groups(&mut self, api: &Api, space: &mut TypeSpace) {
        let mut accessors: HashMap<&[String], Scope> = HashMap::new();
        let mut mocked = Scope::with(MOCK_METHODS);
        for group in &api.groups {
            let (last, parents) = split(group);
            let joined = ident::camel(&group.path.join(" "));
            let ty = space.allocate(&[
                ident::camel(last),
                joined.clone(),
                format!("{joined}Client"),
            ]);
            let scope = accessors
                .entry(parents)
                .or_insert_with(|| Scope::with(CLIENT_METHODS));
            let name = ident::snake(last);
            let accessor = scope.allocate(&[name.clone(), format!("{name}_")]);
            let mock = if parents.is_empty() {
                mocked.allocate(&[accessor.clone(), format!("{accessor}_")])
            } else {
                accessor.clone()
            };
            self.groups.push(GroupName { ty, accessor, mock });
        }
    }

    fn name_operations(&mut self, api: &Api, space: &mut TypeSpace) {
        let mut methods: Vec<Scope> = Vec::new();
        for group in &api.groups {
            let mut scope = Scope::with(CLIENT_METHODS);
            for (position, other) in api.groups.iter().enumerate() {
                if split(other).1 == group.path {
                    scope.allocate(&[self.groups[position].accessor.clone()]);
                }
            }
            methods.push(scope);
        }
        for operation in &api.operations {
            let marker = ident::camel(&operation.id);
            let ty = space.allocate(&[marker.clone(), format!("{marker}Operation")]);
            let own = ident::snake(operation.name.as_deref().unwrap_or(&operation.id));
            let full = ident::snake(&operation.id);
            let method = methods[operation.group.0 as usize].allocate(&[
                own.clone(),
                full,
                format!("{own}_"),
            ]);
            let mut scope = Scope::with(CALL_METHODS);
            scope.allocate(&["body".to_owned()]);
            let params = operation.params.iter().map(|param| {
                let name = ident::snake(&param.wire);
                let placed = match param.location {
                    Location::Path => format!("{name}_path"),
                    Location::Query => format!("{name}_query"),
                    Location::Header => format!("{name}_header"),
                    Location::Cookie => format!("{name}_cookie"),
                };
                scope.allocate(&[name.clone(), format!("{name}_"), placed])
            });
            self.operations.push(OperationName {
                ty,
                method,
                params: params.collect(),
                answer: None,
                body: None,
                headers: None,
            });
        }
        for (operation, names) in api.operations.iter().zip(&mut self.operations) {
            let marker = names.ty.name.clone();
            let mut name = |wanted: bool, what: &str| {
                wanted.then(|| space.allocate(&[format!("{marker}{what}")]).name)
            };
            names.answer = name(operation.answers == Answers::ByStatus, "Answer");
            let several = operation
                .body
                .as_ref()
                .is_some_and(|body| !body.others.is_empty());
            names.body = name(several, "Body");
            let mut good = operation
                .responses
                .iter()
                .filter(|one| one.status.is_success());
            names.headers = name(good.any(|one| !one.headers.is_empty()), "Headers");
        }
    }

    /// Every name that is not the document's own is told, so that nobody is surprised by it.
    fn report(&self, api: &Api, diagnostics: &mut Diagnostics) {
        for def in &api.types {
            let (Shape::Struct(shape), Some(names)) = (&def.shape, self.fields.get(&def.id)) else {
                continue;
            };
            for (field, name) in shape.fields.iter().zip(names) {
                if *name != ident::snake(&field.wire) {
                    diagnostics.report(
                        Code::Renamed,
                        &field.at,
                        format!("property `{}` is the field `{name}`", field.wire),
                    );
                }
            }
        }
        for (operation, name) in api.operations.iter().zip(&self.operations) {
            for (param, ident) in operation.params.iter().zip(&name.params) {
                if *ident != ident::snake(&param.wire) {
                    diagnostics.report(
                        Code::Renamed,
                        &param.at,
                        format!("parameter `{}` is `{ident}`", param.wire),
                    );
                }
            }
        }
    }
}

/// A group's own name, and the path of its parent.
pub(crate) fn split(group: &Group) -> (&str, &[String]) {
    group
        .path
        .split_last()
        .map_or(("", &[]), |(last, parents)| (last.as_str(), parents))
}

/// Variant names; a prefix that repeats the enum's name (`MIME_TYPE_IMAGE_PNG` of `MimeType`) is cut.
fn enum_variants(one: &Enum, type_name: &str) -> Vec<String> {
    let mut scope = Scope::with(VARIANTS);
    let prefix = ident::shouty(type_name) + "_";
    let texts: Vec<&str> = one.values.iter().map(|value| text(&value.value)).collect();
    let cut = texts
        .iter()
        .all(|text| text.len() > prefix.len() && text.starts_with(&prefix));
    let sources = one
        .values
        .iter()
        .zip(&texts)
        .map(|(value, text)| match &value.name {
            Some(name) => ident::camel(name),
            None if text.is_empty() => "Empty".to_owned(),
            None => ident::camel(if cut { &text[prefix.len()..] } else { text }),
        });
    sources
        .map(|wish| scope.allocate(&[wish.clone(), format!("{wish}Value")]))
        .collect()
}

fn text(value: &Json) -> &str {
    match value {
        Json::String(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => "",
    }
}
