//! Keeps an outage from multiplying the load: retries of a client are paid from one bucket that answers fill.
use std::sync::atomic::{AtomicU32, Ordering};

/// How many retries the calls of a client, and of its clones, may make together.
///
/// A bucket holds `capacity` tokens at first, and never more. A retry costs `cost`. A call that is answered at its first
/// attempt brings `refund`, one that a retry saved brings `cost` back; 404 and the like are answers, 408, 429 and
/// whatever is 5xx are none. Where the bucket cannot pay, calls end with the error of the attempt that failed.
///
/// With the defaults (500, 5, 1) a client makes a hundred retries in a row while nothing is answered; after that, one
/// for five calls that are, so that retries that are of no use never add more than a fifth to the load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryBudget {
    capacity: u32,
    cost: u32,
    refund: u32,
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self {
            capacity: 500,
            cost: 5,
            refund: 1,
        }
    }
}

impl RetryBudget {
    /// The default budget.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tokens that the bucket holds; 500 unless set.
    #[must_use]
    pub fn capacity(mut self, capacity: u32) -> Self {
        self.capacity = capacity;
        self
    }

    /// What a retry costs; 5 unless set.
    #[must_use]
    pub fn cost(mut self, cost: u32) -> Self {
        self.cost = cost;
        self
    }

    /// What a call brings that is answered at its first attempt; 1 unless set.
    #[must_use]
    pub fn refund(mut self, refund: u32) -> Self {
        self.refund = refund;
        self
    }
}

/// The bucket.
pub(crate) struct Bucket {
    budget: RetryBudget,
    tokens: AtomicU32,
}

impl Bucket {
    pub(crate) fn new(budget: RetryBudget) -> Self {
        Self {
            budget,
            tokens: AtomicU32::new(budget.capacity),
        }
    }

    /// Pays for a retry; `false` where the tokens do not suffice.
    pub(crate) fn pay(&self) -> bool {
        // Relaxed: the number stands for nothing but itself.
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(self.budget.cost)
            })
            .is_ok()
    }

    /// Notes that a call was answered after so many attempts.
    pub(crate) fn earn(&self, attempts: u32) {
        let more = if attempts > 1 {
            self.budget.cost
        } else {
            self.budget.refund
        };
        let full = self.budget.capacity;
        // A full bucket is only read, so that calls on many threads do not fight for it. That is no failure.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                (tokens < full).then(|| tokens.saturating_add(more).min(full))
            });
    }
}
