//! Names of media types that are nearly those which choose how content is written and read.
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
const OTHERS: [&str; 7] = ["bson", "cjson", "cson", "hjson", "json5", "jsonp", "ojson"];

/// What a media type was probably meant to be; `None` where it is one that may be meant as it stands.
pub(crate) fn meant(media_type: &str) -> Option<String> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let Some((kind, subtype)) = essence.split_once('/') else {
        let whole = |(kind, subtype): &(&str, &str)| format!("{kind}/{subtype}");
        return CHOOSING.iter().find(|(_, own)| *own == essence).map(whole);
    };
    if CHOOSING.contains(&(kind, subtype)) {
        return None;
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
    let suffix_meant = match name {
        Some(_) => near(suffix, &["json", "xml", "json-seq"]),
        None => {
            let own = CHOOSING.iter().filter(|(own, _)| *own == kind);
            near(
                suffix,
                &own.map(|(_, subtype)| *subtype).collect::<Vec<_>>(),
            )
        }
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

/// The word that another nearly is, and is not: an edit away, two where it is long, or three letters of four.
fn near(word: &str, known: &[&'static str]) -> Option<&'static str> {
    if known.contains(&word) || OTHERS.contains(&word) {
        return None;
    }
    let lacks = |own: &&str| word.len() == 3 && own.len() == 4 && lacks_one(word, own);
    let known = || known.iter().copied();
    super::closest(word, known()).or_else(|| known().find(lacks))
}

/// Whether a word is another without one of its letters.
fn lacks_one(word: &str, whole: &str) -> bool {
    (0..whole.len()).any(|cut| {
        let left = whole.char_indices().filter(|(at, _)| *at != cut);
        left.map(|(_, c)| c).eq(word.chars())
    })
}

impl Walker<'_> {
    /// Reports the name of a media type, at the current value, that is nearly another.
    pub(super) fn media_type(&mut self, name: &str) {
        if let Some(meant) = meant(name) {
            let message = format!("`{name}` is no known media type");
            let help = format!("did you mean `{meant}`?");
            self.report(Code::MisspeltMediaType, message).help(help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

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
        ] {
            assert_eq!(meant(written).as_deref(), Some(expected), "{written}");
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
