//! Which kind of object stands where: the table walked by a pointer's tokens.
use super::{Expect, Place, row};
use crate::source::{Node, NodeKind, Pointer, percent_decoded};

/// Where a walk has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    /// At an object of a kind.
    At(Place),
    /// At a list or an object of objects of a kind.
    Among(Place),
    /// At callbacks: objects of path items by expression.
    Callbacks,
}

impl Spot {
    /// The document itself.
    pub(crate) const ROOT: Self = Self::At(Place::Document);

    /// One step further down; `None` where no object of the specification stands.
    pub(crate) fn step(self, token: &str, child: &Node) -> Option<Self> {
        match self {
            Self::Among(place) => Some(Self::At(place)),
            Self::Callbacks => Some(Self::Among(Place::PathItem)),
            Self::At(place) => Self::of(row(place, token)?.expect, child),
        }
    }

    fn of(expect: Expect, child: &Node) -> Option<Self> {
        match expect {
            Expect::One(place) => Some(Self::At(place)),
            Expect::Many(place) | Expect::Named(place) => Some(Self::Among(place)),
            Expect::Discriminator => Some(Self::At(Place::Discriminator)),
            Expect::Schemas | Expect::SchemaMap | Expect::Dependencies => {
                Some(Self::Among(Place::Schema))
            }
            Expect::Items if child.as_list().is_some() => Some(Self::Among(Place::Schema)),
            Expect::Schema | Expect::Items => Some(Self::At(Place::Schema)),
            Expect::Paths => Some(Self::Among(Place::PathItem)),
            Expect::Responses => Some(Self::Among(Place::Response)),
            Expect::Callbacks => Some(Self::Callbacks),
            Expect::Any
            | Expect::Text
            | Expect::MediaTypes
            | Expect::Flag
            | Expect::Number
            | Expect::Count
            | Expect::Step
            | Expect::List
            | Expect::Texts
            | Expect::TextMap
            | Expect::AnyMap
            | Expect::TextsMap
            | Expect::Word(_)
            | Expect::Type
            | Expect::Bound
            | Expect::Security => None,
        }
    }
}

/// What stands at a pointer: its kind and its node. `None` also where the way leads through a reference.
pub(super) fn find<'n>(root: &'n Node, at: &Pointer) -> Option<(Place, &'n Node)> {
    let (mut spot, mut node) = (Spot::ROOT, root);
    for token in at.tokens() {
        let child = match &node.kind {
            NodeKind::Map(map) => map.get(&token)?,
            NodeKind::List(list) => list.get(token.parse::<usize>().ok()?)?,
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {
                return None;
            }
        };
        spot = spot.step(&token, child)?;
        node = child;
    }
    match spot {
        Spot::At(place) => Some((place, node)),
        Spot::Among(_) | Spot::Callbacks => None,
    }
}

/// The pointer of a reference within the document (`#/…`), percent-decoded; `None` for any other.
pub(crate) fn local(reference: &str) -> Option<Pointer> {
    Pointer::parse(&percent_decoded(reference.strip_prefix('#')?))
}
