//! A transport that answers by a script and whose clock moves only when somebody waits: no test of time takes time.
use crate::runtime::transport::{BoxFuture, ByteStream};
use crate::runtime::{
    Client, ClientBuilder, HttpAnswer, HttpRequest, Transport, TransportError, TransportErrorKind,
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::collections::VecDeque;
use std::future::{pending, ready};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

/// The time of day when the clock starts: 6 November 1994, 08:49:37.
pub(super) const START: u64 = 784_111_777;

/// What comes of an attempt.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// An answer: status, headers, body.
    Answer(u16, Vec<(&'static str, String)>, &'static str),
    /// An answer whose body breaks off, or never ends where there is no fault.
    Cut(u16, Option<TransportErrorKind>),
    /// No answer.
    Fault(TransportErrorKind),
    /// Nothing at all, for ever.
    Stall,
}

/// An answer without headers.
pub(super) fn answer(status: u16, body: &'static str) -> Step {
    Step::Answer(status, Vec::new(), body)
}

/// The transport. Clones are the same one.
#[derive(Clone)]
pub(super) struct Script(Arc<Mutex<State>>);

struct State {
    steps: VecDeque<Step>,
    passed: Duration,
    sent: Vec<Duration>,
    /// Held by every future that is under way.
    alive: Arc<()>,
    /// Whether waiting moves the clock.
    runs: bool,
}

impl Script {
    /// Goes through the steps; the last one is repeated.
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self(Arc::new(Mutex::new(State {
            steps: steps.into_iter().collect(),
            passed: Duration::ZERO,
            sent: Vec::new(),
            alive: Arc::new(()),
            runs: true,
        })))
    }

    /// Settings of a client that uses the script.
    pub(super) fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url("https://h.example")
            .token("t")
            .transport(self.clone())
    }

    /// Stops the clock.
    pub(super) fn stop(&self) {
        self.state().runs = false;
    }

    /// When requests were sent, in milliseconds.
    pub(super) fn sent(&self) -> Vec<u128> {
        self.state().sent.iter().map(Duration::as_millis).collect()
    }

    /// How many futures and bodies of the transport are there.
    pub(super) fn under_way(&self) -> usize {
        Arc::strong_count(&self.state().alive) - 1
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl Transport for Script {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async {
            let (step, alive) = {
                let mut state = self.state();
                let now = state.passed;
                state.sent.push(now);
                let last = state.steps.len() == 1;
                let step = if last {
                    state.steps.front().cloned()
                } else {
                    state.steps.pop_front()
                };
                (step.unwrap(), Arc::clone(&state.alive))
            };
            let body = |pieces: Vec<Piece>| -> ByteStream { Box::pin(Body(pieces.into(), alive)) };
            let (status, headers, body) = match step {
                Step::Stall => return pending().await,
                Step::Fault(kind) => return ready(Err(fault(kind))).await,
                Step::Answer(status, headers, text) => {
                    (status, headers, body(vec![Piece::Bytes(text.into())]))
                }
                Step::Cut(status, kind) => {
                    let end = kind.map_or(Piece::Stall, Piece::Fault);
                    let pieces = vec![Piece::Bytes("{\"code\":".into()), end];
                    (status, Vec::new(), body(pieces))
                }
            };
            let headers: HeaderMap = headers
                .into_iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
                .collect();
            let status = StatusCode::from_u16(status).unwrap();
            Ok(HttpAnswer::new(status, headers, body))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let (until, alive) = {
            let state = self.state();
            (state.passed + duration, Arc::clone(&state.alive))
        };
        Box::pin(async move {
            if !self.state().runs {
                pending::<()>().await;
            }
            let mut state = self.state();
            state.passed = state.passed.max(until);
            drop(alive);
        })
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(START) + self.state().passed
    }

    fn elapsed(&self) -> Duration {
        self.state().passed
    }
}

enum Piece {
    Bytes(Bytes),
    Fault(TransportErrorKind),
    Stall,
}

struct Body(VecDeque<Piece>, #[allow(dead_code)] Arc<()>);

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop_front() {
            None => Poll::Ready(None),
            Some(Piece::Bytes(bytes)) => Poll::Ready(Some(Ok(bytes))),
            Some(Piece::Fault(kind)) => Poll::Ready(Some(Err(fault(kind)))),
            Some(Piece::Stall) => {
                self.0.push_front(Piece::Stall);
                Poll::Pending
            }
        }
    }
}

fn fault(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, std::io::Error::other("a fault"))
}
