//! The texts of one document: the file itself, and those that were read into it. An offset says which, and where in it.
use super::Pointer;
use crate::hash::HashMap;
use std::sync::{Arc, OnceLock};

/// A place in a text, as people count: both numbers begin with 1, columns count characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as messages call it.
    pub file: Arc<str>,
    /// The line's number.
    pub line: usize,
    /// The column's number.
    pub column: usize,
    /// The line; of a very long one the part around the column.
    pub text: String,
    /// How many characters of the line stand before `text`.
    pub skipped: usize,
}

/// Of longer lines only a part is kept: a document of one line may have as many findings as bytes.
const MAX_LINE: usize = 1024;

/// All texts, one behind the other: the offsets of each begin where those of the one before end.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(Vec<One>);

#[derive(Debug, Clone)]
struct One {
    name: Arc<str>,
    text: String,
    base: u32,
    lines: OnceLock<Vec<u32>>,
}

impl Texts {
    /// Adds a text; returns where its offsets begin.
    pub(super) fn add(&mut self, name: &str, text: String) -> u32 {
        let base = self.end();
        self.0.push(One {
            name: name.into(),
            text,
            base,
            lines: OnceLock::new(),
        });
        base
    }

    /// One more than the last offset. The limit on the size of documents keeps it within range.
    pub(super) fn end(&self) -> u32 {
        self.0
            .last()
            .map_or(0, |last| last.base + last.text.len() as u32 + 1)
    }

    /// The bytes of all.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|one| one.text.len()).sum()
    }

    /// How many texts stand before that of an offset.
    pub(super) fn index(&self, offset: u32) -> usize {
        let after = self.0.partition_point(|one| one.base <= offset);
        after.saturating_sub(1)
    }

    /// The place of an offset.
    pub(super) fn place(&self, offset: u32) -> Place {
        let Some(one) = self.0.get(self.index(offset)) else {
            return place_in(&"".into(), "", &[0], 0);
        };
        let lines = one.lines.get_or_init(|| line_starts(&one.text));
        place_in(&one.name, &one.text, lines, offset - one.base)
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

pub(crate) fn place_in(file: &Arc<str>, text: &str, starts: &[u32], offset: u32) -> Place {
    let offset = boundary(text, offset as usize);
    let line = starts.partition_point(|start| *start as usize <= offset);
    let mut start = starts[line - 1] as usize;
    let end = starts
        .get(line)
        .map_or(text.len(), |next| *next as usize - 1);
    // A byte order mark is no column.
    if text[start..].starts_with('\u{feff}') {
        start = (start + '\u{feff}'.len_utf8()).min(end);
    }
    let whole = text[start..end].trim_end_matches('\r');
    let before = offset.clamp(start, start + whole.len()) - start;
    let (from, to) = if whole.len() > MAX_LINE {
        (before.saturating_sub(MAX_LINE / 2), before + MAX_LINE / 2)
    } else {
        (0, whole.len())
    };
    let (from, to) = (boundary(whole, from), boundary(whole, to));
    let skipped = whole[..from].chars().count();
    Place {
        file: Arc::clone(file),
        line,
        column: skipped + text[start + from..offset.max(start + from)].chars().count() + 1,
        text: whole[from..to].to_owned(),
        skipped,
    }
}

/// The last place at or before an offset where a character begins.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Parts of the tree that came from other places: where they are now, and where they stand in which text.
#[derive(Debug, Clone, Default)]
pub(super) struct Grafts(HashMap<Pointer, (Pointer, usize)>);

impl Grafts {
    pub(super) fn add(&mut self, here: Pointer, there: Pointer, text: usize) {
        self.0.insert(here, (there, text));
    }

    /// A pointer of the tree as the text says it that the value stands in. What an overlay has put below such a part, or
    /// in its place, is nowhere in that text.
    pub(super) fn shown(&self, at: &Pointer, text: usize) -> Pointer {
        let mut nearest = (!self.0.is_empty()).then(|| at.clone());
        while let Some(here) = nearest {
            if let Some((there, own)) = self.0.get(&here) {
                if *own != text {
                    break;
                }
                let rest = &at.as_str()[here.as_str().len()..];
                return Pointer::parse(&format!("{there}{rest}")).unwrap_or_else(|| at.clone());
            }
            nearest = here.parent();
        }
        at.clone()
    }
}
