//! A request that arrived, held against the recording of the official SDK's.
use crate::{instant, json, multipart, percent, server::Seen};
use base64::Engine as _;
use serde_json::Value;
use std::fmt;

/// What of a request differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Nothing was sent, or more than once.
    Sent,
    /// The method.
    Method,
    /// The path, decoded.
    Path,
    /// The values of one query parameter.
    Query,
    /// The body's content type.
    ContentType,
    /// A header that the call gave, or authorization.
    Header,
    /// A place of the JSON body.
    Json,
    /// The list of parts, or a part's bytes.
    Part,
    /// The name of a part's file.
    FileName,
    /// The content type of a part.
    PartType,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What differs.
    pub aspect: Aspect,
    /// Where: a parameter, a JSON pointer, a part.
    pub place: String,
    /// As the recording has it.
    pub recorded: Value,
    /// As it arrived.
    pub sent: Value,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} {}: recorded {}, sent {}",
            self.aspect,
            self.place,
            json::short(&self.recorded),
            json::short(&self.sent)
        )
    }
}

#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn unless(
        &mut self,
        same: bool,
        aspect: Aspect,
        place: &str,
        recorded: impl Into<Value>,
        sent: impl Into<Value>,
    ) {
        if !same {
            let place = place.to_owned();
            self.0.push(Difference {
                aspect,
                place,
                recorded: recorded.into(),
                sent: sent.into(),
            });
        }
    }
}

/// Every difference between a recorded `request` and what arrived.
#[must_use]
pub fn differences(recorded: &Value, seen: &Seen) -> Vec<Difference> {
    let mut out = Differences::default();
    let text = |pointer: &str| {
        recorded
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    out.unless(
        text("/method") == seen.method,
        Aspect::Method,
        "",
        text("/method"),
        seen.method.as_str(),
    );
    let same = percent::path(text("/path")) == percent::path(&seen.path);
    out.unless(same, Aspect::Path, "", text("/path"), seen.path.as_str());
    query(&recorded["query"], seen, &mut out);
    headers(recorded, seen, &mut out);
    body(recorded, seen, &mut out);
    out.0
}

fn query(recorded: &Value, seen: &Seen, out: &mut Differences) {
    let pairs = recorded.as_array().into_iter().flatten();
    let recorded: Vec<(String, String)> = pairs
        .map(|pair| {
            let text = |at: usize| pair[at].as_str().unwrap_or_default().to_owned();
            (text(0), text(1))
        })
        .collect();
    let sent = percent::query(&seen.query);
    let mut names: Vec<&String> = recorded.iter().chain(&sent).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let of = |pairs: &[(String, String)]| -> Vec<String> {
            pairs
                .iter()
                .filter(|(own, _)| own == name)
                .map(|(_, value)| value.clone())
                .collect()
        };
        let (a, b) = (of(&recorded), of(&sent));
        let same = a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| instant::same(a, b));
        out.unless(same, Aspect::Query, name, a, b);
    }
}

/// Headers that Node adds to every request on its own.
const OF_NODE: [&str; 3] = ["cookie", "accept-language", "sec-fetch-mode"];

fn headers(recorded: &Value, seen: &Seen, out: &mut Differences) {
    let kind = |value: &str| {
        value
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    };
    let recorded_kind = recorded
        .pointer("/headers/content-type")
        .and_then(Value::as_str)
        .map(kind);
    let sent_kind = seen.header("content-type").map(kind);
    out.unless(
        recorded_kind == sent_kind,
        Aspect::ContentType,
        "",
        recorded_kind.clone(),
        sent_kind.clone(),
    );
    let given = |pointer: &str| {
        recorded
            .pointer(pointer)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    };
    let official = given("/headers").chain(given("/other_headers"));
    for (name, value) in
        official.filter(|(name, _)| *name != "content-type" && !OF_NODE.contains(&name.as_str()))
    {
        let sent = seen.header(name);
        out.unless(
            value.as_str() == sent,
            Aspect::Header,
            name,
            value.clone(),
            sent.map(str::to_owned),
        );
    }
}

