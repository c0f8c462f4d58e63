//! Compares JSON values with constants and with each other by JSON Schema's equality, and shows them in messages.

use std::fmt::Write;

use serde_json::Value;

use super::check::Checker;
use super::number::Decimal;
use super::place::At;
use super::schema::Literal;

/// A value in a message has at most this many characters.
const SHOWN: usize = 64;
/// Values nested deeper are refused elsewhere; the bound keeps the comparison off the end of the stack.
const MAX_DEPTH: u32 = 256;

/// Checks `enum`.
pub(super) fn check_enum(
    checker: &mut Checker<'_>,
    values: &[Literal],
    value: &Value,
    at: &At<'_>,
) {
    if !values.iter().any(|literal| literal.is(value)) {
        checker.report(at, "enum", || {
            // A list of secrets is as secret as the value.
            if at.is_secret() {
                return "not one of the allowed values".to_owned();
            }
            let mut all = String::new();
            for (index, literal) in values.iter().enumerate() {
                if all.len() > 500 {
                    let _ = write!(all, " and {} others", values.len() - index);
                    break;
                }
                let separator = if index == 0 { "" } else { ", " };
                let _ = write!(all, "{separator}{}", show_literal(literal));
            }
            format!("not one of {all}{}", finding(value, at))
        });
    }
}

/// Checks `const`.
pub(super) fn check_const(
    checker: &mut Checker<'_>,
    expected: &Literal,
    value: &Value,
    at: &At<'_>,
) {
    if !expected.is(value) {
        checker.report(at, "const", || {
            if at.is_secret() {
                return "not the only allowed value".to_owned();
            }
            format!("not {}{}", show_literal(expected), finding(value, at))
        });
    }
}

impl Literal {
    /// Whether the value equals this constant: numbers by their value, objects whatever their order.
    pub fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null, Value::Null) => true,
            (Self::Bool(left), Value::Bool(right)) => left == right,
            (Self::String(left), Value::String(right)) => left == right,
            (Self::Number(left), Value::Number(right)) => {
                Decimal::parse(left).is_some_and(|left| Some(left) == Decimal::of(right))
            }
            (Self::Array(left), Value::Array(right)) => {
                left.len() == right.len()
                    && left.iter().zip(right).all(|(left, right)| left.is(right))
            }
            (Self::Object(left), Value::Object(right)) => {
                let is_equal = |(name, left): &(&str, Self)| {
                    right.get(*name).is_some_and(|right| left.is(right))
                };
                left.len() == right.len() && left.iter().all(is_equal)
            }
            _ => false,
        }
    }
}

/// A text that is the same for equal values only.
pub(super) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_canonical(&mut text, value, 0);
    text
}

fn write_canonical(text: &mut String, value: &Value, depth: u32) {
    match value {
        Value::Null => text.push('n'),
        Value::Bool(true) => text.push('t'),
        Value::Bool(false) => text.push('f'),
        Value::Number(number) => {
            text.push_str(
                &Decimal::of(number)
                    .map_or_else(|| number.to_string(), |decimal| decimal.canonical()),
            );
        }
        // The length first, so that no content can look like the end.
        Value::String(string) => {
            let _ = write!(text, "s{}:{string}", string.len());
        }
        _ if depth > MAX_DEPTH => text.push('…'),
        Value::Array(items) => {
            let _ = write!(text, "a{}:", items.len());
            for item in items {
                write_canonical(text, item, depth + 1);
                text.push(',');
            }
        }
        Value::Object(properties) => {
            let mut sorted: Vec<_> = properties.iter().collect();
            sorted.sort_unstable_by_key(|(name, _)| *name);
            let _ = write!(text, "o{}:", sorted.len());
            for (name, value) in sorted {
                let _ = write!(text, "{}:{name}", name.len());
                write_canonical(text, value, depth + 1);
                text.push(',');
            }
        }
    }
}

/// The value for the end of a message, ` (101)`; nothing when it must not be shown, only a kind when it is big.
pub(super) fn finding(value: &Value, at: &At<'_>) -> String {
    if at.is_secret() {
        return String::new();
    }
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => format!(" ({value})"),
        Value::String(text) => format!(" ({})", quoted(text)),
        Value::Array(items) => format!(" (an array of {})", items.len()),
        // Its properties may hold secrets.
        Value::Object(_) => " (an object)".to_owned(),
    }
}

/// Text in quotes, control characters escaped, cut if it is long.
pub(super) fn quoted(text: &str) -> String {
    let short = shorten(text, SHOWN);
    let dots = if short.len() < text.len() { "…" } else { "" };
    format!("{}{dots}", Value::from(short))
}

/// The first `count` characters.
pub(super) fn shorten(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(end, _)| &text[..end])
}

fn show_literal(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Number(text) => shorten(text, SHOWN).to_owned(),
        Literal::String(text) => quoted(text),
        Literal::Array(items) => format!("an array of {}", items.len()),
        Literal::Object(_) => "a certain object".to_owned(),
    }
}
