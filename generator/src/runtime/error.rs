//! The one error of the crate: everything that a call can fail with.
use super::answer::Head;
use super::attempts::Stop;
use super::error_body::ErrorBody;
use super::text::PatternError;
use super::token_source::SharedError;
use super::transport::BoxError;
use super::{DecodeError, TransportError, TransportErrorKind, Violations};
use crate::api::API;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::error::Error as StdError;
use std::time::Duration;

/// Why a call failed. `Display` is one line; what the server sent is in the methods.
///
/// The size of a pointer, so that `Result<T, Error>` stays small.
pub struct Error(pub(super) Box<Inner>);

const _: () = assert!(
    size_of::<Error>() == size_of::<usize>(),
    "an error is a pointer"
);

pub(super) struct Inner {
    pub(super) cause: Cause,
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The `operationId`; empty outside of a call.
    pub(super) operation: &'static str,
    pub(super) attempts: u32,
    pub(super) request_id: Option<String>,
    pub(super) retry_after: Option<Duration>,
    pub(super) repeat: Repeat,
}

/// Whether the call may be made again after this failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It is of no use, or would do harm.
    No,
    /// It may, and this is why the client has not done so, or not any more.
    Stopped(Stop),
}

pub(super) enum Cause {
    Invalid(Violations),
    Api(Box<ErrorBody>),
    Decode(DecodeError),
    Unexpected(Violations),
    Transport(TransportError),
    Config(String),
    Auth(String, Option<SharedError>),
    Refused(BoxError),
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
    /// The client or the call is set up in a way that cannot work, such as with the path of a file that is not there;
    /// nothing was sent.
    Config,
    /// There is no token for the call: none was set, or its provider failed. Nothing was sent.
    Auth,
    /// An interceptor refused an attempt, which was not sent.
    Refused,
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
            Cause::Auth(..) => ErrorKind::Auth,
            Cause::Refused(_) => ErrorKind::Refused,
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

    /// The server's own sentence. Where it repeats a secret header of the request it says `[redacted]`, as all texts but
    /// [`Error::details`] and [`Error::body`] do.
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
        self.0.request_id.as_deref()
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
            Cause::Api(_)
            | Cause::Decode(_)
            | Cause::Transport(_)
            | Cause::Config(_)
            | Cause::Auth(..)
            | Cause::Refused(_) => None,
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

    /// How long the server asked to wait when its answer came: `Retry-After`, else `X-RateLimit-Reset` of a 429.
    ///
    /// More than a century is told as a century.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The `operationId` of the call; `None` where the client itself could not be set up.
    pub fn operation(&self) -> Option<&'static str> {
        Some(self.0.operation).filter(|id| !id.is_empty())
    }

    /// How many attempts were started; 0 where nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may be made again with some hope: the failure is of those that pass, and the operation
    /// does no harm when it is made twice, or has done nothing ([`super::RetryPolicy`] has the rules).
    ///
    /// The client has made its attempts already. So it takes more time, or a new body where the body was read once.
    pub fn is_retryable(&self) -> bool {
        self.0.repeat != Repeat::No
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

    /// Whether a time limit of the client's ended the call: that of an attempt, or that of the whole call.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self.transport_kind(),
            Some(TransportErrorKind::Timeout | TransportErrorKind::TotalTimeout)
        )
    }

    /// Whether the time limit of the whole call ended it.
    pub fn is_total_timeout(&self) -> bool {
        self.transport_kind() == Some(TransportErrorKind::TotalTimeout)
    }

    /// Whether no connection was made, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport_kind()
            .is_some_and(TransportErrorKind::is_connect)
    }

    /// Whether there was no token for the call, so that nothing was sent. Of a token that the server refuses,
    /// [`Error::is_unauthenticated`] tells.
    pub fn is_auth(&self) -> bool {
        self.kind() == ErrorKind::Auth
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

    pub(crate) fn transport_kind(&self) -> Option<TransportErrorKind> {
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
            operation: "",
            attempts: 0,
            request_id: None,
            retry_after: None,
            repeat: Repeat::No,
        }))
    }

    fn late(cause: Cause, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let mut error = Self::early(cause);
        error.0.status = Some(status);
        error.0.headers = headers;
        error.0.body = body;
        error
    }

    /// An error with an answer that was good until it was read.
    fn of_head(cause: Cause, head: &Head, body: Bytes) -> Self {
        let error = Self::late(cause, head.status, head.headers.clone(), body);
        error.with_request_id().of(head.operation, head.attempts)
    }

    /// A good status may come with the body of an error, so the body is asked as well.
    fn with_request_id(mut self) -> Self {
        self.0.request_id = ErrorBody::read(&API.errors, &self.0.headers, &self.0.body).request_id;
        self
    }

    /// The error with the call that failed.
    pub(crate) fn of(mut self, operation: &'static str, attempts: u32) -> Self {
        self.0.operation = operation;
        self.0.attempts = attempts;
        self
    }

    /// Notes that the call might have been made again, and why it was not.
    pub(crate) fn stopped(&mut self, stop: Stop) {
        self.0.repeat = Repeat::Stopped(stop);
    }

    pub(crate) fn invalid(violations: Violations) -> Self {
        Self::early(Cause::Invalid(violations))
    }

    pub(crate) fn config(text: String) -> Self {
        Self::early(Cause::Config(text))
    }

    pub(crate) fn auth(text: String) -> Self {
        Self::early(Cause::Auth(text, None))
    }

    /// The provider of tokens failed.
    pub(crate) fn no_token(error: SharedError) -> Self {
        let text = "the provider gave no token".to_owned();
        Self::early(Cause::Auth(text, Some(error)))
    }

    pub(crate) fn refused(error: BoxError) -> Self {
        Self::early(Cause::Refused(error))
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
        Self::late(Cause::Transport(error), status, headers, body).with_request_id()
    }

    pub(crate) fn from_answer(
        mut body: ErrorBody,
        status: StatusCode,
        headers: HeaderMap,
        bytes: Bytes,
        retry_after: Option<Duration>,
    ) -> Self {
        let request_id = body.request_id.take();
        let mut error = Self::late(Cause::Api(Box::new(body)), status, headers, bytes);
        error.0.retry_after = retry_after;
        error.0.request_id = request_id;
        error
    }

    pub(crate) fn decode(error: DecodeError, head: &Head, body: Bytes) -> Self {
        Self::of_head(Cause::Decode(error), head, body)
    }

    pub(crate) fn unexpected(violations: Violations, head: &Head, body: Bytes) -> Self {
        Self::of_head(Cause::Unexpected(violations), head, body)
    }
}

/// So that `?` reads an id from text where a call's error is due: [`ErrorKind::Invalid`].
impl From<PatternError> for Error {
    fn from(error: PatternError) -> Self {
        let mut violations = Violations::new();
        violations.add("", "pattern", error.to_string());
        Self::invalid(violations)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.cause {
            Cause::Invalid(violations) | Cause::Unexpected(violations) => Some(violations),
            Cause::Decode(error) => Some(error),
            Cause::Transport(error) => Some(error),
            Cause::Auth(_, error) => match error {
                Some(error) => Some(&**error),
                None => None,
            },
            Cause::Refused(error) => Some(&**error),
            Cause::Api(_) | Cause::Config(_) => None,
        }
    }
}
