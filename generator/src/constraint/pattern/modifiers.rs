//! Modifiers of ES2025, `(?i:…)`: what they make of sets, and where only an engine knows.
use regex_syntax::hir::ClassUnicode;

use super::PatternError;
use super::ast::Node;
use super::parse::Parser;
use super::sets;

/// The modifiers that hold at a place.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Modifiers {
    /// `i`: letters of either case.
    pub(super) any_case: bool,
    /// `m`: `^` and `$` at every line.
    pub(super) lines: bool,
    /// `s`: `.` is any character.
    pub(super) dot_all: bool,
}

impl Parser<'_> {
    /// The modifiers of a group whose `(` was read and whose `?` comes next.
    pub(super) fn modified(&mut self) -> Result<Modifiers, PatternError> {
        let begin = self.at;
        let mut found = self.modifiers;
        let (mut seen, mut on) = (String::new(), true);
        self.next();
        loop {
            let c = self.next();
            match c {
                Some(c @ ('i' | 'm' | 's')) if !seen.contains(c) => {
                    seen.push(c);
                    match c {
                        'i' => found.any_case = on,
                        'm' => found.lines = on,
                        _ => found.dot_all = on,
                    }
                }
                Some('-') if on => on = false,
                Some(':') if !seen.is_empty() => return Ok(found),
                Some(')') if !seen.is_empty() => {
                    return self.fail_at(
                        begin,
                        "ECMA-262 has no flags for the rest of a pattern, only for a group: `(?i:…)`",
                    );
                }
                Some(_) | None => {
                    return self.fail_at(begin, "no kind of group begins like this");
                }
            }
        }
    }

    /// One character of `set`, as the modifiers have it.
    pub(super) fn characters(&self, set: ClassUnicode) -> Node {
        let folded = self.folded(set);
        self.checked(folded)
    }

    /// The set of a class or an escape, already folded. Without the flag `u` ECMA-262 compares upper case letters, by
    /// rules of its own beyond ASCII.
    pub(super) fn checked(&self, set: ClassUnicode) -> Node {
        let own_rules = self.modifiers.any_case && !self.unicode() && !closed_beyond_ascii(&set);
        if own_rules {
            Node::Modified
        } else {
            Node::Set(set)
        }
    }

    /// The set with the other case of its letters where case does not count.
    pub(super) fn folded(&self, mut set: ClassUnicode) -> ClassUnicode {
        if !self.modifiers.any_case {
            return set;
        }
        if self.unicode() {
            set.case_fold_simple();
            return set;
        }
        let mut ascii = set.clone();
        ascii.intersect(&sets::set(&[('\0', '\u{7f}')]));
        // Letters of ASCII have equals beyond it only with the flag `u`.
        ascii.case_fold_simple();
        ascii.intersect(&sets::set(&[('\0', '\u{7f}')]));
        set.union(&ascii);
        set
    }
}

/// Whether case makes no difference for the characters of a set beyond ASCII.
fn closed_beyond_ascii(set: &ClassUnicode) -> bool {
    let beyond_ascii = sets::set(&[('\u{80}', char::MAX)]);
    let mut own = set.clone();
    own.intersect(&beyond_ascii);
    let mut folded = own.clone();
    folded.case_fold_simple();
    folded.intersect(&beyond_ascii);
    folded == own
}
