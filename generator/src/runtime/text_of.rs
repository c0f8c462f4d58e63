//! How a JSON value reads where only text can stand: in paths, queries, headers and text parts.
use serde_json::Value;

/// A string without quotes, a number or boolean as in JSON, `null` as nothing, lists and objects as JSON text.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}
