//! The file name in `Content-Disposition` (RFC 6266), made harmless: it comes from outside.
use super::percent;

/// The proposed name without any folder. `filename*` (RFC 8187) goes before `filename`.
pub(crate) fn filename(header: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(header);
    let params = params(&text);
    let named = |wanted: &str| {
        let mut all = params.iter();
        all.find(|(name, _)| name.eq_ignore_ascii_case(wanted))
            .map(|(_, value)| value.as_str())
    };
    let extended = named("filename*").and_then(extended);
    harmless(&extended.or_else(|| named("filename").map(str::to_owned))?)
}

/// The parameters after the first semicolon; quotes and their escapes are taken off.
fn params(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut chars = text.chars().skip_while(|c| *c != ';').skip(1).peekable();
    while chars.peek().is_some() {
        let (mut name, mut value) = (String::new(), String::new());
        let (mut quoted, mut named) = (false, false);
        while let Some(c) = chars.next() {
            match c {
                ';' if !quoted => break,
                '=' if !named => named = true,
                '"' if named => quoted = !quoted,
                '\\' if quoted => value.extend(chars.next()),
                c if named => value.push(c),
                c => name.push(c),
            }
        }
        out.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    out
}

/// `UTF-8'en'a%20b`. Another charset than UTF-8 is not read.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    let utf8 = charset.eq_ignore_ascii_case("UTF-8");
    let bytes = utf8.then(|| percent::decode(text))?;
    String::from_utf8(bytes).ok()
}

/// The last component, without control characters and what Windows reads as a drive or a stream.
fn harmless(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).collect();
    let plain = plain.replace(':', "_");
    let plain = plain.trim().trim_end_matches('.').trim();
    (!plain.is_empty()).then(|| plain.to_owned())
}
