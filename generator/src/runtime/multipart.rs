//! `multipart/form-data` (RFC 7578, with names escaped as HTML says): fields and files, streamed.
use super::text_of::text_of;
use super::transport::{ByteStream, HttpBody, TransportError};
use super::{BodyEncoding, Error, Nullable, Upload, Wire};
use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bodies in memory up to this size are sent in one piece.
const SMALL: u64 = 256 << 10;

/// The parts of a form, in the order they are put.
#[derive(Clone, Default)]
pub struct Form {
    parts: Vec<(String, Content)>,
    /// The form as an object, files without their bytes: what is checked.
    shape: Map<String, Value>,
}

#[derive(Clone)]
enum Content {
    Text(String),
    Json(String),
    File(Box<Upload>),
}

impl fmt::Debug for Form {
    // Names only: a body's values may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|(name, _)| name);
        f.debug_set().entries(names).finish()
    }
}

impl Form {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A part of text or, for an object, of JSON. A list is one part per item; `null` leaves no part.
    #[must_use]
    pub fn put<T: Wire>(self, name: &str, value: &T) -> Self {
        self.put_value(name, value.encode())
    }

    /// A part where there is a value.
    #[must_use]
    pub fn put_optional<T: Wire>(self, name: &str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// A part where there is a value: a form cannot say `null`.
    #[must_use]
    pub fn put_nullable<T: Wire>(self, name: &str, value: &Nullable<T>) -> Self {
        match value.as_option() {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// A part for each property of an object.
    #[must_use]
    pub fn put_all<T: Wire>(self, object: &T) -> Self {
        match object.encode() {
            Value::Object(fields) => fields
                .into_iter()
                .fold(self, |form, (name, value)| form.put_value(&name, value)),
            _ => self,
        }
    }

    /// A file.
    #[must_use]
    pub fn file(mut self, name: &str, file: Upload) -> Self {
        self.shape.insert(name.to_owned(), file.shape());
        self.parts
            .push((name.to_owned(), Content::File(Box::new(file))));
        self
    }

    /// A file, where there is one.
    #[must_use]
    pub fn file_optional(self, name: &str, file: Option<Upload>) -> Self {
        match file {
            Some(file) => self.file(name, file),
            None => self,
        }
    }

    /// Files under one name.
    #[must_use]
    pub fn files(mut self, name: &str, files: Vec<Upload>) -> Self {
        self.shape
            .insert(name.to_owned(), files.iter().map(Upload::shape).collect());
        self.parts.extend(
            files
                .into_iter()
                .map(|file| (name.to_owned(), Content::File(Box::new(file)))),
        );
        self
    }

    fn put_value(mut self, name: &str, value: Value) -> Self {
        match &value {
            Value::Null => return self,
            Value::Array(items) => items
                .iter()
                .for_each(|item| self.parts.push((name.to_owned(), Content::of(item)))),
            one => self.parts.push((name.to_owned(), Content::of(one))),
        }
        self.shape.insert(name.to_owned(), value);
        self
    }

    /// What is checked before sending.
    pub(crate) fn shape(&self) -> Value {
        Value::Object(self.shape.clone())
    }

    /// Whether the form can be sent again.
    pub(crate) fn is_replayable(&self) -> bool {
        self.parts
            .iter()
            .all(|(_, content)| !matches!(content, Content::File(file) if !file.is_replayable()))
    }

    /// Whether a part is a file.
    pub(crate) fn has_files(&self) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|(_, content)| matches!(content, Content::File(_)))
    }

    /// The body, and the content type that goes with it.
    pub(crate) async fn into_body(
        self,
        media_type: &str,
        encoding: &'static [BodyEncoding],
    ) -> Result<(HttpBody, String), Error> {
        let boundary = boundary();
        let mut pieces = VecDeque::new();
        let mut length = Some(0);
        for (name, content) in self.parts {
            let own = encoding.iter().find(|own| own.name == name);
            add(
                &mut pieces,
                &mut length,
                HttpBody::Bytes(content.head(&boundary, &name, own).into()),
            );
            let body = match content {
                Content::Text(text) | Content::Json(text) => HttpBody::Bytes(text.into()),
                Content::File(file) => file.open().await?,
            };
            add(&mut pieces, &mut length, body);
            add(
                &mut pieces,
                &mut length,
                HttpBody::Bytes(Bytes::from_static(b"\r\n")),
            );
        }
        add(
            &mut pieces,
            &mut length,
            HttpBody::Bytes(format!("--{boundary}--\r\n").into()),
        );
        let content_type = format!("{media_type}; boundary={boundary}");
        Ok((joined(pieces, length), content_type))
    }
}

impl Content {
    fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) | Value::Array(_) => Self::Json(value.to_string()),
            scalar => Self::Text(text_of(scalar).into_owned()),
        }
    }

    /// The delimiter and headers before a part.
    fn head(&self, boundary: &str, name: &str, own: Option<&BodyEncoding>) -> String {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            escape(name)
        );
        let said = own.and_then(|own| own.content_type);
        let kind = match self {
            Self::Text(_) => said.map(str::to_owned),
            Self::Json(_) => Some(said.unwrap_or("application/json").to_owned()),
            Self::File(file) => {
                head.extend(["; filename=\"", &escape(file.name()), "\""]);
                // A content type given by the caller could otherwise begin a header of its own.
                let own = || file.media_type().replace(char::is_control, "");
                Some(said.map_or_else(own, str::to_owned))
            }
        };
        let kind = kind.map(|kind| format!("\r\nContent-Type: {kind}"));
        head.push_str(&kind.unwrap_or_default());
        for (name, value) in own.map_or(&[][..], |own| own.headers) {
            head.extend(["\r\n", name, ": ", value]);
        }
        head.push_str("\r\n\r\n");
        head
    }
}

