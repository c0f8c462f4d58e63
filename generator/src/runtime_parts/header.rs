//! Headers of answers as values: style `simple`, as they were written (`OpenAPI` 3.1.1, sections 4.8.12 and 4.8.21).
use crate::runtime::{DecodeError, Wire};
use http::HeaderMap;
use serde_json::{Map, Value};

/// How the text of a header becomes JSON.
#[derive(Debug)]
pub(crate) enum Form {
    /// It is a string.
    Text,
    /// A number, a boolean or other JSON, if it reads as that; else a string.
    Guess,
    /// Values with commas between them.
    List(&'static Form),
    /// JSON, or names and values by turns, or `name=value`, with commas between them.
    Fields,
}

/// The value of a header; several of one name are one list (RFC 9110, section 5.3).
pub(crate) fn header<T: Wire>(
    headers: &HeaderMap,
    name: &str,
    form: &Form,
) -> Result<Option<T>, DecodeError> {
    let mut texts = Vec::new();
    for value in headers.get_all(name) {
        let text = std::str::from_utf8(value.as_bytes());
        texts.push(text.map_err(|_| DecodeError::new("text", "other bytes").at(name))?);
    }
    if texts.is_empty() {
        return Ok(None);
    }
    let value = value(&texts.join(", "), form);
    T::decode(value).map(Some).map_err(|error| error.at(name))
}

fn value(text: &str, form: &Form) -> Value {
    match form {
        Form::Text => Value::String(text.trim().to_owned()),
        Form::Guess => guess(text),
        Form::List(_) if text.trim().is_empty() => Value::Array(Vec::new()),
        Form::List(item) => text.split(',').map(|text| value(text, item)).collect(),
        Form::Fields => fields(text),
    }
}

fn guess(text: &str) -> Value {
    let text = text.trim();
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

fn fields(text: &str) -> Value {
    if let Ok(Value::Object(fields)) = serde_json::from_str(text) {
        return Value::Object(fields);
    }
    let mut fields = Map::new();
    let mut words = text.split(',').map(str::trim);
    while let Some(word) = words.next().filter(|word| !word.is_empty()) {
        let (name, own) = match word.split_once('=') {
            Some(pair) => pair,
            None => (word, words.next().unwrap_or_default()),
        };
        fields.insert(name.to_owned(), guess(own));
    }
    Value::Object(fields)
}
