//! The rules about objects.

use serde_json::{Map, Value};

use super::check::{At, Checker};
use super::literal::quoted;
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
        Rule::DependentRequired(table) => {
            for (trigger, names) in table {
                if object.contains_key(*trigger) {
                    check_dependent(checker, trigger, names, object, at);
                }
            }
        }
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
            report_surplus(checker, surplus.collect(), at);
        }
        Rule::Additional(each) => {
            for (name, value) in object.iter().filter(|(name, _)| !schema.names(name)) {
                checker.value(each, value, &at.key(name));
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
    let missing: Vec<_> = names
        .iter()
        .copied()
        .filter(|name| !object.contains_key(*name))
        .collect();
    if !missing.is_empty() {
        checker.report(at, "required", || format!("missing {}", list(&missing)));
    }
}

fn check_dependent(
    checker: &mut Checker<'_>,
    trigger: &str,
    names: &[&str],
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    let missing: Vec<_> = names
        .iter()
        .copied()
        .filter(|name| !object.contains_key(*name))
        .collect();
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

fn check_patterns(
    checker: &mut Checker<'_>,
    table: &'static [(super::pattern::Pattern, Schema)],
    object: &Map<String, Value>,
    at: &At<'_>,
) {
    for (name, value) in object {
        for (pattern, schema) in table {
            if pattern.is_match(name) {
                checker.value(schema, value, &at.key(name));
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

/// Refuses names that no part of the schema knows, where the schema names some and does not speak of others.
pub(super) fn check_unnamed(
    checker: &mut Checker<'_>,
    schema: &'static Schema,
    value: &Value,
    at: &At<'_>,
) {
    let Value::Object(object) = value else { return };
    let mut known = Known::default();
    known.gather(schema, 0);
    if known.speaks || known.parts.is_empty() {
        return;
    }
    let is_surplus = |name: &&str| !known.parts.iter().any(|part| part.names(name));
    report_surplus(
        checker,
        object
            .keys()
            .map(String::as_str)
            .filter(is_surplus)
            .collect(),
        at,
    );
}

/// What all schemas that apply to one value say about the names of its properties.
#[derive(Default)]
struct Known {
    parts: Vec<&'static Schema>,
    /// `additionalProperties` stands somewhere and is checked where it stands.
    speaks: bool,
}

impl Known {
    fn gather(&mut self, schema: &'static Schema, depth: u32) {
        // Types that refer to each other in a circle add nothing at the second visit.
        if depth > 32 || self.parts.iter().any(|part| std::ptr::eq(*part, schema)) {
            return;
        }
        let mut each = |schemas: &'static [Schema]| {
            schemas.iter().for_each(|part| self.gather(part, depth + 1))
        };
        for rule in schema.0 {
            match rule {
                Rule::Ref(part) | Rule::Nullable(part) => each(std::slice::from_ref(*part)),
                Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts) => each(parts),
                Rule::If {
                    condition,
                    then,
                    otherwise,
                } => {
                    for part in [Some(*condition), *then, *otherwise].into_iter().flatten() {
                        each(std::slice::from_ref(part));
                    }
                }
                Rule::DependentSchemas(table) => {
                    table
                        .iter()
                        .for_each(|(_, part)| each(std::slice::from_ref(part)));
                }
                _ => {}
            }
        }
        if schema
            .0
            .iter()
            .any(|rule| matches!(rule, Rule::Closed | Rule::Additional(_)))
        {
            self.speaks = true;
        }
        if schema
            .0
            .iter()
            .any(|rule| matches!(rule, Rule::Properties(_) | Rule::PatternProperties(_)))
        {
            self.parts.push(schema);
        }
    }
}

impl Schema {
    /// Whether `properties` or `patternProperties` of this schema itself cover the name.
    fn names(&self, name: &str) -> bool {
        self.0.iter().any(|rule| match rule {
            Rule::Properties(properties) => properties.iter().any(|(known, _)| *known == name),
            Rule::PatternProperties(table) => {
                table.iter().any(|(pattern, _)| pattern.is_match(name))
            }
            _ => false,
        })
    }
}

fn report_surplus(checker: &mut Checker<'_>, surplus: Vec<&str>, at: &At<'_>) {
    if surplus.is_empty() {
        return;
    }
    let names = if at.is_secret() {
        surplus.len().to_string()
    } else {
        list(&surplus)
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