/// A name within quotes, as HTML's "multipart/form-data encoding algorithm" has it; `%` itself stays.
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// 128 random bits: no part holds them by chance. The standard library's hash keys are random enough for that.
fn boundary() -> String {
    let word = || std::hash::RandomState::new().build_hasher().finish();
    format!("form-{:016x}{:016x}", word(), word())
}

enum Piece {
    Bytes(Bytes),
    Stream(ByteStream),
}

fn add(pieces: &mut VecDeque<Piece>, length: &mut Option<u64>, body: HttpBody) {
    let (piece, more) = match body {
        HttpBody::Empty => return,
        HttpBody::Bytes(bytes) => {
            let more = bytes.len() as u64;
            (Piece::Bytes(bytes), Some(more))
        }
        HttpBody::Stream { stream, length } => (Piece::Stream(stream), length),
    };
    *length = length
        .zip(more)
        .and_then(|(length, more)| length.checked_add(more));
    pieces.push_back(piece);
}

fn joined(pieces: VecDeque<Piece>, length: Option<u64>) -> HttpBody {
    let in_memory = pieces.iter().all(|piece| matches!(piece, Piece::Bytes(_)));
    if !in_memory || length.is_none_or(|length| length > SMALL) {
        return HttpBody::Stream {
            stream: Box::pin(Pieces(pieces)),
            length,
        };
    }
    let mut whole = Vec::new();
    for piece in &pieces {
        if let Piece::Bytes(bytes) = piece {
            whole.extend_from_slice(bytes);
        }
    }
    HttpBody::Bytes(whole.into())
}

struct Pieces(VecDeque<Piece>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match self.0.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) if bytes.is_empty() => {}
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Piece::Stream(mut stream)) => match stream.as_mut().poll_next(cx) {
                    Poll::Ready(None) => {}
                    other => {
                        self.0.push_front(Piece::Stream(stream));
                        return other;
                    }
                },
            }
        }
    }
}
