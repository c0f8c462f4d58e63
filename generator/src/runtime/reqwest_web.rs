//! The default transport in a browser: reqwest over `fetch`. TLS, redirects, connections and proxies are the browser's.
use super::transport::{
    BoxFuture, HttpAnswer, HttpBody, HttpRequest, Transport, TransportError, TransportErrorKind,
};
use super::{Error, Reach};
use ::reqwest::{Client, Response, Url};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

/// A transport over the browser's `fetch`. A body that is a stream is gathered before it is sent.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
}

impl fmt::Debug for ReqwestTransport {
    // reqwest shows its client's default headers, which may carry a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// A transport for any server: how long a connection may take is the browser's affair.
    ///
    /// # Errors
    ///
    /// When the client cannot be set up.
    pub fn new(_: Duration, _: Reach) -> Result<Self, Error> {
        match Client::builder().build() {
            Ok(client) => Ok(Self { client }),
            Err(error) => Err(Error::config(format!("fetch cannot be set up: {error}"))),
        }
    }

    /// A transport around a client of one's own.
    pub fn from_client(client: Client) -> Self {
        Self { client }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpAnswer, TransportError> {
        let url = Url::parse(&request.url).map_err(TransportError::other)?;
        let mut own = self
            .client
            .request(request.method, url)
            .headers(request.headers);
        if let Some(body) = gathered(request.body).await? {
            own = own.body(body);
        }
        match own.send().await {
            Ok(response) => Ok(to_answer(response)),
            Err(error) => Err(failed(error, TransportErrorKind::Other)),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(gloo_timers::future::sleep(duration))
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }

    // Workers and windows have the date in common, and no other clock.
    fn elapsed(&self) -> Duration {
        Duration::from_millis(js_sys::Date::now().max(0.0) as u64)
    }
}

/// `fetch` takes bodies in one piece.
async fn gathered(body: HttpBody) -> Result<Option<Bytes>, TransportError> {
    match body {
        HttpBody::Empty => Ok(None),
        HttpBody::Bytes(bytes) => Ok(Some(bytes)),
        HttpBody::Stream { mut stream, .. } => {
            let mut whole = BytesMut::new();
            while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
                whole.extend_from_slice(&piece?);
            }
            Ok(Some(whole.freeze()))
        }
    }
}

fn to_answer(response: Response) -> HttpAnswer {
    let (status, headers): (_, HeaderMap) = (response.status(), response.headers().clone());
    let body = Download(Box::pin(response.bytes_stream()));
    HttpAnswer::new(status, headers, Box::pin(body))
}

struct Download(Pin<Box<dyn Stream<Item = ::reqwest::Result<Bytes>>>>);

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.0.as_mut().poll_next(cx));
        let fault = |error| failed(error, TransportErrorKind::Body);
        Poll::Ready(piece.map(|piece| piece.map_err(fault)))
    }
}

/// The address is taken out of the error: its query may hold a key. A browser does not say whether anything was sent.
fn failed(error: ::reqwest::Error, kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, error.without_url())
}
