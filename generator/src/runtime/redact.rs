//! Takes secrets out of what is recorded: fields by schema, keys by scheme, and wherever else the same text stands.
use super::percent::encode_component;
use super::schema::{Rule, Schema};
use super::{HttpRequest, Location, OperationMeta, Scheme};
use http::{HeaderMap, header};
use serde_json::{Map, Value};

/// What stands in a secret's place.
pub(crate) const REDACTED: &str = "[redacted]";

/// Texts shorter than this are not looked for elsewhere: they would be found in words.
const SHORTEST: usize = 6;

/// The secrets of one exchange.
#[derive(Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// The token and keys of a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let mut secrets = Self::default();
        let mut names = vec![
            header::AUTHORIZATION,
            header::PROXY_AUTHORIZATION,
            header::COOKIE,
        ];
        let sensitive = request
            .headers
            .iter()
            .filter(|(_, value)| value.is_sensitive());
        names.extend(sensitive.map(|(name, _)| name.clone()));
        names.extend(key_headers(request.operation).filter_map(|name| name.parse().ok()));
        for name in names {
            secrets.add_header(&request.headers, &name);
        }
        let query = super::mock_request::pairs(super::mock_request::split(&request.url).1);
        for (name, value) in query {
            if key_queries(request.operation).any(|key| key == name) {
                secrets.add(&value);
            }
        }
        secrets
    }

    fn add_header(&mut self, headers: &HeaderMap, name: &header::HeaderName) {
        for value in headers.get_all(name) {
            let text = String::from_utf8_lossy(value.as_bytes());
            self.add(&text);
            // The scheme before a token, and the name before a cookie's value, are no part of it.
            text.split([' ', ';', '=']).for_each(|part| self.add(part));
        }
    }

    /// Remembers a text that must not show.
    pub(crate) fn add(&mut self, text: &str) {
        if text.len() >= SHORTEST && text != REDACTED && !is_scheme(text) {
            self.0.push(text.to_owned());
            let encoded = encode_component(text);
            if encoded != text {
                self.0.push(encoded);
            }
            // The longest first: a shorter one may be a part of it.
            self.0.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
    }

    /// Takes what a schema calls secret out of a value, and remembers it.
    pub(crate) fn take(&mut self, schema: &'static Schema, value: &mut Value) {
        for rule in schema.0 {
            match (rule, &mut *value) {
                (Rule::Secret, _) => self.blank(value),
                (Rule::Ref(part) | Rule::Nullable(part), _) => self.take(part, value),
                (Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts), _) => {
                    for part in *parts {
                        self.take(part, value);
                    }
                }
                (
                    Rule::If {
                        then, otherwise, ..
                    },
                    _,
                ) => {
                    for part in [then, otherwise].into_iter().flatten() {
                        self.take(part, value);
                    }
                }
                (Rule::Properties(table), Value::Object(object)) => {
                    for (name, part) in *table {
                        if let Some(inner) = object.get_mut(*name) {
                            self.take(part, inner);
                        }
                    }
                }
                (Rule::DependentSchemas(table), _) => {
                    for (_, part) in *table {
                        self.take(part, value);
                    }
                }
                (Rule::PatternProperties(table), Value::Object(object)) => {
                    for inner in object.values_mut() {
                        for (_, part) in *table {
                            self.take(part, inner);
                        }
                    }
                }
                (Rule::Additional(part), Value::Object(object)) => {
                    for inner in object.values_mut() {
                        self.take(part, inner);
                    }
                }
                (Rule::Items(part), Value::Array(items)) => {
                    for inner in items {
                        self.take(part, inner);
                    }
                }
                (Rule::PrefixItems(parts), Value::Array(items)) => {
                    for (part, inner) in parts.iter().zip(items) {
                        self.take(part, inner);
                    }
                }
                _ => {}
            }
        }
    }

    /// Blanks a value, its type kept so that it can still be read.
    fn blank(&mut self, value: &mut Value) {
        match value {
            Value::Null => {}
            Value::Bool(one) => *one = false,
            Value::Number(number) => {
                self.add(&number.to_string());
                *value = 0.into();
            }
            Value::String(text) => {
                self.add(text);
                REDACTED.clone_into(text);
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.blank(item)),
            Value::Object(object) => object.values_mut().for_each(|item| self.blank(item)),
        }
    }

    /// Takes the secrets that are known out of a text.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for secret in &self.0 {
            if out.contains(secret) {
                out = out.replace(secret, REDACTED);
            }
        }
        out
    }

    /// Takes them out of every text of a value, names of properties included.
    pub(crate) fn scrub_value(&self, value: &mut Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => {
                if self.0.iter().any(|secret| *secret == number.to_string()) {
                    *value = 0.into();
                }
            }
            Value::String(text) => *text = self.scrub(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.scrub_value(item)),
            Value::Object(object) => {
                let old = std::mem::take(object);
                let cleaned = old.into_iter().map(|(name, mut item)| {
                    self.scrub_value(&mut item);
                    (self.scrub(&name), item)
                });
                *object = cleaned.collect::<Map<_, _>>();
            }
        }
    }

    /// Whether bytes that are no text hold one.
    pub(crate) fn is_in(&self, bytes: &[u8]) -> bool {
        self.0.iter().any(|secret| {
            bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes())
        })
    }
}

fn is_scheme(text: &str) -> bool {
    ["bearer", "basic", "digest"].contains(&text.to_ascii_lowercase().as_str())
}

/// Names of the headers that carry an operation's keys.
pub(crate) fn key_headers(
    meta: Option<&'static OperationMeta>,
) -> impl Iterator<Item = &'static str> {
    keys(meta, Location::Header)
}

/// Names of the query parameters that carry an operation's keys.
pub(crate) fn key_queries(
    meta: Option<&'static OperationMeta>,
) -> impl Iterator<Item = &'static str> {
    keys(meta, Location::Query)
}

fn keys(
    meta: Option<&'static OperationMeta>,
    place: Location,
) -> impl Iterator<Item = &'static str> {
    let schemes = meta.map_or(&[][..], |meta| meta.security);
    schemes
        .iter()
        .copied()
        .flatten()
        .filter_map(move |scheme| match scheme.proof() {
            Scheme::ApiKey { location, name } if *location == place => Some(*name),
            Scheme::ApiKey { .. }
            | Scheme::Bearer
            | Scheme::Basic
            | Scheme::Other
            | Scheme::Named(..) => None,
        })
}

/// Whether any value that keeps the schema may hold a secret.
pub(crate) fn may_hold(schema: &'static Schema) -> bool {
    let mut todo = vec![schema];
    let mut seen: Vec<&'static Schema> = Vec::new();
    while let Some(schema) = todo.pop() {
        if seen.iter().any(|one| std::ptr::eq(*one, schema)) {
            continue;
        }
        seen.push(schema);
        for rule in schema.0 {
            match rule {
                Rule::Secret => return true,
                Rule::Ref(part)
                | Rule::Nullable(part)
                | Rule::Items(part)
                | Rule::Additional(part) => todo.push(part),
                Rule::AllOf(parts)
                | Rule::AnyOf(parts)
                | Rule::OneOf(parts)
                | Rule::PrefixItems(parts) => todo.extend(parts.iter()),
                Rule::Properties(table) | Rule::DependentSchemas(table) => {
                    todo.extend(table.iter().map(|(_, part)| part));
                }
                Rule::PatternProperties(table) => {
                    todo.extend(table.iter().map(|(_, part)| part));
                }
                Rule::If {
                    then, otherwise, ..
                } => todo.extend([then, otherwise].into_iter().flatten()),
                _ => {}
            }
        }
    }
    false
}
