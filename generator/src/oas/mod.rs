//! The typed document: openapiv3's structs, made from the lowered tree, and walked together with it, so that every schema
//! knows its pointer and the keywords that openapiv3 cannot hold are still at hand.
mod detached;
mod find;
mod flat;
mod hand_over;
mod keyword;
pub(crate) mod raw;
#[cfg(test)]
mod tests;
mod typed;
mod types;
mod view;

pub(crate) use crate::vocab::local;
pub(crate) use find::Found;
pub(crate) use flat::{Additional, Flat, stashed, stashed_map};
pub use hand_over::{on_large_stack, path_item, schema, to_openapi};
pub(crate) use keyword::{Class, class};
pub(crate) use raw::extension;
pub(crate) use types::{Kind, Types};

use std::sync::LazyLock;

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::source::{Document, Node, NodeKind, Pointer};

/// What stands where the two trees disagree, which is our bug and must not become a panic.
static NOTHING: LazyLock<Node> = LazyLock::new(|| Node::new(0, NodeKind::Null));

/// The lowered document in both its forms.
pub(crate) struct Oas<'a> {
    pub(crate) document: &'a Document,
    pub(crate) openapi: &'a OpenAPI,
    /// What stands at places that openapiv3 does not know.
    detached: detached::Detached,
}

impl<'a> Oas<'a> {
    /// Pairs the typed document with its tree.
    pub(crate) fn new(document: &'a Document, openapi: &'a OpenAPI) -> Self {
        let plain = Self {
            document,
            openapi,
            detached: detached::Detached::default(),
        };
        let detached = detached::collect(&plain);
        Self { detached, ..plain }
    }

    /// The pointer that a reference within the document means: its own, or that of an anchor.
    pub(crate) fn locate(&self, reference: &str) -> Option<Pointer> {
        let name = reference.strip_prefix('#')?;
        self.detached
            .anchors
            .get(name)
            .cloned()
            .or_else(|| local(reference))
    }

    /// The node at a pointer, or a null that stands for it.
    pub(crate) fn node(&self, at: &Pointer) -> &'a Node {
        self.document.root.lookup(at).unwrap_or(&NOTHING)
    }
}

/// A schema or a reference to one, where it stands.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    pub(crate) at: Pointer,
    pub(crate) slot: Slot<'a>,
    pub(crate) node: &'a Node,
}

/// What openapiv3 has at a cursor.
#[derive(Clone, Copy)]
pub(crate) enum Slot<'a> {
    Reference(&'a str),
    Schema(&'a Schema),
}

impl<'a> Slot<'a> {
    fn of(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    fn boxed(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }
}

impl<'a> Cursor<'a> {
    /// A cursor on a schema whose place and node are known.
    pub(crate) fn new(at: Pointer, schema: &'a ReferenceOr<Schema>, node: &'a Node) -> Self {
        Self {
            at,
            slot: Slot::of(schema),
            node,
        }
    }

    /// The text of a keyword here, beside a `$ref` too.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        raw::text(self.node, key)
    }
}

/// What stands at a keyword of a node as the document wrote it, or a null that stands for it: [`Oas::node`] of the pointer
/// to it, where the node is at hand.
pub(crate) fn part<'a>(node: &'a Node, key: &str) -> &'a Node {
    node.original(key).unwrap_or(&NOTHING)
}

/// The child of a node, or a null that stands for it.
fn child<'a>(node: &'a Node, key: &str) -> &'a Node {
    node.get(key).unwrap_or(&NOTHING)
}

/// An item of a list, or a null that stands for it.
pub(crate) fn item(node: &Node, index: usize) -> &Node {
    node.as_list()
        .and_then(|items| items.get(index))
        .unwrap_or(&NOTHING)
}
