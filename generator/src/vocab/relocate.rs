//! References within the document that lead to nothing, and whose name can mean one thing only: a definition of a schema
//! around them, as tools write them that took the schema for a document of its own, or the component of that name of the
//! kind that is due. They are written as what they mean, with a warning.
use super::Place;
use super::places::{Spot, local};
use super::redirect::text;
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::source::{Map, Node, NodeKind, Pointer, Trail};
use std::borrow::Cow;

/// The keywords under which a schema has definitions of its own.
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// A reference that leads to nothing, and what is meant.
struct Lost {
    /// Where the text of the reference is.
    at: Pointer,
    reference: String,
    meant: Pointer,
    /// The schema around is a document of its own (`$id`), so the reference is right.
    right: bool,
}

/// Rewrites what has one meaning; what has none is left to the resolver, which refuses it.
pub(super) fn relocate(root: &mut Node, diagnostics: &mut Diagnostics) {
    if !is_any_lost(root) {
        return;
    }
    let mut search = Search {
        root,
        trail: Trail::default(),
        around: Vec::new(),
        lost: Vec::new(),
    };
    search.node(root, Spot::ROOT);
    for lost in search.lost {
        let meant = text(0, &lost.meant);
        if !lost.right {
            let meant = meant.as_str().unwrap_or_default();
            let message = format!("`{}` leads to nothing; `{meant}` is meant", lost.reference);
            diagnostics
                .report(Code::UnknownReference, &lost.at, message)
                .warning()
                .help("refer to that");
        }
        if let Some(node) = root.lookup_mut(&lost.at) {
            node.kind = meant.kind;
        }
    }
}

/// Whether any text that looks like a reference leads to nothing, wherever it stands. Most documents have none, and need
/// no walk that knows what stands where.
fn is_any_lost(root: &Node) -> bool {
    let mut found = HashSet::default();
    root.any_object(&mut |map| {
        let mut is_lost = |value: &'_ Node| {
            let text = value.as_str().filter(|text| text.starts_with("#/"));
            text.is_some_and(|text| {
                found.insert(text.to_owned())
                    && local(text).is_some_and(|target| root.lookup(&target).is_none())
            })
        };
        map.entries().iter().any(|entry| match &*entry.key {
            "$ref" => is_lost(&entry.value),
            "mapping" => {
                let mut targets = entry.value.entries().iter();
                targets.any(|entry| is_lost(&entry.value))
            }
            _ => false,
        })
    })
}

/// The walk over a document.
struct Search<'n> {
    root: &'n Node,
    /// The way to the current value.
    trail: Trail,
    /// The schemas around that have definitions, from the outermost: their pointers and nodes.
    around: Vec<(Pointer, &'n Map)>,
    lost: Vec<Lost>,
}

impl<'n> Search<'n> {
    fn node(&mut self, node: &'n Node, spot: Spot) {
        match &node.kind {
            NodeKind::Map(map) => self.map(map, spot),
            NodeKind::List(list) => {
                for (index, item) in list.iter().enumerate() {
                    if let Some(next) = spot.step("", item) {
                        self.below(&index.to_string(), |search| search.node(item, next));
                    }
                }
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {}
        }
    }

    fn map(&mut self, map: &'n Map, spot: Spot) {
        let is_schema = spot == Spot::At(Place::Schema);
        let defines = is_schema && DEFINITIONS.iter().any(|name| map.contains(name));
        if defines {
            self.around.push((self.here(), map));
        }
        if let Spot::At(place) = spot {
            self.references(map, place);
        }
        for entry in map.entries() {
            if let Some(next) = spot.step(&entry.key, &entry.value) {
                self.below(&entry.key, |search| search.node(&entry.value, next));
            }
        }
        if defines {
            self.around.pop();
        }
    }

    /// The reference of an object, or those of a discriminator.
    fn references(&mut self, map: &'n Map, place: Place) {
        if place == Place::Discriminator {
            let mapping = map.get("mapping").map_or(&[][..], Node::entries);
            self.below("mapping", |search| {
                for entry in mapping {
                    search.reference(&entry.key, &entry.value, Place::Schema);
                }
            });
        } else if let Some(value) = map.get("$ref") {
            self.reference("$ref", value, place);
        }
    }

    fn reference(&mut self, key: &str, value: &Node, place: Place) {
        let Some(reference) = value.as_str().filter(|text| text.starts_with("#/")) else {
            return;
        };
        let Some(target) = local(reference).filter(|target| self.root.lookup(target).is_none())
        else {
            return;
        };
        let tokens: Vec<Cow<'_, str>> = target.tokens().collect();
        let own = self.definition(&tokens);
        let component = || Some((self.component(&tokens, place)?, false));
        if let Some((meant, right)) = own.or_else(component) {
            let at = self.here().child(key);
            let reference = reference.to_owned();
            self.lost.push(Lost {
                at,
                reference,
                meant,
                right,
            });
        }
    }

    /// The definition of the nearest schema around that has it, and whether that schema is a document of its own.
    fn definition(&self, tokens: &[Cow<'_, str>]) -> Option<(Pointer, bool)> {
        let [section, ..] = tokens else { return None };
        if !DEFINITIONS.contains(&&**section) {
            return None;
        }
        self.around.iter().rev().find_map(|(at, map)| {
            let meant = tokens.iter().fold(at.clone(), |at, token| at.child(token));
            self.root.lookup(&meant)?;
            let id = map.get("$id").and_then(Node::as_str);
            Some((meant, id.is_some_and(|id| !id.starts_with('#'))))
        })
    }

    /// The component of the kind that is due, where the reference has its name: `#/definitions/Pet`, as Swagger 2.0 has
    /// it, or a section of `components` that is misspelt or of another kind.
    fn component(&self, tokens: &[Cow<'_, str>], place: Place) -> Option<Pointer> {
        let name = match tokens {
            [section, name] if section != "paths" => name,
            [components, _, name] if components == "components" => name,
            _ => return None,
        };
        let meant = Pointer::root()
            .child("components")
            .child(section(place)?)
            .child(name);
        self.root.lookup(&meant).map(|_| meant)
    }

    fn here(&self) -> Pointer {
        self.trail.pointer()
    }

    /// Runs `f` one step further down.
    fn below(&mut self, token: &str, f: impl FnOnce(&mut Self)) {
        let length = self.trail.step(token);
        f(self);
        self.trail.back(length);
    }
}

/// Where components of a kind stand.
pub(super) fn section(place: Place) -> Option<&'static str> {
    Some(match place {
        Place::Schema => "schemas",
        Place::Parameter => "parameters",
        Place::RequestBody => "requestBodies",
        Place::Response => "responses",
        Place::Header => "headers",
        Place::Example => "examples",
        Place::Link => "links",
        _ => return None,
    })
}
