//! Records what passes a transport, without the secrets, for a test to replay.
use super::mock_answer::Pieces;
use super::mock_request::MockRequest;
use super::recording::{Asked, Body, Exchange, Outcome, Reply, write};
use super::redact::{REDACTED, Secrets, may_hold};
use super::transport::{BoxFuture, ByteStream};
use super::{
    AnswerMeta, HttpAnswer, HttpBody, HttpRequest, Location, OperationMeta, Schema, Transport,
    TransportError,
};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use serde_json::Value;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Remembers what a client's transport does, to be saved for [`Replay`](super::Replay): see
/// [`ClientBuilder::record`](super::ClientBuilder::record).
///
/// Tokens, keys, cookies, headers marked as sensitive, and what the document or its configuration calls secret are
/// replaced by `[redacted]` when an exchange is remembered, and so are these texts wherever else they stand. Of a
/// request's headers none is kept. What is secret and called so nowhere stays: read a file before you commit it. Clones
/// record to the same list. Bodies are held in memory.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Exchanges>);

/// In the order in which requests began; `None` while one is under way.
type Exchanges = Mutex<Vec<Option<Exchange>>>;

impl Recorder {
    /// A recorder that has recorded nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The exchanges so far as JSON. Those under way are left out.
    #[must_use]
    pub fn to_json(&self) -> String {
        let exchanges: Vec<Exchange> = self.exchanges().iter().flatten().cloned().collect();
        write(&exchanges)
    }

    /// Writes the exchanges so far to a file, in place of what it held.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        std::fs::write(path, self.to_json())
    }

    /// A transport that passes everything on to another and remembers it.
    pub(crate) fn around(&self, transport: Arc<dyn Transport>) -> Arc<dyn Transport> {
        Arc::new(Recording {
            recorder: self.clone(),
            transport,
        })
    }

    fn exchanges(&self) -> MutexGuard<'_, Vec<Option<Exchange>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for an exchange that begins.
    fn begin(&self) -> usize {
        let mut all = self.exchanges();
        all.push(None);
        all.len() - 1
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("exchanges", &self.exchanges().len())
            .finish()
    }
}

struct Recording {
    recorder: Recorder,
    transport: Arc<dyn Transport>,
}

impl Transport for Recording {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let at = self.recorder.begin();
            let meta = request.operation;
            let (asked, mut secrets) = ask(&mut request).await?;
            let sent = self.transport.send(request).await;
            let (outcome, result) = match sent {
                Err(error) => (Outcome::Fault(error.kind()), Err(error)),
                Ok(answer) => receive(meta, &mut secrets, answer).await,
            };
            self.recorder.exchanges()[at] = Some(clean(&secrets, asked, outcome));
            result
        })
    }

    fn for_blocking(&self) -> Result<Option<Arc<dyn Transport>>, super::Error> {
        let own = self.transport.for_blocking()?;
        Ok(own.map(|own| self.recorder.around(own)))
    }

    fn hold(&self) -> Option<Box<dyn Send + Sync>> {
        self.transport.hold()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(duration)
    }

    fn now(&self) -> SystemTime {
        self.transport.now()
    }

    fn elapsed(&self) -> Duration {
        self.transport.elapsed()
    }
}

/// A request without its secrets. Its body is read, and put back whole.
pub(crate) async fn ask(request: &mut HttpRequest) -> Result<(Asked, Secrets), TransportError> {
    let mut secrets = Secrets::of(request);
    let had_body = !matches!(request.body, HttpBody::Empty);
    let mut seen = MockRequest::read(request).await?;
    if had_body {
        request.body = HttpBody::Bytes(seen.body.clone());
    }
    let meta = request.operation;
    hide_params(meta, &mut seen, &mut secrets);
    let schema = meta
        .and_then(|meta| meta.body.as_ref())
        .map(|body| body.schema);
    let body = without_boundary(&seen.headers, seen.body);
    let body = take_apart(schema, &body, &mut secrets);
    let asked = Asked {
        operation: seen.operation.map(str::to_owned),
        method: seen.method.to_string(),
        path: seen.path,
        query: seen.query,
        body,
    };
    // Once more when the answer's secrets are known; this time so that a replay compares like with like.
    Ok((clean_asked(&secrets, asked), secrets))
}

/// Blanks parameters that are secret.
fn hide_params(
    meta: Option<&'static OperationMeta>,
    seen: &mut MockRequest,
    secrets: &mut Secrets,
) {
    let params = meta.map_or(&[][..], |meta| meta.params);
    for param in params.iter().filter(|param| may_hold(&param.schema)) {
        match param.location {
            Location::Query => {
                for (name, value) in &mut seen.query {
                    // A list's name may have brackets behind it.
                    if name.split('[').next() == Some(param.name) {
                        secrets.add(value);
                        REDACTED.clone_into(value);
                    }
                }
            }
            Location::Path => {
                let values = seen
                    .path_params
                    .iter()
                    .filter(|(name, _)| name == param.name);
                for (_, value) in values {
                    secrets.add(value);
                    let encoded = super::percent::encode_component(value);
                    seen.path = seen
                        .path
                        .replace(&format!("/{encoded}"), &format!("/{REDACTED}"));
                }
            }
            Location::Header => {
                if let Some(value) = seen.header(param.name) {
                    secrets.add(value);
                }
            }
            // The whole header is removed.
            Location::Cookie => {}
        }
    }
}

