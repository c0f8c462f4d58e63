//! The rules that a value must keep, beyond its shape.
use super::{Json, TypeId};
use crate::source::Pointer;

/// One assertion keyword of a schema.
#[derive(Debug, Clone)]
pub struct Rule {
    pub kind: RuleKind,
    pub at: Pointer,
}

/// The keywords of JSON Schema (draft 2020-12, validation) that assert something of a value.
/// Numbers are decimal text as the document has them.
#[derive(Debug, Clone, PartialEq)]
pub enum RuleKind {
    MinLength(u64),
    MaxLength(u64),
    /// An ECMA-262 pattern, unanchored as JSON Schema has it.
    Pattern(String),
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// The first items, one by one, where the shape is not a tuple.
    PrefixItems(Vec<TypeId>),
    /// The items behind a prefix.
    Items(TypeId),
    Contains {
        schema: TypeId,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    /// Names that are required though no property of the shape is (`required` of an undeclared name).
    Required(Vec<String>),
    PropertyNames(TypeId),
    PatternProperties(Vec<(String, TypeId)>),
    /// What properties that neither a name nor a pattern covers must keep.
    Additional(TypeId),
    /// No property that neither a name nor a pattern covers.
    Closed,
    DependentRequired(Vec<(String, Vec<String>)>),
    DependentSchemas(Vec<(String, TypeId)>),
    Const(Json),
    /// An enum's values where the shape is not an enum.
    Enum(Vec<Json>),
    Not(TypeId),
    AllOf(Vec<TypeId>),
    AnyOf(Vec<TypeId>),
    OneOf(Vec<TypeId>),
    If {
        condition: TypeId,
        then: Option<TypeId>,
        otherwise: Option<TypeId>,
    },
    /// A format kept as an annotation (`email`, `uri`, …), or `password`, which makes the value secret.
    Format(String),
}
