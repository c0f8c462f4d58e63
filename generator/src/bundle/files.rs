//! The other files: texts that were given become trees, each once.
use super::{Bundler, Lead};
use crate::diag::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::{
    Dangling, Document, Node, NodeKind, Pointer, Reference, joined, percent_decoded,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// References met on the way to a pointer; more than this many is a circle.
const REDIRECTIONS: usize = 32;

/// What was found at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// Its text.
    Text(String),
    /// Why there is none.
    Unreadable(String),
}

/// Files by path, relative to the folder of the document, `/` between folders.
pub type LoadedFiles = BTreeMap<String, Loaded>;

#[derive(Debug)]
pub(super) struct Files<'a> {
    given: &'a LoadedFiles,
    /// The folder of the document, as messages call it.
    folder: String,
    /// `None` where the text cannot be read.
    trees: HashMap<String, Option<Node>>,
    /// Parts of the tree that came from other files: references in them are read from there.
    bases: HashMap<String, String>,
}

impl<'a> Files<'a> {
    pub(super) fn new(given: &'a LoadedFiles, document: &str) -> Self {
        let folder = document.replace('\\', "/");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self {
            given,
            folder: folder.to_owned(),
            trees: HashMap::default(),
            bases: HashMap::default(),
        }
    }

    pub(super) fn tree(&self, file: &str) -> Option<&Node> {
        self.trees.get(file)?.as_ref()
    }

    pub(super) fn adopted(&mut self, here: &str, file: &str) {
        self.bases.insert(here.to_owned(), file.to_owned());
    }

    /// From now on the document has all that it adopted: references in it are read from the document.
    pub(super) fn forget_adopted(&mut self) {
        self.bases.clear();
    }

    /// The file that the part of the tree at this pointer came from.
    pub(super) fn base(&self, here: &str) -> Option<String> {
        self.bases.get(here).cloned()
    }

    /// What messages call a file.
    pub(super) fn name(&self, file: &str) -> String {
        let absolute = if self.folder.starts_with('/') {
            "/"
        } else {
            ""
        };
        match joined(&self.folder, file).as_str() {
            // The folder of the document itself.
            "" => ".".to_owned(),
            name => format!("{absolute}{name}"),
        }
    }

    fn read(&mut self, file: &str, document: &mut Document, diagnostics: &mut Diagnostics) {
        if self.trees.contains_key(file) {
            return;
        }
        if let Some(Loaded::Text(text)) = self.given.get(file) {
            let tree = document.read_beside(&self.name(file), text.clone(), diagnostics);
            self.trees.insert(file.to_owned(), tree);
        }
    }
}

impl Bundler<'_, '_> {
    /// Where a reference in the file `base` leads, through files if need be.
    pub(super) fn lead(&mut self, reference: &str, base: &str) -> Lead {
        let (file, fragment) = match Reference::read(reference, base) {
            Reference::Here(fragment) => (base.to_owned(), fragment.to_owned()),
            Reference::There { file, fragment } => (file, fragment.to_owned()),
            Reference::Abroad => {
                return Lead::Nothing(Dangling {
                    code: Code::ExternalReference,
                    message: format!("`{reference}` leads out of the files of this document"),
                    help: "nothing is fetched: save the file beside the document, and refer to it by a relative path".to_owned(),
                });
            }
        };
        self.find(file, &fragment, REDIRECTIONS)
    }

    /// What a reference is called where it leads to nothing, the same from every file: the path and the fragment.
    pub(super) fn shown(reference: &str, base: &str) -> String {
        match Reference::read(reference, base) {
            Reference::Here(fragment) => format!("{base}#{fragment}"),
            Reference::There { file, fragment: "" } => file,
            Reference::There { file, fragment } => format!("{file}#{fragment}"),
            Reference::Abroad => reference.to_owned(),
        }
    }

