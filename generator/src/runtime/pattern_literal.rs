//! A message put together while compiling, where `format!` cannot run.

/// Enough for a type, a pattern and a literal; what is longer is cut.
const CAPACITY: usize = 1024;
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
    pub(super) const fn text(mut self, text: &str) -> Self {
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
            self.text("…")
        } else {
            self
        }
    }

    /// Appends `number` in decimal.
    pub(super) const fn number(self, number: usize) -> Self {
        let digit = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"][number % 10];
        if number < 10 {
            self.text(digit)
        } else {
            self.number(number / 10).text(digit)
        }
    }

    pub(super) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "the literal does not match its pattern",
        }
    }
}
