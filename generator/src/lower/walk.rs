//! The walk that finds every schema, innermost first, by the keyword table.
use super::{boolean, constant, content, dynamic, items, reference, stash, types};
use crate::diag::Diagnostics;
use crate::hash::HashMap;
use crate::source::{Document, Map, Node, NodeKind, Pointer, STASH, Trail};
use crate::vocab::{Dialect, Expect, Place, Spot, row};

/// Lowers a document that [`crate::vocab::check`] went over.
pub fn lower(document: &mut Document, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let before = diagnostics.len();
    let mut dynamic_anchors = HashMap::default();
    // Few documents have one, and the walk by the keyword table takes longer.
    if document
        .root
        .any_object(&mut |map| map.contains("$dynamicAnchor"))
    {
        dynamic::anchors(&document.root, Spot::ROOT, &mut dynamic_anchors);
    }
    let mut walk = Lowering {
        dialect,
        dynamic_anchors,
        diagnostics,
        trail: Trail::default(),
    };
    walk.object(&mut document.root, Place::Document);
    diagnostics.set_file(before, &document.name);
}

pub(super) struct Lowering<'d> {
    pub(super) dialect: Dialect,
    /// How many schemas have each of these names.
    pub(super) dynamic_anchors: HashMap<String, usize>,
    pub(super) diagnostics: &'d mut Diagnostics,
    trail: Trail,
}

impl Lowering<'_> {
    /// The pointer to the object at hand.
    pub(super) fn at(&self) -> Pointer {
        self.trail.pointer()
    }

    fn below(&mut self, token: &str, f: impl FnOnce(&mut Self)) {
        let length = self.trail.step(token);
        f(self);
        self.trail.back(length);
    }

    fn object(&mut self, node: &mut Node, place: Place) {
        let NodeKind::Map(map) = &mut node.kind else {
            return;
        };
        if place.is_referable() && map.contains("$ref") {
            return;
        }
        for (key, value) in map.values_mut() {
            // What vocab took out of force is of a wrong kind or null; there is nothing to lower in it.
            if let Some(row) = row(place, key) {
                self.below(key, |walk| walk.value(value, row.expect, row.name));
            }
        }
        match place {
            Place::Schema => self.schema(map),
            Place::Document => stash::stash(map, &["webhooks", "jsonSchemaDialect"]),
            Place::Components => stash::stash(map, &["pathItems"]),
            Place::Parameter => querystring(map),
            Place::License => stash::stash(map, &["identifier"]),
            _ => {}
        }
    }

    /// One schema whose inner schemas are lowered.
    fn schema(&mut self, map: &mut Map) {
        types::lower(map);
        constant::lower(map);
        content::lower(map);
        items::lower(map);
        dynamic::lower(self, map);
        stash::schema(map);
        reference::lower(self, map);
    }

    fn value(&mut self, value: &mut Node, expect: Expect, keyword: &str) {
        match (expect, &mut value.kind) {
            (Expect::One(place), _) => self.object(value, place),
            (Expect::Discriminator, _) => self.object(value, Place::Discriminator),
            // These say yes or no as often as they hold a schema, and 3.0 has the booleans of the first too.
            (Expect::Schema, NodeKind::Bool(_))
                if matches!(
                    keyword,
                    "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems"
                ) => {}
            (Expect::Schema | Expect::Items, NodeKind::Map(_) | NodeKind::Bool(_)) => {
                self.part(value, Place::Schema);
            }
            (Expect::Many(place), NodeKind::List(list)) => self.list(list, place),
            (Expect::Schemas | Expect::Items, NodeKind::List(list)) => {
                self.list(list, Place::Schema);
            }
            (Expect::Named(place), NodeKind::Map(map)) => self.named(map, place),
            (Expect::SchemaMap | Expect::Dependencies, NodeKind::Map(map)) => {
                self.named(map, Place::Schema);
            }
            (Expect::Paths, NodeKind::Map(map)) => self.named(map, Place::PathItem),
            (Expect::Responses, NodeKind::Map(map)) => self.named(map, Place::Response),
            (Expect::Callbacks, NodeKind::Map(map)) => {
                for (key, callback) in map.values_mut() {
                    if let NodeKind::Map(callback) = &mut callback.kind {
                        self.below(key, |walk| walk.named(callback, Place::PathItem));
                    }
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, list: &mut [Node], place: Place) {
        for (index, item) in list.iter_mut().enumerate() {
            self.below(&index.to_string(), |walk| walk.part(item, place));
        }
    }

    fn named(&mut self, map: &mut Map, place: Place) {
        for (key, value) in map.values_mut() {
            self.below(key, |walk| walk.part(value, place));
        }
    }

    fn part(&mut self, value: &mut Node, place: Place) {
        if place == Place::Schema {
            boolean::lower(value);
        }
        self.object(value, place);
    }
}

/// The stash's name of a keyword.
pub(super) fn stashed(keyword: &str) -> String {
    format!("{STASH}{keyword}")
}

/// A parameter of 3.2 that is the whole query: 3.0 has no such place. It is one in the query until it is reported.
fn querystring(map: &mut Map) {
    let found = map.entry("in");
    let Some(entry) = found.filter(|entry| entry.value.as_str() == Some("querystring")) else {
        return;
    };
    let (key_at, at) = (entry.key_at, entry.value.at());
    map.rename("in", &stashed("in"));
    map.insert("in", key_at, Node::string(at, "query"));
}
