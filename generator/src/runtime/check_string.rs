//! The rules about strings: lengths in Unicode code points, and patterns.

use serde_json::Value;

use super::check::Checker;
use super::literal::{finding, shorten};
use super::place::At;
use super::schema::Rule;

/// Checks one rule about strings.
pub(super) fn check(checker: &mut Checker<'_>, rule: &Rule, value: &Value, at: &At<'_>) {
    let Value::String(text) = value else { return };
    match *rule {
        Rule::MinLength(limit)
            // No text has more characters than bytes, and none has fewer than a quarter: most texts need no counting.
            if text.len() as u64 / 4 < limit && length(text) < limit => {
                let found = length(text);
                checker.report(at, "minLength", || {
                    format!("shorter than {} ({found})", characters(limit))
                });
            }
        Rule::MaxLength(limit)
            if text.len() as u64 > limit && length(text) > limit => {
                let found = length(text);
                checker.report(at, "maxLength", || {
                    format!("longer than {} ({found})", characters(limit))
                });
            }
        Rule::Pattern(pattern)
            if !pattern.is_match(text) => {
                checker.report(at, "pattern", || {
                    let source = shorten(pattern.source, 200);
                    format!(
                        "does not match `{source}`: {}{}",
                        pattern.explain(text),
                        finding(value, at)
                    )
                });
            }
        _ => {}
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

fn characters(count: u64) -> String {
    if count == 1 {
        "1 character".to_owned()
    } else {
        format!("{count} characters")
    }
}
