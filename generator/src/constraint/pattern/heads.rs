//! What every match begins with: texts that the runtime looks for before it takes a step of an automaton.
use regex_syntax::hir::literal::{ExtractKind, Extractor, Literal};

use super::ast::Node;
use super::hir::body;

/// Texts up to which looking for all at once is worth more than steps.
const MOST: usize = 8;
/// Bytes that are kept of each where there are more texts than that.
const SHORT: usize = 3;

/// The texts of which every match begins with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heads {
    /// The texts, as bytes; none is empty, and none begins with another one.
    pub(super) texts: Vec<Vec<u8>>,
    /// Whether each is a match.
    pub(super) whole: bool,
}

/// The heads of a pattern that is searched for; `None` where there are too many, where a match can be empty, and where
/// it matters what stands before it.
pub(super) fn heads(node: &Node) -> Option<Heads> {
    if node.looks_back() {
        return None;
    }
    let hir = body(node)?;
    let mut found = Extractor::new()
        .kind(ExtractKind::Prefix)
        .limit_class(MOST)
        .limit_total(4 * MOST)
        .extract(&hir);
    // Extraction passes over conditions, and calls what lies around them exact.
    if !hir.properties().look_set().is_empty() {
        found.make_inexact();
    }
    if found.len()? > MOST {
        found.keep_first_bytes(SHORT);
    }
    // One that begins with another one adds nothing.
    let literals = found.literals()?;
    let mut texts: Vec<Vec<u8>> = Vec::new();
    let mut sorted: Vec<&[u8]> = literals.iter().map(Literal::as_bytes).collect();
    sorted.sort_unstable();
    for text in sorted {
        if !texts.iter().any(|known| text.starts_with(known)) {
            texts.push(text.to_owned());
        }
    }
    let is_useful = (1..=MOST).contains(&texts.len()) && texts.iter().all(|text| !text.is_empty());
    is_useful.then(|| Heads {
        whole: found.is_exact(),
        texts,
    })
}
