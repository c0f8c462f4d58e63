//! Several files become one tree. What a reference to another file leads to is put under `components` once, and the
//! reference leads there; so that all that follows knows one document only. Nodes keep their places in their files.
//!
//! Files are read by whoever calls: a file that is needed and not given is asked for (see [`Bundled::missing`]).
mod files;
mod sections;
mod transclude;
mod walk;

#[cfg(test)]
mod tests;

pub use files::{Loaded, LoadedFiles};

use crate::diag::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::{Dangling, Document, Entry, Node, NodeKind, Pointer, Trail};
use crate::vocab::Place;
use files::Files;
use sections::{Sections, section};
use std::collections::{BTreeSet, VecDeque};

/// Nodes that are copied from other files at most: references may multiply what is written once.
const MAX_NODES: usize = 4_000_000;

/// What came of it, and what is known of the files.
#[derive(Debug)]
pub struct Bundled<'f> {
    /// Paths of files that are needed and were not given, relative to the folder of the document, `/` between folders.
    pub missing: BTreeSet<String>,
    files: Files<'f>,
    /// Where each target is now.
    targets: HashMap<Target, Pointer>,
    /// The offset of the value at each of these places: where another is found, an overlay has put something else there.
    offsets: HashMap<Pointer, u32>,
    /// Values that may still be copied.
    budget: usize,
    /// Whether something was left out for it.
    spent: bool,
}

impl Bundled<'_> {
    /// Does the same for what came into the document since its texts ended at `since`: overlays may have brought more
    /// references. What they bring stands in the document, so its references begin at the document's folder.
    #[must_use]
    pub fn again(
        mut self,
        document: &mut Document,
        since: u32,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        // An overlay may have taken it out, and put something else of that name there: only what names the place in the
        // document means that, and what names the file means the file.
        let offsets = &self.offsets;
        self.targets.retain(|_, here| {
            document.root.lookup(here).map(Node::at) == offsets.get(here).copied()
        });
        self.files.forget_adopted();
        walked(document, self, since, diagnostics)
    }
}

/// Puts what references to other files lead to into the document. `files` holds them by path, relative to the document's
/// folder.
pub fn bundle<'f>(
    document: &mut Document,
    files: &'f LoadedFiles,
    diagnostics: &mut Diagnostics,
) -> Bundled<'f> {
    let nothing = Bundled {
        missing: BTreeSet::new(),
        files: Files::new(files, &document.name),
        targets: HashMap::default(),
        offsets: HashMap::default(),
        budget: MAX_NODES,
        spent: false,
    };
    walked(document, nothing, 0, diagnostics)
}

/// Follows the references of the document that stand at or behind the offset `since`.
fn walked<'f>(
    document: &mut Document,
    known: Bundled<'f>,
    since: u32,
    diagnostics: &mut Diagnostics,
) -> Bundled<'f> {
    // Most documents are one file, and need no walk that knows what stands where.
    if !walk::leads_out(&document.root) {
        return known;
    }
    let before = diagnostics.len();
    let name = document.name.clone();
    let main = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut root = std::mem::replace(&mut document.root, Node::new(0, NodeKind::Null));
    let mut bundler = Bundler {
        main: main.to_owned(),
        since,
        sections: Sections::of(&root),
        document,
        diagnostics,
        known,
        queue: VecDeque::new(),
        done: Vec::new(),
        open: Vec::new(),
        trail: Trail::default(),
    };
    bundler.adopt_components(&mut root);
    bundler.sections = Sections::of(&root);
    bundler.walk_root(&mut root);
    bundler.walk_queue();
    let Bundler {
        done, mut known, ..
    } = bundler;
    sections::insert(&mut root, done);
    let places = known.targets.values();
    let places = places.filter_map(|here| Some((here.clone(), root.lookup(here)?.at())));
    known.offsets = places.collect();
    document.root = root;
    diagnostics.set_file(before, &name);
    known
}

/// A place of another file, asked for as a part of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Target {
    file: String,
    at: Pointer,
    kind: Place,
}

/// A target on its way into the tree.
struct Hoisted {
    target: Target,
    name: String,
    node: Node,
}

struct Bundler<'a, 'f> {
    /// The name of the document's own file.
    main: String,
    /// References of the document before this offset have been followed.
    since: u32,
    sections: Sections,
    document: &'a mut Document,
    diagnostics: &'a mut Diagnostics,
    known: Bundled<'f>,
    queue: VecDeque<Hoisted>,
    done: Vec<(Place, Entry)>,
    /// What is being read in the place of a reference, so that a circle ends.
    open: Vec<(String, Pointer)>,
    /// The pointer to the current value in the tree that is made.
    trail: Trail,
}

/// What a reference leads to in another file.
enum Lead {
    /// The node, where it stands.
    To {
        file: String,
        at: Pointer,
    },
    /// The file is not here yet.
    Missing,
    Nothing(Dangling),
}

