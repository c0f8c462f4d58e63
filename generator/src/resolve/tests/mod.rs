//! Small documents and the text of what they resolve to.
mod real;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::ir::Api;
use crate::source::Document;
use crate::{lower, oas, vocab};

/// Resolves a document; `None` where it cannot be read.
fn resolve(name: &str, text: &str, config: &Config) -> (Option<Api>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some(mut document) = Document::parse(name, text.to_owned(), &mut diagnostics) else {
        return (None, diagnostics);
    };
    let dialect = vocab::check(&mut document, &mut diagnostics);
    lower::lower(&mut document, dialect, &mut diagnostics);
    let openapi = oas::to_openapi(&document, &mut diagnostics);
    let api = super::resolve(&document, &openapi, config, &mut diagnostics);
    (Some(api), diagnostics)
}

/// What was reported, a line each.
fn lines(diagnostics: &Diagnostics) -> String {
    let line = |d: &crate::diag::Diagnostic| {
        format!(
            "{}[{}] {}: {}\n",
            d.severity.name(),
            d.code,
            d.at,
            d.message
        )
    };
    diagnostics.iter().map(line).collect()
}
