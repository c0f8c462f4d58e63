//! Answers from a recording: each exchange once, and nothing else.
use super::mock_answer::Pieces;
use super::mock_clock::Clock;
use super::recorder::ask;
use super::recording::{Asked, Body, Exchange, Outcome, Reply, read};
use super::transport::{BoxFuture, ByteStream};
use super::{
    Client, ClientBuilder, HttpAnswer, HttpRequest, Transport, TransportError, TransportErrorKind,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::fmt::{self, Write as _};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Answers calls from what a [`Recorder`](super::Recorder) saved, without a network.
///
/// A request is taken by method, path, query and body, each recorded exchange once; of several that fit, the earliest. A
/// call that fits none fails. Secrets are compared as `[redacted]`, so that any token will do, and answers hold
/// `[redacted]` for them. The clock is a virtual one: waits take no time. Dropping it verifies it.
pub struct Replay(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    clock: Arc<Clock>,
}

struct State {
    /// Those that are used are taken out.
    left: Vec<Option<Exchange>>,
    unexpected: Vec<String>,
    verified: bool,
}

impl Replay {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is no recording ([`io::ErrorKind::InvalidData`]).
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        Self::parse(&std::fs::read_to_string(path)?)
    }

    /// Reads a file's text, such as [`Recorder::to_json`](super::Recorder::to_json) gives.
    ///
    /// # Errors
    ///
    /// When it is no recording ([`io::ErrorKind::InvalidData`]).
    pub fn parse(text: &str) -> io::Result<Self> {
        let exchanges =
            read(text).map_err(|fault| io::Error::new(io::ErrorKind::InvalidData, fault))?;
        let state = State {
            left: exchanges.into_iter().map(Some).collect(),
            unexpected: Vec::new(),
            verified: false,
        };
        Ok(Self(Arc::new(Inner {
            state: Mutex::new(state),
            clock: Arc::default(),
        })))
    }

    /// A client that is answered from the recording.
    ///
    /// # Panics
    ///
    /// Never: its settings are fixed and good.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder()
            .build()
            .expect("the settings of the replay's client are fixed and good")
    }

    /// The settings of [`Self::client`], to change some.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url("https://replay.invalid")
            .token("a token that replays need not have")
            .transport(ReplayTransport(Arc::clone(&self.0)))
    }

    /// Checks that every recorded exchange was used and nothing else was called.
    ///
    /// # Panics
    ///
    /// When it was not so; the message lists what was left over and what was not expected.
    pub fn verify(&self) {
        let mut state = self.0.state();
        state.verified = true;
        let report = state.report();
        // A panic under the lock would poison it for the clients.
        drop(state);
        assert!(
            report.is_empty(),
            "the recording was not used as it was made:\n{report}"
        );
    }
}

impl Drop for Replay {
    // A second panic would abort the test and hide the first.
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.0.state().verified {
            self.verify();
        }
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").finish_non_exhaustive()
    }
}

impl Inner {
    // Nothing that may panic runs under the lock.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn report(&self) -> String {
        let mut out = String::new();
        for left in self.left.iter().flatten() {
            let Asked { method, path, .. } = &left.asked;
            let _ = writeln!(out, "- recorded and not called: {method} {path}");
        }
        for text in &self.unexpected {
            let _ = writeln!(out, "- {text}");
        }
        out
    }

    fn take(&mut self, asked: &Asked) -> Result<Outcome, String> {
        let mut near = String::new();
        for slot in &mut self.left {
            let Some(left) = slot else { continue };
            let Some(what) = left.asked.difference(asked) else {
                let outcome = left.outcome.clone();
                *slot = None;
                return Ok(outcome);
            };
            if left.asked.operation == asked.operation {
                let _ = write!(
                    near,
                    "\n    recorded with another {what}: {}",
                    left.asked.path
                );
            }
        }
        if near.is_empty() {
            near.push_str("\n    nothing like it is left in the recording");
        }
        let text = format!("unexpected call {} {}{near}", asked.method, asked.path);
        self.unexpected.push(text.clone());
        Err(text)
    }
}

struct ReplayTransport(Arc<Inner>);

impl Transport for ReplayTransport {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let busy = self.0.clock.busy();
            let (asked, _) = ask(&mut request).await?;
            drop(busy);
            let taken = self.0.state().take(&asked);
            let outcome =
                taken.map_err(|text| TransportError::new(TransportErrorKind::Other, text))?;
            match outcome {
                Outcome::Answer(reply) => Ok(answer(&reply, None)),
                Outcome::Cut(reply, kind) => Ok(answer(&reply, Some(kind))),
                Outcome::Fault(kind) => Err(fault(kind)),
            }
        })
    }

    fn hold(&self) -> Option<Box<dyn Send + Sync>> {
        Some(Box::new(self.0.clock.busy()))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(self.0.clock.wait(duration, true))
    }

    fn now(&self) -> SystemTime {
        self.0.clock.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.clock.passed()
    }
}

fn answer(reply: &Reply, cut: Option<TransportErrorKind>) -> HttpAnswer {
    let mut headers = HeaderMap::new();
    for (name, value) in &reply.headers {
        let pair = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        );
        if let (Ok(name), Ok(value)) = pair {
            headers.append(name, value);
        }
    }
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut pieces = Vec::new();
    if reply.body != Body::Empty {
        pieces.push(Ok(reply.body.bytes()));
    }
    pieces.extend(cut.map(|kind| Err(fault(kind))));
    let body: ByteStream = Box::pin(Pieces(pieces.into()));
    HttpAnswer::new(status, headers, body)
}

fn fault(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "it failed so when it was recorded")
}
