//! Values of an `enum` or a `const` that the other rules of their schema refuse, so that they can never be used.
use super::fault::{Fault, broken, misfit, short};
use super::ground::{Ground, Told};
use crate::diag::Diagnostics;
use crate::ir::{Json, RuleKind, Shape, TypeDef};
use crate::source::Pointer;

/// Reports the values that break a rule, once for each rule.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    for def in &ground.api.types {
        let chain = ground.chain(def);
        for holder in &chain {
            for (values, at) in lists(holder) {
                for (fault, refused) in refused(ground, &chain, &values) {
                    let subject = subject(&at, &refused, ground.is_secret(def));
                    let message = format!("{subject} {}", fault.what);
                    let rule = fault
                        .rule
                        .map_or_else(|| at.child("type"), |rule| rule.at.clone());
                    let Some(finding) = told.contradiction(diagnostics, (&at, &rule), &message)
                    else {
                        continue;
                    };
                    if ground.is_secret(def) {
                        finding.without_excerpts();
                    }
                    finding.help("correct the values, or the rule that refuses them");
                }
            }
        }
    }
}

/// The lists of values of a type, with their places.
fn lists(def: &TypeDef) -> Vec<(Vec<&Json>, Pointer)> {
    let mut lists = Vec::new();
    if let Shape::Enum(one) = &def.shape {
        let values = one.values.iter().map(|value| &value.value).collect();
        lists.push((values, def.at.child("enum")));
    }
    for rule in &def.rules {
        match &rule.kind {
            RuleKind::Enum(values) => lists.push((values.iter().collect(), rule.at.clone())),
            RuleKind::Const(value) => lists.push((vec![value], rule.at.clone())),
            _ => {}
        }
    }
    lists
}

/// The values that break a rule, by the rule; a value counts for the first that it breaks.
fn refused<'a, 'v>(
    ground: &Ground<'a>,
    chain: &[&'a TypeDef],
    values: &[&'v Json],
) -> Vec<(Fault<'a>, Vec<&'v Json>)> {
    let mut found: Vec<(Fault<'a>, Vec<&'v Json>)> = Vec::new();
    for value in values {
        let Some(fault) = refusal(ground, chain, value) else {
            continue;
        };
        let known = found.iter_mut().find(|(known, _)| known.what == fault.what);
        match known {
            Some((_, values)) => values.push(value),
            None => found.push((fault, vec![value])),
        }
    }
    found
}

fn refusal<'a>(ground: &Ground<'a>, chain: &[&'a TypeDef], value: &Json) -> Option<Fault<'a>> {
    let shape = match &chain.last()?.shape {
        Shape::Enum(_) => None,
        shape => misfit(shape, value),
    };
    let rules = chain.iter().flat_map(|def| &def.rules);
    let mut others =
        rules.filter(|rule| !matches!(rule.kind, RuleKind::Enum(_) | RuleKind::Const(_)));
    shape
        .map(|what| Fault { what, rule: None })
        .or_else(|| others.find_map(|rule| broken(ground, rule, value)))
}

/// "the value `a` (and 3 more)".
fn subject(at: &Pointer, values: &[&Json], secret: bool) -> String {
    let name = at.last().unwrap_or_default();
    match values {
        _ if secret => format!("a value of this `{name}`"),
        [only] => format!("the value {}", short(only)),
        [first, rest @ ..] => format!("the value {} (and {} more)", short(first), rest.len()),
        [] => "a value".to_owned(),
    }
}
