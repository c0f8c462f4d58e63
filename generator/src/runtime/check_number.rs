//! The rules about numbers: bounds and multiples, exact for every decimal.

use std::cmp::Ordering;

use serde_json::{Number as JsonNumber, Value};

use super::check::Checker;
use super::literal::finding;
use super::number::Decimal;
use super::place::At;
use super::schema::{Number, Rule};

/// Checks one rule about numbers.
pub(super) fn check(checker: &mut Checker<'_>, rule: &Rule, value: &Value, at: &At<'_>) {
    let Value::Number(number) = value else { return };
    let (keyword, words, limit, kept) = match *rule {
        Rule::Minimum(limit) => (
            "minimum",
            "less than",
            limit,
            compare(number, limit).is_none_or(Ordering::is_ge),
        ),
        Rule::Maximum(limit) => (
            "maximum",
            "greater than",
            limit,
            compare(number, limit).is_none_or(Ordering::is_le),
        ),
        Rule::ExclusiveMinimum(limit) => (
            "exclusiveMinimum",
            "not greater than",
            limit,
            compare(number, limit).is_none_or(Ordering::is_gt),
        ),
        Rule::ExclusiveMaximum(limit) => (
            "exclusiveMaximum",
            "not less than",
            limit,
            compare(number, limit).is_none_or(Ordering::is_lt),
        ),
        Rule::MultipleOf(limit) => (
            "multipleOf",
            "not a multiple of",
            limit,
            is_multiple(number, limit),
        ),
        _ => return,
    };
    if !kept {
        checker.report(at, keyword, || {
            format!("{words} {}{}", limit.0, finding(value, at))
        });
    }
}

/// Nothing when the limit is no number, which a generated table never has.
fn compare(number: &JsonNumber, limit: Number) -> Option<Ordering> {
    if let (Some(number), Ok(limit)) = (number.as_i64(), limit.0.parse::<i64>()) {
        return Some(number.cmp(&limit));
    }
    Some(Decimal::of(number)?.cmp(&Decimal::parse(limit.0)?))
}

fn is_multiple(number: &JsonNumber, unit: Number) -> bool {
    match (Decimal::of(number), Decimal::parse(unit.0)) {
        (Some(number), Some(unit)) => number.is_multiple_of(&unit),
        _ => true,
    }
}