impl Bundler<'_, '_> {
    /// Components of the document that are nothing but a reference to another file take what is there, under their name.
    fn adopt_components(&mut self, root: &mut Node) {
        let main = self.main.clone();
        let Some(components) = root.as_map_mut().and_then(|map| map.get_mut("components")) else {
            return;
        };
        self.below("components", |bundler| {
            let (base, at) = bundler.adopt_whole(components, &main, &Pointer::root());
            let Some(components) = components.as_map_mut() else {
                return;
            };
            for (key, list) in components.values_mut() {
                if let Some(kind) = sections::kind(key) {
                    bundler.below(key, |bundler| {
                        let (base, at) = bundler.adopt_whole(list, &base, &at.child(key));
                        bundler.adopt_section(list, kind, &base, &at);
                    });
                }
            }
        });
    }

    /// All components, or all of a section, may stand in another file: what is read then, and where it stands there.
    fn adopt_whole(&mut self, node: &mut Node, base: &str, at: &Pointer) -> (String, Pointer) {
        let open = self.open.len();
        let moved = self.transclude(node, Place::Reference, base);
        let found = self.open.last().filter(|_| moved.is_some()).cloned();
        self.open.truncate(open);
        found.unwrap_or_else(|| (base.to_owned(), at.clone()))
    }

    fn adopt_section(&mut self, list: &mut Node, kind: Place, base: &str, at: &Pointer) {
        let Some(list) = list.as_map_mut() else {
            return;
        };
        for (name, node) in list.values_mut() {
            self.below(name, |bundler| {
                let here = bundler.here();
                if base != bundler.main {
                    bundler.known.files.adopted(here.as_str(), base);
                    let target = Target {
                        file: base.to_owned(),
                        at: at.child(name),
                        kind,
                    };
                    bundler.known.targets.insert(target, here.clone());
                }
                bundler.adopt(node, kind, base, here);
            });
        }
    }

    fn adopt(&mut self, node: &mut Node, kind: Place, base: &str, here: Pointer) {
        let Some(reference) = only_reference(node).filter(|_| self.is_new(node)) else {
            return;
        };
        let Lead::To { file, at } = self.lead(reference, base) else {
            return;
        };
        let target = Target { file, at, kind };
        if target.file == self.main || self.known.targets.contains_key(&target) {
            return;
        }
        let Some(found) = self.copy(&target.file, &target.at) else {
            return;
        };
        *node = found;
        self.document
            .graft(here.clone(), target.at.clone(), node.at());
        self.known.files.adopted(here.as_str(), &target.file);
        self.known.targets.insert(target, here);
    }

    /// What stands in the tree for a reference to another file, from a place of this kind: a pointer into the tree.
    fn hoist(&mut self, reference: &str, base: &str, kind: Place) -> Option<String> {
        let lead = self.lead(reference, base);
        let (file, at) = match lead {
            Lead::To { file, at } => (file, at),
            Lead::Missing => return None,
            Lead::Nothing(why) => {
                let shown = Self::shown(reference, base);
                self.document.set_dangling(&shown, why);
                return Some(shown);
            }
        };
        if file == self.main {
            return Some(format!("#{}", at.fragment()));
        }
        let target = Target { file, at, kind };
        if let Some(here) = self.known.targets.get(&target) {
            return Some(format!("#{}", here.fragment()));
        }
        let node = self.copy(&target.file, &target.at)?;
        let name = self.sections.name(kind, &target.file, &target.at);
        let here = Pointer::root()
            .child("components")
            .child(section(kind))
            .child(&name);
        self.document
            .graft(here.clone(), target.at.clone(), node.at());
        self.known.targets.insert(target.clone(), here.clone());
        self.queue.push_back(Hoisted { target, name, node });
        Some(format!("#{}", here.fragment()))
    }

    /// A copy of a part of another file, within the budget.
    fn copy(&mut self, file: &str, at: &Pointer) -> Option<Node> {
        let found = self.known.files.tree(file)?.lookup(at)?;
        let size = found.size();
        if size > self.known.budget {
            // Once is enough.
            if !std::mem::replace(&mut self.known.spent, true) {
                let message = format!(
                    "references to other files multiply the document beyond {MAX_NODES} values"
                );
                let at = self.here();
                self.diagnostics.report(Code::TooLarge, &at, message);
            }
            return None;
        }
        self.known.budget -= size;
        Some(found.clone())
    }

    /// Whether the reference of a node, or a node that is one, has not been followed yet.
    fn is_new(&self, node: &Node) -> bool {
        node.get("$ref").unwrap_or(node).at() >= self.since
    }

    fn here(&self) -> Pointer {
        self.trail.pointer()
    }
}

/// The reference, where a node is nothing else.
fn only_reference(node: &Node) -> Option<&str> {
    let [entry] = node.entries() else {
        return None;
    };
    (&*entry.key == "$ref")
        .then(|| entry.value.as_str())
        .flatten()
}
