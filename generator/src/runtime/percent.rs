//! Percent-encoding (RFC 3986).
use std::borrow::Cow;
use std::fmt::Write;

/// One of the ways to encode a text.
pub(crate) type Encoding = fn(&str) -> Cow<'_, str>;

/// Encodes everything but unreserved characters.
pub(crate) fn encode_component(text: &str) -> Cow<'_, str> {
    encode(text, is_unreserved)
}

/// Encodes what cannot stand in a query's value; reserved characters and encoded triples stay.
///
/// `#`, `[`, `]` would end or break the query, `&` and `+` mean something else in it: these are encoded.
pub(crate) fn encode_reserved(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&encode(&rest[..at], is_query_safe));
        let triple = rest.as_bytes()[at..].get(1..3);
        let kept = triple.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if kept { "%" } else { "%25" });
        rest = &rest[at + 1..];
    }
    out.push_str(&encode(rest, is_query_safe));
    Cow::Owned(out)
}

fn encode(text: &str, keep: fn(u8) -> bool) -> Cow<'_, str> {
    // Ids, as most values are.
    if text.bytes().all(keep) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_query_safe(byte: u8) -> bool {
    is_unreserved(byte) || b":/?@!$'()*,;=".contains(&byte)
}

/// Decodes triples; a `%` without two hexadecimal digits stays.
pub(crate) fn decode(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let pair = (*byte == b'%').then(|| Some((digit(at + 1)?, digit(at + 2)?)));
        if let Some(Some((high, low))) = pair {
            out.push((high << 4 | low) as u8);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}
