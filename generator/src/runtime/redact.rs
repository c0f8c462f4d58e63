//! Takes secrets out of what is recorded: fields by schema, keys by scheme, and wherever else the same text stands.
use super::headers::SECRET;
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
        let mut names = SECRET.to_vec();
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
                self.0.push(encoded.into_owned());
            }
            // The longest first: a shorter one may be a part of it.
            self.0.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
    }

    /// Takes what a schema calls secret out of a value, and remembers it.
    pub(crate) fn take(&mut self, schema: &'static Schema, value: &mut Value) {
        self.take_all(vec![schema], value);
    }

    /// The same of several schemas. Each part of a value is looked at once, with all that holds for it, so that the work
    /// is bounded whatever refers to what; the depth is that of the value, which the reader of JSON bounds.
    fn take_all(&mut self, schemas: Vec<&'static Schema>, value: &mut Value) {
        let rules = rules(schemas);
        if rules.iter().any(|rule| matches!(rule, Rule::Secret)) {
            return self.blank(value);
        }
        match value {
            Value::Object(object) => {
                for (name, inner) in object {
                    let parts = rules.iter().flat_map(|rule| of_property(rule, name));
                    self.take_all(parts.collect(), inner);
                }
            }
            Value::Array(items) => {
                for (at, inner) in items.iter_mut().enumerate() {
                    let parts = rules.iter().filter_map(|rule| of_item(rule, at));
                    self.take_all(parts.collect(), inner);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
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
    let mut seen = Vec::new();
    while let Some(schema) = todo.pop() {
        if !is_new(&mut seen, schema) {
            continue;
        }
        for rule in schema.0 {
            if matches!(rule, Rule::Secret) {
                return true;
            }
            todo.extend(of_same(rule));
            match rule {
                Rule::Items(part) | Rule::Additional(part) => todo.push(part),
                Rule::PrefixItems(parts) => todo.extend(*parts),
                Rule::Properties(table) => todo.extend(table.iter().map(|(_, part)| part)),
                Rule::PatternProperties(table) => todo.extend(table.iter().map(|(_, part)| part)),
                _ => {}
            }
        }
    }
    false
}

/// All rules that hold for a value of these schemas. References may lead in circles: each schema counts once.
fn rules(mut todo: Vec<&'static Schema>) -> Vec<&'static Rule> {
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    while let Some(schema) = todo.pop() {
        if is_new(&mut seen, schema) {
            found.extend(schema.0);
            todo.extend(schema.0.iter().flat_map(of_same));
        }
    }
    found
}

fn is_new(seen: &mut Vec<&'static Schema>, schema: &'static Schema) -> bool {
    let known = seen.iter().any(|one| std::ptr::eq(*one, schema));
    if !known {
        seen.push(schema);
    }
    !known
}

/// The parts of a rule that hold, or may hold, for the same value.
fn of_same(rule: &'static Rule) -> Vec<&'static Schema> {
    match rule {
        Rule::Ref(part) | Rule::Nullable(part) => vec![part],
        Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts) => parts.iter().collect(),
        Rule::DependentSchemas(table) => table.iter().map(|(_, part)| part).collect(),
        Rule::If {
            then, otherwise, ..
        } => [*then, *otherwise].into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}

/// Those that hold for a property. Patterns are not asked: rather too much is taken out than too little.
fn of_property(rule: &'static Rule, name: &str) -> Vec<&'static Schema> {
    match rule {
        Rule::Properties(table) => {
            let own = table.iter().filter(|(own, _)| *own == name);
            own.map(|(_, part)| part).collect()
        }
        Rule::PatternProperties(table) => table.iter().map(|(_, part)| part).collect(),
        Rule::Additional(part) => vec![part],
        _ => Vec::new(),
    }
}

fn of_item(rule: &'static Rule, at: usize) -> Option<&'static Schema> {
    match rule {
        Rule::Items(part) => Some(part),
        Rule::PrefixItems(parts) => parts.get(at),
        _ => None,
    }
}