    fn find(&mut self, file: String, fragment: &str, redirections: usize) -> Lead {
        if file == self.main {
            // The document itself is looked into later, as a whole.
            let at = Pointer::parse(&percent_decoded(fragment));
            return match at {
                Some(at) => Lead::To { file, at },
                None => Lead::Nothing(nowhere(&file, fragment)),
            };
        }
        self.known
            .files
            .read(&file, self.document, self.diagnostics);
        let Some(tree) = self.known.files.trees.get(&file) else {
            return match self.known.files.given.get(&file) {
                Some(Loaded::Unreadable(why)) => Lead::Nothing(Dangling {
                    code: Code::ExternalReference,
                    message: format!("`{}` is not read: {why}", self.known.files.name(&file)),
                    help: if self.since == 0 {
                        "correct the path; it is relative to the file that it stands in"
                    } else {
                        "correct the path; in an overlay it is relative to the document, in another file to that file"
                    }
                    .to_owned(),
                }),
                Some(Loaded::Text(_)) | None => {
                    self.known.missing.insert(file);
                    Lead::Missing
                }
            };
        };
        let Some(tree) = tree else {
            return Lead::Nothing(Dangling {
                code: Code::ExternalReference,
                message: format!("`{}` cannot be read", self.known.files.name(&file)),
                help: "correct what is reported of that file".to_owned(),
            });
        };
        let decoded = percent_decoded(fragment);
        let pointer = match Pointer::parse(&decoded) {
            Some(pointer) => Some(pointer),
            None => anchor(tree, &Pointer::root(), &decoded),
        };
        let Some(pointer) = pointer else {
            return Lead::Nothing(nowhere(&self.known.files.name(&file), fragment));
        };
        match step(tree, &pointer) {
            Step::Found => Lead::To { file, at: pointer },
            Step::Nowhere => Lead::Nothing(nowhere(&self.known.files.name(&file), fragment)),
            Step::Redirected(reference, rest) => {
                let Some(redirections) = redirections.checked_sub(1) else {
                    return Lead::Nothing(nowhere(&self.known.files.name(&file), fragment));
                };
                let (next, start) = match Reference::read(&reference, &file) {
                    Reference::Here(start) => (file, start),
                    Reference::There { file, fragment } => (file, fragment),
                    Reference::Abroad => {
                        return Lead::Nothing(nowhere(&self.known.files.name(&file), fragment));
                    }
                };
                self.find(next, &format!("{start}{}", rest.as_str()), redirections)
            }
        }
    }
}

fn nowhere(file: &str, fragment: &str) -> Dangling {
    Dangling {
        code: Code::UnknownReference,
        message: format!("`{file}` has nothing at `#{fragment}`"),
        help: "add what it names to that file, or correct the reference".to_owned(),
    }
}

/// The way along a pointer.
enum Step {
    Found,
    /// A reference stands in the way: its text, and what is left of the pointer.
    Redirected(String, Pointer),
    Nowhere,
}

fn step(tree: &Node, pointer: &Pointer) -> Step {
    let tokens: Vec<Cow<'_, str>> = pointer.tokens().collect();
    let mut node = tree;
    for (index, token) in tokens.iter().enumerate() {
        let next = match &node.kind {
            NodeKind::Map(map) => map.get(token),
            NodeKind::List(items) => token.parse().ok().and_then(|at: usize| items.get(at)),
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => None,
        };
        let Some(next) = next else {
            let rest = tokens[index..].iter();
            let rest = rest.fold(Pointer::root(), |at, token| at.child(token));
            return match node.get("$ref").and_then(Node::as_str) {
                Some(reference) => Step::Redirected(reference.to_owned(), rest),
                None => Step::Nowhere,
            };
        };
        node = next;
    }
    Step::Found
}

/// Where the schema with this `$anchor` is. As deep as the file, whose depth the reader bounds.
fn anchor(node: &Node, at: &Pointer, name: &str) -> Option<Pointer> {
    if node.get("$anchor").and_then(Node::as_str) == Some(name) {
        return Some(at.clone());
    }
    match &node.kind {
        NodeKind::Map(map) => map
            .entries()
            .iter()
            .find_map(|entry| anchor(&entry.value, &at.child(&entry.key), name)),
        NodeKind::List(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| anchor(item, &at.index(index), name))
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => None,
    }
}
