//! The fixed form: every part has one length, so a place in the text belongs to one part.
use super::pattern_explain::Expected;
use super::pattern_sets::ByteSet;

/// Literals and ASCII classes, anchored at the start.
#[derive(Debug, Clone, Copy)]
pub struct Fixed {
    /// The parts in order.
    pub parts: &'static [Part],
    /// The bytes of all parts together.
    pub length: usize,
    /// Whether anything may follow.
    pub open: bool,
}

/// A part of a fixed pattern.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// This text.
    Text(&'static str),
    /// So many bytes of a set.
    Set(&'static ByteSet, usize),
}

impl Fixed {
    pub(super) const fn is_match(&self, text: &str) -> bool {
        let right_length = if self.open {
            text.len() >= self.length
        } else {
            text.len() == self.length
        };
        right_length && self.walk(text.as_bytes()) == self.length
    }

    pub(super) const fn fault(&self, text: &str) -> Option<usize> {
        let end = self.walk(text.as_bytes());
        if end == self.length && (self.open || end == text.len()) {
            None
        } else {
            Some(end)
        }
    }

    /// How far `text` follows the parts.
    #[inline]
    const fn walk(&self, text: &[u8]) -> usize {
        let mut at = 0;
        let mut part = 0;
        while part < self.parts.len() {
            let end = match self.parts[part] {
                Part::Text(literal) => {
                    let begin = at;
                    let literal = literal.as_bytes();
                    while at - begin < literal.len()
                        && at < text.len()
                        && text[at] == literal[at - begin]
                    {
                        at += 1;
                    }
                    begin + literal.len()
                }
                Part::Set(set, count) => {
                    let end = at + count;
                    while at < end && at < text.len() && set.has(text[at]) {
                        at += 1;
                    }
                    end
                }
            };
            if at < end {
                return at;
            }
            part += 1;
        }
        at
    }

    /// What may stand at byte `at`.
    pub(super) fn expected(&self, at: usize, expected: &mut Expected) {
        let mut begin = 0;
        for part in self.parts {
            let length = match part {
                Part::Text(literal) => literal.len(),
                Part::Set(_, count) => *count,
            };
            if at < begin + length {
                return match part {
                    Part::Text(literal) => expected.byte(literal.as_bytes()[at - begin]),
                    Part::Set(set, _) => expected.bytes(|byte| set.has(byte)),
                };
            }
            begin += length;
        }
        expected.end();
    }
}
