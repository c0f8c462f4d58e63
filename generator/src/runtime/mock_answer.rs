//! What the mock answers: models, errors in the API's own shape, and faults.
use super::mock_clock::{BEGIN, Clock};
use super::{
    AnswerForm, AnswerMeta, HttpAnswer, Operation, TransportError, TransportErrorKind, Wire,
};
use crate::api::API;
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Map, Value};
use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// An answer of a mock, or the lack of one.
#[derive(Clone)]
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

impl fmt::Debug for MockAnswer {
    // The body may hold what is secret: its length must do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockAnswer")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("delay", &self.delay)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

impl MockAnswer {
    /// A good answer of an operation, with the status that the document declares for it.
    #[must_use]
    pub fn of<Op: Operation>(output: &Op::Output) -> Self
    where
        Op::Output: Wire,
    {
        let status = StatusCode::from_u16(Op::STATUS).unwrap_or(StatusCode::OK);
        let any: &dyn Any = output;
        if any.is::<()>() {
            return Self::empty(status);
        }
        if let Some(bytes) = any.downcast_ref::<Bytes>() {
            return Self::raw(
                status,
                concrete(Op::META.accept, "application/octet-stream"),
                bytes.clone(),
            );
        }
        let json = |row: &AnswerMeta| matches!(row.form, AnswerForm::Json | AnswerForm::Read(_));
        let is_json = Op::META.answers.first().is_some_and(json);
        if let (Some(text), false) = (any.downcast_ref::<String>(), is_json) {
            return Self::raw(
                status,
                concrete(Op::META.accept, "text/plain"),
                text.clone(),
            );
        }
        if let Some((status, media_type)) = Op::sent(output) {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            return Self::sent(status, media_type, output.encode());
        }
        match (output.encode(), Op::EMPTY_STATUS) {
            (Value::Null, Some(empty)) => {
                Self::empty(StatusCode::from_u16(empty).unwrap_or(StatusCode::NO_CONTENT))
            }
            (value, _) => Self::raw(status, "application/json", value.to_string()),
        }
    }

    /// An answer that depends on its status.
    fn sent(status: StatusCode, media_type: &'static str, value: Value) -> Self {
        match value {
            _ if media_type.is_empty() => Self::empty(status),
            Value::String(text) if media_type.starts_with("text/") => {
                Self::raw(status, media_type, text)
            }
            value if media_type.contains("json") => {
                Self::raw(status, media_type, value.to_string())
            }
            // What is read as a value is understood in JSON too.
            value if media_type.contains("xml") && !value.is_string() => {
                Self::raw(status, "application/json", value.to_string())
            }
            value => {
                let bytes = Bytes::decode(value).unwrap_or_default();
                Self::raw(
                    status,
                    concrete(media_type, "application/octet-stream"),
                    bytes,
                )
            }
        }
    }

    /// A page of a list, as JSON.
    pub(crate) fn page<Op: Operation>(page: &Value) -> Self {
        let status = StatusCode::from_u16(Op::STATUS).unwrap_or(StatusCode::OK);
        Self::raw(status, "application/json", page.to_string())
    }

    /// An answer without a body.
    #[must_use]
    pub fn empty(status: StatusCode) -> Self {
        let mut answer = Self::raw(status, "", Bytes::new());
        answer.headers.clear();
        answer
    }

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
        let shape = &API.errors;
        Self::shaped(status, &[(shape.code, code), (shape.message, message)])
    }

    /// An error in the API's own shape, with what lies behind the code.
    #[must_use]
    pub fn error_with_reason(status: StatusCode, code: &str, reason: &str, message: &str) -> Self {
        let shape = &API.errors;
        let parts = [
            (shape.code, code),
            (shape.reason, reason),
            (shape.message, message),
        ];
        Self::shaped(status, &parts)
    }

    /// Status 429, with the seconds until the limit is lifted in `Retry-After`. The reason is the first that the API's
    /// table knows of rate limits, so that the call is made again as it would be of the API.
    #[must_use]
    pub fn rate_limited(reset: Duration) -> Self {
        let seconds = HeaderValue::from(seconds(reset));
        Self::too_many().header(header::RETRY_AFTER, seconds)
    }

    /// The same with the moment of the reset in `X-RateLimit-Reset`, as Unix seconds of the mock's clock when it was
    /// new, and no `Retry-After`.
    #[must_use]
    pub fn rate_limited_until(reset: Duration) -> Self {
        let moment = HeaderValue::from(BEGIN.saturating_add(seconds(reset)));
        Self::too_many().header(HeaderName::from_static("x-ratelimit-reset"), moment)
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

    fn too_many() -> Self {
        let status = StatusCode::TOO_MANY_REQUESTS;
        let message = (API.errors.message, "too many requests");
        let reason = API.retry.reasons.first();
        match reason {
            Some(reason) => Self::shaped(status, &[(API.errors.reason, reason), message]),
            None => Self::shaped(status, &[message]),
        }
    }

    fn shaped(status: StatusCode, parts: &[(&[&str], &str)]) -> Self {
        let mut body = Value::Object(Map::new());
        for (pointers, text) in parts {
            if let Some(pointer) = pointers.first() {
                put(&mut body, pointer, Value::String((*text).to_owned()));
            }
        }
        Self::raw(status, "application/json", body.to_string())
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

/// Whole seconds, rounded up: a wait ends no sooner than it should.
fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// The first media type of an `Accept` header, where it is no range.
fn concrete(accept: &'static str, otherwise: &'static str) -> &'static str {
    let first = accept.split([',', ';']).next().unwrap_or_default().trim();
    if first.is_empty() || first.contains('*') {
        otherwise
    } else {
        first
    }
}

/// Puts a value where the pointer leads; a `*` is the first item of a list.
pub(crate) fn put(value: &mut Value, pointer: &str, new: Value) {
    let Some(rest) = pointer.strip_prefix('/') else {
        *value = new;
        return;
    };
    let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    if name == "*" {
        if !value.is_array() {
            *value = Value::Array(vec![Value::Null]);
        }
        if let Some(first) = value.get_mut(0) {
            put(first, rest, new);
        }
        return;
    }
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let name = name.replace("~1", "/").replace("~0", "~");
    put(&mut value[name], rest, new);
}

/// A body piece by piece.
pub(crate) struct Pieces(pub(crate) VecDeque<Result<Bytes, TransportError>>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}
