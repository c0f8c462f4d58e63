//! The text of a `$ref`: percent-encoding (RFC 3986, section 2.1).

/// The text without percent-encoding; as it is where that would be no UTF-8.
pub(crate) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |ahead: usize| char::from(*bytes.get(at + ahead)?).to_digit(16);
        let code = digit(1).zip(digit(2)).filter(|_| bytes[at] == b'%');
        if let Some((high, low)) = code {
            decoded.push((high * 16 + low) as u8);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
