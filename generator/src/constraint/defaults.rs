//! Defaults that break their own schema: of its type, its values, its bounds, its pattern. Rules that apply other schemas
//! are left to the server.
use super::pattern;
use crate::diag::{Code, Diagnostics};
use crate::ir::{Api, Json, Rule, RuleKind, Scalar, Shape, TypeDef};
use crate::resolve::decimal;
use crate::source::Pointer;
use std::cmp::Ordering;
use std::collections::HashSet;

/// Reports each default that its schema does not allow, and takes it out.
pub(crate) fn check(api: &mut Api, diagnostics: &mut Diagnostics) {
    // The kinds of one schema are types of their own with its default; the first is the whole.
    let mut seen: HashSet<&Pointer> = HashSet::new();
    let mut wrong = Vec::new();
    for def in &api.types {
        let Some(default) = def.default.as_ref().filter(|_| seen.insert(&def.at)) else {
            continue;
        };
        let Some(fault) = fault(api, def, default) else {
            continue;
        };
        let message = format!("the default {} {}", short(default), fault.what);
        let finding = diagnostics.report(Code::ExampleMismatch, &def.at.child("default"), message);
        if let Some(rule) = fault.rule {
            finding.related(rule, "the rule that it breaks");
        }
        finding.help("correct the default, or what the schema allows");
        wrong.push(def.at.clone());
    }
    for def in api.types.iter_mut().filter(|def| wrong.contains(&def.at)) {
        def.default = None;
    }
}

/// What is wrong with a value.
struct Fault<'a> {
    what: String,
    rule: Option<&'a Pointer>,
}

fn fault<'a>(api: &'a Api, def: &'a TypeDef, value: &Json) -> Option<Fault<'a>> {
    let chain = chain(api, def);
    if *value == Json::Null && chain.iter().any(|def| def.nullable) {
        return None;
    }
    let mut rules = chain.iter().flat_map(|def| &def.rules);
    let last = chain.last()?;
    let shape = misfit(&last.shape, value).map(|what| Fault { what, rule: None });
    shape.or_else(|| rules.find_map(|rule| broken(rule, value)))
}

/// A type and those that it is another name for.
fn chain<'a>(api: &'a Api, def: &'a TypeDef) -> Vec<&'a TypeDef> {
    let mut chain = vec![def];
    let mut here = def;
    while let Shape::Alias(id) = here.shape {
        here = api.ty(id);
        if chain.iter().any(|known| known.id == here.id) {
            break;
        }
        chain.push(here);
    }
    chain
}

/// Why the value is none of the shape.
fn misfit(shape: &Shape, value: &Json) -> Option<String> {
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

fn broken<'a>(rule: &'a Rule, value: &Json) -> Option<Fault<'a>> {
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
        (RuleKind::Pattern(source), Json::String(text)) => {
            pattern::compile(source).is_ok_and(|compiled| !compiled.is_match(text))
        }
        (RuleKind::Enum(values), value) => !values.iter().any(|own| equal(own, value)),
        (RuleKind::Const(only), value) => !equal(only, value),
        (kind, Json::Number(text)) => outside(kind, text),
        _ => false,
    };
    breaks.then(|| Fault {
        what: format!("breaks `{}`", rule.at.last().unwrap_or_default()),
        rule: Some(&rule.at),
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
fn equal(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => decimal::compare(a, b) == Some(Ordering::Equal),
        _ => a == b,
    }
}

/// The value in a message, cut where it is long.
fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