fn body(recorded: &Value, seen: &Seen, out: &mut Differences) {
    if let Some(parts) = recorded.get("multipart").and_then(Value::as_array) {
        return match multipart::parse(seen.header("content-type").unwrap_or_default(), &seen.body) {
            Ok(sent) => self::parts(parts, &sent, out),
            Err(error) => out.unless(false, Aspect::Part, "", "well-formed parts", error),
        };
    }
    let recorded = recorded.get("json").unwrap_or(&Value::Null);
    if recorded.is_null() && seen.body.is_empty() {
        return;
    }
    let Ok(sent) = serde_json::from_slice::<Value>(&seen.body) else {
        return out.unless(
            false,
            Aspect::Json,
            "",
            recorded.clone(),
            String::from_utf8_lossy(&seen.body),
        );
    };
    for one in json::differences(recorded, &sent) {
        out.unless(false, Aspect::Json, &one.place, one.expected, one.found);
    }
}

fn parts(recorded: &[Value], sent: &[multipart::Part], out: &mut Differences) {
    let names = |parts: Vec<&str>| -> Vec<String> {
        let mut names: Vec<String> = parts.into_iter().map(str::to_owned).collect();
        names.sort();
        names
    };
    let text = |part: &Value, key: &str| part[key].as_str().map(str::to_owned);
    let a = names(
        recorded
            .iter()
            .filter_map(|part| part["name"].as_str())
            .collect(),
    );
    let b = names(sent.iter().map(|part| part.name.as_str()).collect());
    out.unless(a == b, Aspect::Part, "", a, b);
    for part in recorded {
        let name = text(part, "name").unwrap_or_default();
        let Some(own) = sent.iter().find(|own| own.name == name) else {
            continue;
        };
        let bytes = match (text(part, "text"), text(part, "base64")) {
            (Some(text), _) => text.into_bytes(),
            (None, Some(encoded)) => base64::prelude::BASE64_STANDARD
                .decode(encoded)
                .unwrap_or_default(),
            (None, None) => Vec::new(),
        };
        let same = bytes == own.bytes
            || instant::same(
                &String::from_utf8_lossy(&bytes),
                &String::from_utf8_lossy(&own.bytes),
            );
        out.unless(
            same,
            Aspect::Part,
            &name,
            String::from_utf8_lossy(&bytes),
            String::from_utf8_lossy(&own.bytes),
        );
        let filename = text(part, "filename");
        out.unless(
            filename == own.filename,
            Aspect::FileName,
            &name,
            filename.clone(),
            own.filename.clone(),
        );
        let kind = text(part, "content_type");
        out.unless(
            kind == own.content_type,
            Aspect::PartType,
            &name,
            kind.clone(),
            own.content_type.clone(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Aspect, differences};
    use crate::server::Seen;
    use serde_json::json;

    fn seen(path: &str, query: &str, body: &str) -> Seen {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let (method, body) = ("POST".to_owned(), body.to_owned().into());
        Seen {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body,
        }
    }

    #[test]
    fn every_aspect_is_looked_at() {
        let recorded = json!({
            "method": "POST", "path": "/a%20b", "query": [["q", "1"], ["q", "2"]], "json": { "x": [1] },
            "headers": { "content-type": "application/json; charset=utf-8" },
        });
        let aspects = |seen: &Seen| -> Vec<Aspect> {
            differences(&recorded, seen)
                .iter()
                .map(|one| one.aspect)
                .collect()
        };
        assert_eq!(aspects(&seen("/a b", "q=1&q=2", r#"{"x":[1]}"#)), []);
        assert_eq!(
            aspects(&seen("/ab", "q=2&q=1&r=", r#"{"x":[2]}"#)),
            [Aspect::Path, Aspect::Query, Aspect::Query, Aspect::Json]
        );
        let mut other = seen("/a%20b", "q=1&q=2", "");
        other.method = "PUT".to_owned();
        other.headers.clear();
        assert_eq!(
            aspects(&other),
            [Aspect::Method, Aspect::ContentType, Aspect::Json]
        );
    }
}
