//! Arrays: lists of one type, and tuples.
use super::Resolver;
use super::merge::Merged;
use super::table::Parts;
use crate::diag::Code;
use crate::ir::{RuleKind, Shape, TypeId};
use crate::oas::{Additional, Cursor, Types, raw};
use crate::source::Node;

/// Whether `items: false` ends a list.
pub(super) fn closed(node: &Node) -> bool {
    let items = node
        .get("items")
        .and_then(|items| items.get("x-lowered-schema"));
    items.and_then(Node::as_bool) == Some(false)
}

/// What all items are, or those that follow `prefixItems`.
fn items<'a>(merged: &Merged<'a>) -> Vec<Cursor<'a>> {
    let said = merged.flats.iter().filter_map(|flat| flat.items.as_ref());
    let rest = match &merged.rest {
        Some(Additional::Schema(item)) => Some(item),
        Some(Additional::Allowed | Additional::Forbidden) | None => None,
    };
    said.chain(rest).cloned().collect()
}

impl<'a> Resolver<'a, '_> {
    /// The shape of an array.
    pub(super) fn list(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        if merged.flats.iter().any(|flat| !flat.prefix.is_empty()) {
            return self.tuple(id, merged);
        }
        let items = items(merged);
        match items.first() {
            Some(_) => Shape::List(self.member(&items, id, "Item")),
            None => Shape::List(self.table.json(&merged.at, id, "Item")),
        }
    }

    /// `prefixItems` is a tuple where nothing may follow; otherwise nothing of ours holds both, and the items are raw.
    fn tuple(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        let prefix = self.prefix(id, merged);
        let length = prefix.len() as u64;
        let ends = merged.flats.iter().any(|flat| {
            closed(flat.node) || raw::long(flat.node, "maxItems").is_some_and(|max| max <= length)
        });
        let items = items(merged);
        if ends || items.is_empty() {
            return Shape::Tuple(prefix);
        }
        let message = "a list with both `prefixItems` and other items has no type of ours: its items are any JSON";
        self.report(Code::RawJson, &merged.at, message);
        let first = RuleKind::PrefixItems(prefix);
        self.add(id, first, &merged.at.child("prefixItems"));
        for item in &items {
            let rest = RuleKind::Items(self.condition(item, id, "Item"));
            self.add(id, rest, &item.at);
        }
        Shape::List(self.table.json(&merged.at, id, "Item"))
    }

    /// The first items, each by all that merged schemas say of it: by its place, or as one of those that follow a shorter
    /// `prefixItems`.
    fn prefix(&mut self, id: TypeId, merged: &Merged<'a>) -> Vec<TypeId> {
        let lengths = merged.flats.iter().map(|flat| flat.prefix.len());
        let longest = lengths.max().unwrap_or_default();
        let at = |n: usize| {
            let said = merged.flats.iter().filter_map(move |flat| {
                let item = flat.prefix.get(n).or(flat.items.as_ref());
                item.cloned()
            });
            said.collect::<Vec<_>>()
        };
        (0..longest)
            .map(|n| self.member(&at(n), id, &format!("Item{}", n + 1)))
            .collect()
    }

    /// `type: [string, object]`: one alternative per kind.
    pub(super) fn one_per_kind(&mut self, id: TypeId, types: Types, merged: &Merged<'a>) -> Shape {
        if merged.parts.only.is_some() {
            return Shape::Json;
        }
        let variants = types.kinds().map(|kind| {
            let parts = Parts {
                parts: merged.parts.parts.clone(),
                only: Some(kind),
            };
            let ty = self.id(parts, id, kind.name());
            crate::ir::Variant {
                source_name: Some(kind.name().to_owned()),
                ty,
                tags: Vec::new(),
                docs: None,
                at: merged.at.child("type"),
            }
        });
        let variants = variants.collect();
        Shape::Union(crate::ir::Union {
            tag: crate::ir::Tag::Shape,
            variants,
            exclusive: false,
            closed: false,
        })
    }

    /// Names that must be there though no property describes them.
    pub(super) fn require(&mut self, id: TypeId, merged: &Merged<'a>) {
        let described = |name: &str| merged.properties.contains_key(name);
        let names: Vec<String> = merged
            .required
            .iter()
            .filter(|name| !described(name))
            .map(|name| (*name).to_owned())
            .collect();
        if let (false, Some(flat)) = (
            names.is_empty(),
            merged.flats.iter().find(|flat| !flat.required.is_empty()),
        ) {
            let at = flat.at.child("required");
            self.add(id, RuleKind::Required(names), &at);
        }
    }
}
