//! The mock: a transport in memory that answers as a test says, and tells what did not go as expected.
use super::mock_answer::MockAnswer;
use super::mock_clock::Clock;
use super::mock_expectation::Expectation;
use super::mock_request::MockRequest;
use super::mock_rule::{Condition, Reply, Rule};
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
    // Nothing that may panic runs under the lock, and the state is whole whatever happens.
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

    /// The expectations of an operation, with their conditions: those are asked without the lock, since they are the
    /// test's own code and may use the mock.
    fn candidates(&self, seen: &MockRequest) -> Vec<(usize, Vec<(String, Condition)>)> {
        let all = self.rules.iter().enumerate();
        all.filter(|(_, rule)| Some(rule.meta.id) == seen.operation)
            .map(|(at, rule)| (at, rule.conditions.clone()))
            .collect()
    }

    /// Takes an answer of the first expectation whose conditions hold and that is not used up.
    fn take(
        &mut self,
        seen: &MockRequest,
        asked: &[(usize, Option<String>)],
    ) -> Result<Reply, String> {
        let mut why = Vec::new();
        for (at, failed) in asked {
            let rule = &mut self.rules[*at];
            let taken = match failed {
                Some(what) => Err(format!("{what} does not hold")),
                None => rule.next(),
            };
            match taken {
                Ok(reply) => return Ok(reply),
                Err(reason) => why.push(reason),
            }
        }
        if why.is_empty() {
            why.push("no call of this operation is expected".to_owned());
        }
        let named = seen.operation.unwrap_or("of no operation");
        Err(format!(
            "unexpected call {named}, {} {}: {}",
            seen.method,
            seen.path,
            why.join("; ")
        ))
    }
}

impl Shared {
    fn answer(&self, seen: &MockRequest) -> Result<MockAnswer, TransportError> {
        let candidates = self.state().candidates(seen);
        let asked: Vec<(usize, Option<String>)> = candidates
            .into_iter()
            .map(|(at, conditions)| {
                let failed = conditions.into_iter().find(|(_, is)| !is(seen));
                (at, failed.map(|(what, _)| what))
            })
            .collect();
        let mut state = self.state();
        let taken = state.take(seen, &asked);
        if let Err(text) = &taken {
            state.unexpected.push(text.clone());
        }
        state.calls.push(seen.clone());
        // The answer may come from a closure of the test, which may use the mock.
        drop(state);
        let reply = taken.map_err(|text| TransportError::new(TransportErrorKind::Other, text))?;
        Ok(reply(seen))
    }
}

struct MockTransport(Arc<Shared>);

impl Transport for MockTransport {
    fn send(&self, mut request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let busy = self.0.clock.busy();
            let seen = MockRequest::read(&mut request).await?;
            drop(busy);
            let answer = self.0.answer(&seen)?;
            answer.play(&self.0.clock).await
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
