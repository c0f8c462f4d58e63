//! `contentEncoding` and `contentMediaType`: how 3.1 says what 3.0 has the formats `byte` and `binary` for.
use crate::source::{Map, Node};

/// Adds the format; the stash of both keywords is made with the others.
pub(super) fn lower(map: &mut Map) {
    if map.original("format").is_some() {
        return;
    }
    let text = |key: &str| map.get(key).and_then(Node::as_str);
    let (format, keyword) = match (text("contentEncoding"), text("contentMediaType")) {
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => {
            ("byte", "contentEncoding")
        }
        (None, Some("application/octet-stream")) => ("binary", "contentMediaType"),
        _ => return,
    };
    let Some(entry) = map.entry(keyword) else {
        return;
    };
    let (key_at, at) = (entry.key_at, entry.value.at());
    map.insert("format", key_at, Node::string(at, format));
}
