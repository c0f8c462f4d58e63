//! A part of a document: one or two paths and what they refer to, so that large documents are as quick as small ones.
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// More than this many components of a document are not taken; the rest stands there empty.
const MOST_COMPONENTS: usize = 60;

/// The document with only the paths of these numbers and the components that they lead to.
#[must_use]
pub fn slice(document: &Value, numbers: &[usize]) -> Value {
    let mut out = Map::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        match key.as_str() {
            "paths" => out.insert(key.clone(), picked(value, numbers)),
            "components" | "tags" | "x-webhooks" | "webhooks" | "x-tagGroups" => None,
            _ => out.insert(key.clone(), value.clone()),
        };
    }
    let mut found = Found::default();
    found.references(&Value::Object(out.clone()));
    let mut components = Map::new();
    if let Some(schemes) = document.pointer("/components/securitySchemes") {
        components.insert("securitySchemes".to_owned(), schemes.clone());
    }
    let mut taken = 0;
    while let Some((section, name)) = found.todo.pop() {
        let Some(value) = document["components"][&section].get(&name) else {
            continue;
        };
        taken += 1;
        let value = if taken > MOST_COMPONENTS { json!({}) } else { value.clone() };
        found.references(&value);
        let section = components.entry(section).or_insert_with(|| json!({}));
        section[&name] = value;
    }
    out.insert("components".to_owned(), Value::Object(components));
    Value::Object(out)
}

fn picked(paths: &Value, numbers: &[usize]) -> Value {
    let paths = paths.as_object();
    let count = paths.map_or(0, Map::len).max(1);
    let pick = |number: &usize| paths?.iter().nth(number % count);
    let picked = numbers.iter().filter_map(pick);
    Value::Object(picked.map(|(path, item)| (path.clone(), item.clone())).collect())
}

#[derive(Default)]
struct Found {
    seen: BTreeSet<(String, String)>,
    todo: Vec<(String, String)>,
}

impl Found {
    fn references(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.references(item)),
            Value::Object(map) => {
                for value in map.values() {
                    self.reference(value);
                    self.references(value);
                }
            }
            _ => {}
        }
    }

    /// Notes where a text leads, mappings of discriminators included.
    fn reference(&mut self, value: &Value) {
        let rest = value.as_str().and_then(|text| text.strip_prefix("#/components/"));
        let Some((section, rest)) = rest.and_then(|rest| rest.split_once('/')) else {
            return;
        };
        let name = rest.split('/').next().unwrap_or_default();
        let name = name.replace("~1", "/").replace("~0", "~");
        let place = (section.to_owned(), name);
        if self.seen.insert(place.clone()) {
            self.todo.push(place);
        }
    }
}
