//! A list as `items`: the tuples of older drafts, which 3.1 calls `prefixItems`.
use super::walk::stashed;
use crate::source::{Map, Node};

pub(super) fn lower(map: &mut Map) {
    let Some(entry) = map
        .entry("items")
        .filter(|entry| entry.value.as_list().is_some())
    else {
        return;
    };
    let (key_at, list): (u32, Node) = (entry.key_at, entry.value.clone());
    map.rename("items", &stashed("items"));
    if !map.contains("prefixItems") {
        map.insert(&stashed("prefixItems"), key_at, list);
    }
}
