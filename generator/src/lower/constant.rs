//! `const`: an `enum` of one value.
use crate::source::{Map, Node, NodeKind};

/// Adds the `enum`; the stash of `const` itself is made with the others.
pub(super) fn lower(map: &mut Map) {
    let Some(entry) = map.entry("const") else {
        return;
    };
    let (key_at, value) = (entry.key_at, entry.value.clone());
    if map.original("enum").is_none() {
        map.insert(
            "enum",
            key_at,
            Node::new(value.at(), NodeKind::List(vec![value])),
        );
    }
}
