//! What a test expects of one operation: which calls, how many, and their answers.
use super::mock::Shared;
use super::mock_answer::MockAnswer;
use super::mock_request::{MockRequest, path_params};
use super::{HttpRequest, Operation, OperationMeta, Wire};
use http::StatusCode;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

type Condition = Box<dyn Fn(&MockRequest) -> bool + Send + Sync>;
type Reply = Box<dyn Fn(&MockRequest) -> MockAnswer + Send + Sync>;

/// How many calls an expectation takes.
#[derive(Debug, Clone, Copy)]
enum Times {
    /// One for each answer.
    Answers,
    Exactly(usize),
    Any,
}

/// An expectation as the mock keeps it.
pub(crate) struct Rule {
    pub(crate) meta: &'static OperationMeta,
    conditions: Vec<Condition>,
    replies: Vec<Reply>,
    times: Times,
    used: usize,
}

impl Rule {
    pub(crate) fn new(meta: &'static OperationMeta) -> Self {
        Self {
            meta,
            conditions: Vec::new(),
            replies: Vec::new(),
            times: Times::Answers,
            used: 0,
        }
    }

    fn most(&self) -> Option<usize> {
        match self.times {
            Times::Answers => Some(self.replies.len()),
            Times::Exactly(times) => Some(times),
            Times::Any => None,
        }
    }

    /// Why the rule does not take the request.
    pub(crate) fn refusal(&self, request: &HttpRequest, seen: &MockRequest) -> Option<String> {
        let Some(params) = path_params(self.meta.path, &seen.path) else {
            return Some(format!("its path is {}", self.meta.path));
        };
        if request.method != self.meta.method {
            return Some(format!("its method is {}", self.meta.method));
        }
        if self.replies.is_empty() {
            return Some("it has no answer".to_owned());
        }
        if let Some(most) = self.most().filter(|most| self.used >= *most) {
            return Some(format!("it was called {most} times already"));
        }
        let mut named = seen.clone();
        named.operation = Some(self.meta.id);
        named.path_params = params;
        let failed = self
            .conditions
            .iter()
            .position(|condition| !condition(&named));
        failed.map(|at| format!("its condition {} does not hold", at + 1))
    }

    /// The next answer; the last one is repeated.
    pub(crate) fn next(&mut self, seen: &MockRequest) -> MockAnswer {
        let at = self.used.min(self.replies.len() - 1);
        self.used += 1;
        self.replies[at](seen)
    }

    pub(crate) fn unmet(&self) -> Option<String> {
        let most = self.most()?;
        let OperationMeta {
            id, method, path, ..
        } = self.meta;
        (self.used < most).then(|| {
            format!(
                "{id} ({method} {path}): expected {most} calls, had {}",
                self.used
            )
        })
    }
}

/// An expectation of calls of one operation, under way in its [`Mock`](super::Mock) from the beginning.
pub struct Expectation<Op> {
    pub(crate) shared: Arc<Shared>,
    pub(crate) at: usize,
    pub(crate) operation: PhantomData<fn() -> Op>,
}

impl<Op: Operation> Expectation<Op> {
    /// Only calls of which this is true; of several conditions all must be. It must not use the mock itself.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn when(self, is: impl Fn(&MockRequest) -> bool + Send + Sync + 'static) -> Self {
        self.change(|rule| rule.conditions.push(Box::new(is)))
    }

    /// Only calls with this parameter in the path.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn path(self, name: &'static str, value: impl Into<String>) -> Self {
        let pair = (name.to_owned(), value.into());
        self.when(move |request| request.path_params.contains(&pair))
    }

    /// Only calls with this parameter in the query.
    #[must_use = "an expectation without an answer fails its calls"]
    pub fn query(self, name: &'static str, value: impl Into<String>) -> Self {
        let pair = (name.to_owned(), value.into());
        self.when(move |request| request.query.contains(&pair))
    }

    /// Answers with a model and status 200. Each further answer is for the next call.
    #[allow(
        clippy::must_use_candidate,
        clippy::return_self_not_must_use,
        reason = "it may be the last word"
    )]
    pub fn respond(self, model: &Op::Output) -> Self
    where
        Op::Output: Wire,
    {
        self.then(MockAnswer::json(model))
    }

    /// Answers with an error in the API's own shape.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn respond_status(self, status: StatusCode, code: &str, message: &str) -> Self {
        self.then(MockAnswer::error(status, code, message))
    }

    /// Answers with this.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn then(self, answer: MockAnswer) -> Self {
        self.respond_with(move |_| answer.clone())
    }

    /// Answers by the request. The closure must not use the mock itself.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn respond_with(
        self,
        reply: impl Fn(&MockRequest) -> MockAnswer + Send + Sync + 'static,
    ) -> Self {
        self.change(|rule| rule.replies.push(Box::new(reply)))
    }

    /// Exactly so many calls, attempts counted; the last answer is repeated.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn times(self, times: usize) -> Self {
        self.change(|rule| rule.times = Times::Exactly(times))
    }

    /// Any number of calls, none included; the last answer is repeated.
    #[allow(clippy::return_self_not_must_use, reason = "it may be the last word")]
    pub fn any_times(self) -> Self {
        self.change(|rule| rule.times = Times::Any)
    }

    fn change(self, change: impl FnOnce(&mut Rule)) -> Self {
        change(&mut self.shared.state().rules[self.at]);
        self
    }
}

impl<Op: Operation> fmt::Debug for Expectation<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expectation").field(&Op::META.id).finish()
    }
}
