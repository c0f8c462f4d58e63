//! A document: its text, its tree, and the way from a pointer back to a line.
use super::build::Builder;
use super::reference::Dangling;
use super::texts::{Grafts, Place, Texts};
use super::{Node, NodeKind, Pointer, read_json, read_yaml};
use crate::diag::{Code, Diagnostics};
use std::collections::BTreeMap;

/// Larger texts are refused, so that memory stays bounded; the largest document known to be published has 16 MB.
pub(crate) const MAX_BYTES: usize = 64 << 20;

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Document {
    /// How messages call the document: its path as the user gave it.
    pub name: String,
    /// The whole value.
    pub root: Node,
    texts: Texts,
    grafts: Grafts,
    /// References that lead to nothing for a reason that later stages cannot see: by what stands in the tree.
    dangling: BTreeMap<String, Dangling>,
}

impl Document {
    /// A document without text, for a configuration that nobody wrote.
    pub fn empty() -> Self {
        Self {
            name: String::new(),
            root: Node::new(0, NodeKind::Null),
            texts: Texts::default(),
            grafts: Grafts::default(),
            dangling: BTreeMap::new(),
        }
    }

    /// Reads JSON or YAML. `None` where the text cannot be read at all; what is wrong is in `diagnostics`.
    pub fn parse(name: &str, text: String, diagnostics: &mut Diagnostics) -> Option<Self> {
        if text.len() > MAX_BYTES {
            let message = format!(
                "the document has {} bytes; the limit is {MAX_BYTES}",
                text.len()
            );
            diagnostics
                .report(Code::TooLarge, &Pointer::root(), message)
                .in_file(name);
            return None;
        }
        let before = diagnostics.len();
        let root = Self::read(name, &text, diagnostics);
        diagnostics.set_file(before, name);
        let Some(root) = root else {
            diagnostics.keep_text(name, text);
            return None;
        };
        let mut texts = Texts::default();
        texts.add(name, text);
        Some(Self {
            name: name.to_owned(),
            root,
            texts,
            grafts: Grafts::default(),
            dangling: BTreeMap::new(),
        })
    }

    /// Reads another text as a part of this document: the nodes of the tree that is returned know their places in it.
    /// `None` where the text cannot be read or all texts together are too large; what is wrong is in `diagnostics`.
    pub fn read_beside(
        &mut self,
        name: &str,
        text: String,
        diagnostics: &mut Diagnostics,
    ) -> Option<Node> {
        if self.texts.len() + text.len() > MAX_BYTES {
            let message = format!("with it the document has more than {MAX_BYTES} bytes");
            diagnostics
                .report(Code::TooLarge, &Pointer::root(), message)
                .in_file(name);
            return None;
        }
        let before = diagnostics.len();
        let Some(mut root) = Self::read(name, &text, diagnostics) else {
            diagnostics.set_file(before, name);
            diagnostics.keep_text(name, text);
            return None;
        };
        let base = self.texts.add(name, text);
        root.shift(base);
        diagnostics.shift(before, base);
        diagnostics.set_file(before, &self.name);
        Some(root)
    }

    /// Notes that what is at `here` of the tree stands at `there` of its file, at this offset.
    pub fn graft(&mut self, here: Pointer, there: Pointer, offset: u32) {
        self.grafts.add(here, there, self.texts.index(offset));
    }

    /// A pointer of the tree as the file says it that the value with this offset stands in.
    pub fn shown(&self, at: &Pointer, offset: u32) -> Pointer {
        self.grafts.shown(at, self.texts.index(offset))
    }

    /// Notes why a reference leads to nothing.
    pub(crate) fn set_dangling(&mut self, reference: &str, why: Dangling) {
        self.dangling.insert(reference.to_owned(), why);
    }

    /// Why a reference leads to nothing.
    pub(crate) fn dangling(&self, reference: &str) -> Option<&Dangling> {
        self.dangling.get(reference)
    }

    /// Where the places of the next text that is read will begin.
    pub(crate) fn extent(&self) -> u32 {
        self.texts.end()
    }

    fn read(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
        let is_json = std::path::Path::new(name)
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if is_json || start.starts_with(['{', '[']) {
            let before = diagnostics.len();
            let mut builder = Builder::new(diagnostics);
            if read_json::read(text, &mut builder).is_ok() {
                return builder.finish();
            }
            if is_json {
                return None;
            }
            // A YAML document may begin with a brace as well.
            diagnostics.truncate(before);
        }
        let mut builder = Builder::new(diagnostics);
        read_yaml::read(text, &mut builder).ok()?;
        builder.finish()
    }

    /// Where the value behind a pointer stands: at the member's name where it has one. Where the pointer leads nowhere, the nearest place above.
    pub fn place(&self, pointer: &Pointer) -> Place {
        let ((node, key_at), _) = self.root.follow(pointer);
        self.place_of(key_at.unwrap_or(node.at()))
    }

    /// As [`Document::place`], but at the value itself rather than its name.
    pub fn value_place(&self, pointer: &Pointer) -> Place {
        let ((node, _), _) = self.root.follow(pointer);
        self.place_of(node.at())
    }

    /// The place of a byte offset.
    pub fn place_of(&self, offset: u32) -> Place {
        self.texts.place(offset)
    }

    /// Which of the document's texts an offset is in, in the order in which they were read.
    pub(crate) fn text_of(&self, offset: u32) -> usize {
        self.texts.index(offset)
    }

    /// The offset that [`Document::value_place`] looks up.
    pub(crate) fn value_offset(&self, pointer: &Pointer) -> u32 {
        let ((node, _), _) = self.root.follow(pointer);
        node.at()
    }

    /// The offset that [`Document::place`] looks up.
    pub(crate) fn offset(&self, pointer: &Pointer) -> u32 {
        let ((node, key_at), _) = self.root.follow(pointer);
        key_at.unwrap_or(node.at())
    }
}
