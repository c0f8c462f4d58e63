//! Header safety: what may stand in a header, and which headers are not the caller's.
use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Framing belongs to the transport: a wrong length or host would let one request end inside another.
const FRAMING: [HeaderName; 4] = [
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::HOST,
];

/// What always carries secrets.
pub(crate) const SECRET: [HeaderName; 3] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::PROXY_AUTHORIZATION,
];

/// Sets a header in place of one of the same name.
///
/// The fault continues a sentence that starts with the header's name; it never shows the value.
pub(crate) fn set(all: &mut HeaderMap, name: &str, text: &str) -> Result<(), String> {
    let name =
        HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is no header name".to_owned())?;
    if FRAMING.contains(&name) {
        return Err("is set by the transport".to_owned());
    }
    let mut value = value(text)?;
    value.set_sensitive(SECRET.contains(&name));
    all.insert(name, value);
    Ok(())
}

/// What hooks have made of the headers: those of framing are not theirs, and secret ones are marked whoever set them.
pub(crate) fn finish(all: &mut HeaderMap) -> Result<(), String> {
    if let Some(name) = FRAMING.iter().find(|name| all.contains_key(*name)) {
        return Err(format!(
            "an interceptor set the header `{name}`, which is the transport's"
        ));
    }
    for (name, value) in all.iter_mut() {
        if SECRET.contains(name) {
            value.set_sensitive(true);
        }
    }
    Ok(())
}

/// A header's value; UTF-8 is let through, control characters are not.
pub(crate) fn value(text: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_bytes(text.as_bytes())
        .map_err(|_| "holds a control character, such as CR or LF".to_owned())
}
