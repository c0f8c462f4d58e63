//! Names of media types that are nearly those which choose how content is written and read.
use super::addresses::is_token;
use super::walk::Walker;
use crate::diag::Code;

/// Top-level types (RFC 6838, section 4.2, and the registry of IANA).
const TYPES: [&str; 11] = [
    "application",
    "audio",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// Subtypes that choose how content is handled, with the type that each is written behind.
const CHOOSING: [(&str, &str); 14] = [
    ("application", "json"),
    ("application", "xml"),
    ("application", "x-www-form-urlencoded"),
    ("application", "octet-stream"),
    ("application", "json-seq"),
    ("application", "x-ndjson"),
    ("application", "ndjson"),
    ("application", "jsonl"),
    ("multipart", "form-data"),
    ("multipart", "mixed"),
    ("text", "json"),
    ("text", "xml"),
    ("text", "plain"),
    ("text", "event-stream"),
];

/// Subtypes of their own that are close to one of those.
const OTHERS: [&str; 26] = [
    "axml", "bson", "cjson", "cson", "ejson", "hjson", "json5", "jsonb", "jsonc", "jsonl",
    "jsonld", "jsonnet", "jsonp", "jsonx", "ldjson", "ojson", "rson", "tjson", "toon", "ubjson",
    "x-ldjson", "x-ubjson", "xaml", "xjson", "xmlx", "yson",
];

/// What a media type was probably meant to be; `None` where it is one that may be meant as it stands.
pub(crate) fn meant(media_type: &str) -> Option<String> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let Some((kind, subtype)) = essence.split_once('/') else {
        let known = CHOOSING.iter().find(|(kind, own)| {
            let rest = essence.strip_prefix(kind);
            let rest = rest.and_then(|rest| rest.strip_prefix(['-', '.', '\\', '_', ' ']));
            *own == essence || rest == Some(own)
        });
        return known.map(whole);
    };
    if CHOOSING.contains(&(kind, subtype)) {
        return None;
    }
    if let Some(swapped) = CHOOSING.iter().find(|own| **own == (subtype, kind)) {
        return Some(whole(swapped));
    }
    let type_meant = match kind {
        "*" => None,
        _ if TYPES.contains(&kind) => None,
        _ => Some(near(kind, &TYPES)?),
    };
    let kind = type_meant.unwrap_or(kind);
    let (name, suffix) = match subtype.rsplit_once('+') {
        Some((name, suffix)) => (Some(name), suffix),
        None => (None, subtype),
    };
    let suffix_meant = if name.is_some() {
        near(suffix, &["json", "xml", "json-seq"])
    } else {
        let own = CHOOSING.iter().filter(|(own, _)| *own == kind);
        near(suffix, &own.map(|(_, own)| *own).collect::<Vec<_>>())
    };
    if type_meant.is_none() && suffix_meant.is_none() {
        return None;
    }
    let suffix = suffix_meant.unwrap_or(suffix);
    Some(match name {
        Some(name) => format!("{kind}/{name}+{suffix}"),
        None => format!("{kind}/{suffix}"),
    })
}

fn whole((kind, subtype): &(&str, &str)) -> String {
    format!("{kind}/{subtype}")
}

/// The word that another nearly is, and is not: an edit away, two where it is long, three letters of four, or its beginning.
fn near(word: &str, known: &[&'static str]) -> Option<&'static str> {
    if known.contains(&word) || OTHERS.contains(&word) {
        return None;
    }
    let lacks = |own: &&str| word.len() == 3 && own.len() == 4 && lacks_one(word, own);
    let begins = |own: &&str| {
        let rest = own.strip_prefix(word);
        word.len() > 3 && rest.is_some_and(|rest| rest.starts_with('-'))
    };
    let known = || known.iter().copied();
    let cut = || known().find(|own| lacks(own) || begins(own));
    super::closest(word, known()).or_else(cut)
}

/// Whether a media type can stand in a header (RFC 9110, section 8.3.1): two tokens, and parameters behind a semicolon.
fn is_media_type(media_type: &str) -> bool {
    let (essence, rest) = media_type.split_once(';').unwrap_or((media_type, ""));
    let parts = essence.trim_matches([' ', '\t']).split_once('/');
    let is_whole = parts.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    is_whole && !rest.contains(|c: char| c.is_control() && c != '\t')
}

/// Whether a word is another without one of its letters.
fn lacks_one(word: &str, whole: &str) -> bool {
    (0..whole.len()).any(|cut| {
        let left = whole.char_indices().filter(|(at, _)| *at != cut);
        left.map(|(_, c)| c).eq(word.chars())
    })
}

impl Walker<'_> {
    /// Reports the name of a media type, at the current value, that is nearly another, or none at all.
    pub(super) fn media_type(&mut self, name: &str) {
        let meant = meant(name);
        let help = match &meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None if is_media_type(name) => return,
            None => "write a type and a subtype, as `application/json`".to_owned(),
        };
        let message = format!("`{name}` is no known media type");
        self.report(Code::MisspeltMediaType, message).help(help);
    }
}

#[cfg(test)]
mod tests {
    use super::{is_media_type, meant};

    #[test]
    fn finds_what_was_meant() {
        for (written, expected) in [
            ("application/jsn", "application/json"),
            ("application/josn; charset=utf-8", "application/json"),
            ("aplication/json", "application/json"),
            ("applicaton/jsn", "application/json"),
            ("text/jsn", "text/json"),
            ("text/plan", "text/plain"),
            ("multipart/formdata", "multipart/form-data"),
            ("multipart/form_data", "multipart/form-data"),
            (
                "application/x-www-form-urlencode",
                "application/x-www-form-urlencoded",
            ),
            ("application/octet_stream", "application/octet-stream"),
            ("application/problem+jsn", "application/problem+json"),
            ("aplication/problem+json", "application/problem+json"),
            ("text/event-steam", "text/event-stream"),
            ("json", "application/json"),
            ("application/jsonn", "application/json"),
            ("application/problem+jsonn", "application/problem+json"),
            ("application-json", "application/json"),
            ("plain/text", "text/plain"),
            ("multipart/form", "multipart/form-data"),
            ("application/octet", "application/octet-stream"),
        ] {
            assert_eq!(meant(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn knows_what_can_stand_in_a_header() {
        for (written, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("application/vnd.a.b+json;v=\"1 2\"", true),
            ("*/*", true),
            ("application", false),
            ("application/json, text/plain", false),
            ("application/json charset=utf-8", false),
            ("application/json\n", false),
            ("text/plain;\r\nX: y", false),
            ("text/päckchen", false),
            ("", false),
            ("/", false),
        ] {
            assert_eq!(is_media_type(written), expected, "{written:?}");
        }
    }

    #[test]
    fn leaves_others_alone() {
        for written in [
            "application/json",
            "Application/JSON",
            "application/vnd.api+json",
            "application/atom+xml",
            "application/senml+cbor",
            "application/bson",
            "application/json5",
            "application/jsonld",
            "application/x-ldjson",
            "application/ubjson",
            "application/xaml",
            "application/axml",
            "text/jsonl",
            "application/vnd.foo+jsonl",
            "application/yaml",
            "application/toml",
            "application/gml",
            "application/zip",
            "application/sql",
            "application/jwt",
            "application/pdf",
            "application/x-yaml",
            "application/x-json",
            "text/html",
            "text/csv",
            "image/png",
            "multipart/related",
            "x-custom/thing",
            "chemical/x-pdb",
            "*/*",
            "application/*",
            "",
            "/",
        ] {
            assert_eq!(meant(written), None, "{written}");
        }
    }
}
