//! The rules about objects.

use serde_json::{Map, Value};

use super::check::Checker;
use super::literal::quoted;
use super::place::At;
use super::schema::{Rule, Schema};

/// A message names at most this many properties.
const NAMED: usize = 10;

/// Checks one rule about objects; `schema` is the one that the rule stands in.
pub(super) fn check(
    checker: &mut Checker<'_>,
    rule: &'static Rule,
    schema: &'static Schema,
    value: &Value,
    at: &At<'_>,
) {
    let Value::Object(object) = value else { return };
    let found = object.len();
    match *rule {
        Rule::Properties(properties) => {
            for (name, each) in properties {
                if let Some(value) = object.get(*name) {
                    checker.value(each, value, &at.key(name));
                }
            }
        }
        Rule::Required(names) => check_required(checker, names, object, at),
        Rule::DependentRequired(table) => check_dependent(checker, table, object, at),
        Rule::DependentSchemas(table) => {
            for (trigger, schema) in table {
                if object.contains_key(*trigger) {
                    checker.schema(schema, value, at);
                }
            }
        }
        Rule::Closed => {
            let surplus = object
                .keys()
                .filter(|name| !schema.names(name))
                .map(String::as_str);
            report_surplus(checker, &surplus.collect::<Vec<_>>(), at);
        }
        Rule::Additional(each) => {
            for (name, value) in object.iter().filter(|(name, _)| !schema.names(name)) {
                checker.value(each, value, &at.other_key(name));
            }
        }
        Rule::PatternProperties(table) => check_patterns(checker, table, object, at),
        Rule::PropertyNames(schema) => check_names(checker, schema, object, at),
        Rule::MinProperties(limit) if (found as u64) < limit => {
            checker.report(at, "minProperties", || {
                format!("fewer than {} ({found})", count(limit))
            });
        }
        Rule::MaxProperties(limit) if found as u64 > limit => {
            checker.report(at, "maxProperties", || {
                format!("more than {} ({found})", count(limit))
            });
        }
        _ => {}
    }
}

/// One violation for all missing properties, so that a place and a keyword name a violation.
fn check_required(
    checker: &mut Checker<'_>,
    names: &[&str],
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    let missing = missing(names, object);
    if !missing.is_empty() {
        checker.report(at, "required", || format!("missing {}", list(&missing)));
    }
}

fn check_dependent(
    checker: &mut Checker<'_>,
    table: &[(&str, &[&str])],
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    for (trigger, names) in table
        .iter()
        .filter(|(trigger, _)| object.contains_key(*trigger))
    {
        let missing = missing(names, object);
        if !missing.is_empty() {
            let message = || {
                format!(
                    "missing {}, which {} asks for",
                    list(&missing),
                    quoted(trigger)
                )
            };
            checker.report(at, "dependentRequired", message);
        }
    }
}

fn missing<'n>(names: &[&'n str], object: &Map<String, Value>) -> Vec<&'n str> {
    names
        .iter()
        .copied()
        .filter(|name| !object.contains_key(*name))
        .collect()
}

fn check_patterns(
    checker: &mut Checker<'_>,
    table: &'static [(super::pattern::Pattern, Schema)],
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    for (name, value) in object {
        for (pattern, schema) in table {
            if pattern.is_match(name) {
                checker.value(schema, value, &at.other_key(name));
            }
        }
    }
}

/// A name that breaks its schema is told at the object, once for all its names.
fn check_names(
    checker: &mut Checker<'_>,
    schema: &'static Schema,
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    checker.fleeting += 1;
    let mut broken = Vec::new();
    for name in object.keys() {
        if !checker.is_valid(schema, &Value::String(name.clone()), at) {
            broken.push(name.as_str());
        }
    }
    checker.fleeting -= 1;
    if !broken.is_empty() {
        let names = if at.is_secret() {
            format!("{} of them", broken.len())
        } else {
            list(&broken)
        };
        checker.report(at, "propertyNames", || {
            format!("names that are not allowed: {names}")
        });
    }
}

impl Schema {
    /// Whether `properties` or `patternProperties` of this schema itself cover the name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.0.iter().any(|rule| match rule {
            Rule::Properties(properties) => properties.iter().any(|(known, _)| *known == name),
            Rule::PatternProperties(table) => {
                table.iter().any(|(pattern, _)| pattern.is_match(name))
            }
            _ => false,
        })
    }
}

pub(super) fn report_surplus(checker: &mut Checker<'_>, surplus: &[&str], at: &At<'_>) {
    if surplus.is_empty() {
        return;
    }
    let names = if at.is_secret() {
        surplus.len().to_string()
    } else {
        list(surplus)
    };
    checker.report(at, "additionalProperties", || {
        format!("unknown properties: {names}")
    });
}

fn list(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(NAMED).map(|name| quoted(name)).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", shown.join(", "))
}

fn count(properties: u64) -> String {
    if properties == 1 {
        "1 property".to_owned()
    } else {
        format!("{properties} properties")
    }
}
