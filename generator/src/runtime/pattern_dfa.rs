//! The automaton form: one step per byte through a minimal table.
use super::pattern_explain::Expected;
use super::pattern_heads::Heads;
use super::pattern_sets::{ByteClasses, boundary};

/// The state from which nothing can match. It has no row, so a walk stops there, and neither has the one before it,
/// from which everything matches.
const DEAD: u16 = u16::MAX;

/// Bytes that are looked at together where a state does not change.
const STRIDE: usize = 4;

/// Bytes that a search for heads has to pass on average to be worth more than steps are, judged after so many searches.
const WORTH: usize = 16;

/// A minimal deterministic automaton over bytes. A state is the index of its row in `next`.
#[derive(Debug, Clone, Copy)]
pub struct Dfa {
    /// The column of each byte.
    pub classes: &'static ByteClasses,
    /// The next state by state and class; 65,534 is the state that always matches, 65,535 the one that never does.
    pub next: &'static [u16],
    /// The first state.
    pub start: u16,
    /// States from this one on accept where the text ends.
    pub accept: u16,
    /// What every match has near its begin, where that is known and `start` is also the state of "nothing has begun".
    pub heads: Option<Heads>,
}

impl Dfa {
    pub(super) fn is_match(&self, text: &str) -> bool {
        let text = text.as_bytes();
        match &self.heads {
            Some(heads) => self.search(heads, text),
            None => self.accepts(self.walk(text).0),
        }
    }

    /// Steps only from where a match can begin to where none has begun.
    fn search(&self, heads: &Heads, text: &[u8]) -> bool {
        let (mut at, mut searches) = (0, 0);
        while let Some(found) = heads.find(text, at + heads.lead) {
            if heads.whole {
                return true;
            }
            let head = found - heads.lead;
            searches += 1;
            if searches > WORTH && head < searches * WORTH {
                return self.accepts(self.walk(text.split_at(head).1).0);
            }
            let (mut state, mut read) = (self.start as usize, head);
            for byte in text.split_at(head).1 {
                match self.next.get(state + self.classes.get(*byte)) {
                    Some(next) => state = *next as usize,
                    None => return self.accepts(state as u16),
                }
                read += 1;
                if state == self.start as usize {
                    break;
                }
            }
            if read == text.len() {
                return self.accepts(state as u16);
            }
            at = read;
        }
        // What was read since the last walk has begun nothing.
        false
    }

    pub(super) const fn fault(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let (state, at) = self.walk(bytes);
        if self.accepts(state) {
            return None;
        }
        // The step that led into the dead state is the one that went wrong.
        Some(if state == DEAD {
            boundary(bytes, at.saturating_sub(1))
        } else {
            bytes.len()
        })
    }

    const fn accepts(&self, state: u16) -> bool {
        state >= self.accept && state != DEAD
    }

    /// The state after `text`, or the first one that decides, and the bytes read.
    #[inline]
    const fn walk(&self, text: &[u8]) -> (u16, usize) {
        // Kept as wide as an index: each step waits for the one before it, and narrowing would lengthen it.
        let (mut state, mut at) = (self.start as usize, 0);
        // Whether the last steps stayed where they were, as the next ones will then.
        let mut stays = false;
        while at < text.len() {
            if stays && self.stays(state, text, at) {
                at += STRIDE;
                continue;
            }
            let before = state;
            let end = if text.len() - at > STRIDE {
                at + STRIDE
            } else {
                text.len()
            };
            stays = true;
            while at < end {
                // Where a byte's column begins does not wait for the state, so that a step is one load, no addition.
                let column = match self.next.split_at_checked(self.classes.get(text[at])) {
                    Some((_, column)) => column,
                    None => &[],
                };
                // Beyond the table are the two states without a row.
                if state >= column.len() {
                    return (state as u16, at);
                }
                state = column[state] as usize;
                stays &= state == before;
                at += 1;
            }
        }
        (state as u16, at)
    }

    /// Whether each of the next bytes leads back to `state`. No load waits for another one, unlike steps.
    #[inline]
    const fn stays(&self, state: usize, text: &[u8], at: usize) -> bool {
        let (Some((_, row)), Some((_, rest))) =
            (self.next.split_at_checked(state), text.split_at_checked(at))
        else {
            return false;
        };
        let Some(bytes) = rest.first_chunk::<STRIDE>() else {
            return false;
        };
        let (mut difference, mut byte) = (0, 0);
        while byte < STRIDE {
            let class = self.classes.get(bytes[byte]);
            if class >= row.len() {
                return false;
            }
            difference |= row[class] ^ state as u16;
            byte += 1;
        }
        difference == 0
    }

    /// What may follow `text`, after which the automaton is alive.
    pub(super) const fn expected(&self, text: &[u8], expected: &mut Expected) {
        let (state, _) = self.walk(text);
        let mut byte = 0;
        // Behind the last one no character begins.
        while byte <= 0xf4 {
            let cell = state as usize + self.classes.get(byte);
            if cell < self.next.len() && self.next[cell] != DEAD {
                if byte >= 0xc2 {
                    expected.wide();
                }
                expected.byte(byte);
            }
            byte += 1;
        }
        if self.accepts(state) {
            expected.end();
        }
    }
}

/// A table from its bytes, low byte first: a long table is one token to the compiler that way.
pub const fn unpack<const LENGTH: usize>(bytes: &[u8]) -> [u16; LENGTH] {
    let mut words = [DEAD; LENGTH];
    let mut at = 0;
    while at < LENGTH && 2 * at + 1 < bytes.len() {
        words[at] = u16::from_le_bytes([bytes[2 * at], bytes[2 * at + 1]]);
        at += 1;
    }
    words
}
