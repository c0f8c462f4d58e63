//! What is wrong with a value of the document by its own schema: its type, its values, its bounds, its pattern. Rules that
//! apply other schemas are left to the server.
use super::ground::Ground;
use super::text_form;
use crate::ir::{Json, Rule, RuleKind, Scalar, Shape, TypeDef};
use crate::resolve::decimal;
use std::cmp::Ordering;

/// What is wrong with a value.
pub(super) struct Fault<'a> {
    /// What the value does: "breaks `minimum`".
    pub(super) what: String,
    pub(super) rule: Option<&'a Rule>,
}

/// What is wrong with a value of the type, if anything.
pub(super) fn fault<'a>(ground: &Ground<'a>, def: &'a TypeDef, value: &Json) -> Option<Fault<'a>> {
    let chain = ground.chain(def);
    if *value == Json::Null && chain.iter().any(|def| def.nullable) {
        return None;
    }
    let mut rules = chain.iter().flat_map(|def| &def.rules);
    let last = chain.last()?;
    let shape = misfit(&last.shape, value).map(|what| Fault { what, rule: None });
    shape.or_else(|| rules.find_map(|rule| broken(ground, rule, value)))
}

/// Why the value is none of the shape.
pub(super) fn misfit(shape: &Shape, value: &Json) -> Option<String> {
    if let (Shape::Scalar(scalar), Json::String(text)) = (shape, value)
        && let Some(due) = text_form::unreadable(*scalar, text)
    {
        return Some(format!(
            "is no {}",
            due.trim_start_matches("an ").trim_start_matches("a ")
        ));
    }
    let (fits, due) = match shape {
        Shape::Scalar(Scalar::Bool) => (matches!(value, Json::Bool(_)), "a boolean"),
        Shape::Scalar(Scalar::Integer | Scalar::Unsigned) => (is_whole(value), "a whole number"),
        Shape::Scalar(Scalar::Number) => (matches!(value, Json::Number(_)), "a number"),
        Shape::Scalar(_) => (matches!(value, Json::String(_)), "a string"),
        Shape::Enum(one) => {
            let listed = one.values.iter().any(|own| equal(&own.value, value));
            return (!listed).then(|| "is none of the schema's values".to_owned());
        }
        Shape::Struct(_) | Shape::Map(_) => (matches!(value, Json::Object(_)), "an object"),
        Shape::List(_) | Shape::Tuple(_) => (matches!(value, Json::Array(_)), "a list"),
        // An alternative of a union, or any value at all; what is never valid is reported as that.
        Shape::Union(_) | Shape::Alias(_) | Shape::Json | Shape::Never => return None,
    };
    (!fits).then(|| format!("is {}, where {due} is due", value.kind()))
}

/// What a value does to a rule that it breaks.
pub(super) fn broken<'a>(ground: &Ground<'_>, rule: &'a Rule, value: &Json) -> Option<Fault<'a>> {
    let size = match value {
        Json::String(text) => text.chars().count(),
        Json::Array(items) => items.len(),
        Json::Object(members) => members.len(),
        _ => 0,
    } as u64;
    let breaks = match (&rule.kind, value) {
        (RuleKind::MinLength(least), Json::String(_))
        | (RuleKind::MinItems(least), Json::Array(_))
        | (RuleKind::MinProperties(least), Json::Object(_)) => size < *least,
        (RuleKind::MaxLength(most), Json::String(_))
        | (RuleKind::MaxItems(most), Json::Array(_))
        | (RuleKind::MaxProperties(most), Json::Object(_)) => size > *most,
        (RuleKind::Pattern(source), Json::String(text)) => ground.mismatches(source, text),
        (RuleKind::Enum(values), value) => !values.iter().any(|own| equal(own, value)),
        (RuleKind::Const(only), value) => !equal(only, value),
        (kind, Json::Number(text)) => outside(kind, text),
        _ => false,
    };
    breaks.then(|| Fault {
        what: format!("breaks `{}`", rule.at.last().unwrap_or_default()),
        rule: Some(rule),
    })
}

fn outside(kind: &RuleKind, text: &str) -> bool {
    let against = |bound: &String, wrong: &[Ordering]| {
        decimal::compare(text, bound).is_some_and(|order| wrong.contains(&order))
    };
    match kind {
        RuleKind::Minimum(bound) => against(bound, &[Ordering::Less]),
        RuleKind::ExclusiveMinimum(bound) => against(bound, &[Ordering::Less, Ordering::Equal]),
        RuleKind::Maximum(bound) => against(bound, &[Ordering::Greater]),
        RuleKind::ExclusiveMaximum(bound) => against(bound, &[Ordering::Greater, Ordering::Equal]),
        _ => false,
    }
}

fn is_whole(value: &Json) -> bool {
    let fraction = |text: &str| {
        text.parse::<f64>()
            .is_ok_and(|number| number.fract() == 0.0)
    };
    matches!(value, Json::Number(text) if fraction(text))
}

/// Equality of JSON values: `1.0` is `1`.
pub(super) fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => decimal::compare(a, b) == Some(Ordering::Equal),
        _ => a == b,
    }
}

/// The value in a message, cut where it is long.
pub(super) fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
