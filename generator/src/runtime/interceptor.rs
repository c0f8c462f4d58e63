//! Hooks: code of the user's own around every attempt, for signing, audit and the like.
use super::Error;
use super::meta::OperationMeta;
use super::transport::{BoxError, BoxFuture, HttpBody, HttpRequest};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use std::fmt;

/// Sees every attempt of a client's calls.
///
/// A client may have several. `before_attempt` is called in the order in which they were added, and what follows in
/// reverse order, so that the first one sees the whole of what the others do. Of each attempt, those whose
/// `before_attempt` has returned `Ok` are told how it ended, by one of the two other methods; a call that is dropped tells
/// nobody. Retries, and the repetition after a new token, are attempts of their own.
///
/// Hooks run within the attempt's time limit.
pub trait Interceptor: Send + Sync + 'static {
    /// Before the request is sent; its headers may be changed. The token is among them already.
    ///
    /// # Errors
    ///
    /// An error refuses the attempt: nothing is sent, and the call fails with it, without retries. Its text is shown.
    fn before_attempt<'a>(
        &'a self,
        attempt: &'a mut Attempt,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = attempt;
        Box::pin(std::future::ready(Ok(())))
    }

    /// After an answer, whatever its status, has come to its end.
    fn after_attempt(&self, attempt: &Attempt, answer: &AttemptAnswer<'_>) {
        let _ = (attempt, answer);
    }

    /// After an attempt that brought no whole answer, and after one that a later interceptor has refused.
    fn on_error(&self, attempt: &Attempt, error: &Error) {
        let _ = (attempt, error);
    }
}

/// An attempt as hooks see it.
#[non_exhaustive]
pub struct Attempt {
    meta: &'static OperationMeta,
    number: u32,
    url: String,
    headers: HeaderMap,
    body: Body,
}

/// The body, as far as it can be looked at without being used up.
enum Body {
    Whole(Bytes),
    Streamed(Option<u64>),
}

impl Attempt {
    pub(crate) fn new(meta: &'static OperationMeta, number: u32, request: &HttpRequest) -> Self {
        Self {
            meta,
            number,
            url: request.url.clone(),
            headers: request.headers.clone(),
            body: match &request.body {
                HttpBody::Empty => Body::Whole(Bytes::new()),
                HttpBody::Bytes(bytes) => Body::Whole(bytes.clone()),
                HttpBody::Stream { length, .. } => Body::Streamed(*length),
            },
        }
    }

    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.meta.id
    }

    /// The path with `{name}` for its parameters.
    pub fn path_template(&self) -> &'static str {
        self.meta.path
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.meta.method
    }

    /// 1 for the first attempt of a call.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The address without its query.
    pub fn url(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }

    /// The address as it is sent. The query may hold secrets: for the wire and for signatures, not for logs.
    pub fn expose_url(&self) -> &str {
        &self.url
    }

    /// The headers, but for those of framing. Values that are secret are marked so, and show in no `Debug` output.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to be changed. A value that is marked with `HeaderValue::set_sensitive` is kept from other origins
    /// and from clear text; `authorization` and `cookie` are marked whoever sets them.
    ///
    /// Headers of framing (`content-length`, `transfer-encoding`, `connection`, `host`) are the transport's: one of them
    /// fails the call.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The length of the body in bytes, where it is known; 0 without a body.
    pub fn body_length(&self) -> Option<u64> {
        match &self.body {
            Body::Whole(bytes) => Some(bytes.len() as u64),
            Body::Streamed(length) => *length,
        }
    }

    /// The body, where it is in memory; `None` where it is streamed.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        match &self.body {
            Body::Whole(bytes) => Some(bytes),
            Body::Streamed(_) => None,
        }
    }
}

impl fmt::Debug for Attempt {
    // Address and headers are left out: parameters and headers may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.meta.id)
            .field("method", &self.meta.method)
            .field("path", &self.meta.path)
            .field("number", &self.number)
            .field("body_length", &self.body_length())
            .finish_non_exhaustive()
    }
}

/// What came of an attempt, as hooks see it.
#[derive(Clone, Copy)]
pub struct AttemptAnswer<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    body_length: usize,
}

impl<'a> AttemptAnswer<'a> {
    pub(crate) fn new(status: StatusCode, headers: &'a HeaderMap, body_length: usize) -> Self {
        Self {
            status,
            headers,
            body_length,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// The server's name of the request, where a header gives one.
    pub fn request_id(&self) -> Option<&str> {
        super::error_body::request_id(self.headers)
    }

    /// The length of the body in bytes.
    pub fn body_length(&self) -> usize {
        self.body_length
    }
}

impl fmt::Debug for AttemptAnswer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptAnswer")
            .field("status", &self.status)
            .field("body_length", &self.body_length)
            .finish_non_exhaustive()
    }
}
