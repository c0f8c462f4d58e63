//! The mock's clock: it moves when all wait, to the earliest end of a wait, and so takes no time.
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

/// 6 November 1994, 08:49:37 GMT, as Unix seconds.
pub(crate) const BEGIN: u64 = 784_111_777;

/// Time as the mock's clients see it.
#[derive(Debug, Default)]
pub(crate) struct Clock(Mutex<Time>);

#[derive(Debug, Default)]
struct Time {
    passed: Duration,
    /// Ends of the waits under way, in order; the number tells equal ones apart.
    ends: BTreeSet<(Duration, u64)>,
    count: u64,
    busy: usize,
    slept: Vec<Duration>,
}

impl Clock {
    pub(crate) fn passed(&self) -> Duration {
        self.time().passed
    }

    /// The time of day: it begins with the moment that RFC 9110 uses in its examples.
    pub(crate) fn now(&self) -> SystemTime {
        let begin = SystemTime::UNIX_EPOCH + Duration::from_secs(BEGIN);
        // A test may have waited for ever.
        let end = Duration::from_secs(u32::MAX.into());
        begin.checked_add(self.passed()).unwrap_or(begin + end)
    }

    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.time().slept.clone()
    }

    /// Stops the clock while something real is waited for, such as a file that is read.
    pub(crate) fn busy(self: &Arc<Self>) -> Busy {
        self.time().busy += 1;
        Busy(Arc::clone(self))
    }

    /// Waits, from the first poll on.
    pub(crate) fn wait(self: &Arc<Self>, duration: Duration, told: bool) -> Wait {
        Wait {
            clock: Arc::clone(self),
            duration,
            told,
            key: None,
        }
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// While it lives, the clock stands.
pub(crate) struct Busy(Arc<Clock>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.time().busy -= 1;
    }
}

/// A wait by the clock.
pub(crate) struct Wait {
    clock: Arc<Clock>,
    duration: Duration,
    told: bool,
    key: Option<(Duration, u64)>,
}

impl Future for Wait {
    type Output = ();

    // The first poll only registers: what is polled after it in the same task may end earlier.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let mut time = clock.time();
        let Some(key) = self.key else {
            time.count += 1;
            let key = (time.passed.saturating_add(self.duration), time.count);
            time.ends.insert(key);
            self.key = Some(key);
            cx.waker().wake_by_ref();
            return Poll::Pending;
        };
        let first = time.ends.first() == Some(&key);
        if key.0 > time.passed && (time.busy > 0 || !first) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        time.passed = time.passed.max(key.0);
        time.ends.remove(&key);
        if self.told {
            time.slept.push(self.duration);
        }
        Poll::Ready(())
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.time().ends.remove(&key);
        }
    }
}
