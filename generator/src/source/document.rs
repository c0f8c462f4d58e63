//! A document: its text, its tree, and the way from a pointer back to a line.
use super::build::Builder;
use super::{Node, Pointer, read_json, read_yaml};
use crate::diag::{Code, Diagnostics};
use std::sync::OnceLock;

/// Larger texts are refused, so that memory stays bounded; the largest document known to be published has 16 MB.
const MAX_BYTES: usize = 64 << 20;

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Document {
    /// How messages call the document: its path as the user gave it.
    pub name: String,
    /// The whole value.
    pub root: Node,
    text: String,
    lines: OnceLock<Vec<u32>>,
}

/// A place in a text, as people count: both numbers begin with 1, columns count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line's number.
    pub line: usize,
    /// The column's number.
    pub column: usize,
    /// The whole line.
    pub text: String,
}

impl Document {
    /// A document without text, for a configuration that nobody wrote.
    pub fn empty() -> Self {
        Self {
            name: String::new(),
            root: Node::new(0, super::NodeKind::Null),
            text: String::new(),
            lines: OnceLock::new(),
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
        Some(Self {
            name: name.to_owned(),
            root,
            text,
            lines: OnceLock::new(),
        })
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

    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.text
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
        place_in(
            &self.text,
            self.lines.get_or_init(|| line_starts(&self.text)),
            offset,
        )
    }
}

/// The offset at which each line begins.
pub(crate) fn line_starts(text: &str) -> Vec<u32> {
    let breaks = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(breaks).collect()
}

pub(crate) fn place_in(text: &str, starts: &[u32], offset: u32) -> Place {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let line = starts.partition_point(|start| *start as usize <= offset);
    let start = starts[line - 1] as usize;
    let end = starts
        .get(line)
        .map_or(text.len(), |next| *next as usize - 1);
    let whole = text[start..end].trim_end_matches('\r');
    // A byte order mark is no column.
    let before = text[start..offset].trim_start_matches('\u{feff}');
    Place {
        line,
        column: before.chars().count() + 1,
        text: whole.trim_start_matches('\u{feff}').to_owned(),
    }
}
