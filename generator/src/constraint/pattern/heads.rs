//! What every match has near its begin: texts that the runtime looks for before it takes a step of an automaton.
use regex_syntax::hir::literal::{ExtractKind, Extractor, Literal};
use regex_syntax::hir::{Hir, HirKind};

use super::ast::Node;
use super::hir::body;

/// Texts up to which looking for all at once is worth more than steps.
const MOST: usize = 8;
/// Bytes that are kept of each where there are more texts than that.
const SHORT: usize = 3;

/// Bytes of a match before the texts, at most.
const LONGEST_LEAD: usize = 16;

/// The texts of which every match has one, after so many bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heads {
    /// The bytes of a match before the text.
    pub(super) lead: usize,
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
    let mut rest = match hir.kind() {
        HirKind::Concat(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&hir),
    };
    // What begins with a class of many characters may go on with a text: `[a-z]cole`.
    let mut lead = 0;
    while lead <= LONGEST_LEAD {
        if let Some((texts, whole)) = beginning(&Hir::concat(rest.to_vec())) {
            let whole = whole && lead == 0;
            return Some(Heads { lead, texts, whole });
        }
        let (first, behind) = rest.split_first()?;
        lead += fixed_length(first)?;
        rest = behind;
    }
    None
}

/// The bytes of what matches, where all matches have as many.
fn fixed_length(hir: &Hir) -> Option<usize> {
    let properties = hir.properties();
    let length = properties.minimum_len()?;
    (properties.maximum_len() == Some(length)).then_some(length)
}

/// The texts of which all that matches begins with one, and whether each matches.
fn beginning(hir: &Hir) -> Option<(Vec<Vec<u8>>, bool)> {
    let mut found = Extractor::new()
        .kind(ExtractKind::Prefix)
        .limit_class(MOST)
        .limit_total(4 * MOST)
        .extract(hir);
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
    is_useful.then(|| (texts, found.is_exact()))
}
