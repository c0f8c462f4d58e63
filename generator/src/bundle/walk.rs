//! The walk that finds every reference, by the keyword table: what is data is not looked into.
use super::sections::has_section;
use super::{Bundler, Lead};
use crate::source::{Entry, Map, Node, NodeKind, Reference};
use crate::vocab::{Expect, Place, row};

impl Bundler<'_, '_> {
    pub(super) fn walk_root(&mut self, root: &mut Node) {
        let main = self.main.clone();
        self.object(root, Place::Document, &main);
    }

    /// What was found is walked in its turn, and finds more.
    pub(super) fn walk_queue(&mut self) {
        while let Some(mut next) = self.queue.pop_front() {
            let kind = next.target.kind;
            let section = super::section(kind);
            self.trail.back(0);
            let file = next.target.file.clone();
            let at = next.node.at();
            self.below("components", |walk| {
                walk.below(section, |walk| {
                    walk.below(&next.name, |walk| walk.part(&mut next.node, kind, &file));
                });
            });
            self.done.push((
                kind,
                Entry {
                    key: next.name.into(),
                    key_at: at,
                    value: next.node,
                },
            ));
        }
    }

    pub(super) fn below(&mut self, token: &str, f: impl FnOnce(&mut Self)) {
        let length = self.trail.step(token);
        f(self);
        self.trail.back(length);
    }

    /// A part that may be a reference, or nothing but one where none belongs.
    pub(super) fn part(&mut self, node: &mut Node, place: Place, base: &str) {
        // What a component adopted stands in another file.
        match self.known.files.base(self.trail.as_str()) {
            Some(base) => self.object(node, place, &base),
            None => self.object(node, place, base),
        }
    }

    pub(super) fn object(&mut self, node: &mut Node, place: Place, base: &str) {
        if !has_section(place) && !matches!(place, Place::Example | Place::Link) {
            let open = self.open.len();
            if let Some(file) = self.transclude(node, place, base) {
                self.object_at(node, place, &file);
                self.open.truncate(open);
                return;
            }
        }
        self.object_at(node, place, base);
    }

    fn object_at(&mut self, node: &mut Node, place: Place, base: &str) {
        let NodeKind::Map(map) = &mut node.kind else {
            return;
        };
        if has_section(place) {
            self.reference(map, place, base);
        }
        if place.is_referable() && map.contains("$ref") {
            return;
        }
        for (key, value) in map.values_mut() {
            if let Some(row) = row(place, key) {
                self.below(key, |walk| walk.value(value, row.expect, base));
            }
        }
    }

    /// Makes a `$ref` to another file one within the tree.
    fn reference(&mut self, map: &mut Map, place: Place, base: &str) {
        let Some(node) = map.get_mut("$ref") else {
            return;
        };
        let at = node.at();
        let followed = base == self.main && !self.is_new(node);
        let Some(text) = node.as_str().filter(|_| !followed) else {
            return;
        };
        if let Some(replaced) = self.replaced(text, base, place) {
            *node = Node::string(at, &replaced);
        }
    }

    /// What a reference is in the tree; `None` where it stays as it is.
    fn replaced(&mut self, text: &str, base: &str, place: Place) -> Option<String> {
        match Reference::read(text, base) {
            Reference::Here(fragment) if base == self.main => {
                (!text.starts_with('#')).then(|| format!("#{fragment}"))
            }
            Reference::Here(_) | Reference::There { .. } | Reference::Abroad => {
                self.hoist(text, base, place)
            }
        }
    }

    fn value(&mut self, value: &mut Node, expect: Expect, base: &str) {
        match expect {
            Expect::One(place) => return self.object(value, place, base),
            Expect::Discriminator => return self.discriminator(value, base),
            Expect::Schema => return self.part(value, Place::Schema, base),
            Expect::Items if value.as_map().is_some() => {
                return self.part(value, Place::Schema, base);
            }
            _ => {}
        }
        if !is_container(expect) {
            return;
        }
        let open = self.open.len();
        let moved = self.transclude(value, Place::Reference, base);
        let base = moved.as_deref().unwrap_or(base);
        match (expect, &mut value.kind) {
            (Expect::Many(place), NodeKind::List(items)) => self.items(items, place, base),
            (Expect::Schemas | Expect::Items, NodeKind::List(items)) => {
                self.items(items, Place::Schema, base);
            }
            (Expect::Named(place), NodeKind::Map(map)) => self.named(map, place, base),
            (Expect::SchemaMap | Expect::Dependencies, NodeKind::Map(map)) => {
                self.named(map, Place::Schema, base);
            }
            (Expect::Paths, NodeKind::Map(map)) => self.named(map, Place::PathItem, base),
            (Expect::Responses, NodeKind::Map(map)) => self.named(map, Place::Response, base),
            (Expect::Callbacks, NodeKind::Map(map)) => self.callbacks(map, base),
            _ => {}
        }
        self.open.truncate(open);
    }

