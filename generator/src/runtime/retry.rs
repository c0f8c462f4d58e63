//! How often and after which waits a failed call is made again: the settings, and the arithmetic of waiting.
use super::meta::RetryPlan;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

/// How often a call is made again, and how long it waits before that.
///
/// The default is three attempts in all. The wait before an attempt is chosen at random between nothing and a bound
/// that begins at 250 ms and doubles up to 8 s ("full jitter"), so that clients that failed together do not come back
/// together. Where the server says how long to wait (`Retry-After`, and `X-RateLimit-Reset` with status 429), that time
/// comes first and the random wait is added to it.
///
/// Which failures are repeated is no setting, because it is a matter of safety. An operation that does no harm when it
/// is made twice (`GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE`, `TRACE`, and what the crate was generated to treat so) is
/// repeated after a failed connection, a timeout, and the statuses 408, 429, 502, 503 and 504; `GET` and `HEAD` also
/// after 500. Any other is repeated only when nothing was sent, and after a 429 whose reason says that the request was
/// turned away by a rate limit. A body that can be read once only is never sent again.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryPolicy {
    attempts: u32,
    initial: Duration,
    longest: Duration,
    factor: f64,
    jitter: bool,
    max_wait: Duration,
    max_elapsed: Option<Duration>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            initial: Duration::from_millis(250),
            longest: Duration::from_secs(8),
            factor: 2.0,
            jitter: true,
            max_wait: Duration::from_secs(60),
            max_elapsed: None,
        }
    }
}

impl RetryPolicy {
    /// The default policy.
    pub fn new() -> Self {
        Self::default()
    }

    /// One attempt, whatever comes of it.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts are made at most, the first included; 3 unless set. 0 counts as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The bound of the wait before the second attempt; 250 ms unless set.
    #[must_use]
    pub fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial = backoff;
        self
    }

    /// What the bound of a wait grows to at most; 8 s unless set.
    #[must_use]
    pub fn max_backoff(mut self, backoff: Duration) -> Self {
        self.longest = backoff;
        self
    }

    /// What the bound grows by from attempt to attempt; 2 unless set. Less than 1 counts as 1.
    #[must_use]
    pub fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// Whether a wait is chosen at random up to its bound (the default), or is the bound itself.
    #[must_use]
    pub fn jitter(mut self, jitter: bool) -> Self {
        self.jitter = jitter;
        self
    }

    /// The longest wait that a server may ask for; 60 s unless set. Where it asks for more the call ends at once with the
    /// server's error: coming back earlier would be refused again. [`super::Error::retry_after`] has the time.
    #[must_use]
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// How long after the call's beginning a further attempt may start; not limited unless set.
    #[must_use]
    pub fn max_elapsed(mut self, elapsed: impl Into<Option<Duration>>) -> Self {
        self.max_elapsed = elapsed.into();
        self
    }

    /// The waits of the document's own plan. How many attempts are made stays, because a plan does not say.
    pub(crate) fn with_plan(mut self, plan: &RetryPlan) -> Self {
        let time = |millis: Option<u64>| millis.map(Duration::from_millis);
        self.initial = time(plan.initial_ms).unwrap_or(self.initial);
        self.longest = time(plan.max_ms).unwrap_or(self.longest);
        self.max_elapsed = time(plan.max_elapsed_ms).or(self.max_elapsed);
        self.factor = plan.factor.unwrap_or(self.factor);
        self
    }

    pub(crate) fn most_attempts(&self) -> u32 {
        self.attempts
    }

    pub(crate) fn longest_wait(&self) -> Duration {
        self.max_wait
    }

    pub(crate) fn last_start(&self) -> Option<Duration> {
        self.max_elapsed
    }

    /// The wait after so many attempts.
    pub(crate) fn backoff(&self, made: u32) -> Duration {
        let bound = self.bound(made);
        if self.jitter {
            bound.mul_f64(fraction())
        } else {
            bound
        }
    }

    /// The wait's bound. In floating point, where nothing overflows: what is too large is the largest.
    fn bound(&self, made: u32) -> Duration {
        if self.initial.is_zero() {
            return Duration::ZERO;
        }
        // `max` also turns NaN into 1.
        let factor = self.factor.max(1.0);
        let power = i32::try_from(made.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = self.initial.as_secs_f64() * factor.powi(power);
        Duration::try_from_secs_f64(seconds).map_or(self.longest, |bound| bound.min(self.longest))
    }
}

/// A random number from 0 to 1, without 1. The standard library's hash keys are random enough to spread clients.
fn fraction() -> f64 {
    let word = RandomState::new().build_hasher().finish();
    f64::from((word >> 32) as u32) / 4_294_967_296.0
}
