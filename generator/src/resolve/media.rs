//! Media types: which of several is used, and how its content is written or read.
use crate::ir::{BodyKind, Framing};

/// How content of a media type is handled; wildcards are JSON, which is what they mean in practice.
pub(super) fn kind(media_type: &str) -> BodyKind {
    let name = essence(media_type);
    match name.as_str() {
        "application/json" | "text/json" | "*/*" | "application/*" => BodyKind::Json,
        "multipart/form-data" => BodyKind::Multipart,
        "application/x-www-form-urlencoded" => BodyKind::Form,
        // A stream of events is not one text to be read at once.
        "text/event-stream" => BodyKind::Bytes,
        "application/xml" | "text/xml" => BodyKind::Xml,
        name if name.ends_with("+xml") => BodyKind::Xml,
        name if framing(name).is_some() => BodyKind::Bytes,
        name if name.ends_with("+json") => BodyKind::Json,
        name if name.starts_with("multipart/") => BodyKind::Multipart,
        name if name.starts_with("text/") => BodyKind::Text,
        _ => BodyKind::Bytes,
    }
}

/// How content that is a value after another is taken apart.
pub(super) fn framing(media_type: &str) -> Option<Framing> {
    match essence(media_type).as_str() {
        "text/event-stream" => Some(Framing::Events),
        "application/json-seq" => Some(Framing::Sequence),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/stream+json"
        | "application/x-json-stream" => Some(Framing::Lines),
        name if name.ends_with("+json-seq") => Some(Framing::Sequence),
        _ => None,
    }
}

/// The media type that is sent: a wildcard becomes what it is read as. Of bytes it stays: the file knows what it is.
pub(super) fn sent(media_type: &str) -> String {
    let sent = match kind(media_type) {
        _ if !media_type.contains('*') => media_type,
        BodyKind::Json => "application/json",
        BodyKind::Text => "text/plain",
        BodyKind::Multipart => "multipart/form-data",
        BodyKind::Form | BodyKind::Xml | BodyKind::Bytes => media_type,
    };
    sent.to_owned()
}

/// Whether content of this type has a structure that raw bytes lose.
pub(super) fn is_structured(media_type: &str) -> bool {
    let name = essence(media_type);
    let subtype = name.split_once('/').map_or("", |(_, subtype)| subtype);
    matches!(
        subtype,
        "event-stream" | "x-ndjson" | "jsonl" | "json-seq" | "yaml" | "x-yaml" | "cbor" | "msgpack"
    ) || subtype.ends_with("+yaml")
}

/// The position of the best of several media types: the first of the most preferred kind.
pub(super) fn best<'n>(names: impl Iterator<Item = &'n str>) -> Option<usize> {
    names
        .enumerate()
        .min_by_key(|(_, name)| rank(name))
        .map(|(index, _)| index)
}

fn rank(media_type: &str) -> u8 {
    match (essence(media_type).as_str(), kind(media_type)) {
        ("application/json", _) => 0,
        (name, BodyKind::Json) if !name.contains('*') => 1,
        (_, BodyKind::Multipart) => 2,
        (_, BodyKind::Form) => 3,
        (_, BodyKind::Text) => 4,
        (_, BodyKind::Json) => 5,
        (_, BodyKind::Xml) => 6,
        ("application/octet-stream", _) => 7,
        (_, BodyKind::Bytes) => 8,
    }
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefers_json_then_forms_then_text() {
        let best = |names: &[&'static str]| best(names.iter().copied()).map(|index| names[index]);
        assert_eq!(
            best(&["application/xml", "application/json; charset=utf-8"]),
            Some("application/json; charset=utf-8")
        );
        assert_eq!(
            best(&["application/x-www-form-urlencoded", "multipart/form-data"]),
            Some("multipart/form-data")
        );
        assert_eq!(
            best(&["application/octet-stream", "text/plain"]),
            Some("text/plain")
        );
        assert_eq!(
            best(&["image/png", "application/octet-stream"]),
            Some("application/octet-stream")
        );
        assert_eq!(
            best(&["*/*", "application/problem+json"]),
            Some("application/problem+json")
        );
        assert_eq!(
            best(&["application/octet-stream", "text/xml"]),
            Some("text/xml")
        );
        assert_eq!(best(&[]), None);
    }

    #[test]
    fn knows_kinds() {
        assert_eq!(kind("Application/JSON"), BodyKind::Json);
        assert_eq!(kind("application/vnd.api+json;v=1"), BodyKind::Json);
        assert_eq!(kind("text/csv"), BodyKind::Text);
        assert_eq!(kind("application/atom+xml; q=1"), BodyKind::Xml);
        assert_eq!(kind("text/event-stream"), BodyKind::Bytes);
        assert_eq!(
            [sent("*/*"), sent("text/*"), sent("image/*")],
            ["application/json", "text/plain", "image/*"]
        );
        assert_eq!(framing("Text/Event-Stream; x=1"), Some(Framing::Events));
        assert_eq!(framing("application/jsonl"), Some(Framing::Lines));
        assert_eq!(framing("application/json"), None);
    }
}
