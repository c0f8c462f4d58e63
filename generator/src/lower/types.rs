//! `type`: lists of types, and the type `null`.
use super::walk::stashed;
use crate::source::{Map, Node, NodeKind};

pub(super) fn lower(map: &mut Map) {
    let Some(entry) = map.entry("type") else {
        return;
    };
    let (at, key_at) = (entry.value.at(), entry.key_at);
    let names: Vec<&str> = match &entry.value.kind {
        NodeKind::String(name) if &**name == "null" => vec!["null"],
        NodeKind::List(items) => items.iter().filter_map(Node::as_str).collect(),
        _ => return,
    };
    let mut real: Vec<String> = names
        .iter()
        .filter(|name| **name != "null")
        .map(|name| (*name).to_owned())
        .collect();
    real.dedup();
    let nullable = names.contains(&"null");
    map.rename("type", &stashed("type"));
    if let [only] = real.as_slice() {
        map.insert("type", key_at, Node::string(at, only));
    }
    if nullable && map.get("nullable").and_then(Node::as_bool) != Some(true) {
        map.insert("nullable", key_at, Node::new(at, NodeKind::Bool(true)));
    }
}
