//! `JSONPath` upon the tree: the pointers of what a query selects.
use crate::source::{Node, NodeKind, Pointer};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

/// Where the values are that a query selects; each once.
///
/// # Errors
///
/// A sentence, where the text is no query.
pub(super) fn locations(root: &Node, query: &str) -> Result<Vec<Pointer>, String> {
    let path =
        JsonPath::parse(query).map_err(|error| format!("`{query}` is no JSONPath: {error}"))?;
    let value = value(root);
    let mut found: Vec<Pointer> = Vec::new();
    for location in path.query_located(&value).locations() {
        let pointer = Pointer::parse(&location.to_json_pointer()).unwrap_or_default();
        if !found.contains(&pointer) {
            found.push(pointer);
        }
    }
    Ok(found)
}

/// The tree as data: only what queries compare with.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value) => Value::Bool(*value),
        NodeKind::Number(text) => text.parse().map_or(Value::Null, Value::Number),
        NodeKind::String(text) => Value::String(text.to_string()),
        NodeKind::List(items) => Value::Array(items.iter().map(value).collect()),
        NodeKind::Map(map) => {
            let entries = map.entries().iter();
            let entries = entries.map(|entry| (entry.key.to_string(), value(&entry.value)));
            Value::Object(entries.collect::<Map<String, Value>>())
        }
    }
}
