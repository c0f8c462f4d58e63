//! `readOnly` properties are the server's to send: a model that travels both ways may hold them, a request does not.
use super::schema::{Rule, Schema};
use serde_json::Value;

/// Takes every `readOnly` property out of a body. Driven by the value, so that it ends where the value does.
pub(crate) fn drop_read_only(schema: &'static Schema, value: &mut Value) {
    for rule in schema.0 {
        match (rule, &mut *value) {
            (Rule::Ref(part) | Rule::Nullable(part), _) => drop_read_only(part, value),
            (Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts), _) => {
                for part in *parts {
                    drop_read_only(part, value);
                }
            }
            (Rule::Properties(table), Value::Object(object)) => {
                for (name, part) in *table {
                    if part.is_read_only() {
                        object.remove(*name);
                    } else if let Some(inner) = object.get_mut(*name) {
                        drop_read_only(part, inner);
                    }
                }
            }
            (Rule::Additional(part), Value::Object(object)) => {
                for inner in object.values_mut() {
                    drop_read_only(part, inner);
                }
            }
            (Rule::Items(part), Value::Array(items)) => {
                for inner in items {
                    drop_read_only(part, inner);
                }
            }
            _ => {}
        }
    }
}

impl Schema {
    /// Whether only the server sends it.
    pub(crate) fn is_read_only(&self) -> bool {
        self.0.iter().any(|rule| matches!(rule, Rule::ReadOnly))
    }
}
