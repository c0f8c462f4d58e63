//! The texts of one document: the file itself, and those that were read into it. An offset says which, and where in it.
use super::Pointer;
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
    /// The whole line.
    pub text: String,
}

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
    fn end(&self) -> u32 {
        self.0
            .last()
            .map_or(0, |last| last.base + last.text.len() as u32 + 1)
    }

    /// The bytes of all.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|one| one.text.len()).sum()
    }

    /// The place of an offset, and how many texts stand before its own.
    pub(super) fn place(&self, offset: u32) -> (usize, Place) {
        let after = self.0.partition_point(|one| one.base <= offset);
        let index = after.saturating_sub(1);
        let Some(one) = self.0.get(index) else {
            return (0, place_in(&"".into(), "", &[0], 0));
        };
        let lines = one.lines.get_or_init(|| line_starts(&one.text));
        (
            index,
            place_in(&one.name, &one.text, lines, offset - one.base),
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

pub(crate) fn place_in(file: &Arc<str>, text: &str, starts: &[u32], offset: u32) -> Place {
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
        file: Arc::clone(file),
        line,
        column: before.chars().count() + 1,
        text: whole.trim_start_matches('\u{feff}').to_owned(),
    }
}

/// Parts of the tree that came from other places: where they are now, and where they stand in their file.
#[derive(Debug, Clone, Default)]
pub(super) struct Grafts(Vec<(Pointer, Pointer)>);

impl Grafts {
    pub(super) fn add(&mut self, here: Pointer, there: Pointer) {
        self.0.push((here, there));
    }

    /// A pointer of the tree as the file says it that the value stands in.
    pub(super) fn shown(&self, at: &Pointer) -> Pointer {
        let mut best: Option<(&str, &Pointer)> = None;
        for (here, there) in &self.0 {
            let Some(rest) = at.as_str().strip_prefix(here.as_str()) else {
                continue;
            };
            let nearer = best.is_none_or(|(old, _)| rest.len() < old.len());
            if (rest.is_empty() || rest.starts_with('/')) && nearer {
                best = Some((rest, there));
            }
        }
        let joined = best.map(|(rest, there)| format!("{there}{rest}"));
        joined
            .and_then(|text| Pointer::parse(&text))
            .unwrap_or_else(|| at.clone())
    }
}
