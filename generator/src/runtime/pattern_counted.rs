//! The counted form: runs of classes, each of which ends where the next begins, so that nothing is tried twice.
use super::pattern_explain::Expected;
use super::pattern_sets::{Class, boundary, width_of};

/// A sequence of runs.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// The runs in order; a run that can end early shares no character with what may follow it.
    pub runs: &'static [Run],
    /// Which ends of the text the sequence is bound to.
    pub anchor: Anchor,
}

/// Which ends of the text a pattern is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// `^…$`
    Both,
    /// `^…`
    Start,
    /// `…$`: only with a single run of a class.
    End,
    /// `…`: only with a single run of a class.
    Nowhere,
}

/// A part of a counted pattern.
#[derive(Debug, Clone, Copy)]
pub enum Run {
    /// This text.
    Text(&'static str),
    /// At least so many, at most so many characters of a class.
    Class(Class, usize, usize),
}

impl Counted {
    pub(super) const fn fault(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        match self.anchor {
            Anchor::Both | Anchor::Start => {
                let (at, satisfied) = walk(self.runs, bytes);
                let ended = at == bytes.len() || matches!(self.anchor, Anchor::Start);
                if satisfied && ended { None } else { Some(at) }
            }
            Anchor::Nowhere => self.search(bytes),
            Anchor::End => self.search_back(bytes),
        }
    }

    /// Looks for enough characters of the only run's class in a row.
    const fn search(&self, text: &[u8]) -> Option<usize> {
        let [Run::Class(class, min, _)] = self.runs else {
            return None;
        };
        let (mut at, mut count) = (0, 0);
        while at < text.len() && count < *min {
            let width = class.width(text, at);
            count = if width == 0 { 0 } else { count + 1 };
            at += if width == 0 {
                width_of(text[at])
            } else {
                width
            };
        }
        if count >= *min {
            None
        } else {
            Some(text.len())
        }
    }

    /// Whether enough characters of the only run's class end the text; those before them do not matter.
    const fn search_back(&self, text: &[u8]) -> Option<usize> {
        let [Run::Class(class, min, _)] = self.runs else {
            return None;
        };
        let (mut at, mut count) = (text.len(), 0);
        while at > 0 && count < *min {
            at = boundary(text, at - 1);
            if class.width(text, at) == 0 {
                return Some(text.len());
            }
            count += 1;
        }
        if count >= *min {
            None
        } else {
            Some(text.len())
        }
    }

    /// What may follow `text`, all of which was accepted.
    pub(super) const fn expected(&self, text: &[u8], expected: &mut Expected) {
        if matches!(self.anchor, Anchor::End | Anchor::Nowhere) {
            return expected.anything();
        }
        let (mut run, mut done) = self.reached(text);
        while run < self.runs.len() {
            match &self.runs[run] {
                Run::Text(literal) if done < literal.len() => {
                    return expected.text_at(literal, done);
                }
                Run::Text(_) => {}
                Run::Class(class, min, max) => {
                    if done < *max {
                        expected.class(class);
                    }
                    if done < *min {
                        return;
                    }
                }
            }
            done = 0;
            run += 1;
        }
        expected.end();
    }

    /// The last run that took something of `text`, and how much (characters of a class, bytes of a text).
    const fn reached(&self, text: &[u8]) -> (usize, usize) {
        let (mut last, mut at, mut run) = ((0, 0), 0, 0);
        while run < self.runs.len() {
            let (end, done) = match &self.runs[run] {
                Run::Text(literal) => {
                    let rest = text.len() - at;
                    let done = if literal.len() < rest {
                        literal.len()
                    } else {
                        rest
                    };
                    (at + done, done)
                }
                Run::Class(class, _, max) => take(class, text, at, *max),
            };
            at = end;
            if done > 0 {
                last = (run, done);
            }
            run += 1;
        }
        last
    }
}

/// How far `text` follows the runs, and whether it satisfies them all.
const fn walk(runs: &[Run], text: &[u8]) -> (usize, bool) {
    let mut at = 0;
    let mut run = 0;
    while run < runs.len() {
        match &runs[run] {
            Run::Text(literal) => {
                let literal = literal.as_bytes();
                let mut done = 0;
                while done < literal.len() {
                    if at + done >= text.len() || text[at + done] != literal[done] {
                        return (boundary(text, at + done), false);
                    }
                    done += 1;
                }
                at += done;
            }
            Run::Class(class, min, max) => {
                let (end, done) = take(class, text, at, *max);
                at = end;
                if done < *min {
                    return (at, false);
                }
            }
        }
        run += 1;
    }
    (at, true)
}

/// Takes at most `max` characters of `class` from `at` on: where that ends, and how many they were.
#[inline]
const fn take(class: &Class, text: &[u8], at: usize, max: usize) -> (usize, usize) {
    let (mut at, mut done) = (at, 0);
    while done < max && at < text.len() {
        let width = class.width(text, at);
        if width == 0 {
            break;
        }
        at += width;
        done += 1;
    }
    (at, done)
}
