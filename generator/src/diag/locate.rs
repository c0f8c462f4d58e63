//! Where findings are: pointers and offsets become files, lines and columns.
use super::code::Focus;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Document, Place, Pointer, line_starts, place_in};
use std::sync::Arc;

/// A finding with its places looked up.
pub(super) struct Located<'a> {
    pub(super) severity: Severity,
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) spot: Spot,
    /// Those of the related places, in their order.
    pub(super) related: Vec<Spot>,
}

/// One place.
pub(super) struct Spot {
    /// As messages call it; empty where nobody knows.
    pub(super) file: Arc<str>,
    pub(super) place: Option<Place>,
    /// As the file says it.
    pub(super) pointer: Pointer,
    order: (usize, usize, usize, usize),
}

impl Located<'_> {
    /// What to do about it. A run that ends here has to say what would let it go on.
    pub(super) fn help(&self) -> Vec<String> {
        let own = &self.diagnostic.help;
        if own.is_empty() && self.severity == Severity::Error {
            return vec![remark(self.diagnostic.code.remedy())];
        }
        own.clone()
    }
}

impl Diagnostics {
    /// All findings, sorted by place. The first document is the one that findings without a file are about.
    pub(super) fn located<'a>(&'a self, documents: &[&Document]) -> Vec<Located<'a>> {
        let unread = self.unread.iter().map(|(name, text)| Unread {
            name: name.as_str().into(),
            text,
            lines: line_starts(text),
        });
        let texts = Texts {
            documents,
            unread: unread.collect(),
        };
        let all = self.list.iter();
        let all = all.map(|one| texts.locate(one, self.severity(one)));
        let mut located: Vec<Located<'a>> = all.collect();
        located.sort_by_key(|one| one.spot.order);
        located
    }
}

/// A text that could not be read.
struct Unread<'a> {
    name: Arc<str>,
    text: &'a str,
    lines: Vec<u32>,
}

/// The texts that offsets and pointers lead into.
struct Texts<'a> {
    documents: &'a [&'a Document],
    unread: Vec<Unread<'a>>,
}

impl Texts<'_> {
    fn locate<'d>(&self, diagnostic: &'d Diagnostic, severity: Severity) -> Located<'d> {
        let name = diagnostic.file.as_deref();
        let file = name.map_or(0, |name| self.file(name));
        let focus = diagnostic.code.focus();
        let spot = self.spot(file, name, diagnostic.offset, &diagnostic.at, focus);
        let related = diagnostic.related.iter();
        let related =
            related.map(|other| self.spot(file, name, other.offset, &other.at, Focus::Key));
        Located {
            severity,
            diagnostic,
            spot,
            related: related.collect(),
        }
    }

    /// Documents come first, then texts that could not be read.
    fn file(&self, name: &str) -> usize {
        let mut documents = self.documents.iter();
        let known = documents.position(|document| document.name == name);
        let unread = || {
            let mut texts = self.unread.iter();
            texts
                .position(|text| *text.name == *name)
                .map(|at| at + self.documents.len())
        };
        known.or_else(unread).unwrap_or(usize::MAX)
    }

    fn spot(
        &self,
        file: usize,
        name: Option<&str>,
        offset: Option<u32>,
        at: &Pointer,
        focus: Focus,
    ) -> Spot {
        let Some(document) = self.documents.get(file) else {
            return self.unread_spot(file, name, offset, at);
        };
        let offset_at = match (offset, focus) {
            (Some(offset), _) => offset,
            (None, Focus::Key) => document.offset(at),
            (None, Focus::Value) => document.value_offset(at),
        };
        let place = document.place_of(offset_at);
        let order = (file, document.text_of(offset_at), place.line, place.column);
        Spot {
            file: Arc::clone(&place.file),
            // An offset comes from a reader, whose pointers are those of the file.
            pointer: if offset.is_some() {
                at.clone()
            } else {
                document.shown(at, offset_at)
            },
            place: Some(place),
            order,
        }
    }

    fn unread_spot(
        &self,
        file: usize,
        name: Option<&str>,
        offset: Option<u32>,
        at: &Pointer,
    ) -> Spot {
        let text = self.unread.get(file.wrapping_sub(self.documents.len()));
        let place =
            text.map(|text| place_in(&text.name, text.text, &text.lines, offset.unwrap_or(0)));
        let (line, column) = place
            .as_ref()
            .map_or((0, 0), |place| (place.line, place.column));
        Spot {
            file: name.unwrap_or_default().into(),
            pointer: at.clone(),
            order: (file, 0, line, column),
            place,
        }
    }
}

/// A sentence as the other help lines are written: without capital and full stop.
fn remark(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut rest = sentence.chars();
    let first = rest.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}