    fn callbacks(&mut self, map: &mut Map, base: &str) {
        for (key, callback) in map.values_mut() {
            self.below(key, |walk| {
                let open = walk.open.len();
                let moved = walk.transclude(callback, Place::Reference, base);
                let base = moved.as_deref().unwrap_or(base);
                if let NodeKind::Map(callback) = &mut callback.kind {
                    walk.named(callback, Place::PathItem, base);
                }
                walk.open.truncate(open);
            });
        }
    }

    fn items(&mut self, items: &mut [Node], place: Place, base: &str) {
        for (index, item) in items.iter_mut().enumerate() {
            self.below(&index.to_string(), |walk| walk.part(item, place, base));
        }
    }

    fn named(&mut self, map: &mut Map, place: Place, base: &str) {
        for (key, value) in map.values_mut() {
            self.below(key, |walk| walk.part(value, place, base));
        }
    }

    /// `mapping` has names of schemas, or references to them.
    fn discriminator(&mut self, node: &mut Node, base: &str) {
        let mapping = node.as_map_mut().and_then(|map| map.get_mut("mapping"));
        let Some(mapping) = mapping.and_then(Node::as_map_mut) else {
            return;
        };
        for (_, value) in mapping.values_mut() {
            let at = value.at();
            let followed = base == self.main && !self.is_new(value);
            let Some(text) = value.as_str().filter(|_| !followed) else {
                continue;
            };
            if !looks_like_reference(text) {
                continue;
            }
            // A name that looks like a file is a name where no file is.
            if !text.contains('#') && matches!(self.lead(text, base), Lead::Nothing(_)) {
                continue;
            }
            if let Some(replaced) = self.replaced(text, base, Place::Schema) {
                *value = Node::string(at, &replaced);
            }
        }
    }
}

/// Whether any text that looks like a reference, wherever it stands, is not plainly one within the document.
pub(super) fn leads_out(root: &Node) -> bool {
    let is_out = |node: &Node, is_reference: fn(&str) -> bool| {
        let text = node.as_str();
        text.is_some_and(|text| !text.starts_with('#') && is_reference(text))
    };
    root.any_object(&mut |map| {
        map.entries().iter().any(|entry| match &*entry.key {
            "$ref" => is_out(&entry.value, |_| true),
            "mapping" => {
                let mut targets = entry.value.entries().iter();
                targets.any(|target| is_out(&target.value, looks_like_reference))
            }
            _ => false,
        })
    })
}

/// Whether a value of `mapping` is more than the name of a schema.
fn looks_like_reference(text: &str) -> bool {
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| text.ends_with(end));
    text.contains(['#', '/']) || is_file
}

/// Whether what is expected holds parts that are looked into.
fn is_container(expect: Expect) -> bool {
    match expect {
        Expect::Items
        | Expect::Many(_)
        | Expect::Schemas
        | Expect::Named(_)
        | Expect::SchemaMap
        | Expect::Dependencies
        | Expect::Paths
        | Expect::Responses
        | Expect::Callbacks => true,
        Expect::Any
        | Expect::Text
        | Expect::MediaTypes
        | Expect::Flag
        | Expect::Number
        | Expect::Count
        | Expect::List
        | Expect::Texts
        | Expect::TextMap
        | Expect::AnyMap
        | Expect::TextsMap
        | Expect::Word(_)
        | Expect::Type
        | Expect::Bound
        | Expect::Step
        | Expect::Discriminator
        | Expect::Security
        | Expect::Schema
        | Expect::One(_) => false,
    }
}
