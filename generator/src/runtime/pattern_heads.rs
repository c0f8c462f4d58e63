//! What matches begin with, or have after so many bytes: a text that has none of it is refused without a step of the automaton.

/// Bytes that are looked at together. The loops over them have no jump, so that compilers make vector instructions of
/// them.
const BLOCK: usize = 64;

/// A block and the byte behind it.
type Window = [u8; BLOCK + 1];

/// The texts of which every match has one near its begin. None is empty.
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    /// How many bytes of a match stand before the text.
    pub lead: usize,
    /// The texts, as bytes since a part of a character may be what they share.
    pub texts: &'static [&'static [u8]],
    /// Whether each of them is a match by itself.
    pub whole: bool,
}

impl Heads {
    /// The first place from `at` on where one of the texts stands; any such place where each is a match.
    pub(super) fn find(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let blocks = text.len().saturating_sub(at + 1) / BLOCK;
        if self.whole || self.texts.len() == 1 {
            for head in self.texts {
                let found = first(head, text, at, blocks);
                if found.is_some() {
                    return found;
                }
            }
            at += blocks * BLOCK;
        }
        while let Some(window) = window(text, at) {
            if let Some(place) = self.find_in(window, text, at) {
                return Some(place);
            }
            at += BLOCK;
        }
        let rest = text.get(at..)?;
        let mut window = [0; BLOCK + 1];
        window.get_mut(..rest.len())?.copy_from_slice(rest);
        self.find_in(&window, text, at)
    }

    /// The first place where one of the texts begins in `window`, which stands at `at` of `text`.
    #[inline]
    fn find_in(&self, window: &Window, text: &[u8], at: usize) -> Option<usize> {
        let mut hits = [0; BLOCK];
        for head in self.texts {
            mark(head, window, &mut hits);
        }
        places(&hits, at, |place| {
            let rest = text.get(place..).unwrap_or_default();
            self.texts.iter().any(|head| rest.starts_with(head))
        })
    }
}

fn window(text: &[u8], at: usize) -> Option<&Window> {
    text.get(at..)?.first_chunk()
}

/// The first place where `head` begins in so many blocks from `at` on.
fn first(head: &[u8], text: &[u8], at: usize, blocks: usize) -> Option<usize> {
    (0..blocks).find_map(|block| {
        let at = at + block * BLOCK;
        let mut hits = [0; BLOCK];
        mark(head, window(text, at)?, &mut hits);
        if hits.iter().fold(0, |any, hit| any | hit) == 0 {
            return None;
        }
        places(&hits, at, |place| {
            text.get(place..).unwrap_or_default().starts_with(head)
        })
    })
}

/// The first place of a hit that holds, the first hit being that of `at`.
#[inline]
fn places(hits: &[u8; BLOCK], at: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
    for (word, hits) in hits.as_chunks::<8>().0.iter().enumerate() {
        let mut hits = u64::from_le_bytes(*hits);
        while hits != 0 {
            let place = at + 8 * word + hits.trailing_zeros() as usize / 8;
            if holds(place) {
                return Some(place);
            }
            // Each hit is one bit, which goes.
            hits &= hits - 1;
        }
    }
    None
}

/// Sets a bit where the first two bytes of `head` stand.
#[inline]
fn mark(head: &[u8], window: &Window, hits: &mut [u8; BLOCK]) {
    match *head {
        [] => {}
        [only] => {
            for (hit, byte) in hits.iter_mut().zip(window) {
                *hit |= u8::from(*byte == only);
            }
        }
        [first, second, ..] => {
            for (hit, pair) in hits.iter_mut().zip(window.iter().zip(&window[1..])) {
                *hit |= u8::from(*pair.0 == first) & u8::from(*pair.1 == second);
            }
        }
    }
}
