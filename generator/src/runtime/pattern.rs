//! Patterns (`pattern` of JSON Schema) as tables made when this crate was generated: no regex engine, linear time.
pub use super::pattern_counted::{Anchor, Counted, Run};
pub use super::pattern_dfa::{Dfa, unpack};
use super::pattern_explain::Expected;
pub use super::pattern_fixed::{Fixed, Part};
pub use super::pattern_heads::Heads;
use super::pattern_message::Message;
pub use super::pattern_sets::{ByteClasses, ByteSet, Class};

/// An ECMA-262 pattern and the matcher that was compiled from it.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The pattern as the document has it.
    pub source: &'static str,
    /// What decides.
    pub matcher: Matcher,
}

/// The forms of a matcher; the generator takes the cheapest that fits.
#[derive(Debug, Clone, Copy)]
pub enum Matcher {
    /// Literals and ASCII classes, all of one length: most ids.
    Fixed(Fixed),
    /// A sequence of counted classes, each of which ends where the next begins.
    Counted(Counted),
    /// A minimal automaton over the bytes.
    Dfa(Dfa),
    /// An engine of another crate, for look-around and back-references, which no table can hold.
    Fallback(fn(&str) -> bool),
}

impl Pattern {
    /// Whether the pattern matches somewhere in `text`.
    #[allow(
        clippy::inline_always,
        reason = "where the pattern is a `static`, an id's check becomes straight code: 6 ns instead of 11"
    )]
    #[inline(always)]
    pub fn is_match(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Fixed(fixed) => fixed.is_match(text),
            Matcher::Counted(_) | Matcher::Dfa(_) | Matcher::Fallback(_) => {
                self.is_match_of_many_lengths(text)
            }
        }
    }

    #[inline(never)]
    fn is_match_of_many_lengths(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Fixed(fixed) => fixed.is_match(text),
            Matcher::Counted(counted) => counted.fault(text).is_none(),
            Matcher::Dfa(dfa) => dfa.is_match(text),
            Matcher::Fallback(matches) => matches(text),
        }
    }

    /// The first byte from which on no continuation can make `text` match; the length of `text` where it ends too
    /// early; `None` where it matches. Always a character boundary. A fallback knows no place: 0.
    pub fn fault(&self, text: &str) -> Option<usize> {
        match &self.matcher {
            Matcher::Fallback(matches) => (!matches(text)).then_some(0),
            Matcher::Fixed(_) | Matcher::Counted(_) | Matcher::Dfa(_) => self.table_fault(text),
        }
    }

    /// What could have stood where `text` goes wrong: "expected `_` at byte 3". Empty where it matches.
    pub fn explain(&self, text: &str) -> String {
        self.fault(text)
            .map(|at| self.explain_at(text, at))
            .unwrap_or_default()
    }

    /// What could have stood at byte `at`, the [`fault`](Self::fault) of `text`.
    pub fn explain_at(&self, text: &str, at: usize) -> String {
        let mut message = Message::new();
        self.describe(text, at, &mut message);
        message.as_str().to_owned()
    }

    /// Appends what could have stood at byte `at`, the fault of `text`.
    const fn describe(&self, text: &str, at: usize, message: &mut Message) {
        let before = text.as_bytes().split_at(at).0;
        let mut expected = Expected::nothing();
        match &self.matcher {
            Matcher::Fixed(fixed) => fixed.expected(at, &mut expected),
            Matcher::Counted(counted) => counted.expected(before, &mut expected),
            Matcher::Dfa(dfa) => dfa.expected(before, &mut expected),
            Matcher::Fallback(_) => return message.text("does not match the pattern"),
        }
        expected.describe(at, text.len(), message);
    }

    /// Does nothing where `text` matches, else panics with the type, the pattern, the byte and what could stand there;
    /// in a `const` that is a compile error.
    ///
    /// # Panics
    /// Where `text` does not match, and always for a fallback, which cannot run while compiling.
    pub const fn literal(&self, type_name: &str, text: &'static str) {
        if let Some(message) = self.literal_fault(type_name, text, Some(text)) {
            panic!("{}", message.as_str());
        }
    }

    /// [`Self::literal`] for a type of secrets: the message does not have the text.
    ///
    /// # Panics
    /// As [`Self::literal`] does.
    pub const fn secret_literal(&self, type_name: &str, text: &'static str) {
        if let Some(message) = self.literal_fault(type_name, text, None) {
            panic!("{}", message.as_str());
        }
    }

    const fn literal_fault(
        &self,
        type_name: &str,
        text: &str,
        shown: Option<&str>,
    ) -> Option<Message> {
        let mut message = Message::new();
        if let Matcher::Fallback(_) = self.matcher {
            message.text("a literal of ");
            message.text(type_name);
            message.text(" cannot be checked while compiling (its pattern needs a regex engine): parse it instead");
            return Some(message);
        }
        let Some(at) = self.table_fault(text) else {
            return None;
        };
        message.text("not a valid ");
        message.text(type_name);
        if let Some(shown) = shown {
            message.text(": `");
            message.text(shown);
            message.text("` does not match `");
        } else {
            message.text(": the text does not match `");
        }
        message.text(self.source);
        message.text("`: ");
        self.describe(text, at, &mut message);
        Some(message)
    }

    const fn table_fault(&self, text: &str) -> Option<usize> {
        match &self.matcher {
            Matcher::Fixed(fixed) => fixed.fault(text),
            Matcher::Counted(counted) => counted.fault(text),
            Matcher::Dfa(dfa) => dfa.fault(text),
            Matcher::Fallback(_) => None,
        }
    }
}
