//! Sets of characters and classes of bytes, spelled as ranges in the source and spread out while compiling.

/// A set of ASCII bytes, one entry per byte so that a test is one load.
#[derive(Debug)]
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// The set of these ranges, each as its first and last byte: `b"09az"`.
    pub const fn of(pairs: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut pair = 0;
        while pair + 1 < pairs.len() {
            let (mut byte, last) = (pairs[pair] as usize, pairs[pair + 1] as usize);
            while byte <= last {
                set[byte] = true;
                byte += 1;
            }
            pair += 2;
        }
        Self(set)
    }

    /// Whether `byte` is in the set.
    #[inline]
    pub const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// Whether all `bytes` are in the set. Four at a time, which is half of the branches.
    #[inline]
    pub fn has_all(&self, bytes: &[u8]) -> bool {
        let (fours, rest) = bytes.as_chunks::<4>();
        fours
            .iter()
            .all(|[a, b, c, d]| self.has(*a) && self.has(*b) && self.has(*c) && self.has(*d))
            && rest.iter().all(|byte| self.has(*byte))
    }
}

/// The columns of an automaton's table: bytes that no state tells apart share one.
#[derive(Debug)]
pub struct ByteClasses([u8; 256]);

impl ByteClasses {
    /// The ranges of class 1, of class 2 and so on, as [`ByteSet::of`] has them; what is in none is in class 0.
    pub const fn of(sets: &[&[u8]]) -> Self {
        let mut classes = [0; 256];
        let mut class = 0;
        while class < sets.len() {
            let ByteSet(set) = ByteSet::of(sets[class]);
            class += 1;
            let mut byte = 0;
            while byte < 256 {
                if set[byte] {
                    classes[byte] = class as u8;
                }
                byte += 1;
            }
        }
        Self(classes)
    }

    /// The class of `byte`.
    #[inline]
    pub const fn get(&self, byte: u8) -> usize {
        self.0[byte as usize] as usize
    }
}

/// A set of characters: ASCII by table, the rest by sorted ranges.
#[derive(Debug, Clone, Copy)]
pub struct Class {
    /// The ASCII characters.
    pub ascii: &'static ByteSet,
    /// The others, sorted, both ends included.
    pub wide: &'static [(char, char)],
}

impl Class {
    /// Whether the class has `c`, a character beyond ASCII.
    ///
    /// The ranges that begin at or before `c` are counted, first by every 64th, then by every 8th, then one by one: sums
    /// without a jump. The jumps of a search would go wrong half of the time for a text that was made for it.
    pub const fn has_wide(&self, c: u32) -> bool {
        if self.wide.is_empty() {
            return false;
        }
        let mut at = 0;
        // The scripts of most texts come first.
        if self.wide.len() > 64 && self.wide[64].0 as u32 <= c {
            at = self.pass(at, 64, self.wide.len(), c);
        }
        at = self.pass(at, 8, 7, c);
        at = self.pass(at, 1, 7, c);
        let (first, last) = self.wide[at];
        first as u32 <= c && c <= last as u32
    }

    /// Where one gets from `at` by `step`, `most` times at most, over ranges that begin at or before `c`.
    #[inline]
    const fn pass(&self, at: usize, step: usize, most: usize, c: u32) -> usize {
        let (mut reached, mut next, mut times) = (at, at + step, 0);
        while times < most && next < self.wide.len() {
            reached += if self.wide[next].0 as u32 <= c {
                step
            } else {
                0
            };
            next += step;
            times += 1;
        }
        reached
    }

    /// How many bytes of `text` the character at `at` has if the class has it, else 0.
    #[inline]
    pub const fn width(&self, text: &[u8], at: usize) -> usize {
        if text[at] < 0x80 {
            return self.ascii.has(text[at]) as usize;
        }
        let (c, width) = decode(text, at);
        if self.has_wide(c) { width } else { 0 }
    }
}

/// The character beyond ASCII at `at` of valid UTF-8, and its number of bytes.
pub(super) const fn decode(text: &[u8], at: usize) -> (u32, usize) {
    let width = width_of(text[at]);
    // A lead byte of `width` bytes keeps 7 - width bits of the character.
    let mut c = (text[at] & (0x7f >> width)) as u32;
    let mut next = at + 1;
    while next < at + width && next < text.len() {
        c = c << 6 | (text[next] & 0x3f) as u32;
        next += 1;
    }
    (c, width)
}

/// The bytes of the character that begins with `lead`.
pub(super) const fn width_of(lead: u8) -> usize {
    match lead {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..=0xff => 4,
    }
}

/// The begin of the character that `at` is in.
pub(super) const fn boundary(text: &[u8], at: usize) -> usize {
    let mut at = at;
    while at > 0 && at < text.len() && text[at] & 0xc0 == 0x80 {
        at -= 1;
    }
    at
}
