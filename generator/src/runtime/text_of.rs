//! How a JSON value reads where only text can stand: in paths, queries, headers and text parts.
use super::percent::Encoding;
use serde_json::Value;
use std::borrow::Cow;

/// A string without quotes, a number or boolean as in JSON, `null` as nothing, lists and objects as JSON text.
pub(crate) fn text_of(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::String(text) => Cow::Borrowed(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Cow::Owned(value.to_string())
        }
    }
}

/// The same, encoded.
pub(crate) fn encoded(value: &Value, encode: Encoding) -> Cow<'_, str> {
    match text_of(value) {
        Cow::Borrowed(text) => encode(text),
        Cow::Owned(text) => Cow::Owned(encode(&text).into_owned()),
    }
}
