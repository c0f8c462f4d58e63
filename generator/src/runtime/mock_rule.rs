//! An expectation as the mock keeps it.
use super::OperationMeta;
use super::mock_answer::MockAnswer;
use super::mock_request::MockRequest;
use std::sync::Arc;

/// Shared, so that it can be asked without the mock's lock.
pub(crate) type Condition = Arc<dyn Fn(&MockRequest) -> bool + Send + Sync>;
/// Shared, so that it can be asked without the mock's lock.
pub(crate) type Reply = Arc<dyn Fn(&MockRequest) -> MockAnswer + Send + Sync>;

/// How many calls an expectation takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Times {
    /// One for each answer.
    Answers,
    Exactly(usize),
    Any,
}

/// What is expected of one operation.
pub(crate) struct Rule {
    pub(crate) meta: &'static OperationMeta,
    /// With what messages call them.
    pub(crate) conditions: Vec<(String, Condition)>,
    pub(crate) replies: Vec<Reply>,
    pub(crate) times: Times,
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

    /// The next answer, the last one repeated; or why there is none.
    pub(crate) fn next(&mut self) -> Result<Reply, String> {
        let last = self.replies.len().checked_sub(1);
        let last = last.ok_or("it has no answer")?;
        if let Some(most) = self.most().filter(|most| self.used >= *most) {
            return Err(match most {
                0 => "it is expected never".to_owned(),
                1 => "it was called already, and one call is expected".to_owned(),
                most => format!("it was called {most} times already"),
            });
        }
        let reply = Arc::clone(&self.replies[self.used.min(last)]);
        self.used += 1;
        Ok(reply)
    }

    /// What is missing.
    pub(crate) fn unmet(&self) -> Option<String> {
        let most = self.most()?;
        let OperationMeta {
            id, method, path, ..
        } = self.meta;
        (self.used < most).then(|| {
            let used = self.used;
            let calls = if most == 1 { "call" } else { "calls" };
            format!("{id} ({method} {path}): expected {most} {calls}, had {used}")
        })
    }

    fn most(&self) -> Option<usize> {
        match self.times {
            Times::Answers => Some(self.replies.len()),
            Times::Exactly(times) => Some(times),
            Times::Any => None,
        }
    }
}
