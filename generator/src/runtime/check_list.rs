//! The rules about arrays.

use std::collections::HashMap;

use serde_json::Value;

use super::check::Checker;
use super::literal::canonical;
use super::place::At;
use super::schema::{Rule, Schema};

/// Checks one rule about arrays; `schema` is the one that the rule stands in.
pub(super) fn check(
    checker: &mut Checker<'_>,
    rule: &'static Rule,
    schema: &Schema,
    value: &Value,
    at: &At<'_>,
) {
    let Value::Array(items) = value else { return };
    let found = items.len();
    match *rule {
        Rule::Items(each) => {
            for (index, item) in items.iter().enumerate().skip(schema.prefix_length()) {
                if checker.is_settled() {
                    return;
                }
                checker.value(each, item, &at.index(index));
            }
        }
        Rule::PrefixItems(schemas) => {
            for (index, (item, each)) in items.iter().zip(schemas).enumerate() {
                checker.value(each, item, &at.index(index));
            }
        }
        Rule::MinItems(limit) if (found as u64) < limit => {
            checker.report(at, "minItems", || {
                format!("fewer than {} ({found})", count(limit))
            });
        }
        Rule::MaxItems(limit) if found as u64 > limit => {
            checker.report(at, "maxItems", || {
                format!("more than {} ({found})", count(limit))
            });
        }
        Rule::UniqueItems => {
            if let Some((first, second)) = duplicate(items) {
                checker.report(at, "uniqueItems", || {
                    format!("items {first} and {second} are equal")
                });
            }
        }
        Rule::Contains { schema, min, max } => {
            check_contains(checker, schema, (min, max), items, at);
        }
        _ => {}
    }
}

impl Schema {
    /// How many items `prefixItems` takes from `items`.
    fn prefix_length(&self) -> usize {
        let lengths = self.0.iter().map(|rule| match rule {
            Rule::PrefixItems(schemas) => schemas.len(),
            _ => 0,
        });
        lengths.max().unwrap_or(0)
    }
}

fn check_contains(
    checker: &mut Checker<'_>,
    schema: &'static Schema,
    (min, max): (u64, Option<u64>),
    items: &[Value],
    at: &At<'_>,
) {
    let mut found = 0_u64;
    for (index, item) in items.iter().enumerate() {
        found += u64::from(checker.is_valid(schema, item, &at.index(index)));
    }
    if found < min {
        let keyword = if found == 0 {
            "contains"
        } else {
            "minContains"
        };
        checker.report(at, keyword, || {
            format!(
                "fewer than {} as `contains` wants them ({found})",
                count(min)
            )
        });
    }
    if let Some(max) = max.filter(|max| found > *max) {
        checker.report(at, "maxContains", || {
            format!(
                "more than {} as `contains` wants them ({found})",
                count(max)
            )
        });
    }
}

/// The first item that was there before, with its earlier place.
fn duplicate(items: &[Value]) -> Option<(usize, usize)> {
    let mut seen = HashMap::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        if let Some(first) = seen.insert(canonical(item), index) {
            return Some((first, index));
        }
    }
    None
}

fn count(items: u64) -> String {
    if items == 1 {
        "1 item".to_owned()
    } else {
        format!("{items} items")
    }
}
