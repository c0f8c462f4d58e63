//! What a schema keyword does to a type: nothing, a check, or its shape.

/// The effect of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Documentation, or an annotation that changes neither shape nor rules.
    Docs,
    /// An assertion that a rule can hold.
    Rule,
    /// `type`, which often repeats what a reference says.
    Type,
    /// Anything else.
    Shape,
}

/// The class of a keyword, lowered ones included. Keywords that nobody knows are annotations.
pub(crate) fn class(name: &str) -> Class {
    match name.strip_prefix("x-lowered-").unwrap_or(name) {
        "type" => Class::Type,
        "minLength" | "maxLength" | "pattern" | "minimum" | "maximum" | "exclusiveMinimum"
        | "exclusiveMaximum" | "multipleOf" | "minItems" | "maxItems" | "uniqueItems"
        | "contains" | "minContains" | "maxContains" | "minProperties" | "maxProperties"
        | "propertyNames" | "dependentRequired" | "dependentSchemas" | "not" | "if" | "then"
        | "else" => Class::Rule,
        "enum"
        | "const"
        | "format"
        | "contentEncoding"
        | "contentMediaType"
        | "properties"
        | "required"
        | "additionalProperties"
        | "patternProperties"
        | "items"
        | "prefixItems"
        | "allOf"
        | "oneOf"
        | "anyOf"
        | "discriminator"
        | "unevaluatedProperties"
        | "unevaluatedItems" => Class::Shape,
        _ => Class::Docs,
    }
}
