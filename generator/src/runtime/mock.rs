//! The mock: a transport in memory that answers as a test says, and tells what did not go as expected.
use super::mock_clock::Clock;
use super::mock_expectation::{Expectation, Rule};
use super::mock_request::MockRequest;
use super::transport::BoxFuture;
use super::{
    Client, ClientBuilder, HttpAnswer, HttpRequest, Operation, ResponseValidation, Transport,
    TransportError, TransportErrorKind,
};
use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Answers calls in memory. Each expectation is for one operation, named by its type in `operations`.
///
/// Its clock is a virtual one: delays, retries and timeouts take no time. Dropping it verifies it.
pub struct Mock(Arc<Shared>);

/// What the mock and its clients share.
pub(crate) struct Shared {
    state: Mutex<State>,
    clock: Arc<Clock>,
}

/// What was expected, and what came.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) rules: Vec<Rule>,
    calls: Vec<MockRequest>,
    unexpected: Vec<String>,
    verified: bool,
}

impl Mock {
    /// A mock that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Shared {
            state: Mutex::default(),
            clock: Arc::default(),
        }))
    }

    /// A client of this mock. It checks answers strictly, so that a mock cannot answer what the API never would.
    ///
    /// # Panics
    ///
    /// Never: its settings are fixed and good.
    #[must_use]
    pub fn client(&self) -> Client {
        self.builder()
            .build()
            .expect("the settings of the mock's client are fixed and good")
    }

    /// The settings of [`Self::client`], to change some.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .base_url("https://mock.invalid")
            .token("mock")
            .response_validation(ResponseValidation::Strict)
            .transport(MockTransport(Arc::clone(&self.0)))
    }

    /// Expects calls of an operation: as many as it gets answers, unless told otherwise.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn on<Op: Operation>(&self) -> Expectation<Op> {
        let mut state = self.0.state();
        state.rules.push(Rule::new(Op::META));
        let at = state.rules.len() - 1;
        drop(state);
        Expectation {
            shared: Arc::clone(&self.0),
            at,
            operation: PhantomData,
        }
    }

    /// All requests so far, one for each attempt, in order.
    #[must_use]
    pub fn calls(&self) -> Vec<MockRequest> {
        self.0.state().calls.clone()
    }

    /// The waits that came to their end: those between attempts, and time limits that ran out.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.0.clock.slept()
    }

    /// Checks that every expectation was met and nothing else was called.
    ///
    /// # Panics
    ///
    /// When it was not so; the message lists what is missing and what was not expected.
    pub fn verify(&self) {
        let mut state = self.0.state();
        state.verified = true;
        let report = state.report();
        // A panic under the lock would poison it for the clients.
        drop(state);
        assert!(
            report.is_empty(),
            "the mock was not used as expected:\n{report}"
        );
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Mock {
    // A second panic would abort the test and hide the first.
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.0.state().verified {
            self.verify();
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}

impl Shared {
    // A closure of the test may panic while it is asked; the state is whole all the same.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn report(&self) -> String {
        let mut out = String::new();
        for rule in &self.rules {
            if let Some(fault) = rule.unmet() {
                let _ = writeln!(out, "- {fault}");
            }
        }
        for text in &self.unexpected {
            let _ = writeln!(out, "- {text}");
        }
        out
    }

    /// The rule that takes the request: of several the most literal path, then the first.
    fn choose(&self, request: &HttpRequest, seen: &MockRequest) -> Result<usize, String> {
        let mut best: Option<(usize, usize)> = None;
        let mut why = String::new();
        for (at, rule) in self.rules.iter().enumerate() {
            match rule.refusal(request, seen) {
                None => {
                    let rank = rule.meta.path.matches('{').count();
                    if best.is_none_or(|(least, _)| rank < least) {
                        best = Some((rank, at));
                    }
                }
                Some(reason) => {
                    let _ = write!(why, "\n    {}: {reason}", rule.meta.id);
                }
            }
        }
        best.map(|(_, at)| at).ok_or_else(|| {
            if why.is_empty() {
                why.push_str("\n    nothing is expected");
            }
            format!("unexpected call {} {}{why}", seen.method, seen.path)
        })
    }
}

struct MockTransport(Arc<Shared>);

impl Transport for MockTransport {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let busy = self.0.clock.busy();
            let mut seen = MockRequest::read(&mut request).await?;
            drop(busy);
            let answer = {
                let mut state = self.0.state();
                let chosen = state.choose(&request, &seen);
                let answer = chosen.map(|at| {
                    let rule = &mut state.rules[at];
                    seen.name(rule.meta);
                    rule.next(&seen)
                });
                state.calls.push(seen);
                answer.map_err(|text| {
                    state.unexpected.push(text.clone());
                    TransportError::new(TransportErrorKind::Other, text)
                })?
            };
            answer.play(&self.0.clock).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(self.0.clock.wait(duration, true))
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.0.clock.passed()
    }

    fn elapsed(&self) -> Duration {
        self.0.clock.passed()
    }
}
