//! A message that can be put together while compiling, where `format!` cannot run.

/// Enough for a type, a pattern, a literal and what was expected; what is longer is cut.
const CAPACITY: usize = 2048;
/// What one piece may take, so that a long literal leaves room for the byte that is wrong.
const PIECE: usize = 300;

/// Text of bounded length.
pub(super) struct Message {
    bytes: [u8; CAPACITY],
    length: usize,
}

impl Message {
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            length: 0,
        }
    }

    /// Appends `text`, cut at a character where it is too long.
    pub(super) const fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut end = bytes.len();
        if end > PIECE {
            end = PIECE;
        }
        if end > CAPACITY - self.length {
            end = CAPACITY - self.length;
        }
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut at = 0;
        while at < end {
            self.bytes[self.length] = bytes[at];
            self.length += 1;
            at += 1;
        }
        if end < bytes.len() && end > 3 {
            self.text("…");
        }
    }

    /// Appends `number` in decimal.
    pub(super) const fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.byte(b'0' + (number % 10) as u8);
    }

    /// Appends an ASCII character, escaped if it cannot be seen.
    pub(super) const fn byte(&mut self, byte: u8) {
        match byte {
            b'\t' => self.text("\\t"),
            b'\n' => self.text("\\n"),
            b'\r' => self.text("\\r"),
            b' '..127 => self.push(byte),
            _ => {
                self.text("\\x");
                self.push(hexadecimal(byte >> 4));
                self.push(hexadecimal(byte & 15));
            }
        }
    }

    const fn push(&mut self, byte: u8) {
        if self.length < CAPACITY {
            self.bytes[self.length] = byte;
            self.length += 1;
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "the text does not match its pattern",
        }
    }
}

const fn hexadecimal(digit: u8) -> u8 {
    match digit {
        0..10 => b'0' + digit,
        _ => b'a' + digit - 10,
    }
}
