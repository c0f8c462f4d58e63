//! A decoded answer together with what came around it.
use super::answer::Head;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::sync::Arc;

/// The value of a call with the answer's status and headers.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the answer says.
    pub value: T,
    head: Arc<Head>,
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    // Headers are left out: cookies are secret, and servers have headers of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.head.status)
            .field("attempts", &self.head.attempts)
            .finish_non_exhaustive()
    }
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, head: Arc<Head>) -> Self {
        Self { value, head }
    }

    /// The status of the answer, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The server's name of the request, where a header gives one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }
}
