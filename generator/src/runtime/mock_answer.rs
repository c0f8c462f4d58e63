//! What the mock answers: models, errors in the API's own shape, and faults.
use super::mock_clock::Clock;
use super::{HttpAnswer, TransportError, TransportErrorKind, Wire};
use crate::api::API;
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// An answer of a mock, or the lack of one.
#[derive(Debug, Clone)]
pub struct MockAnswer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    delay: Duration,
    end: End,
}

#[derive(Debug, Clone, Copy)]
enum End {
    Whole,
    /// After so many bytes of the body.
    Cut(usize),
    Fault(TransportErrorKind),
}

impl MockAnswer {
    /// Status 200 with this model.
    #[must_use]
    pub fn json(model: &impl Wire) -> Self {
        Self::raw(
            StatusCode::OK,
            "application/json",
            model.encode().to_string(),
        )
    }

    /// An answer as it is.
    #[must_use]
    pub fn raw(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self {
            status,
            headers,
            body: body.into(),
            delay: Duration::ZERO,
            end: End::Whole,
        }
    }

    /// An error in the API's own shape.
    #[must_use]
    pub fn error(status: StatusCode, code: &str, message: &str) -> Self {
        let mut body = Value::Object(Map::new());
        for (pointers, text) in [(API.errors.code, code), (API.errors.message, message)] {
            if let Some(pointer) = pointers.first() {
                put(&mut body, pointer, text);
            }
        }
        Self::raw(status, "application/json", body.to_string())
    }

    /// Status 429, with the seconds until the limit is lifted in `Retry-After`.
    #[must_use]
    pub fn rate_limited(reset: Duration) -> Self {
        let mut answer = Self::error(
            StatusCode::TOO_MANY_REQUESTS,
            "resource_exhausted",
            "too many requests",
        );
        let seconds = HeaderValue::from(reset.as_secs());
        answer.headers.insert(header::RETRY_AFTER, seconds);
        answer
    }

    /// No connection: nothing was sent.
    #[must_use]
    pub fn connect_failure() -> Self {
        Self::fault(TransportErrorKind::Connect)
    }

    /// The connection is lost before an answer comes.
    #[must_use]
    pub fn connection_reset() -> Self {
        Self::fault(TransportErrorKind::Lost)
    }

    /// The same with a header more.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// The same after a delay by the mock's clock.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The same, broken off after so many bytes of the body.
    #[must_use]
    pub fn cut(mut self, bytes: usize) -> Self {
        self.end = End::Cut(bytes);
        self
    }

    fn fault(kind: TransportErrorKind) -> Self {
        let mut answer = Self::raw(StatusCode::OK, "application/json", Bytes::new());
        answer.end = End::Fault(kind);
        answer
    }

    pub(crate) async fn play(self, clock: &Arc<Clock>) -> Result<HttpAnswer, TransportError> {
        if !self.delay.is_zero() {
            clock.wait(self.delay, false).await;
        }
        let broken = |kind| TransportError::new(kind, "the mock was told to fail");
        let pieces = match self.end {
            End::Whole => vec![Ok(self.body)],
            End::Cut(bytes) => vec![
                Ok(self.body.slice(..bytes.min(self.body.len()))),
                Err(broken(TransportErrorKind::Body)),
            ],
            End::Fault(kind) => return Err(broken(kind)),
        };
        let body = Box::pin(Pieces(pieces.into()));
        Ok(HttpAnswer::new(self.status, self.headers, body))
    }
}

/// Puts a text where the pointer leads; a `*` is the first item of a list.
fn put(value: &mut Value, pointer: &str, text: &str) {
    let Some(rest) = pointer.strip_prefix('/') else {
        *value = Value::String(text.to_owned());
        return;
    };
    let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if name == "*" {
        if !value.is_array() {
            *value = Value::Array(vec![Value::Null]);
        }
        if let Some(first) = value.get_mut(0) {
            put(first, rest, text);
        }
        return;
    }
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let name = name.replace("~1", "/").replace("~0", "~");
    put(&mut value[name], rest, text);
}

struct Pieces(VecDeque<Result<Bytes, TransportError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}
