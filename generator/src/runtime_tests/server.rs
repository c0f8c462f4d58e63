//! A real HTTP server on loopback that answers as a test says and remembers what it saw.
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// The method.
    pub(super) method: String,
    /// Path and query as sent.
    pub(super) target: String,
    /// The headers.
    pub(super) headers: http::HeaderMap,
    /// The whole body.
    pub(super) body: Bytes,
}

impl Seen {
    /// A header's text; empty where it is missing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// An answer.
pub(super) type Reply = http::Response<Bytes>;

/// JSON with a status.
pub(super) fn json(status: u16, value: &serde_json::Value) -> Reply {
    reply(status, "application/json", value.to_string())
}

/// Anything with a status and a content type; an empty type is left out.
pub(super) fn reply(status: u16, content_type: &str, body: impl Into<Bytes>) -> Reply {
    let mut reply = http::Response::new(body.into());
    *reply.status_mut() = http::StatusCode::from_u16(status).unwrap();
    if !content_type.is_empty() {
        reply
            .headers_mut()
            .insert("content-type", content_type.parse().unwrap());
    }
    reply
}

/// The server.
pub(super) struct Server {
    /// Where it listens: `http://127.0.0.1:…`.
    pub(super) url: String,
    log: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Starts a server on a free port.
    pub(super) async fn start(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let (answer, own) = (Arc::new(answer), Arc::clone(&log));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&own));
                let service = service_fn(move |request| {
                    serve(request, Arc::clone(&answer), Arc::clone(&log))
                });
                tokio::spawn(async move {
                    // A client that goes away is part of some tests.
                    let _ = hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(socket), service)
                        .await;
                });
            }
        });
        Self { url, log }
    }

    /// All requests so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(super) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }
}

async fn serve<F: Fn(&Seen) -> Reply>(
    request: http::Request<Incoming>,
    answer: Arc<F>,
    log: Arc<Mutex<Vec<Seen>>>,
) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let seen = Seen {
        method: parts.method.to_string(),
        target: parts.uri.to_string(),
        headers: parts.headers,
        body: body
            .collect()
            .await
            .map(http_body_util::Collected::to_bytes)
            .unwrap_or_default(),
    };
    log.lock().unwrap().push(seen.clone());
    Ok(answer(&seen).map(Full::new))
}