/// A multipart body with a fixed boundary for the random one.
fn without_boundary(headers: &HeaderMap, body: Bytes) -> Bytes {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    match kind.split_once("boundary=") {
        Some((_, boundary)) if kind.starts_with("multipart/") && !boundary.is_empty() => {
            replace(&body, boundary.trim_matches('"').as_bytes(), b"boundary")
        }
        _ => body,
    }
}

fn replace(body: &[u8], old: &[u8], new: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        if body[at..].starts_with(old) {
            out.extend_from_slice(new);
            at += old.len();
        } else {
            out.extend_from_slice(&body[at..=at]);
            at += 1;
        }
    }
    out.freeze()
}

/// A body in the form that is best read, without what its schema calls secret.
fn take_apart(schema: Option<&'static Schema>, body: &Bytes, secrets: &mut Secrets) -> Body {
    if body.is_empty() {
        return Body::Empty;
    }
    if let Ok(mut value) = serde_json::from_slice::<Value>(body) {
        if let Some(schema) = schema {
            secrets.take(schema, &mut value);
        }
        return Body::Json(value);
    }
    // Forms, and JSON that broke off, cannot be taken apart by schema.
    if schema.is_some_and(may_hold) {
        return Body::Removed;
    }
    match std::str::from_utf8(body) {
        Ok(text) => Body::Text(text.to_owned()),
        Err(_) => Body::Binary(body.clone()),
    }
}

async fn receive(
    meta: Option<&'static OperationMeta>,
    secrets: &mut Secrets,
    answer: HttpAnswer,
) -> (Outcome, Result<HttpAnswer, TransportError>) {
    let HttpAnswer {
        status,
        headers,
        body,
    } = answer;
    let (bytes, fault) = drain(body).await;
    for value in headers.get_all(header::SET_COOKIE) {
        let text = String::from_utf8_lossy(value.as_bytes());
        let pair = text.split(';').next().unwrap_or_default();
        secrets.add(pair.split_once('=').map_or(pair, |(_, value)| value));
    }
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok());
    let row = meta.and_then(|meta| AnswerMeta::of(meta.answers, status.as_u16(), kind));
    let schema = row.map(|row| row.schema);
    let reply = Reply {
        status: status.as_u16(),
        headers: kept(&headers),
        body: take_apart(schema, &bytes, secrets),
    };
    let mut pieces = vec![Ok(bytes)];
    let outcome = match fault {
        None => Outcome::Answer(reply),
        Some(error) => {
            let kind = error.kind();
            pieces.push(Err(error));
            Outcome::Cut(reply, kind)
        }
    };
    let body: ByteStream = Box::pin(Pieces(pieces.into()));
    (outcome, Ok(HttpAnswer::new(status, headers, body)))
}

async fn drain(mut stream: ByteStream) -> (Bytes, Option<TransportError>) {
    let mut body = BytesMut::new();
    loop {
        match poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
            None => return (body.freeze(), None),
            Some(Ok(piece)) => body.extend_from_slice(&piece),
            Some(Err(error)) => return (body.freeze(), Some(error)),
        }
    }
}

/// Headers without cookies, and without those of framing: the body is written anew.
fn kept(headers: &HeaderMap) -> Vec<(String, String)> {
    let dropped = [
        header::SET_COOKIE,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
    ];
    let kept = headers
        .iter()
        .filter(|(name, value)| !dropped.contains(name) && !value.is_sensitive());
    kept.filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect()
}

/// The exchange without any text that turned out to be secret.
fn clean(secrets: &Secrets, asked: Asked, outcome: Outcome) -> Exchange {
    let clean = |reply: Reply| Reply {
        status: reply.status,
        headers: clean_pairs(secrets, reply.headers),
        body: clean_body(secrets, reply.body),
    };
    Exchange {
        asked: clean_asked(secrets, asked),
        outcome: match outcome {
            Outcome::Answer(reply) => Outcome::Answer(clean(reply)),
            Outcome::Cut(reply, kind) => Outcome::Cut(clean(reply), kind),
            Outcome::Fault(kind) => Outcome::Fault(kind),
        },
    }
}

fn clean_asked(secrets: &Secrets, asked: Asked) -> Asked {
    Asked {
        operation: asked.operation,
        method: asked.method,
        path: secrets.scrub(&asked.path),
        query: clean_pairs(secrets, asked.query),
        body: clean_body(secrets, asked.body),
    }
}

fn clean_pairs(secrets: &Secrets, pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (secrets.scrub(&name), secrets.scrub(&value)))
        .collect()
}

fn clean_body(secrets: &Secrets, body: Body) -> Body {
    match body {
        Body::Json(mut value) => {
            secrets.scrub_value(&mut value);
            Body::Json(value)
        }
        Body::Text(text) => Body::Text(secrets.scrub(&text)),
        Body::Binary(bytes) if secrets.is_in(&bytes) => Body::Removed,
        whole @ (Body::Empty | Body::Binary(_) | Body::Removed) => whole,
    }
}
