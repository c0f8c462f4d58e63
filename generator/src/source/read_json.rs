//! JSON text (RFC 8259) as events: exact numbers, places, no recursion.
use super::build::{Builder, Stop};
use super::{Node, NodeKind};
use crate::diag::Code;

/// Where what a string says as it is ends: at its end, at an escape, at a control character. A table, since most of a document
/// is strings.
const ENDS_PLAIN: [bool; 256] = {
    let mut ends = [false; 256];
    let mut control = 0;
    while control < 0x20 {
        ends[control] = true;
        control += 1;
    }
    ends[b'"' as usize] = true;
    ends[b'\\' as usize] = true;
    ends
};

/// Reads one JSON value into the builder.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Result<(), Stop> {
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at,
    };
    reader.document(builder)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn document(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        loop {
            self.value(builder)?;
            // After a value: the end of what holds it, or a comma and the next value.
            loop {
                self.space();
                if builder.depth() == 0 {
                    return match self.peek() {
                        None => Ok(()),
                        Some(_) => Err(self.expected(builder, "the end of the document")),
                    };
                }
                let in_map = builder.wants_key();
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if in_map {
                            self.key(builder)?;
                        }
                        break;
                    }
                    Some(b'}') if in_map => self.close(builder)?,
                    Some(b']') if !in_map => self.close(builder)?,
                    _ if in_map => return Err(self.expected(builder, "`,` or `}`")),
                    _ => return Err(self.expected(builder, "`,` or `]`")),
                }
            }
        }
    }

    fn close(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        self.at += 1;
        match builder.close() {
            Some(node) => builder.value(node),
            None => Ok(()),
        }
    }

    /// Reads on until one value is complete (a scalar or an empty container), opening containers on the way.
    fn value(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        loop {
            self.space();
            let at = self.at as u32;
            let kind = match self.peek() {
                Some(b'{') => {
                    builder.open_map(at)?;
                    self.at += 1;
                    self.space();
                    if self.peek() == Some(b'}') {
                        return self.close(builder);
                    }
                    self.key(builder)?;
                    continue;
                }
                Some(b'[') => {
                    builder.open_list(at)?;
                    self.at += 1;
                    self.space();
                    if self.peek() == Some(b']') {
                        return self.close(builder);
                    }
                    continue;
                }
                Some(b'"') => NodeKind::String(self.string(builder)?),
                Some(b'-' | b'0'..=b'9') => self.number(builder)?,
                Some(b't') => self.word(builder, "true", NodeKind::Bool(true))?,
                Some(b'f') => self.word(builder, "false", NodeKind::Bool(false))?,
                Some(b'n') => self.word(builder, "null", NodeKind::Null)?,
                _ => return Err(self.expected(builder, "a value")),
            };
            return builder.value(Node::new(at, kind));
        }
    }

    fn key(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        let at = self.at as u32;
        if self.peek() != Some(b'"') {
            return Err(self.expected(builder, "a key in double quotes"));
        }
        let key = self.string(builder)?;
        builder.key(key, at);
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.expected(builder, "`:` after the key"));
        }
        self.at += 1;
        Ok(())
    }

    fn word(
        &mut self,
        builder: &mut Builder<'_>,
        word: &str,
        kind: NodeKind,
    ) -> Result<NodeKind, Stop> {
        let rest = &self.bytes[self.at..];
        let ends = !rest.get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
        if rest.starts_with(word.as_bytes()) && ends {
            self.at += word.len();
            return Ok(kind);
        }
        Err(self.expected(builder, "a value"))
    }

    fn number(&mut self, builder: &mut Builder<'_>) -> Result<NodeKind, Stop> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.expected(builder, "a digit")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits(builder)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits(builder)?;
        }
        if self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        {
            return Err(self.expected(builder, "the end of the number"));
        }
        Ok(NodeKind::Number(self.text[start..self.at].into()))
    }

    fn some_digits(&mut self, builder: &mut Builder<'_>) -> Result<(), Stop> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.expected(builder, "a digit"));
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    /// The string whose opening quote is next.
    fn string(&mut self, builder: &mut Builder<'_>) -> Result<Box<str>, Stop> {
        self.at += 1;
        let start = self.at;
        let mut bytes = self.bytes[start..].iter();
        let plain = bytes.position(|byte| ENDS_PLAIN[usize::from(*byte)]);
        self.at = plain.map_or(self.bytes.len(), |length| start + length);
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(self.text[start..self.at - 1].into());
        }
        let mut out = self.text[start..self.at].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out.into());
                }
                Some(b'\\') => {
                    self.at += 1;
                    let c = self.escape(builder)?;
                    out.push(c);
                }
                Some(0..=0x1f) => {
                    return Err(self.fail(
                        builder,
                        "a control character in a string: write it as an escape, such as `\\n`",
                    ));
                }
                Some(_) => {
                    let start = self.at;
                    while self
                        .peek()
                        .is_some_and(|byte| !ENDS_PLAIN[usize::from(byte)])
                    {
                        self.at += 1;
                    }
                    out.push_str(&self.text[start..self.at]);
                }
                None => {
                    return Err(self.fail(builder, "the string does not end: a `\"` is missing"));
                }
            }
        }
    }

    /// The character of an escape whose backslash was read.
    fn escape(&mut self, builder: &mut Builder<'_>) -> Result<char, Stop> {
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(builder),
            _ => {
                return Err(
                    self.expected(builder, "one of `\" \\ / b f n r t u` after a backslash")
                );
            }
        };
        self.at += 1;
        Ok(c)
    }

    /// `\uXXXX`, or the two of a surrogate pair.
    fn unicode(&mut self, builder: &mut Builder<'_>) -> Result<char, Stop> {
        let first = self.hex4(builder)?;
        if !(0xd800..0xe000).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.fail(builder, "no Unicode character"));
        }
        if first < 0xdc00 && self.bytes[self.at..].starts_with(b"\\u") {
            self.at += 1;
            let second = self.hex4(builder)?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return char::from_u32(code)
                    .ok_or_else(|| self.fail(builder, "no Unicode character"));
            }
        }
        Err(self.fail(builder, "half of a surrogate pair is no Unicode character"))
    }

    /// The four digits after the `u` that is next.
    fn hex4(&mut self, builder: &mut Builder<'_>) -> Result<u32, Stop> {
        let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or_default();
        let code = digits.iter().try_fold(0, |code, digit| {
            Some(code * 16 + char::from(*digit).to_digit(16)?)
        });
        match code {
            Some(code) if digits.len() == 4 => {
                self.at += 5;
                Ok(code)
            }
            _ => Err(self.fail(builder, "expected four hexadecimal digits after `\\u`")),
        }
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expected(&self, builder: &mut Builder<'_>, what: &str) -> Stop {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the end of the text".to_owned(),
            Some(c) if c.is_control() => c.escape_unicode().to_string(),
            Some(c) => format!("`{c}`"),
        };
        self.fail(builder, format!("expected {what}, found {found}"))
    }

    fn fail(&self, builder: &mut Builder<'_>, message: impl Into<String>) -> Stop {
        builder.fail(Code::Syntax, self.at as u32, message)
    }
}
