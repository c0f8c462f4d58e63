//! A marker in the place of secrets: which places those are, values that have it there, and all forms that a value is shown in.
use crate::operations::own_document;
use factify::{Rule, Schema};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::path::Path;

/// What stands where a secret belongs.
pub const MARKER: &str = "mArKeR";

/// Formats with `{:?}` and `{:#?}`, and with `{}` where the type has it: the method of the nearer reference is taken.
#[derive(Debug)]
pub struct Shown<'v, T>(pub &'v T);

/// Of types that have `Display`.
pub trait WithDisplay {
    /// All forms of the value.
    fn text(&self) -> String;
}

impl<T: Debug + Display> WithDisplay for Shown<'_, T> {
    fn text(&self) -> String {
        format!("{:?} {:#?} {}", self.0, self.0, self.0)
    }
}

/// Of types that have not.
pub trait DebugOnly {
    /// All forms of the value.
    fn text(&self) -> String;
}

impl<T: Debug> DebugOnly for &Shown<'_, T> {
    fn text(&self) -> String {
        format!("{:?} {:#?}", self.0, self.0)
    }
}

/// All forms of a value.
#[macro_export]
macro_rules! shown {
    ($value:expr) => {{
        let value = &$value;
        {
            #[allow(
                unused_imports,
                reason = "which of the two is used depends on the type"
            )]
            use $crate::marker::{DebugOnly as _, WithDisplay as _};
            (&$crate::marker::Shown(value)).text()
        }
    }};
}

/// Names of properties that the document or the configuration calls secret.
///
/// # Panics
///
/// When the configuration cannot be read.
#[must_use]
pub fn secret_names() -> BTreeSet<String> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/codegen.yaml");
    let config = std::fs::read_to_string(config).expect("the configuration is there");
    let config: Value = serde_yaml::from_str(&config).expect("it is YAML");
    let listed: Vec<&str> = config["secrets"]
        .as_array()
        .expect("secrets are a list")
        .iter()
        .map(|one| one.as_str().expect("of texts"))
        .collect();
    let mut names = BTreeSet::new();
    collect(&own_document(), "", "", &listed, &mut names);
    names
}

fn collect(value: &Value, at: &str, name: &str, listed: &[&str], names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str);
            let secret = text("format") == Some("password")
                || text("pattern").is_some_and(|pattern| listed.contains(&pattern))
                || listed.contains(&at);
            if secret {
                names.insert(name.to_owned());
            }
            for (key, inner) in fields {
                let step = key.replace('~', "~0").replace('/', "~1");
                let inside = if at.ends_with("/properties") {
                    key
                } else {
                    name
                };
                collect(inner, &format!("{at}/{step}"), inside, listed, names);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{index}"), name, listed, names);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Fills a schema: the marker where a secret is, something harmless elsewhere.
#[derive(Debug)]
pub struct Filler {
    /// Names of properties that are secret whatever the tables say.
    pub names: BTreeSet<String>,
    /// Names of properties that were filled with the marker.
    pub filled: BTreeSet<String>,
}

impl Filler {
    /// A value of the schema of a property called `name`.
    pub fn value(&mut self, schema: &Schema, name: &str, secret: bool, depth: usize) -> Value {
        let mut rules = Vec::new();
        flatten(schema, &mut rules);
        let secret = secret
            || self.names.contains(name)
            || rules.iter().any(|rule| matches!(rule, Rule::Secret));
        if depth > 12 {
            return Value::Null;
        }
        let mut object = Map::new();
        let mut is_object = false;
        for rule in &rules {
            match rule {
                Rule::Const(literal) => return plain(literal),
                Rule::Enum(all) if !secret => return plain(&all[0]),
                Rule::Items(item) => return json!([self.value(item, name, secret, depth + 1)]),
                Rule::OneOf(all) | Rule::AnyOf(all) if object.is_empty() => {
                    match self.value(&all[0], name, secret, depth + 1) {
                        Value::Object(fields) => object.extend(fields),
                        other => return other,
                    }
                    is_object = true;
                }
                Rule::Properties(all) => {
                    is_object = true;
                    for (key, inner) in *all {
                        object.insert((*key).to_owned(), self.value(inner, key, false, depth + 1));
                    }
                }
                Rule::Additional(inner) => {
                    is_object = true;
                    object.insert(
                        "more".to_owned(),
                        self.value(inner, name, secret, depth + 1),
                    );
                }
                _ => {}
            }
        }
        if is_object {
            return Value::Object(object);
        }
        if secret {
            self.filled.insert(name.to_owned());
            return MARKER.into();
        }
        scalar(&rules)
    }
}

fn flatten<'r>(schema: &'r Schema, rules: &mut Vec<&'r Rule>) {
    for rule in schema.0 {
        match rule {
            Rule::Ref(inner) | Rule::Nullable(inner) => flatten(inner, rules),
            Rule::AllOf(all) => all.iter().for_each(|inner| flatten(inner, rules)),
            other => rules.push(other),
        }
    }
}

fn scalar(rules: &[&Rule]) -> Value {
    use factify::{Format, Types};
    let has = |types: Types| {
        rules
            .iter()
            .any(|rule| matches!(rule, Rule::Type(own) if *own == types))
    };
    let format = rules.iter().find_map(|rule| match rule {
        Rule::Format(format) => Some(*format),
        _ => None,
    });
    match format {
        Some(Format::DateTime) => return "2026-01-15T09:30:15Z".into(),
        Some(Format::Date) => return "2026-01-15".into(),
        Some(Format::Uuid) => return "01234567-89ab-cdef-0123-456789abcdef".into(),
        Some(Format::Byte) => return "aGk=".into(),
        Some(Format::Ipv4) => return "127.0.0.1".into(),
        Some(Format::Ipv6) => return "::1".into(),
        Some(Format::Binary) | None => {}
    }
    if has(Types::BOOLEAN) {
        true.into()
    } else if has(Types::INTEGER) || has(Types::NUMBER) {
        1.into()
    } else if has(Types::OBJECT) {
        json!({})
    } else if has(Types::ARRAY) {
        json!([])
    } else {
        "plain".into()
    }
}

fn plain(literal: &factify::Literal) -> Value {
    match literal {
        factify::Literal::Null | factify::Literal::Array(_) | factify::Literal::Object(_) => {
            Value::Null
        }
        factify::Literal::Bool(one) => (*one).into(),
        factify::Literal::Number(text) => serde_json::from_str(text).expect("a number"),
        factify::Literal::String(text) => (*text).into(),
    }
}
