//! Finds typing errors in the names of properties, for arguments that people write by hand.

use serde_json::Value;

use super::check::Checker;
use super::check_object::report_surplus;
use super::place::At;
use super::schema::{Rule, Schema};

/// Refuses names that no part of the schema knows, where the schema names some and does not speak of others.
pub(super) fn check(
    checker: &mut Checker<'_>,
    schema: &'static Schema,
    value: &Value,
    at: &At<'_>,
) {
    let Value::Object(object) = value else { return };
    let mut known = Known::default();
    known.gather(schema);
    if known.speaks || !known.parts.iter().any(|part| part.names_some()) {
        return;
    }
    let is_surplus = |name: &&str| {
        !known
            .parts
            .iter()
            .any(|part| part.names(name) && !part.leaves(name))
    };
    let surplus: Vec<_> = object
        .keys()
        .map(String::as_str)
        .filter(is_surplus)
        .collect();
    report_surplus(checker, &surplus, at);
}

/// What all schemas that apply to one value say about the names of its properties.
#[derive(Default)]
struct Known {
    parts: Vec<&'static Schema>,
    /// `additionalProperties` stands somewhere and is checked where it stands.
    speaks: bool,
}

impl Known {
    fn gather(&mut self, schema: &'static Schema) {
        // Types that refer to each other in a circle add nothing at the second visit.
        if self.parts.iter().any(|part| std::ptr::eq(*part, schema)) {
            return;
        }
        self.parts.push(schema);
        for rule in schema.0 {
            match rule {
                Rule::Ref(part) | Rule::Nullable(part) => self.gather(part),
                Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts) => {
                    for part in *parts {
                        self.gather(part);
                    }
                }
                Rule::If {
                    condition,
                    then,
                    otherwise,
                } => {
                    for part in [Some(*condition), *then, *otherwise].into_iter().flatten() {
                        self.gather(part);
                    }
                }
                Rule::DependentSchemas(table) => {
                    for (_, part) in *table {
                        self.gather(part);
                    }
                }
                Rule::Closed | Rule::Additional(_) => self.speaks = true,
                _ => {}
            }
        }
    }
}

impl Schema {
    fn names_some(&self) -> bool {
        self.0.iter().any(|rule| match rule {
            Rule::Properties(table) => !table.is_empty(),
            Rule::PatternProperties(_) => true,
            _ => false,
        })
    }

    /// Whether a property of that name is the server's to send, so that no argument may hold it.
    fn leaves(&self, name: &str) -> bool {
        self.0.iter().any(|rule| match rule {
            Rule::Properties(table) => table
                .iter()
                .any(|(known, part)| *known == name && part.is_read_only()),
            _ => false,
        })
    }
}
