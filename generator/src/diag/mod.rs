//! What the generator has to say about a document: collected by all stages, printed once, sorted by place.
mod code;
mod json;
mod locate;
mod render;
mod sarif;

#[cfg(test)]
mod tests;

pub use code::{Code, Severity};
pub use render::Detail;
pub(crate) use render::is_bidi;

use crate::source::{Document, Pointer};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The value it is about.
    pub at: Pointer,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    offset: Option<u32>,
    file: Option<Arc<str>>,
    excerpts: Excerpts,
}

/// Whether the lines that a finding speaks of are printed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excerpts {
    Shown,
    /// They hold a secret.
    Withheld,
}

/// Another place that a finding speaks of.
#[derive(Debug, Clone)]
pub struct Related {
    /// The value there.
    pub at: Pointer,
    /// What is there.
    pub message: String,
    offset: Option<u32>,
}

impl Diagnostic {
    /// Adds what to do about it.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Adds another place.
    pub fn related(&mut self, at: &Pointer, message: impl Into<String>) -> &mut Self {
        self.related.push(Related {
            at: at.clone(),
            message: message.into(),
            offset: None,
        });
        self
    }

    /// Makes it an error: this time nothing sensible can stand in.
    pub fn error(&mut self) -> &mut Self {
        self.of(Severity::Error)
    }

    /// Makes it a warning: this time the meaning is plain.
    pub fn warning(&mut self) -> &mut Self {
        self.of(Severity::Warning)
    }

    /// Lowers it to a note.
    pub fn note(&mut self) -> &mut Self {
        self.of(Severity::Note)
    }

    fn of(&mut self, severity: Severity) -> &mut Self {
        debug_assert!(
            self.code.severities().contains(&severity),
            "the table of codes does not say that {} can be: {}",
            self.code.name(),
            severity.name()
        );
        self.severity = severity;
        self
    }

    /// Names the file where it is not the document itself (`codegen.yaml`).
    pub fn in_file(&mut self, name: &str) -> &mut Self {
        self.file = Some(name.into());
        self
    }

    /// Prints places, but not the lines there: they hold a secret.
    pub fn without_excerpts(&mut self) -> &mut Self {
        self.excerpts = Excerpts::Withheld;
        self
    }

    pub(crate) fn at_offset(&mut self, offset: u32) -> &mut Self {
        self.offset = Some(offset);
        self
    }

    pub(crate) fn related_offset(&mut self, offset: u32, message: &str) -> &mut Self {
        self.related.push(Related {
            at: self.at.clone(),
            message: message.to_owned(),
            offset: Some(offset),
        });
        self
    }
}

/// Of one kind no more findings are kept, so that memory stays bounded whatever the document holds; the rest is counted.
const MAX_OF_A_KIND: usize = 20_000;

/// Nor are more kept than have room here: a pointer may be as long as the document.
const MAX_BYTES: usize = 64 << 20;

/// All findings of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    kept: BTreeMap<Code, usize>,
    /// Findings beyond the bound, by code.
    dropped: BTreeMap<Code, usize>,
    /// What is handed to the reporter of a finding that is not kept.
    scratch: Option<Box<Diagnostic>>,
    list: Vec<Diagnostic>,
    /// The bytes of messages and pointers so far.
    bytes: usize,
    strict: bool,
    /// Texts that could not be read: their findings have an offset, but there is no document to look a line up in.
    unread: Vec<(String, String)>,
}

/// A stage found errors; they are in [`Diagnostics`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

impl Diagnostics {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes every warning an error, those that were reported before included.
    pub fn set_strict(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Adds a finding of the code's default severity.
    pub fn report(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic {
            code,
            severity: code.severity(),
            at: at.clone(),
            message: message.into(),
            help: Vec::new(),
            related: Vec::new(),
            offset: None,
            file: None,
            excerpts: Excerpts::Shown,
        };
        let bytes = diagnostic.message.len() + diagnostic.at.as_str().len();
        let kept = self.kept.entry(code).or_default();
        // The first of a kind is told in any case.
        if *kept >= MAX_OF_A_KIND || *kept > 0 && self.bytes + bytes > MAX_BYTES {
            *self.dropped.entry(code).or_default() += 1;
            return self.scratch.insert(Box::new(diagnostic));
        }
        *kept += 1;
        self.bytes += bytes;
        self.list.push(diagnostic);
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no finding.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How bad a finding is in this run: [`Diagnostics::set_strict`] counts.
    pub fn severity(&self, diagnostic: &Diagnostic) -> Severity {
        match diagnostic.severity {
            Severity::Warning if self.strict => Severity::Error,
            severity => severity,
        }
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| self.severity(diagnostic) == severity)
            .count()
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        // One that was not kept may have been an error: so many of such a kind are one in any case.
        let beyond = |code: &Code| code.severity() == Severity::Error;
        if self.dropped.keys().any(beyond) {
            return true;
        }
        self.list
            .iter()
            .any(|diagnostic| self.severity(diagnostic) == Severity::Error)
    }

    /// Ends the pipeline between two stages.
    ///
    /// # Errors
    /// Where an error was reported.
    pub fn stop_on_error(&self) -> Result<(), Stopped> {
        if self.has_errors() {
            Err(Stopped)
        } else {
            Ok(())
        }
    }

    /// The code and pointer of each finding, a line each: what tests compare.
    pub fn summary(&self) -> String {
        let mut out = String::new();
        for diagnostic in &self.list {
            let severity = self.severity(diagnostic).name();
            let _ = writeln!(
                out,
                "{severity}[{}] {}: {}",
                diagnostic.code, diagnostic.at, diagnostic.message
            );
        }
        out
    }

    /// Names the file of the findings from number `from` on that have none.
    pub(crate) fn set_file(&mut self, from: usize, name: &str) {
        for diagnostic in self.list.iter_mut().skip(from) {
            diagnostic.file.get_or_insert_with(|| name.into());
        }
    }

    /// Moves the places of the findings from number `from` on that have an offset.
    pub(crate) fn shift(&mut self, from: usize, base: u32) {
        for diagnostic in self.list.iter_mut().skip(from) {
            diagnostic.offset = diagnostic.offset.map(|offset| offset + base);
            for related in &mut diagnostic.related {
                related.offset = related.offset.map(|offset| offset + base);
            }
        }
    }

    /// Looks the places of the findings from number `from` on up in a document that will not be there when they are printed.
    pub(crate) fn settle(&mut self, from: usize, document: &Document) {
        for diagnostic in self.list.iter_mut().skip(from) {
            let at = match diagnostic.code.focus() {
                code::Focus::Key => document.offset(&diagnostic.at),
                code::Focus::Value => document.value_offset(&diagnostic.at),
            };
            diagnostic.offset.get_or_insert(at);
            for related in &mut diagnostic.related {
                let at = document.offset(&related.at);
                related.offset.get_or_insert(at);
            }
        }
    }

    pub(crate) fn keep_text(&mut self, name: &str, text: String) {
        self.unread.push((name.to_owned(), text));
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        for diagnostic in self.list.drain(len.min(self.list.len())..) {
            if let Some(kept) = self.kept.get_mut(&diagnostic.code) {
                *kept -= 1;
            }
        }
    }
}
