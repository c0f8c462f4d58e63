//! Findings as text, in the form that rustc made familiar.
use super::code::Focus;
use super::{Code, Diagnostic, Diagnostics, Excerpts, Severity};
use crate::source::{Document, Place, Pointer, line_starts, place_in};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Longer lines are cut around the caret.
const WIDTH: usize = 120;

/// A finding with its place looked up.
struct Placed<'a> {
    file: usize,
    place: Option<Place>,
    diagnostic: &'a Diagnostic,
}

/// The texts that offsets and pointers lead into.
struct Texts<'a> {
    documents: &'a [&'a Document],
    unread: Vec<(&'a str, &'a str, Vec<u32>)>,
}

impl Diagnostics {
    /// All findings, sorted by place, and the counts. The first document is the one that findings without a file are about.
    pub fn render(&self, documents: &[&Document]) -> String {
        self.render_at_most(documents, usize::MAX)
    }

    /// As [`Diagnostics::render`], but at most `limit` findings of each code that is not an error; the rest is counted.
    pub fn render_at_most(&self, documents: &[&Document], limit: usize) -> String {
        let unread = self
            .unread
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str(), line_starts(text)));
        let texts = Texts {
            documents,
            unread: unread.collect(),
        };
        let mut placed: Vec<_> = self
            .list
            .iter()
            .map(|diagnostic| texts.locate(diagnostic))
            .collect();
        placed.sort_by_key(|p| {
            (
                p.file,
                p.place.as_ref().map(|place| (place.line, place.column)),
            )
        });
        let mut out = String::new();
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        for item in &placed {
            let severity = self.severity(item.diagnostic);
            let count = seen.entry(item.diagnostic.code).or_default();
            *count += usize::from(severity != Severity::Error);
            if *count <= limit || severity == Severity::Error {
                self.render_one(item, &texts, &mut out);
            }
        }
        for (code, count) in seen.iter().filter(|(_, count)| **count > limit) {
            let _ = writeln!(out, "… and {} more [{code}]\n", count - limit);
        }
        for (code, count) in &self.dropped {
            let _ = writeln!(out, "… and {count} more [{code}], beyond what is kept\n");
        }
        out.push_str(&self.counts());
        out
    }

    /// `2 errors, 1 warning`; empty where there is nothing to count.
    fn counts(&self) -> String {
        let mut parts = Vec::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            match self.count(severity) {
                0 => {}
                1 => parts.push(format!("1 {}", severity.name())),
                count => parts.push(format!("{count} {}s", severity.name())),
            }
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("{}\n", parts.join(", "))
        }
    }

    fn render_one(&self, item: &Placed<'_>, texts: &Texts<'_>, out: &mut String) {
        let diagnostic = item.diagnostic;
        let _ = writeln!(
            out,
            "{}[{}]: {}",
            self.severity(diagnostic).name(),
            diagnostic.code,
            clean(&diagnostic.message)
        );
        let name = texts.name(item.file);
        let shown = diagnostic.excerpts;
        let gutter = excerpt(name, item.place.as_ref(), &diagnostic.at, shown, out);
        for related in &diagnostic.related {
            let place = texts.place(item.file, related.offset, &related.at, Focus::Key);
            let _ = writeln!(out, "{gutter}= note: {}", clean(&related.message));
            excerpt(name, place.as_ref(), &related.at, shown, out);
        }
        for help in &diagnostic.help {
            let _ = writeln!(out, "{gutter}= help: {}", clean(help));
        }
        // A run that ends here has to say what would let it go on.
        if diagnostic.help.is_empty() && self.severity(diagnostic) == Severity::Error {
            let remedy = remark(diagnostic.code.remedy());
            let _ = writeln!(out, "{gutter}= help: {remedy}");
        }
        out.push('\n');
    }
}

impl Texts<'_> {
    fn locate<'a>(&self, diagnostic: &'a Diagnostic) -> Placed<'a> {
        let file = diagnostic.file.as_deref().map_or(0, |name| self.file(name));
        let place = self.place(
            file,
            diagnostic.offset,
            &diagnostic.at,
            diagnostic.code.focus(),
        );
        Placed {
            file,
            place,
            diagnostic,
        }
    }

    /// Documents come first, then texts that could not be read.
    fn file(&self, name: &str) -> usize {
        let known = self
            .documents
            .iter()
            .position(|document| document.name == name);
        let unread = || {
            self.unread
                .iter()
                .position(|text| text.0 == name)
                .map(|at| at + self.documents.len())
        };
        known.or_else(unread).unwrap_or(usize::MAX)
    }

    fn name(&self, file: usize) -> &str {
        match self.documents.get(file) {
            Some(document) => &document.name,
            None => self
                .unread
                .get(file.wrapping_sub(self.documents.len()))
                .map_or("", |text| text.0),
        }
    }

    fn place(&self, file: usize, offset: Option<u32>, at: &Pointer, focus: Focus) -> Option<Place> {
        let Some(document) = self.documents.get(file) else {
            let (_, text, starts) = self.unread.get(file.wrapping_sub(self.documents.len()))?;
            return Some(place_in(text, starts, offset.unwrap_or(0)));
        };
        Some(match (offset, focus) {
            (Some(offset), _) => document.place_of(offset),
            (None, Focus::Key) => document.place(at),
            (None, Focus::Value) => document.value_place(at),
        })
    }
}

/// Writes place and line; returns the indentation that the next lines align with.
fn excerpt(
    name: &str,
    place: Option<&Place>,
    at: &Pointer,
    shown: Excerpts,
    out: &mut String,
) -> String {
    let pointer = if at.as_str().is_empty() {
        String::new()
    } else {
        format!(" ({})", clean(at.as_str()))
    };
    let Some(place) = place else {
        let _ = writeln!(out, " --> {name}{pointer}");
        return "  ".to_owned();
    };
    let number = place.line.to_string();
    let gutter = " ".repeat(number.len());
    let _ = writeln!(
        out,
        "{gutter}--> {name}:{}:{}{pointer}",
        place.line, place.column
    );
    if shown == Excerpts::Withheld {
        return format!("{gutter} ");
    }
    let (line, column) = window(&place.text, place.column);
    let _ = writeln!(
        out,
        "{gutter} |\n{number} | {line}\n{gutter} | {}^",
        " ".repeat(column)
    );
    format!("{gutter} ")
}

/// The part of a line around a column, and how many characters stand before the caret.
fn window(line: &str, column: usize) -> (String, usize) {
    let characters: Vec<char> = line
        .chars()
        .map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c })
        .collect();
    let before = column.saturating_sub(1).min(characters.len());
    if characters.len() <= WIDTH {
        return (
            characters.iter().collect::<String>().trim_end().to_owned(),
            before,
        );
    }
    let start = before.saturating_sub(WIDTH / 2);
    let end = (start + WIDTH).min(characters.len());
    let lead = if start > 0 { "…" } else { "" };
    let tail = if end < characters.len() { "…" } else { "" };
    let text: String = characters[start..end].iter().collect();
    (
        format!("{lead}{}{tail}", text.trim_end()),
        before - start + lead.chars().count(),
    )
}

/// A sentence as the other help lines are written: without capital and full stop.
fn remark(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut rest = sentence.chars();
    let first = rest.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}

/// Text of the document in a message: no control or direction characters reach the terminal.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' || is_bidi(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

pub(crate) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
