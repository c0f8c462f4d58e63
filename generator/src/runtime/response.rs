//! A decoded answer together with what came around it.
use super::Error;
use http::{HeaderMap, StatusCode};

/// The value of a call with the answer's status and headers.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// What the answer says.
    pub value: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap, attempts: u32) -> Self {
        Self {
            value,
            status,
            headers,
            attempts,
        }
    }

    /// The status of the answer, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The server's name of the request, where a header gives one.
    pub fn request_id(&self) -> Option<&str> {
        super::error_body::request_id(&self.headers)
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The same answer with another value.
    ///
    /// # Errors
    ///
    /// The error of `f`.
    pub fn try_map<U>(self, f: impl FnOnce(T) -> Result<U, Error>) -> Result<Response<U>, Error> {
        Ok(Response {
            value: f(self.value)?,
            status: self.status,
            headers: self.headers,
            attempts: self.attempts,
        })
    }
}
