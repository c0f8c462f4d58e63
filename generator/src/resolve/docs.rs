//! What people read about a schema, and reports that are made once however often a schema is looked at.
use super::Resolver;
use crate::diag::{Code, Diagnostic};
use crate::oas::{Cursor, raw};
use crate::source::Pointer;

/// The description; else a title that says more than a name.
pub(super) fn docs(cursor: &Cursor<'_>) -> Option<String> {
    cursor
        .text("description")
        .or_else(|| cursor.text("title").filter(|title| title.contains(' ')))
}

/// Whether a schema says that it is to be used no more.
pub(super) fn deprecated(cursor: &Cursor<'_>) -> bool {
    raw::flag(cursor.node, "deprecated")
}

impl Resolver<'_, '_> {
    /// Reports a finding unless it was reported at this place before: bases are merged into many types.
    pub(super) fn report(
        &mut self,
        code: Code,
        at: &Pointer,
        message: impl Into<String>,
    ) -> Option<&mut Diagnostic> {
        let is_new = self.reported.insert((code, at.clone()));
        is_new.then(|| self.diagnostics.report(code, at, message))
    }
}
