//! What a server says when it refuses: read from whatever body there is, never at the cost of the status.
use super::ErrorShape;
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use std::borrow::Cow;

/// How many bytes of an error's body are read: what is longer is no message, and is kept in memory with the error.
pub(crate) const MOST: usize = 1 << 20;

/// Headers under which servers and the proxies before them name a request.
const REQUEST_ID: [&str; 4] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
];

/// The parts of an error body; each is there only if the body had it.
#[derive(Debug, Default)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) param: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) details: Option<Value>,
}

/// What is shorter is no secret; hiding it would take words out of sentences.
const SHORTEST: usize = 8;

impl ErrorBody {
    /// Hides the secret headers of the request where the server repeats them. Details stay as they came.
    pub(crate) fn hide(&mut self, sent: &[HeaderValue]) {
        let texts = [
            &mut self.code,
            &mut self.message,
            &mut self.reason,
            &mut self.param,
            &mut self.request_id,
        ];
        for text in texts.into_iter().flatten() {
            for value in sent {
                hide(text, value);
            }
        }
    }

    /// Reads a body of any kind: HTML, half of a JSON text, a list or nothing give an empty result.
    pub(crate) fn read(shape: &ErrorShape, headers: &HeaderMap, body: &[u8]) -> Self {
        let json: Value = if body.len() > MOST {
            Value::Null
        } else {
            serde_json::from_str(&text_of_body(body)).unwrap_or_default()
        };
        let text = |pointers: &[&str]| {
            pointers
                .iter()
                .find_map(|pointer| find(&json, pointer, &text_of))
        };
        let any = |value: &Value| Some(value.clone()).filter(|value| !value.is_null());
        Self {
            code: text(shape.code),
            message: text(shape.message),
            reason: text(shape.reason),
            param: text(shape.param),
            request_id: text(shape.request_id).or_else(|| request_id(headers).map(str::to_owned)),
            details: shape
                .details
                .iter()
                .find_map(|pointer| find(&json, pointer, &any)),
        }
    }
}

/// The text of a body. Bytes that are no UTF-8 cost themselves, and not the code and the reason beside them.
fn text_of_body(body: &[u8]) -> Cow<'_, str> {
    let words = |rest: &[u8], word: fn([u8; 2]) -> u16| {
        let (pairs, _) = rest.as_chunks::<2>();
        let words = pairs.iter().map(|pair| word(*pair));
        let chars = char::decode_utf16(words).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        Cow::Owned(chars.collect())
    };
    match body {
        [0xFF, 0xFE, rest @ ..] => words(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => words(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(without_bom(body)),
    }
}

/// The scheme before a token and the name before a cookie's value are no part of the secret.
fn hide(text: &mut String, value: &HeaderValue) {
    let value = String::from_utf8_lossy(value.as_bytes());
    for piece in value.split([' ', ';']) {
        let bare = piece.split_once('=').map_or(piece, |(_, bare)| bare);
        for secret in [piece, bare] {
            if secret.len() >= SHORTEST && text.contains(secret) {
                *text = text.replace(secret, "[redacted]");
            }
        }
    }
}

/// The request's name in the headers.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let texts = REQUEST_ID
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok());
    texts.map(str::trim).find(|text| !text.is_empty())
}

/// Some servers put a byte order mark before their JSON.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// The first value under the pointer that `take` takes.
fn find<T>(value: &Value, pointer: &str, take: &dyn Fn(&Value) -> Option<T>) -> Option<T> {
    match pointer.split_once("/*") {
        None => value.pointer(pointer).and_then(take),
        Some((list, rest)) => value
            .pointer(list)?
            .as_array()?
            .iter()
            .find_map(|item| find(item, rest, take)),
    }
}

/// Codes are numbers at some servers.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
