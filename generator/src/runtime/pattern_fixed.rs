//! The fixed form: every part has one length, so a place in the text belongs to one part.
use super::pattern_explain::Expected;
use super::pattern_sets::{ByteSet, boundary};

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
    /// The same question as [`Self::fault`] without the place, which lets each part be one loop over its own slice.
    #[inline]
    pub(super) fn is_match(&self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        if rest.len() < self.length || rest.len() > self.length && !self.open {
            return false;
        }
        for part in self.parts {
            let (fits, behind) = match part {
                Part::Text(literal) => match rest.split_at_checked(literal.len()) {
                    Some((head, behind)) => (is_same(head, literal.as_bytes()), behind),
                    None => return false,
                },
                Part::Set(set, count) => match rest.split_at_checked(*count) {
                    Some((head, behind)) => (set.has_all(head), behind),
                    None => return false,
                },
            };
            if !fits {
                return false;
            }
            rest = behind;
        }
        true
    }

    pub(super) const fn fault(&self, text: &str) -> Option<usize> {
        let end = self.walk(text.as_bytes());
        if end == self.length && (self.open || end == text.len()) {
            None
        } else {
            Some(boundary(text.as_bytes(), end))
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
    pub(super) const fn expected(&self, at: usize, expected: &mut Expected) {
        let (mut begin, mut part) = (0, 0);
        while part < self.parts.len() {
            let end = begin
                + match self.parts[part] {
                    Part::Text(literal) => literal.len(),
                    Part::Set(_, count) => count,
                };
            if at < end {
                return match self.parts[part] {
                    Part::Text(literal) => expected.text_at(literal, at - begin),
                    Part::Set(set, _) => expected.set(set),
                };
            }
            begin = end;
            part += 1;
        }
        expected.end();
    }
}

/// For a few bytes this beats the call that `==` makes. Both have the same length.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let ((fours, rest), (other_fours, other_rest)) = (one.as_chunks::<4>(), other.as_chunks::<4>());
    fours
        .iter()
        .zip(other_fours)
        .all(|(one, other)| one == other)
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}
