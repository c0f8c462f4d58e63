//! The types under construction. A type gets its id before its content, so that recursion ends by itself; what is
//! still to be filled waits in a queue, so that no nesting is ever a recursion of ours.
use std::collections::VecDeque;

use crate::hash::HashMap;
use crate::ir::{Origin, Shape, TypeDef, TypeId};
use crate::oas::{Cursor, Kind};
use crate::source::Pointer;

/// Schemas that hold of one value all together; more than one where `allOf` merges.
#[derive(Clone)]
pub(super) struct Parts<'a> {
    /// Never empty; none is a reference.
    pub(super) parts: Vec<Part<'a>>,
    /// Read as this kind only: one alternative of `type: [string, integer]`.
    pub(super) only: Option<Kind>,
}

/// One of them.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) cursor: Cursor<'a>,
    /// Without its alternatives, which have been dealt out: `base ∧ (a ∨ b)` is read as `(base ∧ a) ∨ (base ∧ b)`.
    pub(super) bare: bool,
}

impl<'a> Parts<'a> {
    /// One schema.
    pub(super) fn one(cursor: Cursor<'a>) -> Self {
        Self {
            parts: vec![Part {
                cursor,
                bare: false,
            }],
            only: None,
        }
    }

    /// The most specific of them: bases come first.
    pub(super) fn own(&self) -> &Cursor<'a> {
        &self.parts[self.parts.len() - 1].cursor
    }

    /// Where it stands.
    pub(super) fn at(&self) -> &Pointer {
        &self.own().at
    }

    fn key(&self) -> Key {
        Key {
            at: self
                .parts
                .iter()
                .map(|part| (part.cursor.at.clone(), part.bare))
                .collect(),
            only: self.only,
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    at: Vec<(Pointer, bool)>,
    only: Option<Kind>,
}

/// The types found so far.
#[derive(Default)]
pub(super) struct Table<'a> {
    types: Vec<TypeDef>,
    known: HashMap<Key, TypeId>,
    open: VecDeque<(TypeId, Parts<'a>)>,
    json: Option<TypeId>,
}

impl<'a> Table<'a> {
    /// The id of the type that these schemas describe; it is filled later where it is new.
    pub(super) fn id(&mut self, parts: Parts<'a>, origin: impl FnOnce() -> Origin) -> TypeId {
        let key = parts.key();
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.push(origin(), parts.at().clone(), Shape::Json);
        self.known.insert(key, id);
        self.open.push_back((id, parts));
        id
    }

    /// A type that no schema describes.
    pub(super) fn push(&mut self, origin: Origin, at: Pointer, shape: Shape) -> TypeId {
        let id = TypeId(self.types.len() as u32);
        let nullable = matches!(shape, Shape::Json);
        self.types.push(TypeDef {
            id,
            origin,
            at,
            docs: None,
            deprecated: false,
            shape,
            nullable,
            implied: false,
            rules: Vec::new(),
            default: None,
            example: None,
            examples: Vec::new(),
            xml: None,
        });
        id
    }

    /// The type of a value about which the document says nothing.
    pub(super) fn json(&mut self, at: &Pointer, parent: TypeId, role: &str) -> TypeId {
        if let Some(id) = self.json {
            return id;
        }
        let origin = Origin::Nested {
            parent,
            role: role.to_owned(),
        };
        let id = self.push(origin, at.clone(), Shape::Json);
        *self.json.insert(id)
    }

    /// The next type to fill.
    pub(super) fn next(&mut self) -> Option<(TypeId, Parts<'a>)> {
        self.open.pop_front()
    }

    /// How many types there are, those that are still to be filled included.
    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    /// A type as far as it is known.
    pub(super) fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    pub(super) fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.types[id.0 as usize]
    }

    pub(super) fn into_types(self) -> Vec<TypeDef> {
        self.types
    }
}
