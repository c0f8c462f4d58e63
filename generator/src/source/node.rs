//! One value of a document: what it is and where it stands in the text.
use super::{Entry, Json, Map, Pointer};

/// The memory of a node, its member's name and place included, about.
const NODE_BYTES: usize = 64;

/// A value with its place. A node that lowering made has the place of what it was made from.
#[derive(Debug, Clone)]
pub struct Node {
    at: u32,
    /// The value.
    pub kind: NodeKind,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number's text in JSON's grammar, exact.
    Number(Box<str>),
    /// A string.
    String(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Map(Map),
}

impl Node {
    /// A node at a byte offset of the text.
    pub fn new(at: u32, kind: NodeKind) -> Self {
        Self { at, kind }
    }

    /// A string at a byte offset of the text.
    pub fn string(at: u32, text: &str) -> Self {
        Self::new(at, NodeKind::String(text.into()))
    }

    /// An object of these members, all at one byte offset of the text.
    pub fn object<const N: usize>(at: u32, members: [(&str, Node); N]) -> Self {
        let mut map = Map::default();
        for (key, value) in members {
            map.insert(key, at, value);
        }
        Self::new(at, NodeKind::Map(map))
    }

    /// The byte offset of the value in the text.
    pub fn at(&self) -> u32 {
        self.at
    }

    /// Moves all places behind the offset `base`. As deep as the document, whose depth the reader bounds.
    pub(super) fn shift(&mut self, base: u32) {
        self.at += base;
        match &mut self.kind {
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.shift(base)),
            NodeKind::Map(map) => map.shift(base),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {}
        }
    }

    /// How many nodes this is, itself included. Text counts as well, by the memory that a copy of it needs: a long one is
    /// as many nodes as have room there.
    pub(crate) fn size(&self) -> usize {
        match &self.kind {
            NodeKind::Null | NodeKind::Bool(_) => 1,
            NodeKind::Number(text) | NodeKind::String(text) => 1 + text.len() / NODE_BYTES,
            NodeKind::List(items) => 1 + items.iter().map(Self::size).sum::<usize>(),
            NodeKind::Map(map) => {
                let entries = map.entries().iter();
                let sizes = entries.map(|entry| entry.key.len() / NODE_BYTES + entry.value.size());
                1 + sizes.sum::<usize>()
            }
        }
    }

    /// How many lists and objects are nested in this, itself included.
    pub(crate) fn depth(&self) -> usize {
        match &self.kind {
            NodeKind::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            NodeKind::Map(map) => {
                let values = map.entries().iter().map(|entry| entry.value.depth());
                1 + values.max().unwrap_or(0)
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => 0,
        }
    }

    /// The value of member `key`, as lowering left it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key)
    }

    /// The value of keyword `key` as the document wrote it: lowering's stash where it made one, else the member itself.
    pub fn original(&self, key: &str) -> Option<&Node> {
        self.as_map()?.original(key).map(|entry| &entry.value)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a number.
    pub fn as_number(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            NodeKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The items of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.kind {
            NodeKind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            NodeKind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The members of an object, to change them.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        match &mut self.kind {
            NodeKind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, NodeKind::Null)
    }

    /// Whether it is a list or an object with nothing in it, or `null`.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            NodeKind::Null => true,
            NodeKind::List(items) => items.is_empty(),
            NodeKind::Map(map) => map.is_empty(),
            NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => false,
        }
    }

    /// The members of an object in order; nothing where this is none.
    pub fn entries(&self) -> &[Entry] {
        self.as_map().map_or(&[], Map::entries)
    }

    /// What kind of value this is, as an error message says it.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::List(_) => "a list",
            NodeKind::Map(_) => "an object",
        }
    }

    /// The value as data.
    pub fn to_json(&self) -> Json {
        match &self.kind {
            NodeKind::Null => Json::Null,
            NodeKind::Bool(value) => Json::Bool(*value),
            NodeKind::Number(text) => Json::Number(text.to_string()),
            NodeKind::String(text) => Json::String(text.to_string()),
            NodeKind::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            NodeKind::Map(map) => Json::Object(
                map.entries()
                    .iter()
                    .map(|e| (e.key.to_string(), e.value.to_json()))
                    .collect(),
            ),
        }
    }

    /// The node behind a pointer of the document as it was written. In a lowered tree the stash `x-lowered-<token>`
    /// goes before `<token>`, so that what is found is always what the document says.
    pub fn lookup(&self, pointer: &Pointer) -> Option<&Node> {
        self.follow(pointer).1
    }

    /// The value at a pointer of this tree as it is now, to change it.
    pub(crate) fn lookup_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer
            .tokens()
            .try_fold(self, |node, token| match &mut node.kind {
                NodeKind::Map(map) => map.get_mut(&token),
                NodeKind::List(items) => items.get_mut(token.parse::<usize>().ok()?),
                NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {
                    None
                }
            })
    }

    /// Whether `is` says so of any object in this value, wherever it stands. As deep as the document, whose depth the reader
    /// bounds.
    pub(crate) fn any_object<'n>(&'n self, is: &mut impl FnMut(&'n Map) -> bool) -> bool {
        match &self.kind {
            NodeKind::Map(map) => {
                is(map) || map.entries().iter().any(|entry| entry.value.any_object(is))
            }
            NodeKind::List(items) => items.iter().any(|item| item.any_object(is)),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => false,
        }
    }

    /// As [`Node::lookup`], with the nearest node above where there is none, and the name's offset of the last step by key.
    pub(super) fn follow(&self, pointer: &Pointer) -> ((&Node, Option<u32>), Option<&Node>) {
        let mut nearest = (self, None);
        for token in pointer.tokens() {
            let token = &*token;
            let next = match &nearest.0.kind {
                NodeKind::Map(map) => map
                    .original(token)
                    .map(|entry| (&entry.value, Some(entry.key_at))),
                NodeKind::List(items) => token
                    .parse()
                    .ok()
                    .and_then(|index: usize| items.get(index))
                    .map(|node| (node, None)),
                _ => None,
            };
            match next {
                Some(next) => nearest = next,
                None => return (nearest, None),
            }
        }
        (nearest, Some(nearest.0))
    }
}

/// Equal as values; places do not count, and members of objects may differ in order.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (NodeKind::Null, NodeKind::Null) => true,
            (NodeKind::Bool(a), NodeKind::Bool(b)) => a == b,
            (NodeKind::Number(a), NodeKind::Number(b))
            | (NodeKind::String(a), NodeKind::String(b)) => a == b,
            (NodeKind::List(a), NodeKind::List(b)) => a == b,
            (NodeKind::Map(a), NodeKind::Map(b)) => {
                a.len() == b.len() && a.entries().iter().all(|e| b.get(&e.key) == Some(&e.value))
            }
            _ => false,
        }
    }
}
