//! Names of types: one namespace for models, pattern types, resource clients and operations, so that any of them can be
//! imported beside any other.
use super::ident::{self, Scope};
use super::names::is_open_enum;
use super::patterns::Patterns;
use super::usage::Usage;
use crate::ir::{Api, Origin, Shape, TypeId};

/// What every generated file imports by the runtime's prelude, and what Rust's own prelude gives.
const RESERVED: &[&str] = &[
    "Anchor",
    "Answer",
    "Arc",
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Base64",
    "BodyEncoding",
    "BodyMeta",
    "Borrow",
    "Box",
    "ByteClasses",
    "ByteSet",
    "Call",
    "CallFuture",
    "CheckOptions",
    "Class",
    "Client",
    "ClientBuilder",
    "Clone",
    "Copy",
    "Counted",
    "D",
    "DataForm",
    "Date",
    "DateTime",
    "Debug",
    "DecodeError",
    "Default",
    "Deserialize",
    "Dfa",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ErrorKind",
    "EventStream",
    "ExactSizeIterator",
    "Expectation",
    "Extend",
    "Fixed",
    "Fn",
    "FnMut",
    "FnOnce",
    "Form",
    "Format",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "HasSchema",
    "Hash",
    "Infallible",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Ipv4Addr",
    "Ipv6Addr",
    "ItemStream",
    "Iterator",
    "LazyLock",
    "LineStream",
    "Literal",
    "Location",
    "Map",
    "Matcher",
    "Mock",
    "MockAnswer",
    "MockRequest",
    "None",
    "Nullable",
    "Number",
    "OAuthGrant",
    "Object",
    "Ok",
    "OnceLock",
    "Operation",
    "OperationMeta",
    "Option",
    "Ord",
    "Ordering",
    "PageStream",
    "Paged",
    "Paging",
    "Parameter",
    "Part",
    "PartialEq",
    "PartialOrd",
    "Pattern",
    "PatternError",
    "Pin",
    "Probe",
    "Recorder",
    "Replay",
    "ReqwestTransport",
    "Response",
    "ResponseFuture",
    "ResponseValidation",
    "Result",
    "Rule",
    "Run",
    "S",
    "Schema",
    "Scheme",
    "Secret",
    "SecretString",
    "Self",
    "Send",
    "Serialize",
    "Some",
    "Stream",
    "StreamEvent",
    "StreamsEvents",
    "StreamsLines",
    "String",
    "Style",
    "Sync",
    "T",
    "Text",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Types",
    "Upload",
    "Uuid",
    "Validate",
    "Validation",
    "Value",
    "Vec",
    "Violation",
    "Violations",
    "Wire",
];

/// A type's name and the module that holds it.
#[derive(Debug, Clone)]
pub(crate) struct TypeName {
    pub(crate) name: String,
    pub(crate) module: String,
}

/// The namespace of types, while names are given.
#[derive(Debug)]
pub(crate) struct TypeSpace {
    types: Scope,
    modules: Scope,
}

impl TypeSpace {
    pub(crate) fn new() -> Self {
        Self {
            types: Scope::with(RESERVED),
            modules: Scope::with(&["mod", "lib", "con", "aux", "nul", "prn"]),
        }
    }

    /// Gives a type the first free name of `wishes`, and a module of its own.
    pub(crate) fn allocate(&mut self, wishes: &[String]) -> TypeName {
        let name = self.types.allocate(wishes);
        let module = self.modules.allocate(&[module(&name)]);
        TypeName { name, module }
    }
}

/// A module's name cannot be a keyword: its file would need a `#[path]`.
pub(crate) fn module(name: &str) -> String {
    // Nor can it leave ASCII without a `#[path]`.
    let module: String = ident::snake(name)
        .chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                format!("u{:x}", c as u32)
            }
        })
        .collect();
    if ident::ident(&module).to_string().starts_with("r#") {
        format!("{module}_")
    } else {
        module
    }
}

/// Names every struct, union and open enum, components first: what a document names itself keeps its name.
pub(crate) fn allocate(api: &Api, usage: &Usage, space: &mut TypeSpace) -> Vec<Option<TypeName>> {
    let mut names: Vec<Option<TypeName>> = vec![None; api.types.len()];
    let rank = |origin: &Origin| match origin {
        Origin::Component(_) => 0,
        Origin::Titled(_) => 1,
        Origin::Operation { .. } => 2,
        Origin::Nested { .. } => 3,
    };
    let mut ids: Vec<TypeId> = api
        .types
        .iter()
        .filter(|def| is_named(&def.shape) && usage.is_valued(def.id))
        .map(|def| def.id)
        .collect();
    ids.sort_by_key(|id| (rank(&api.ty(*id).origin), *id));
    for id in ids {
        let wishes = wishes(api, &names, id);
        names[id.0 as usize] = Some(space.allocate(&wishes));
    }
    names
}

pub(crate) fn is_named(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(_) | Shape::Union(_) => true,
        Shape::Enum(one) => is_open_enum(one),
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => false,
    }
}

fn wishes(api: &Api, names: &[Option<TypeName>], id: TypeId) -> Vec<String> {
    match &api.ty(id).origin {
        Origin::Component(name) => {
            let full = ident::camel(name);
            let short = unqualified(name).map(|rest| ident::camel(&rest));
            short
                .into_iter()
                .chain([full.clone(), format!("{full}Model")])
                .collect()
        }
        Origin::Titled(title) => {
            let name = ident::camel(title);
            vec![name.clone(), format!("{name}Model")]
        }
        Origin::Operation { .. } | Origin::Nested { .. } => vec![path_name(api, names, id, 0)],
    }
}

/// `qcr.v1.ListData.Item` without the package before its first capital: `ListData.Item`.
fn unqualified(name: &str) -> Option<String> {
    let segments: Vec<&str> = name.split('.').collect();
    let first = segments
        .iter()
        .position(|segment| segment.starts_with(char::is_uppercase))?;
    (first > 0).then(|| segments[first..].join("."))
}

/// The name of what a type is part of, and its part in that.
fn path_name(api: &Api, names: &[Option<TypeName>], id: TypeId, depth: u32) -> String {
    if let Some(name) = &names[id.0 as usize] {
        return name.name.clone();
    }
    match &api.ty(id).origin {
        Origin::Component(name) | Origin::Titled(name) => ident::camel(name),
        Origin::Operation { operation, role } => ident::camel(operation) + &ident::camel(role),
        Origin::Nested { role, .. } if depth > 8 => ident::camel(role),
        Origin::Nested { parent, role } => {
            path_name(api, names, *parent, depth + 1) + &ident::camel(role)
        }
    }
}

/// Names of pattern types that are free in the namespace.
pub(crate) fn allocate_patterns(patterns: &Patterns, space: &mut TypeSpace) -> Vec<TypeName> {
    patterns
        .types
        .iter()
        .map(|one| space.allocate(&[one.name.clone(), format!("{}Text", one.name)]))
        .collect()
}
