//! Booleans as schemas: everything, and nothing.
use super::walk::stashed;
use crate::source::{Map, Node, NodeKind};

pub(super) fn lower(value: &mut Node) {
    let NodeKind::Bool(all) = value.kind else {
        return;
    };
    let at = value.at();
    let flag = stashed("schema");
    let stash = (flag.as_str(), Node::new(at, NodeKind::Bool(all)));
    *value = if all {
        Node::object(at, [stash])
    } else {
        Node::object(
            at,
            [("not", Node::new(at, NodeKind::Map(Map::default()))), stash],
        )
    };
}
