//! The time limits of a call: of one attempt, of all attempts together, and of a transfer that stands still.
use super::pulse::Pulse;
use super::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// What a limit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    /// One attempt.
    Attempt,
    /// The call: all attempts, and the waits between them.
    Call,
}

/// Time limits over several steps of an attempt.
pub(crate) struct Limit {
    whole: Option<Alarm>,
    idle: Option<Idle>,
}

/// Rings when time is up. Messages speak of the `told` time, which is what was set.
struct Alarm {
    ring: BoxFuture<'static, ()>,
    span: Span,
    told: Duration,
}

/// Rings when nothing has moved for the `told` time.
struct Idle {
    ring: BoxFuture<'static, ()>,
    told: Duration,
    pulse: Pulse,
    transport: Arc<dyn Transport>,
}

impl Limit {
    /// No limit.
    pub(crate) fn none() -> Self {
        Self {
            whole: None,
            idle: None,
        }
    }

    /// The limit that is over after `left`.
    pub(crate) fn new(
        transport: &Arc<dyn Transport>,
        span: Span,
        left: Duration,
        told: Duration,
    ) -> Self {
        let ring = alarm(transport, left);
        Self {
            whole: Some(Alarm { ring, span, told }),
            idle: None,
        }
    }

    /// The same limit, and another that is over when nothing has moved for a time.
    pub(crate) fn or_idle(self, transport: &Arc<dyn Transport>, told: Duration) -> Self {
        let idle = Idle {
            ring: alarm(transport, told),
            told,
            pulse: Pulse::new(transport),
            transport: Arc::clone(transport),
        };
        Self {
            idle: Some(idle),
            ..self
        }
    }

    /// What to tell of progress, where that matters.
    pub(crate) fn pulse(&self) -> Option<Pulse> {
        self.idle.as_ref().map(|idle| idle.pulse.clone())
    }

    /// Something moved.
    pub(crate) fn beat(&self) {
        if let Some(idle) = &self.idle {
            idle.pulse.beat();
        }
    }

    /// The outcome of `work`, or the error that time is up.
    pub(crate) async fn within<T>(
        &mut self,
        work: impl Future<Output = T>,
    ) -> Result<T, TransportError> {
        let mut work = pin!(work);
        poll_fn(|cx| {
            if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
                return Poll::Ready(Ok(outcome));
            }
            self.poll(cx).map(Err)
        })
        .await
    }

    /// Ready when time is up.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        if let Some(alarm) = &mut self.whole
            && alarm.ring.as_mut().poll(cx).is_ready()
        {
            let error = alarm.time_is_up();
            // A future that has ended must not be polled again.
            self.whole = None;
            return Poll::Ready(error);
        }
        if let Some(idle) = &mut self.idle
            && let Poll::Ready(error) = idle.poll(cx)
        {
            self.idle = None;
            return Poll::Ready(error);
        }
        Poll::Pending
    }
}

/// The transport's sleep as a future that owns what it needs. It counts from here, not from when it is polled.
fn alarm(transport: &Arc<dyn Transport>, left: Duration) -> BoxFuture<'static, ()> {
    let transport = Arc::clone(transport);
    let begun = transport.elapsed();
    Box::pin(async move {
        let passed = transport.elapsed().saturating_sub(begun);
        transport.sleep(left.saturating_sub(passed)).await;
    })
}

impl Alarm {
    fn time_is_up(&self) -> TransportError {
        let told = self.told;
        match self.span {
            Span::Attempt => TransportError::new(
                TransportErrorKind::Timeout,
                format!("no answer within the timeout of {told:?}"),
            ),
            Span::Call => TransportError::new(
                TransportErrorKind::TotalTimeout,
                format!("no answer within the total timeout of {told:?}"),
            ),
        }
    }
}

impl Idle {
    /// Ready when nothing has moved for too long. After a ring the alarm is set anew for what is left.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        while self.ring.as_mut().poll(cx).is_ready() {
            let told = self.told;
            let left = told.saturating_sub(self.pulse.still());
            if left.is_zero() {
                return Poll::Ready(TransportError::new(
                    TransportErrorKind::Timeout,
                    format!("no progress within the timeout of {told:?}"),
                ));
            }
            self.ring = alarm(&self.transport, left);
        }
        Poll::Pending
    }
}
