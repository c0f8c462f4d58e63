//! A rule as one word or two.
use super::{RuleKind, TypeId};

/// The text of a rule; `ty` spells the types in it.
pub(super) fn rule(kind: &RuleKind, ty: &dyn Fn(TypeId) -> String) -> String {
    let list = |ids: &[TypeId]| ids.iter().map(|id| ty(*id)).collect::<Vec<_>>().join(" ; ");
    let by_name = |schemas: &[(String, TypeId)]| {
        schemas
            .iter()
            .map(|(name, id)| format!("{name}: {}", ty(*id)))
            .collect::<Vec<_>>()
            .join(" ; ")
    };
    match kind {
        RuleKind::MinLength(n) => format!("minLength {n}"),
        RuleKind::MaxLength(n) => format!("maxLength {n}"),
        RuleKind::Pattern(pattern) => format!("pattern {pattern}"),
        RuleKind::Minimum(n) => format!(">= {n}"),
        RuleKind::Maximum(n) => format!("<= {n}"),
        RuleKind::ExclusiveMinimum(n) => format!("> {n}"),
        RuleKind::ExclusiveMaximum(n) => format!("< {n}"),
        RuleKind::MultipleOf(n) => format!("multipleOf {n}"),
        RuleKind::MinItems(n) => format!("minItems {n}"),
        RuleKind::MaxItems(n) => format!("maxItems {n}"),
        RuleKind::UniqueItems => "unique".to_owned(),
        RuleKind::PrefixItems(ids) => format!("prefix {}", list(ids)),
        RuleKind::Items(id) => format!("items {}", ty(*id)),
        RuleKind::Contains { schema, min, max } => {
            let max = max.map_or_else(String::new, |max| format!("..{max}"));
            format!("contains {min}{max} {}", ty(*schema))
        }
        RuleKind::MinProperties(n) => format!("minProperties {n}"),
        RuleKind::MaxProperties(n) => format!("maxProperties {n}"),
        RuleKind::Required(names) => format!("required {}", names.join(" ")),
        RuleKind::PropertyNames(id) => format!("names {}", ty(*id)),
        RuleKind::PatternProperties(schemas) => format!("patterns {}", by_name(schemas)),
        RuleKind::Additional(id) => format!("additional {}", ty(*id)),
        RuleKind::Closed => "closed".to_owned(),
        RuleKind::DependentRequired(names) => {
            let one = |(name, others): &(String, Vec<String>)| {
                format!("{name} needs {}", others.join(" "))
            };
            names.iter().map(one).collect::<Vec<_>>().join(" ; ")
        }
        RuleKind::DependentSchemas(schemas) => format!("dependent {}", by_name(schemas)),
        RuleKind::Const(value) => format!("const {value}"),
        RuleKind::Enum(values) => {
            format!(
                "enum {}",
                values
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        }
        RuleKind::Not(id) => format!("not {}", ty(*id)),
        RuleKind::AllOf(ids) => format!("all of {}", list(ids)),
        RuleKind::AnyOf(ids) => format!("any of {}", list(ids)),
        RuleKind::OneOf(ids) => format!("one of {}", list(ids)),
        RuleKind::If {
            condition,
            then,
            otherwise,
        } => {
            let part = |word: &str, id: &Option<TypeId>| {
                id.map_or_else(String::new, |id| format!(" {word} {}", ty(id)))
            };
            format!(
                "if {}{}{}",
                ty(*condition),
                part("then", then),
                part("else", otherwise)
            )
        }
        RuleKind::Format(name) => format!("format {name}"),
    }
}
