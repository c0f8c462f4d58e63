//! Findings as text, in the form that rustc made familiar.
use super::locate::{Located, Spot};
use super::{Code, Diagnostics, Excerpts, Severity};
use crate::source::{Document, Place};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Longer lines are cut around the caret.
const WIDTH: usize = 120;

/// How much of the findings is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Every finding.
    All,
    /// Errors and warnings; notes are counted by their code.
    Brief,
    /// Of each code that is not an error at most so many; the rest is counted.
    AtMost(usize),
}

impl Diagnostics {
    /// All findings, sorted by place, and the counts. The first document is the one that findings without a file are about.
    pub fn render(&self, documents: &[&Document]) -> String {
        self.render_in(documents, Detail::All)
    }

    /// As [`Diagnostics::render`], with less of it.
    pub fn render_in(&self, documents: &[&Document], detail: Detail) -> String {
        let mut out = String::new();
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        let mut counted: BTreeMap<Code, usize> = BTreeMap::new();
        for item in self.located(documents) {
            let shown = match (detail, item.severity) {
                (Detail::All, _) | (_, Severity::Error) => true,
                (Detail::Brief, severity) => severity != Severity::Note,
                (Detail::AtMost(limit), _) => {
                    let count = seen.entry(item.diagnostic.code).or_default();
                    *count += 1;
                    *count <= limit
                }
            };
            if shown {
                render_one(&item, &mut out);
            } else {
                *counted.entry(item.diagnostic.code).or_default() += 1;
            }
        }
        match detail {
            Detail::Brief if !counted.is_empty() => {
                let all = counted
                    .iter()
                    .map(|(code, count)| format!("{count} {code}"));
                let all: Vec<String> = all.collect();
                let _ = writeln!(out, "notes: {} (`--verbose` prints them)", all.join(", "));
            }
            Detail::All | Detail::Brief | Detail::AtMost(_) => {
                for (code, count) in &counted {
                    let _ = writeln!(out, "… and {count} more [{code}]\n");
                }
            }
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
}

fn render_one(item: &Located<'_>, out: &mut String) {
    let diagnostic = item.diagnostic;
    let _ = writeln!(
        out,
        "{}[{}]: {}",
        item.severity.name(),
        diagnostic.code,
        clean(&diagnostic.message)
    );
    let shown = diagnostic.excerpts;
    let gutter = excerpt(&item.spot, shown, out);
    for (related, spot) in diagnostic.related.iter().zip(&item.related) {
        let _ = writeln!(out, "{gutter}= note: {}", clean(&related.message));
        excerpt(spot, shown, out);
    }
    for help in item.help() {
        let _ = writeln!(out, "{gutter}= help: {}", clean(&help));
    }
    out.push('\n');
}

/// Writes place and line; returns the indentation that the next lines align with.
fn excerpt(spot: &Spot, shown: Excerpts, out: &mut String) -> String {
    let pointer = if spot.pointer.as_str().is_empty() {
        String::new()
    } else {
        format!(" ({})", clean(spot.pointer.as_str()))
    };
    let name = &spot.file;
    let Some(place) = &spot.place else {
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
    let (line, column) = window(place);
    let _ = writeln!(
        out,
        "{gutter} |\n{number} | {line}\n{gutter} | {}^",
        " ".repeat(column)
    );
    format!("{gutter} ")
}

/// The part of a line around a column, and how many characters stand before the caret.
fn window(place: &Place) -> (String, usize) {
    let characters: Vec<char> = place
        .text
        .chars()
        .map(|c| if c.is_control() || is_bidi(c) { ' ' } else { c })
        .collect();
    let before = place.column.saturating_sub(place.skipped + 1);
    let before = before.min(characters.len());
    if characters.len() <= WIDTH && place.skipped == 0 {
        return (
            characters.iter().collect::<String>().trim_end().to_owned(),
            before,
        );
    }
    let start = before.saturating_sub(WIDTH / 2);
    let end = (start + WIDTH).min(characters.len());
    let lead = if start + place.skipped > 0 { "…" } else { "" };
    let tail = if end < characters.len() { "…" } else { "" };
    let text: String = characters[start..end].iter().collect();
    (
        format!("{lead}{}{tail}", text.trim_end()),
        before - start + lead.chars().count(),
    )
}

/// Text of the document in a message: no control or direction characters reach the terminal.
pub(super) fn clean(text: &str) -> String {
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
