//! Percent-encoding, undone: paths and queries are compared by what they mean.

/// The bytes behind `%XX`; in a query a `+` is a space.
fn bytes(text: &str, query: bool) -> Vec<u8> {
    let raw = text.as_bytes();
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let hex = raw
            .get(at + 1..at + 3)
            .and_then(|two| std::str::from_utf8(two).ok());
        match (
            raw[at],
            hex.and_then(|two| u8::from_str_radix(two, 16).ok()),
        ) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
                continue;
            }
            (b'+', _) if query => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    out
}

/// A path's segments, decoded one by one, so that an encoded slash stays inside its segment.
#[must_use]
pub fn path(raw: &str) -> Vec<String> {
    raw.split('/')
        .map(|segment| String::from_utf8_lossy(&bytes(segment, false)).into_owned())
        .collect()
}

/// The pairs of a query in order of arrival.
#[must_use]
pub fn query(raw: &str) -> Vec<(String, String)> {
    let decode = |text: &str| String::from_utf8_lossy(&bytes(text, true)).into_owned();
    let pairs = raw.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Text with everything but letters, digits, `-`, `_`, `.` and `~` encoded.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a string takes all");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn slashes_and_pluses_keep_their_meaning() {
        assert_eq!(super::path("/a%2Fb/c+d"), ["", "a/b", "c+d"]);
        assert_eq!(
            super::query("a=1+2&b=%zz"),
            [("a".into(), "1 2".into()), ("b".into(), "%zz".into())]
        );
        assert_eq!(super::encode("ž/1"), "%C5%BE%2F1");
    }
}
