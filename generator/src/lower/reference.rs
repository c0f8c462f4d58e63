//! `$ref` with other keywords beside it: openapiv3 would drop them.
use super::walk::{Lowering, stashed};
use crate::diag::Code;
use crate::source::{Map, Node, NodeKind, STASH};
use crate::vocab::Dialect;

/// Beside a `$ref` these document, and every tool honours them.
const DOCUMENTING: [&str; 8] = [
    "title",
    "description",
    "deprecated",
    "example",
    "default",
    "externalDocs",
    "readOnly",
    "writeOnly",
];

pub(super) fn lower(walk: &mut Lowering<'_>, map: &mut Map) {
    let Some(entry) = map.entry("$ref") else {
        return;
    };
    let (key_at, at) = (entry.key_at, entry.value.at());
    let siblings = || {
        let keys = map.entries().iter().map(|entry| &*entry.key);
        keys.filter(|key| *key != "$ref" && (!key.starts_with("x-") || key.starts_with(STASH)))
    };
    if siblings().next().is_none() {
        return;
    }
    let assertion = siblings()
        .map(|key| key.strip_prefix(STASH).unwrap_or(key))
        .find(|key| !DOCUMENTING.contains(key));
    if let (Dialect::V30, Some(key)) = (walk.dialect, assertion) {
        let message =
            format!("OpenAPI 3.0 ignores `{key}` beside `$ref`; it is honoured, as in 3.1");
        walk.diagnostics
            .report(Code::RefSiblings, &walk.at().child(key), message);
    }
    let reference = Node::object(at, [("$ref", entry.value.clone())]);
    map.rename("$ref", &stashed("$ref"));
    add_branch(map, key_at, reference);
    map.insert(
        &stashed("ref-siblings"),
        key_at,
        Node::new(at, NodeKind::Bool(true)),
    );
}

/// Adds a schema that holds as well, as the last branch of `allOf`.
pub(super) fn add_branch(map: &mut Map, key_at: u32, branch: Node) {
    if let Some(NodeKind::List(branches)) = map.get_mut("allOf").map(|node| &mut node.kind) {
        branches.push(branch);
    } else {
        let at = branch.at();
        map.insert("allOf", key_at, Node::new(at, NodeKind::List(vec![branch])));
    }
}
