//! Says what could have stood where a text goes wrong, never what stood there: it may be a secret.
use super::pattern_message::Message;
use super::pattern_sets::{ByteSet, Class, width_of};

/// Ranges that are named before the rest is left out.
const NAMED: usize = 12;

/// What may come next. All of it runs while compiling too, where a wrong literal is explained.
#[derive(Debug)]
pub(super) struct Expected {
    /// ASCII characters, by bit.
    ascii: u128,
    /// Something beyond ASCII.
    wide: bool,
    /// The end of the text.
    end: bool,
    /// One certain character beyond ASCII.
    exact: Option<&'static str>,
}

/// Characters that are named together, as the first and the last of them.
struct Ranges {
    list: [(u8, u8); 128],
    count: usize,
}

impl Expected {
    pub(super) const fn nothing() -> Self {
        Self {
            ascii: 0,
            wide: false,
            end: false,
            exact: None,
        }
    }

    /// An ASCII character; other bytes are no characters.
    pub(super) const fn byte(&mut self, byte: u8) {
        if byte < 128 {
            self.ascii |= 1 << byte;
        }
    }

    pub(super) const fn set(&mut self, set: &ByteSet) {
        let mut byte = 0;
        while byte < 128 {
            if set.has(byte) {
                self.byte(byte);
            }
            byte += 1;
        }
    }

    pub(super) const fn class(&mut self, class: &Class) {
        self.set(class.ascii);
        self.wide |= !class.wide.is_empty();
    }

    /// The character of `literal` that begins at or before byte `at`.
    pub(super) const fn text_at(&mut self, literal: &'static str, at: usize) {
        let mut begin = at;
        while !literal.is_char_boundary(begin) {
            begin -= 1;
        }
        let rest = literal.split_at(begin).1;
        if rest.is_empty() {
            return;
        }
        match width_of(rest.as_bytes()[0]) {
            1 => self.byte(rest.as_bytes()[0]),
            width => self.exact = Some(rest.split_at(width).0),
        }
    }

    pub(super) const fn wide(&mut self) {
        self.wide = true;
    }

    pub(super) const fn end(&mut self) {
        self.end = true;
    }

    pub(super) const fn anything(&mut self) {
        (self.ascii, self.wide) = (u128::MAX, true);
    }

    /// The sentence for a text of `length` bytes that goes wrong at byte `at`.
    pub(super) const fn describe(&self, at: usize, length: usize, message: &mut Message) {
        if self.ascii == u128::MAX && self.wide {
            return message.text("no part of it fits the pattern");
        }
        let ranges = self.ranges();
        let mut named = ranges.count > 0 || self.exact.is_some();
        if !named && !self.wide && !self.end {
            return message.text("nothing can match the pattern");
        }
        message.text("expected ");
        self.name(&ranges, message);
        let others = [
            (self.wide, "a character beyond ASCII"),
            (self.end, "the end"),
        ];
        let mut other = 0;
        while other < others.len() {
            if others[other].0 {
                message.text(if named { " or " } else { "" });
                message.text(others[other].1);
                named = true;
            }
            other += 1;
        }
        message.text(" at byte ");
        message.number(at);
        if at == length {
            message.text(", where the text ends");
        }
    }

    /// The names of all that is one character of ASCII, or the one certain character.
    const fn name(&self, ranges: &Ranges, message: &mut Message) {
        if ranges.count + self.exact.is_some() as usize > 1 {
            message.text("one of ");
        }
        let mut index = 0;
        while index < ranges.count {
            message.text(if index > 0 { ", " } else { "" });
            if index == NAMED {
                return message.text("…");
            }
            let (first, last) = ranges.list[index];
            if first == last {
                message.text("`");
                message.byte(first);
                message.text("`");
            } else {
                message.byte(first);
                message.text("-");
                message.byte(last);
            }
            index += 1;
        }
        if let Some(exact) = self.exact {
            message.text(if index > 0 { ", `" } else { "`" });
            message.text(exact);
            message.text("`");
        }
    }

    const fn ranges(&self) -> Ranges {
        let mut ranges = Ranges {
            list: [(0, 0); 128],
            count: 0,
        };
        let mut byte = 0;
        while byte < 128 {
            let first = byte;
            while byte < 128 && self.ascii >> byte & 1 == 1 && kind(first) == kind(byte) {
                byte += 1;
            }
            match byte - first {
                0 => byte += 1,
                // Two are named one by one.
                2 => {
                    ranges.push(first, first);
                    ranges.push(first + 1, first + 1);
                }
                _ => ranges.push(first, byte - 1),
            }
        }
        ranges
    }
}

impl Ranges {
    const fn push(&mut self, first: u8, last: u8) {
        self.list[self.count] = (first, last);
        self.count += 1;
    }
}

/// A range stays among letters of one case, digits, marks or controls.
const fn kind(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        0..b' ' | 127.. => 4,
        _ => 5,
    }
}
