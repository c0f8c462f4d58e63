//! A copy of a document in which everything has another name, so that a generator that knows a name is found out.
use crate::maker::{escape, follow};
use serde_json::Value;
use std::collections::BTreeMap;

/// The copy, and the new name of each operation.
#[derive(Debug)]
pub struct Renamed {
    /// The document.
    pub document: Value,
    /// From the old operation ids to the new ones.
    pub operations: BTreeMap<String, String>,
}

/// Renames operations, tags, groups, methods, schemas, and the API itself.
#[must_use]
pub fn rename(document: &Value, api: &str, new_api: &str) -> Renamed {
    let mut document = document.clone();
    let mut names = Names::default();
    if let Some(schemas) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        *schemas = std::mem::take(schemas)
            .into_iter()
            .map(|(name, schema)| (names.schema(&name), schema))
            .collect();
    }
    for tag in document["tags"].as_array_mut().into_iter().flatten() {
        names.replace(tag, "name", Kind::Tag);
    }
    let mut operations = BTreeMap::new();
    for item in document["paths"]
        .as_object_mut()
        .into_iter()
        .flatten()
        .map(|(_, item)| item)
    {
        for operation in item
            .as_object_mut()
            .into_iter()
            .flatten()
            .map(|(_, operation)| operation)
        {
            let Some(id) = operation
                .get("operationId")
                .and_then(Value::as_str)
                .map(str::to_owned)
            else {
                continue;
            };
            operations.insert(id, names.replace(operation, "operationId", Kind::Operation));
            names.replace(operation, "x-speakeasy-name-override", Kind::Method);
            names.replace(operation, "x-speakeasy-group", Kind::Group);
            for tag in operation
                .get_mut("tags")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                *tag = Value::from(names.of(Kind::Tag, tag.as_str().unwrap_or_default()));
            }
        }
    }
    names.references(&mut document);
    let text = document.to_string();
    let capital = |name: &str| name[..1].to_uppercase() + &name[1..];
    let text = text
        .replace(api, new_api)
        .replace(&capital(api), &capital(new_api))
        .replace(&api.to_uppercase(), &new_api.to_uppercase());
    Renamed {
        document: serde_json::from_str(&text).unwrap_or_default(),
        operations,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Operation,
    Method,
    Tag,
    Group,
    Schema,
}

#[derive(Default)]
struct Names(BTreeMap<(Kind, String), String>);

impl Names {
    fn of(&mut self, kind: Kind, old: &str) -> String {
        let number = self.0.len();
        let new = || match kind {
            Kind::Operation => format!("perform{number}Deed"),
            Kind::Method => format!("deed_{number}"),
            Kind::Tag => format!("Realm {number}"),
            Kind::Group => old
                .split('.')
                .map(|part| format!("{}_{number}", part.chars().rev().collect::<String>()))
                .collect::<Vec<_>>()
                .join("."),
            Kind::Schema => format!("kind.v{number}.Shape{number}"),
        };
        self.0
            .entry((kind, old.to_owned()))
            .or_insert_with(new)
            .clone()
    }

    fn schema(&mut self, old: &str) -> String {
        self.of(Kind::Schema, old)
    }

    /// Renames what a key holds; nothing where there is no such key.
    fn replace(&mut self, object: &mut Value, key: &str, kind: Kind) -> String {
        let Some(old) = object.get(key).and_then(Value::as_str).map(str::to_owned) else {
            return String::new();
        };
        let new = self.of(kind, &old);
        object[key] = Value::from(new.clone());
        new
    }

    /// References to schemas, those of discriminators included.
    fn references(&mut self, value: &mut Value) {
        const START: &str = "#/components/schemas/";
        match value {
            Value::String(text) => {
                if let Some(old) = text.strip_prefix(START) {
                    *text = format!("{START}{}", self.schema(old));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.references(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.references(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// Pointers of `old` that lead to nothing in `new`, of those that references follow: a check of the renaming itself.
#[must_use]
pub fn dangling(document: &Value) -> Vec<String> {
    fn walk(document: &Value, at: &str, node: &Value, out: &mut Vec<String>) {
        match node {
            Value::Object(fields) => {
                if fields.get("$ref").is_some_and(Value::is_string)
                    && document.pointer(&follow(document, at)).is_none()
                {
                    out.push(at.to_owned());
                }
                fields.iter().for_each(|(key, field)| {
                    walk(document, &format!("{at}/{}", escape(key)), field, out);
                });
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| walk(document, &format!("{at}/{index}"), item, out));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut out = Vec::new();
    walk(document, "", document, &mut out);
    out
}
