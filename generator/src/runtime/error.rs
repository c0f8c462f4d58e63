//! The one error of the crate: everything that a call can fail with.
use super::answer::Head;
use super::error_body::{self, ErrorBody};
use super::{DecodeError, TransportError, TransportErrorKind, Violations, retry_after};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

/// Why a call failed. `Display` is one line; what the server sent is in the methods.
///
/// The size of a pointer, so that `Result<T, Error>` stays small.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) cause: Cause,
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

pub(super) enum Cause {
    Invalid(Violations),
    Api(Box<ErrorBody>),
    Decode(DecodeError),
    Unexpected(Violations),
    Transport(TransportError),
    Config(String),
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The arguments break the document; nothing was sent.
    Invalid,
    /// The server answered with a status that is not 2xx.
    Api,
    /// The answer is not what the document promises.
    Decode,
    /// There was no answer, or it broke off.
    Transport,
    /// The client or the call is set up in a way that cannot work; nothing was sent.
    Config,
}

impl Error {
    /// The kind.
    pub fn kind(&self) -> ErrorKind {
        match self.0.cause {
            Cause::Invalid(_) => ErrorKind::Invalid,
            Cause::Api(_) => ErrorKind::Api,
            Cause::Decode(_) | Cause::Unexpected(_) => ErrorKind::Decode,
            Cause::Transport(_) => ErrorKind::Transport,
            Cause::Config(_) => ErrorKind::Config,
        }
    }

    /// The status of the answer, wherever one came, good or bad.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The server's machine-readable code (`not_found`).
    pub fn code(&self) -> Option<&str> {
        self.api()?.code.as_deref()
    }

    /// The server's own sentence.
    pub fn message(&self) -> Option<&str> {
        self.api()?.message.as_deref()
    }

    /// What lies behind the code (`rate_limit_exceeded`).
    pub fn reason(&self) -> Option<&str> {
        self.api()?.reason.as_deref()
    }

    /// The argument that the server finds fault with.
    pub fn param(&self) -> Option<&str> {
        self.api()?.param.as_deref()
    }

    /// The server's name of the request, from the body or a header: support will ask for it.
    pub fn request_id(&self) -> Option<&str> {
        let body = self.api().and_then(|api| api.request_id.as_deref());
        body.or_else(|| error_body::request_id(&self.0.headers))
    }

    /// Whatever else the server says, as it came.
    pub fn details(&self) -> Option<&Value> {
        self.api()?.details.as_ref()
    }

    /// The headers of the answer; `None` where there was no answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.status.map(|_| &self.0.headers)
    }

    /// The body of the answer as it came, cut at the client's limit; `None` where there was no answer.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.status.map(|_| &self.0.body)
    }

    /// What breaks the document: in the arguments, or in the answer where strict reading was asked for.
    pub fn violations(&self) -> Option<&Violations> {
        match &self.0.cause {
            Cause::Invalid(violations) | Cause::Unexpected(violations) => Some(violations),
            Cause::Api(_) | Cause::Decode(_) | Cause::Transport(_) | Cause::Config(_) => None,
        }
    }

    /// Where in the answer reading failed, and on what.
    pub fn decode_error(&self) -> Option<&DecodeError> {
        if let Cause::Decode(error) = &self.0.cause {
            Some(error)
        } else {
            None
        }
    }

    /// How long the server asks to wait (`Retry-After`, else `X-RateLimit-Reset`).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::from_headers(&self.0.headers, SystemTime::now())
    }

    /// Whether the arguments were refused before anything was sent.
    pub fn is_invalid(&self) -> bool {
        self.kind() == ErrorKind::Invalid
    }

    /// Whether the server answered with an error.
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the answer could not be read.
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether the network failed.
    pub fn is_transport(&self) -> bool {
        self.kind() == ErrorKind::Transport
    }

    /// Whether a time limit of the client's ended the call.
    pub fn is_timeout(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Timeout)
    }

    /// Whether no connection was made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::Connect)
    }

    /// 401: the token is missing or wrong.
    pub fn is_unauthenticated(&self) -> bool {
        self.has_status(401)
    }

    /// 403: the token does not suffice.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403)
    }

    /// 404.
    pub fn is_not_found(&self) -> bool {
        self.has_status(404)
    }

    /// 409: the state of things does not allow it.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409)
    }

    /// 429: too many calls.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429)
    }

    /// 5xx: the fault is the server's.
    pub fn is_server_error(&self) -> bool {
        self.is_api() && self.0.status.is_some_and(|status| status.is_server_error())
    }

    fn has_status(&self, status: u16) -> bool {
        self.is_api() && self.0.status.is_some_and(|own| own.as_u16() == status)
    }

    fn api(&self) -> Option<&ErrorBody> {
        if let Cause::Api(body) = &self.0.cause {
            Some(body)
        } else {
            None
        }
    }

    fn transport_kind(&self) -> Option<TransportErrorKind> {
        if let Cause::Transport(error) = &self.0.cause {
            Some(error.kind())
        } else {
            None
        }
    }
}

impl Error {
    /// An error before there was any answer.
    fn early(cause: Cause) -> Self {
        Self(Box::new(Inner {
            cause,
            status: None,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }))
    }

    fn late(cause: Cause, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self(Box::new(Inner {
            cause,
            status: Some(status),
            headers,
            body,
        }))
    }

    pub(crate) fn invalid(violations: Violations) -> Self {
        Self::early(Cause::Invalid(violations))
    }

    pub(crate) fn config(text: String) -> Self {
        Self::early(Cause::Config(text))
    }

    pub(crate) fn transport(error: TransportError) -> Self {
        Self::early(Cause::Transport(error))
    }

    pub(crate) fn broken_off(
        error: TransportError,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        Self::late(Cause::Transport(error), status, headers, body)
    }

    pub(crate) fn from_answer(
        body: ErrorBody,
        status: StatusCode,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> Self {
        Self::late(Cause::Api(Box::new(body)), status, headers, bytes)
    }

    pub(crate) fn decode(error: DecodeError, head: &Head, body: Bytes) -> Self {
        Self::late(
            Cause::Decode(error),
            head.status,
            head.headers.clone(),
            body,
        )
    }

    pub(crate) fn unexpected(violations: Violations, head: &Head, body: Bytes) -> Self {
        Self::late(
            Cause::Unexpected(violations),
            head.status,
            head.headers.clone(),
            body,
        )
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            Cause::Invalid(violations) | Cause::Unexpected(violations) => Some(violations),
            Cause::Decode(error) => Some(error),
            Cause::Transport(error) => Some(error),
            Cause::Api(_) | Cause::Config(_) => None,
        }
    }
}
