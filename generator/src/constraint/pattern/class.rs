//! Character classes: `[…]`.
use regex_syntax::hir::ClassUnicode;

use super::PatternError;
use super::escape::Escape;
use super::parse::Parser;
use super::sets;

impl Parser<'_> {
    /// The set of a class whose `[`, at `begin`, was read.
    pub(super) fn class(&mut self, begin: usize) -> Result<ClassUnicode, PatternError> {
        let negate = self.eat("^");
        let mut set = ClassUnicode::empty();
        while !self.eat("]") {
            if self.rest().is_empty() {
                return self.fail_at(begin, "the class is not closed");
            }
            let at = self.at;
            let first = self.class_atom()?;
            let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if !is_range {
                set.union(&first.into_set());
                continue;
            }
            self.next();
            if self.rest().is_empty() {
                return self.fail_at(begin, "the class is not closed");
            }
            let last = self.class_atom()?;
            set.union(&self.class_range(at, first, last)?);
        }
        let set = self.folded(set);
        Ok(if negate { sets::negated(set) } else { set })
    }

    fn class_range(
        &self,
        at: usize,
        first: Escape,
        last: Escape,
    ) -> Result<ClassUnicode, PatternError> {
        match (first, last) {
            (Escape::Point(first), Escape::Point(last)) if first <= last => {
                Ok(sets::range(first, last))
            }
            (Escape::Point(_), Escape::Point(_)) => {
                self.fail_at(at, "the range is in the wrong order")
            }
            _ if self.unicode() => self.fail_at(at, "a class cannot be an end of a range"),
            // Without `u` the hyphen is then itself.
            (first, last) => {
                let mut set = first.into_set();
                set.union(&last.into_set());
                set.union(&sets::point(u32::from('-')));
                Ok(set)
            }
        }
    }

    fn class_atom(&mut self) -> Result<Escape, PatternError> {
        let begin = self.at;
        match self.next() {
            Some('\\') => self.character_escape(begin, true),
            Some(c) => Ok(Escape::Point(u32::from(c))),
            None => self.fail_at(begin, "the class is not closed"),
        }
    }
}

impl Escape {
    fn into_set(self) -> ClassUnicode {
        match self {
            Self::Point(code) => sets::point(code),
            Self::Set(set) => set,
        }
    }
}
