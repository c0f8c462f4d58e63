//! Says what could have stood where a text goes wrong, never what stood there: it may be a secret.
use std::fmt::Write as _;

use super::pattern_sets::Class;

/// Ranges that are named before the rest is left out.
const NAMED: usize = 12;

/// What may come next.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// ASCII characters, by bit.
    ascii: u128,
    /// Something beyond ASCII.
    wide: bool,
    /// The end of the text.
    end: bool,
    /// One certain character beyond ASCII.
    exact: Option<char>,
}

impl Expected {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes(|other| other == byte);
    }

    pub(super) fn bytes(&mut self, has: impl Fn(u8) -> bool) {
        for byte in 0..128 {
            self.ascii |= u128::from(has(byte)) << byte;
        }
    }

    pub(super) fn class(&mut self, class: &Class) {
        self.bytes(|byte| class.ascii.has(byte));
        self.wide |= !class.wide.is_empty();
    }

    /// The character of `literal` that byte `at` is in.
    pub(super) fn text_at(&mut self, literal: &str, at: usize) {
        match literal.char_indices().rev().find(|(begin, _)| *begin <= at) {
            Some((_, c)) if c.is_ascii() => self.byte(c as u8),
            Some((_, c)) => self.exact = Some(c),
            None => {}
        }
    }

    pub(super) fn wide(&mut self) {
        self.wide = true;
    }

    pub(super) fn end(&mut self) {
        self.end = true;
    }

    pub(super) fn anything(&mut self) {
        (self.ascii, self.wide) = (u128::MAX, true);
    }

    /// The sentence for a text of `length` bytes that goes wrong at byte `at`.
    pub(super) fn describe(&self, at: usize, length: usize) -> String {
        if self.ascii == u128::MAX && self.wide {
            return "no part of it fits the pattern".to_owned();
        }
        let mut names = self.ranges();
        names.extend(self.exact.map(|c| format!("`{c}`")));
        let several = names.len() > 1;
        if names.len() > NAMED {
            names.truncate(NAMED);
            names.push("…".to_owned());
        }
        let mut text = names.join(", ");
        if several {
            text.insert_str(0, "one of ");
        }
        let others = [
            (self.wide, "a character beyond ASCII"),
            (self.end, "the end"),
        ];
        for (_, other) in others.iter().filter(|(expected, _)| *expected) {
            text.push_str(if text.is_empty() { "" } else { " or " });
            text.push_str(other);
        }
        if text.is_empty() {
            return "nothing can match the pattern".to_owned();
        }
        text.insert_str(0, "expected ");
        // Writing to a `String` cannot fail.
        let _ = write!(text, " at byte {at}");
        if at == length {
            text.push_str(", where the text ends");
        }
        text
    }

    fn ranges(&self) -> Vec<String> {
        let has = |byte: u8| byte < 128 && self.ascii >> byte & 1 == 1;
        let mut names = Vec::new();
        let mut byte = 0;
        while byte < 128 {
            let first = byte;
            while has(byte) && joins(first, byte) {
                byte += 1;
            }
            match byte - first {
                0 => byte += 1,
                1 => names.push(format!("`{}`", name(first))),
                2 => names.extend([first, first + 1].map(|byte| format!("`{}`", name(byte)))),
                _ => names.push(format!("{}-{}", name(first), name(byte - 1))),
            }
        }
        names
    }
}

/// Whether a range from `first` may go on to `byte`: letters and digits stay among themselves.
fn joins(first: u8, byte: u8) -> bool {
    let kind = |byte: u8| match byte {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        0..b' ' | 127 => 4,
        _ => 5,
    };
    kind(first) == kind(byte)
}

fn name(byte: u8) -> String {
    match byte {
        b' '..127 => char::from(byte).to_string(),
        _ => byte.escape_ascii().to_string(),
    }
}
