//! `$dynamicRef`: where it leads may depend on the schemas that led there, but only if several schemas have that
//! `$dynamicAnchor`. Otherwise it is a reference.
use super::reference::add_branch;
use super::walk::Lowering;
use crate::diag::Code;
use crate::hash::HashMap;
use crate::source::{Map, Node, NodeKind};
use crate::vocab::{Place, Spot};

/// How many schemas have each `$dynamicAnchor`. As deep as the document, whose depth the reader bounds.
pub(super) fn anchors(node: &Node, spot: Spot, count: &mut HashMap<String, usize>) {
    match &node.kind {
        NodeKind::Map(map) => {
            let name = map.get("$dynamicAnchor").and_then(Node::as_str);
            if let Some(name) = name.filter(|_| spot == Spot::At(Place::Schema)) {
                *count.entry(name.to_owned()).or_default() += 1;
            }
            for entry in map.entries() {
                if let Some(next) = spot.step(&entry.key, &entry.value) {
                    anchors(&entry.value, next, count);
                }
            }
        }
        NodeKind::List(items) => {
            for item in items {
                if let Some(next) = spot.step("", item) {
                    anchors(item, next, count);
                }
            }
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {}
    }
}

/// Adds the reference; the stash of `$dynamicRef` itself is made with the others.
pub(super) fn lower(walk: &mut Lowering<'_>, map: &mut Map) {
    let Some(entry) = map.entry("$dynamicRef") else {
        return;
    };
    let Some(reference) = entry.value.as_str() else {
        return;
    };
    let (key_at, at) = (entry.key_at, entry.value.at());
    let name = reference.strip_prefix('#');
    let wrong = match name {
        None => "`$dynamicRef` leads within the document only, so the value is any JSON".to_owned(),
        Some(name)
            if walk
                .dynamic_anchors
                .get(name)
                .is_some_and(|count| *count > 1) =>
        {
            format!(
                "several schemas have the `$dynamicAnchor` `{name}`, so where this leads depends on the way here: the value is any JSON"
            )
        }
        Some(_) => {
            let target = Node::object(at, [("$ref", entry.value.clone())]);
            add_branch(map, key_at, target);
            return;
        }
    };
    walk.diagnostics
        .report(
            Code::UnsupportedKeyword,
            &walk.at().child("$dynamicRef"),
            wrong,
        )
        .help("refer to the schema that is meant with `$ref`");
}
