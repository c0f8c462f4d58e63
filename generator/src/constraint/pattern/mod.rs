//! Patterns: ECMA-262 text compiled, while generating, to the cheapest matcher that the runtime can walk.
mod ast;
mod class;
mod dfa;
mod dialect;
mod escape;
mod heads;
mod hir;
pub(crate) mod length;
mod matches;
mod minimize;
mod modifiers;
mod parse;
mod runs;
mod sets;
mod shrink;
mod tokens;

#[cfg(test)]
mod tests;

use std::fmt;

use ast::Node;
use parse::Mode;
pub use tokens::Table;

/// A pattern that was compiled.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The matcher that it got.
    pub form: Form,
    /// Whether every match is the whole text: such a pattern can identify, and make a type.
    pub anchored_both_ends: bool,
    /// The bytes of its tables, before any are shared.
    pub table_bytes: usize,
    /// Whether the text was read with the flag `u`; if not, only browsers' leniency (Annex B) made sense of it.
    pub unicode: bool,
    program: Program,
}

/// The kinds of matcher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Literals and ASCII classes of one length.
    Fixed,
    /// Counted classes, each of which ends where the next begins.
    Counted,
    /// An automaton over bytes.
    Dfa,
    /// The engine `regress`, at run time.
    Fallback(Reason),
}

/// Why a pattern has no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It looks ahead or behind.
    LookAround,
    /// It wants again what a group matched.
    BackReference,
    /// A modifier changes what a condition or a letter beyond ASCII means.
    Modifier,
    /// Its automaton is too big.
    TooBig,
}

/// Why a text is no ECMA-262 pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// The byte of the pattern.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

/// What the tokens are made of.
#[derive(Debug, Clone)]
enum Program {
    Runs(runs::Runs),
    Dfa(Box<minimize::Table>),
    /// The patterns of which one must match, each with whether it is read with the flag `u`.
    Fallback(Vec<(String, bool)>),
}

/// Compiles `pattern`, read with the flag `u` where that works and without where it does not.
///
/// # Errors
/// Where it is no pattern of ECMA-262 in either way; the error is that of the lenient reading.
pub fn compile(pattern: &str) -> Result<Compiled, PatternError> {
    compile_any(&[pattern])
}

/// Compiles what matches where one of the patterns does. Each is read for itself: flags, names and numbers of groups are
/// its own, as they would not be if the texts were joined.
///
/// # Errors
/// Where one of them is no pattern.
pub fn compile_any(patterns: &[impl AsRef<str>]) -> Result<Compiled, PatternError> {
    compile_within(patterns, &mut Effort::default())
}

pub(crate) fn compile_within(
    patterns: &[impl AsRef<str>],
    effort: &mut Effort,
) -> Result<Compiled, PatternError> {
    let (mut nodes, mut engines) = (Vec::new(), Vec::new());
    for pattern in patterns.iter().map(AsRef::as_ref) {
        let (node, unicode) = read(pattern)?;
        nodes.push(node);
        engines.push((pattern.to_owned(), unicode));
    }
    let node = match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::Choice(nodes),
    };
    let anchored_both_ends = node.starts_with_anchor() && node.ends_with_anchor();
    let unicode = engines.iter().all(|(_, unicode)| *unicode);
    let (form, program) = program(node, engines, effort);
    let table_bytes = program.table_bytes();
    Ok(Compiled {
        form,
        anchored_both_ends,
        table_bytes,
        unicode,
        program,
    })
}

/// Compiles a pattern of a document, which may have been written for another language.
///
/// # Errors
/// Where it is no pattern, or has parts that mean something in other languages and are only suffered by ECMA-262.
pub(crate) fn compile_meant(pattern: &str, effort: &mut Effort) -> Result<Compiled, PatternError> {
    match dialect::foreign(pattern) {
        Some(error) => Err(error),
        None => compile_within(&[pattern], effort),
    }
}

/// Longer texts are not made automata of: their tables are too big in any case, and finding that out takes long.
const LONGEST: usize = 16 << 10;

/// The states of automata that may still be made for one document: each pattern is bounded, and there may be many.
#[derive(Debug)]
pub(crate) struct Effort(usize);

impl Default for Effort {
    fn default() -> Self {
        Self(64 * dfa::STATES)
    }
}

/// The tree of a pattern, and whether it was read with the flag `u`.
fn read(pattern: &str) -> Result<(Node, bool), PatternError> {
    match parse::parse(pattern, Mode::Unicode) {
        Ok(node) => Ok((node, true)),
        Err(_) => Ok((parse::parse(pattern, Mode::Legacy)?, false)),
    }
}

fn program(node: Node, engines: Vec<(String, bool)>, effort: &mut Effort) -> (Form, Program) {
    let features = node.features();
    let reason = if features.look_around {
        Some(Reason::LookAround)
    } else if features.back_reference {
        Some(Reason::BackReference)
    } else if features.modified {
        Some(Reason::Modifier)
    } else {
        None
    };
    if let Some(reason) = reason {
        return (Form::Fallback(reason), Program::Fallback(engines));
    }
    let length = engines.iter().map(|(text, _)| text.len()).sum();
    let node = shrink::shrink(node);
    if let Some(runs) = runs::Runs::of(&node) {
        let form = if runs.is_fixed() {
            Form::Fixed
        } else {
            Form::Counted
        };
        return (form, Program::Runs(runs));
    }
    match table(&node, length, effort) {
        Some(mut table) => {
            table.heads = heads::heads(&node);
            (Form::Dfa, Program::Dfa(Box::new(table)))
        }
        None => (Form::Fallback(Reason::TooBig), Program::Fallback(engines)),
    }
}

/// The table of an automaton; `None` where it, or all of the document so far, gets too big.
fn table(node: &Node, length: usize, effort: &mut Effort) -> Option<minimize::Table> {
    if effort.0 == 0 || length > LONGEST {
        return None;
    }
    let automaton = hir::search(node).and_then(|hir| dfa::determinise(&hir));
    let states = automaton
        .as_ref()
        .map_or(dfa::STATES, dfa::Automaton::states);
    effort.0 = effort.0.saturating_sub(states);
    minimize::table(&automaton?)
}

impl Compiled {
    /// Whether nothing at all matches: `[]`, `a^`. Never said of a fallback.
    pub fn is_empty_language(&self) -> bool {
        matches!(&self.program, Program::Dfa(table) if table.never_matches())
    }

    /// Whether everything matches: the pattern says nothing. Never said of a fallback.
    pub fn matches_everything(&self) -> bool {
        match &self.program {
            Program::Runs(runs) => runs.always_match(),
            Program::Dfa(table) => table.always_matches(),
            Program::Fallback(_) => false,
        }
    }

    /// Whether the generated crate needs `regress` for it.
    pub fn needs_engine(&self) -> bool {
        matches!(self.form, Form::Fallback(_))
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {} of the pattern)", self.message, self.offset)
    }
}

impl std::error::Error for PatternError {}
