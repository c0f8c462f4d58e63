//! Schemas that openapiv3 has no place for: below lowering's stashes (`prefixItems`, `patternProperties`, `$defs`, …)
//! and wherever else a reference leads. They are handed to openapiv3 one by one.
use std::borrow::Cow;

use super::{Oas, local};
use crate::hash::HashMap;
use crate::source::{Node, NodeKind, Pointer, STASH};
use crate::vocab::{Place, Spot};
use openapiv3::{PathItem, ReferenceOr, Schema};

/// Schemas and path items by their pointer.
#[derive(Default)]
pub(super) struct Detached {
    pub(super) schemas: HashMap<Pointer, ReferenceOr<Schema>>,
    pub(super) path_items: HashMap<Pointer, ReferenceOr<PathItem>>,
    /// Where `#name` leads: to the schema with that `$anchor`.
    pub(super) anchors: HashMap<String, Pointer>,
}

/// Finds and reads them all; `oas` does not know any yet. Without a large stack there are none, and references to them
/// are reported as leading nowhere.
pub(super) fn collect(oas: &Oas<'_>) -> Detached {
    super::on_large_stack(&oas.document.root, || walk(oas)).unwrap_or_default()
}

fn walk(oas: &Oas<'_>) -> Detached {
    let mut walk = Walk {
        found: Detached::default(),
        targets: Vec::new(),
        path: Vec::new(),
    };
    walk.node(&oas.document.root);
    let Walk {
        mut found, targets, ..
    } = walk;
    for (target, place) in targets {
        let anchor = target
            .strip_prefix('#')
            .and_then(|name| found.anchors.get(name))
            .cloned();
        let Some(at) = anchor.or_else(|| local(target)) else {
            continue;
        };
        if found.schemas.contains_key(&at) || oas.find(&at).is_some() {
            continue;
        }
        let Some(node) = oas.document.root.lookup(&at) else {
            continue;
        };
        match place {
            Target::Schema => found.schema(&at, node),
            Target::PathItem => found.path_item(&at, node),
        }
    }
    found
}

/// What a reference's place asks for.
#[derive(Clone, Copy)]
enum Target {
    Schema,
    PathItem,
}

struct Walk<'a> {
    found: Detached,
    targets: Vec<(&'a str, Target)>,
    /// The tokens from the root, and where each leads; a pointer is only made of them where one is needed.
    path: Vec<(Cow<'a, str>, &'a Node)>,
}

impl<'a> Walk<'a> {
    /// As deep as the document, whose depth the reader bounds.
    fn node(&mut self, node: &'a Node) {
        match &node.kind {
            NodeKind::List(items) => {
                for (index, node) in items.iter().enumerate() {
                    self.below(|| index.to_string().into(), node);
                }
            }
            NodeKind::Map(map) => {
                for entry in map.entries() {
                    let stashed = entry.key.strip_prefix(STASH);
                    if let Some(name) = stashed {
                        self.stash(name, &entry.value);
                    }
                    if &*entry.key == "schema" && self.is_received() {
                        let at = self.at().child("schema");
                        self.found.schema(&at, &entry.value);
                    }
                    let name = stashed.unwrap_or(&entry.key);
                    self.anchor(name, &entry.value);
                    if let ("$ref", Some(target)) = (&*entry.key, entry.value.as_str()) {
                        let in_paths = self.path.len() == 2 && self.path[0].0 == "paths";
                        self.targets.push((
                            target,
                            if in_paths {
                                Target::PathItem
                            } else {
                                Target::Schema
                            },
                        ));
                    }
                    self.below(|| name.into(), &entry.value);
                }
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {}
        }
    }

    /// `$anchor`, and `$id: "#name"`, which older drafts have for it.
    fn anchor(&mut self, keyword: &str, node: &Node) {
        let name = match keyword {
            "$anchor" | "$dynamicAnchor" => node.as_str(),
            "$id" => node.as_str().and_then(|text| text.strip_prefix('#')),
            _ => None,
        };
        let name = name.filter(|name| !name.is_empty() && !name.starts_with('/'));
        // Few documents have one, so it is asked only here what stands where.
        if let Some(name) = name.filter(|_| self.is_at_schema()) {
            let at = self.at();
            self.found.anchors.entry(name.to_owned()).or_insert(at);
        }
    }

    /// Whether a schema stands here. Where no object of the specification stands is data.
    fn is_at_schema(&self) -> bool {
        let mut path = self.path.iter();
        let spot = path.try_fold(Spot::ROOT, |spot, (token, node)| spot.step(token, node));
        spot == Some(Spot::At(Place::Schema))
    }

    fn at(&self) -> Pointer {
        self.path
            .iter()
            .fold(Pointer::root(), |at, (token, _)| at.child(token))
    }

    /// Whether this is below webhooks, callbacks or path items that only these name.
    fn is_received(&self) -> bool {
        let mut path = self.path.iter().map(|(token, _)| &**token);
        match path.next() {
            Some("webhooks") => true,
            Some("components") => matches!(path.next(), Some("pathItems" | "callbacks")),
            _ => path.any(|token| token == "callbacks"),
        }
    }

    fn below(&mut self, token: impl FnOnce() -> Cow<'a, str>, node: &'a Node) {
        if matches!(node.kind, NodeKind::List(_) | NodeKind::Map(_)) {
            self.path.push((token(), node));
            self.node(node);
            self.path.pop();
        }
    }

    fn stash(&mut self, name: &str, node: &Node) {
        let at = self.at().child(name);
        match name {
            "prefixItems" => {
                for (index, node) in node.as_list().unwrap_or_default().iter().enumerate() {
                    self.found.schema(&at.index(index), node);
                }
            }
            "patternProperties" | "dependentSchemas" | "$defs" => {
                for entry in node.entries() {
                    self.found.schema(&at.child(&entry.key), &entry.value);
                }
            }
            "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "unevaluatedProperties"
            | "unevaluatedItems" => self.found.schema(&at, node),
            _ => {}
        }
    }
}

impl Detached {
    /// What is no schema is left out; whoever needs it there reports that nothing is found.
    fn schema(&mut self, at: &Pointer, node: &Node) {
        if let Ok(schema) = super::schema(node) {
            self.schemas.insert(at.clone(), schema);
        }
    }

    fn path_item(&mut self, at: &Pointer, node: &Node) {
        if let Ok(item) = super::path_item(node) {
            self.path_items.insert(at.clone(), item);
        }
    }
}
