//! The default transport: reqwest.
use super::known_origin::KnownOrigin;
use super::redirect::{self, Hop};
use super::tls;
use super::transport::{
    BoxFuture, ByteStream, HttpAnswer, HttpBody, HttpRequest, Transport, TransportError,
    TransportErrorKind,
};
use super::{Error, Reach};
use ::reqwest::{Body, Client, Request, Response};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, Method, header};
use http_body::{Body as _, Frame, SizeHint};
use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Instant;

/// The longest address in bytes: what `http::Uri` takes.
const LONGEST: usize = 65_534;

/// A transport with a connection pool of its own. It needs a tokio runtime.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
    /// What another client, with connections of its own, is made of.
    origin: Origin,
    known: Arc<KnownOrigin>,
}

#[derive(Clone)]
enum Origin {
    Settings(Duration, Reach),
    Given { for_blocking: Option<Client> },
}

impl fmt::Debug for ReqwestTransport {
    // reqwest shows its client's default headers, which may carry a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// A transport for such servers.
    ///
    /// # Errors
    ///
    /// When the platform has no certificates to trust, or no TLS is compiled in, and it is needed.
    pub fn new(connect_timeout: Duration, reach: Reach) -> Result<Self, Error> {
        let mut builder = tls::set_up(Client::builder(), reach)?
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .referer(false)
            .connect_timeout(connect_timeout);
        if reach == Reach::Loopback {
            builder = builder.no_proxy();
        }
        Ok(Self {
            client: builder.build().map_err(|error| tls::failed(&error))?,
            origin: Origin::Settings(connect_timeout, reach),
            known: Arc::default(),
        })
    }

    /// A transport around a client with settings of its own (proxies, certificates, addresses).
    ///
    /// Its redirects and retries should be off: this crate sees to them.
    pub fn from_client(client: Client) -> Self {
        Self {
            client,
            origin: Origin::Given { for_blocking: None },
            known: Arc::default(),
        }
    }

    /// Gives blocking calls a client of their own, in place of the one of [`ReqwestTransport::from_client`].
    ///
    /// Needed only by programs that make blocking calls within an async function, beside others that they await:
    /// while the thread of a runtime is blocked, connections that were made on it stand still.
    #[must_use]
    pub fn blocking_client(mut self, client: Client) -> Self {
        self.origin = Origin::Given {
            for_blocking: Some(client),
        };
        self
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::other(
                "reqwest needs a tokio runtime, and there is none here",
            ));
        }
        let HttpRequest {
            method,
            url,
            mut headers,
            body,
            operation: _,
        } = request;
        let mut url = self.known.parse(&url).map_err(TransportError::other)?;
        let length = url.as_str().len();
        if length > LONGEST {
            let text = format!(
                "the address has {length} bytes, and {LONGEST} are the most that can be sent"
            );
            return Err(TransportError::other(text));
        }
        let may_follow = matches!(body, HttpBody::Empty) && redirect::is_safe(&method);
        if says_nothing(&method, &body) {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut body = to_body(body);
        for _ in 0..=redirect::MOST {
            let mut request = Request::new(method.clone(), url.clone());
            request.headers_mut().clone_from(&headers);
            *request.body_mut() = body.take();
            let response = self
                .client
                .execute(request)
                .await
                .map_err(|error| failed(error, TransportErrorKind::Lost))?;
            match redirect::next(&url, response.status(), response.headers()) {
                Some(Hop { to, same_origin }) if may_follow => {
                    if !same_origin {
                        headers = redirect::for_strangers(&headers);
                    }
                    url = to;
                }
                _ => return Ok(to_answer(response)),
            }
        }
        Err(TransportError::other("too many redirects"))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn for_blocking(&self) -> Result<Option<Arc<dyn Transport>>, Error> {
        Ok(match &self.origin {
            Origin::Settings(connect_timeout, reach) => {
                Some(Arc::new(Self::new(*connect_timeout, *reach)?))
            }
            Origin::Given { for_blocking } => for_blocking
                .clone()
                .map(|client| -> Arc<dyn Transport> { Arc::new(Self::from_client(client)) }),
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        // Made when polled: where there is no runtime, `send` says so before anyone waits.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }

    // By the clock of `sleep`, which a test may have paused.
    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }
}

/// Whether the length of 0 is to be sent, which hyper leaves out (RFC 9110, section 8.6).
fn says_nothing(method: &Method, body: &HttpBody) -> bool {
    match body {
        HttpBody::Empty => matches!(*method, Method::POST | Method::PUT | Method::PATCH),
        HttpBody::Bytes(bytes) => bytes.is_empty(),
        HttpBody::Stream { .. } => false,
    }
}

fn to_body(body: HttpBody) -> Option<Body> {
    match body {
        HttpBody::Empty => None,
        HttpBody::Bytes(bytes) => Some(bytes.into()),
        HttpBody::Stream { stream, length } => Some(Body::wrap(Upload {
            stream: Mutex::new(stream),
            left: length,
        })),
    }
}

fn to_answer(response: Response) -> HttpAnswer {
    let (parts, body) = http::Response::<Body>::from(response).into_parts();
    HttpAnswer::new(parts.status, parts.headers, Box::pin(Download(body)))
}

/// A body of known or unknown length. The mutex makes it `Sync`, which reqwest asks for; it is never locked.
struct Upload {
    stream: Mutex<ByteStream>,
    left: Option<u64>,
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let stream = self
            .stream
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let piece = ready!(stream.as_mut().poll_next(cx));
        if let (Some(Ok(piece)), Some(left)) = (&piece, &mut self.left) {
            *left = left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.left
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

struct Download(Body);

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(failed(error, TransportErrorKind::Body))));
                }
                Some(Ok(frame)) => {
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
    }
}

/// The address is taken out of the error: its query may hold a key.
fn failed(error: ::reqwest::Error, otherwise: TransportErrorKind) -> TransportError {
    let kind = match own_cause(&error) {
        Some(kind) => kind,
        None if error.is_connect() && tls::refuses(&error) => TransportErrorKind::Tls,
        None if error.is_connect() => TransportErrorKind::Connect,
        None if error.is_timeout() => TransportErrorKind::Timeout,
        None if error.is_builder() || error.is_redirect() => TransportErrorKind::Other,
        None => otherwise,
    };
    TransportError::new(kind, error.without_url())
}

/// An error of ours that went down with a body and comes up with the failure.
fn own_cause(error: &::reqwest::Error) -> Option<TransportErrorKind> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(own) = error.downcast_ref::<TransportError>() {
            return Some(own.kind());
        }
        cause = error.source();
    }
    None
}
