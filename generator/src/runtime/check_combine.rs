//! The rules that combine other rules.

use serde_json::Value;

use super::check::Checker;
use super::check_union::nearest;
use super::place::At;
use super::schema::{Rule, Schema};

/// Checks one rule that applies other schemas to the same value.
pub(super) fn check(checker: &mut Checker<'_>, rule: &'static Rule, value: &Value, at: &At<'_>) {
    match *rule {
        Rule::AllOf(parts) => {
            for part in parts {
                checker.schema(part, value, at);
            }
        }
        Rule::AnyOf(alternatives)
            if !alternatives
                .iter()
                .any(|alternative| checker.is_valid(alternative, value, at)) =>
        {
            report_none(checker, "anyOf", alternatives, value, at);
        }
        Rule::OneOf(alternatives) => check_one_of(checker, alternatives, value, at),
        Rule::Not(schema) if checker.is_valid(schema, value, at) => {
            checker.report(at, "not", || "a value that `not` rules out".to_owned());
        }
        Rule::If {
            condition,
            then,
            otherwise,
        } => {
            let branch = if checker.is_valid(condition, value, at) {
                then
            } else {
                otherwise
            };
            if let Some(schema) = branch {
                checker.schema(schema, value, at);
            }
        }
        _ => {}
    }
}

fn check_one_of(
    checker: &mut Checker<'_>,
    alternatives: &'static [Schema],
    value: &Value,
    at: &At<'_>,
) {
    let mut matches = Vec::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        if checker.is_valid(alternative, value, at) {
            matches.push(index + 1);
        }
    }
    match matches.as_slice() {
        [_] => {}
        [] => report_none(checker, "oneOf", alternatives, value, at),
        [first, second, ..] => checker.report(at, "oneOf", || {
            format!(
                "fits {} alternatives (numbers {first} and {second}) where one is allowed",
                matches.len()
            )
        }),
    }
}

/// Where one alternative is obviously meant, its own violations say more than "none fits".
fn report_none(
    checker: &mut Checker<'_>,
    keyword: &'static str,
    alternatives: &'static [Schema],
    value: &Value,
    at: &At<'_>,
) {
    let hidden = at.hidden();
    // Which alternative was meant is a guess: the value may be the secret.
    let at = if alternatives.iter().any(Schema::is_secret) {
        &hidden
    } else {
        at
    };
    match nearest(alternatives, value) {
        Some(alternative) if checker.is_telling() => checker.schema(alternative, value, at),
        _ => checker.report(at, keyword, || {
            format!("fits none of the {} alternatives", alternatives.len())
        }),
    }
}
