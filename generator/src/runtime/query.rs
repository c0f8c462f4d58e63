//! Query strings: every style of `OpenAPI` 3.1.1, section 4.8.12, over JSON values.
use super::percent::{Encoding, encode_component, encode_reserved};
use super::text_of::encoded;
use super::{BodyEncoding, Parameter, Style};
use serde_json::Value;

/// A query string under construction, without the `?`.
#[derive(Debug, Default)]
pub(crate) struct Query(String);

impl Query {
    /// Adds a parameter. `null`, empty lists and empty objects leave nothing; an empty string leaves `name=`.
    pub(crate) fn put(&mut self, param: &Parameter, value: &Value) {
        let encode: Encoding = if param.allow_reserved {
            encode_reserved
        } else {
            encode_component
        };
        let mut add = |name: &str, value: &str| self.push(&encode_component(name), value);
        match (param.style, value) {
            (_, Value::Null) => {}
            (Style::Json, _) => add(param.name, &encode_component(&value.to_string())),
            (Style::DeepObject, Value::Object(_) | Value::Array(_)) => {
                deep(param.name, value, encode, &mut add);
            }
            (_, Value::Array(items)) if items.is_empty() => {}
            (_, Value::Object(fields)) if fields.is_empty() => {}
            // Of the delimited styles the specification says nothing; servers that know them read the names repeated.
            (_, Value::Array(items)) if param.explode => {
                for item in items {
                    add(param.name, &encoded(item, encode));
                }
            }
            (_, Value::Object(fields)) if param.explode => {
                fields
                    .iter()
                    .filter(|(_, v)| !v.is_null())
                    .for_each(|(key, item)| add(key, &encoded(item, encode)));
            }
            (style, Value::Array(items)) => {
                let texts: Vec<_> = items.iter().map(|item| encoded(item, encode)).collect();
                add(param.name, &texts.join(delimiter(style)));
            }
            (style, Value::Object(fields)) => {
                let texts: Vec<_> = fields
                    .iter()
                    .flat_map(|(key, item)| [encode(key), encoded(item, encode)])
                    .collect();
                add(param.name, &texts.join(delimiter(style)));
            }
            (_, scalar) => add(param.name, &encoded(scalar, encode)),
        }
    }

    /// Adds one name and value, both encoded already.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(value);
    }

    /// The query string; empty where nothing was added.
    pub(crate) fn into_string(self) -> String {
        self.0
    }
}

/// What stands between the items of a list that is not exploded. The comma is RFC 6570's, so it is not encoded.
fn delimiter(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::Form
        | Style::Simple
        | Style::Matrix
        | Style::Label
        | Style::DeepObject
        | Style::Json => ",",
    }
}

/// `name[a][b]=value`, list items as repeated names: what servers agree on where the specification is silent.
fn deep(name: &str, value: &Value, encode: Encoding, add: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(fields) => {
            fields
                .iter()
                .for_each(|(key, item)| deep(&format!("{name}[{key}]"), item, encode, add));
        }
        Value::Array(items) => items.iter().for_each(|item| deep(name, item, encode, add)),
        Value::Null => {}
        scalar => add(name, &encoded(scalar, encode)),
    }
}

/// An `application/x-www-form-urlencoded` body: each property in form style, exploded, unless its encoding says otherwise.
pub(crate) fn urlencoded(body: &Value, encoding: &[BodyEncoding]) -> String {
    let mut query = Query::default();
    let Value::Object(fields) = body else {
        return String::new();
    };
    for (name, value) in fields {
        let own = encoding.iter().find(|own| own.name == name);
        if let Some(style) = own.and_then(|own| own.style.as_ref()) {
            query.put(style, value);
            continue;
        }
        let kind = own.and_then(|own| own.content_type).unwrap_or_default();
        let name = encode_component(name);
        match value {
            Value::Null => {}
            value if kind.contains("json") => {
                query.push(&name, &encode_component(&value.to_string()));
            }
            Value::Array(items) => {
                for item in items {
                    query.push(&name, &encoded(item, encode_component));
                }
            }
            one => query.push(&name, &encoded(one, encode_component)),
        }
    }
    query.into_string()
}
