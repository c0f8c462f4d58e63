//! Inheritance: a schema with a discriminator and no alternatives of its own stands for all that extend it by `allOf`.

use super::Resolver;
use super::merge::Group;
use crate::hash::{HashMap, IndexSet};
use crate::oas::{Cursor, Flat, Found, Oas};
use crate::source::{Node, Pointer};

/// The components that extend each component, in the document's order.
pub(super) type Children = HashMap<Pointer, Vec<Pointer>>;

/// Finds who extends whom.
pub(super) fn children(oas: &Oas<'_>) -> Children {
    let root = Pointer::root().child("components").child("schemas");
    let mut children = Children::default();
    for entry in oas.node(&root).entries() {
        let branches = entry
            .value
            .get("allOf")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for branch in branches {
            let reference = branch.get("$ref").and_then(Node::as_str);
            if let Some(parent) = reference.and_then(|reference| oas.locate(reference)) {
                children
                    .entry(parent)
                    .or_default()
                    .push(root.child(&entry.key));
            }
        }
    }
    children
}

impl<'a> Resolver<'a, '_> {
    /// Those that extend a schema, as alternatives.
    pub(super) fn inherited(&self, flat: &Flat<'a>) -> Option<Group<'a>> {
        let discriminator = flat.discriminator?;
        if !flat.one_of.is_empty() || !flat.any_of.is_empty() {
            return None;
        }
        let mut found = IndexSet::from_iter([flat.at.clone()]);
        let mut next = 0;
        while let Some(parent) = found.get_index(next) {
            let more = self.children.get(parent);
            found.extend(more.into_iter().flatten().cloned());
            next += 1;
        }
        let cursor = |at: &Pointer| match self.oas.find(at) {
            Some(Found::Schema(cursor)) => Some(cursor),
            Some(
                Found::Parameter(_)
                | Found::Body(_)
                | Found::Response(_)
                | Found::Header(_)
                | Found::Security(_)
                | Found::PathItem(_),
            )
            | None => None,
        };
        let branches: Vec<Cursor<'a>> = found.iter().skip(1).filter_map(cursor).collect();
        let at = flat.at.child("discriminator");
        (!branches.is_empty()).then_some(Group {
            at,
            branches,
            exclusive: true,
            null: false,
            takes_null: false,
            discriminator: Some(discriminator),
        })
    }
}
