//! The seam to the network: what a transport must do, and the requests and answers that cross it.
use super::{Error, OperationMeta};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode};
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A boxed future, as object-safe traits need it. In a browser, where there is one thread, it is not `Send`.
#[cfg(target_family = "wasm")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A boxed future, as object-safe traits need it.
#[cfg(not(target_family = "wasm"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of the user's own code.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The chunks of a body. In a browser, where there is one thread, they are not `Send`.
#[cfg(target_family = "wasm")]
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// The chunks of a body.
#[cfg(not(target_family = "wasm"))]
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Sends requests and knows the time. A client has one; tests give their own.
pub trait Transport: Send + Sync + 'static {
    /// Makes one exchange. Redirects that may be followed are the transport's, retries and timeouts are not.
    ///
    /// # Errors
    ///
    /// Only when there is no answer: a status of 500 is an answer.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>>;

    /// A transport with the same settings that shares no connections with this one, for blocking calls; `None` where this
    /// one serves them as well.
    ///
    /// Blocking calls are driven on a thread of their own. A connection that lives on the caller's runtime would stand
    /// still while the caller is blocked.
    ///
    /// # Errors
    ///
    /// When the other transport cannot be set up.
    fn for_blocking(&self) -> Result<Option<Arc<dyn Transport>>, Error> {
        Ok(None)
    }

    /// Stops the clock of a transport that has its own, as the mock does, until what it gives is dropped: a file is opened,
    /// which takes real time.
    fn hold(&self) -> Option<Box<dyn Send + Sync>> {
        None
    }

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time of day. In a browser Rust has no clock, so each transport gives its own.
    #[cfg(target_family = "wasm")]
    fn now(&self) -> SystemTime;

    /// The time of day.
    #[cfg(not(target_family = "wasm"))]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// The time since a moment that stays the same. In a browser Rust has no clock, so each transport gives its own.
    #[cfg(target_family = "wasm")]
    fn elapsed(&self) -> Duration;

    /// The time since a moment that stays the same, by a clock that never goes back: time limits and retries go by it.
    #[cfg(not(target_family = "wasm"))]
    fn elapsed(&self) -> Duration {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }
}

/// A request as it goes out.
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole address, encoded.
    pub url: String,
    /// All headers but those of framing.
    pub headers: HeaderMap,
    /// What is sent after them.
    pub body: HttpBody,
    /// The operation that is called; `None` of a request that is none of this crate's calls.
    pub operation: Option<&'static OperationMeta>,
}

impl HttpRequest {
    /// A request without headers and body.
    pub fn new(method: Method, url: String) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            body: HttpBody::Empty,
            operation: None,
        }
    }
}

impl fmt::Debug for HttpRequest {
    // The query may carry a key and headers may carry a token: neither is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &address)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The body of a request.
pub enum HttpBody {
    /// None at all.
    Empty,
    /// All of it in memory.
    Bytes(Bytes),
    /// Piece by piece.
    Stream {
        /// The pieces.
        stream: ByteStream,
        /// How many bytes they are together, where that is known.
        length: Option<u64>,
    },
}

impl fmt::Debug for HttpBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::Stream { length, .. } => write!(f, "Stream({length:?})"),
        }
    }
}

/// An answer as it comes in, its body still on the way.
#[non_exhaustive]
pub struct HttpAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
}

impl HttpAnswer {
    /// An answer of these parts.
    pub fn new(status: StatusCode, headers: HeaderMap, body: ByteStream) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }
}

impl fmt::Debug for HttpAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpAnswer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: nothing was sent, so that any call may be made again.
    Connect,
    /// No connection, because TLS could not be agreed on: the server's certificate is not trusted, for example. It is
    /// never made again, for the same would come of it.
    Tls,
    /// The connection was lost before an answer came. The request may have arrived, so that only what does no harm is
    /// made again.
    Lost,
    /// An attempt took too long.
    Timeout,
    /// The call took too long, with all its attempts and the waits between them.
    TotalTimeout,
    /// The answer broke off while its body was read.
    Body,
    /// The answer is longer than the client reads.
    TooLong,
    /// Reading what was to be sent failed.
    Upload,
    /// Writing what was received failed.
    Save,
    /// Anything else. It is never made again.
    Other,
}

impl TransportErrorKind {
    /// Whether there was no connection.
    pub(crate) fn is_connect(self) -> bool {
        matches!(self, Self::Connect | Self::Tls)
    }
}

/// An exchange that failed without an answer, or in the middle of one.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

impl TransportError {
    /// An error with its cause, which must hold no secrets.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// An error of no special kind.
    #[cfg(feature = "reqwest")]
    pub(crate) fn other(source: impl Into<BoxError>) -> Self {
        Self::new(TransportErrorKind::Other, source)
    }

    /// What went wrong.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    // The whole chain in one line: the outermost cause alone says little (`error sending request`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cause: Option<&(dyn StdError + 'static)> = Some(&*self.source);
        let mut last = String::new();
        while let Some(error) = cause {
            let text = error.to_string();
            if !last.is_empty() && last.ends_with(&text) {
                break;
            }
            write!(f, "{}{text}", if last.is_empty() { "" } else { ": " })?;
            last = text;
            cause = error.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
