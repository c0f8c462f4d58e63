//! Counts the attempts of a call, keeps its time, and decides whether there is another attempt and after which wait.
use super::limit::{Limit, Span};
use super::request::Draft;
use super::{Answer, Error, ErrorKind, RetryPolicy, retry_rules, trace};
use std::time::Duration;

/// The attempts of one call.
pub(crate) struct Attempts<'d> {
    draft: &'d Draft,
    policy: RetryPolicy,
    made: u32,
    /// Attempts that the policy does not count.
    forgiven: u32,
    /// When the call began, by the transport's steady clock; only where somebody asks for the time that has passed.
    begun: Option<Duration>,
}

/// What follows an attempt.
pub(crate) enum Next {
    /// The call is over.
    Done(Result<Answer, Error>),
    /// Another attempt, after this wait.
    Again(Duration),
}

/// Why a failure that may be repeated was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The policy allows no more attempts.
    Attempts,
    /// The body can be read once only.
    Body,
    /// The server asks for a longer wait than the policy allows.
    Wait(Duration),
    /// The wait would end after the call's time.
    Time,
    /// The client's retry budget is spent.
    Budget,
    /// The caller has the beginning of the answer.
    Begun,
}

impl<'d> Attempts<'d> {
    /// Begins to count; the call's time runs from here.
    pub(crate) fn begin(draft: &'d Draft) -> Self {
        let config = draft.client.config();
        let policy = draft.retry.clone().or_else(|| config.retry.clone());
        let policy = policy.unwrap_or_else(|| {
            let plan = draft.meta.retries.as_ref();
            plan.map_or_else(RetryPolicy::default, |plan| {
                RetryPolicy::default().with_plan(plan)
            })
        });
        let timed = draft.total_timeout.is_some() || policy.last_start().is_some();
        Self {
            draft,
            policy,
            made: 0,
            forgiven: 0,
            begun: timed.then(|| draft.client.transport().elapsed()),
        }
    }

    /// Counts an attempt, and gives its limits: the one that ends first or, of a transfer, the call's and that of a
    /// standstill.
    pub(crate) fn start(&mut self) -> Limit {
        self.made = self.made.saturating_add(1);
        let transport = self.draft.client.transport();
        let call = self.left().zip(self.draft.total_timeout);
        let own = self.draft.timeout;
        if self.draft.is_transfer() {
            let whole = call.map_or_else(Limit::none, |(left, total)| {
                Limit::new(transport, Span::Call, left, total)
            });
            return match own {
                Some(own) => whole.or_idle(transport, own),
                None => whole,
            };
        }
        match (call, own) {
            (Some((left, total)), own) if own.is_none_or(|own| left <= own) => {
                Limit::new(transport, Span::Call, left, total)
            }
            (_, Some(own)) => Limit::new(transport, Span::Attempt, own, own),
            (_, None) => Limit::none(),
        }
    }

    /// How many attempts were started.
    pub(crate) fn made(&self) -> u32 {
        self.made
    }

    /// Takes the last attempt out of the policy's count: it was for another token.
    pub(crate) fn forgive(&mut self) {
        self.forgiven = self.forgiven.saturating_add(1);
    }

    /// The attempts that the policy counts.
    fn counted(&self) -> u32 {
        self.made.saturating_sub(self.forgiven)
    }

    /// What follows the attempt that came to this.
    pub(crate) fn next(&self, outcome: Result<Answer, Error>) -> Next {
        let answered = outcome
            .as_ref()
            .map_or_else(retry_rules::is_answered, |_| true);
        if let (true, Some(bucket)) = (answered, &self.draft.client.config().bucket) {
            bucket.earn(self.counted());
        }
        let mut error = match outcome {
            Ok(answer) => return Next::Done(Ok(answer)),
            Err(error) => error,
        };
        // What cannot be sent was not attempted.
        let unsent = matches!(
            error.kind(),
            ErrorKind::Config | ErrorKind::Auth | ErrorKind::Refused
        );
        let sent = self.made - u32::from(unsent);
        error = error.of(self.draft.meta.id, sent);
        if !retry_rules::may_repeat(self.draft.meta, &error) {
            return Next::Done(Err(error));
        }
        match self.wait(error.retry_after()) {
            Ok(wait) => {
                trace::waits(&error, sent, wait);
                Next::Again(wait)
            }
            Err(stop) => {
                error.stopped(stop);
                Next::Done(Err(error))
            }
        }
    }

    /// The wait before another attempt. What the server asks for is kept to the full or not at all: before that time it
    /// would refuse the call again. The budget comes last, so that only what is repeated is paid for.
    fn wait(&self, asked: Option<Duration>) -> Result<Duration, Stop> {
        if self.counted() >= self.policy.most_attempts() {
            return Err(Stop::Attempts);
        }
        if !self.draft.is_replayable() {
            return Err(Stop::Body);
        }
        let (asked, longest) = (asked.unwrap_or_default(), self.policy.longest_wait());
        if asked > longest {
            return Err(Stop::Wait(longest));
        }
        let wait = asked.saturating_add(self.policy.backoff(self.counted()));
        let late = |left: Option<Duration>| left.is_some_and(|left| wait >= left);
        if late(self.left()) || late(self.left_of(self.policy.last_start())) {
            return Err(Stop::Time);
        }
        match &self.draft.client.config().bucket {
            Some(bucket) if !bucket.pay() => Err(Stop::Budget),
            Some(_) | None => Ok(wait),
        }
    }

    /// How much of the call's own time is left.
    fn left(&self) -> Option<Duration> {
        self.left_of(self.draft.total_timeout)
    }

    fn left_of(&self, whole: Option<Duration>) -> Option<Duration> {
        let (whole, begun) = (whole?, self.begun?);
        let now = self.draft.client.transport().elapsed();
        Some(whole.saturating_sub(now.saturating_sub(begun)))
    }
}

impl Stop {
    /// The reason in words; that there were enough attempts is told by their number.
    pub(crate) fn note(self) -> Option<String> {
        let why = match self {
            Self::Attempts => return None,
            Self::Body => "the body can be read once only".to_owned(),
            Self::Wait(longest) => format!("the server asks to wait longer than {longest:?}"),
            Self::Time => "the time left does not suffice".to_owned(),
            Self::Budget => "the retry budget is spent".to_owned(),
            Self::Begun => "a part of the answer was handed over".to_owned(),
        };
        Some(format!("not repeated because {why}"))
    }
}
