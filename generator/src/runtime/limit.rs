//! The time limits of a call: of one attempt, and of all attempts together.
use super::transport::{BoxFuture, Transport, TransportError, TransportErrorKind};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// What a limit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    /// One attempt.
    Attempt,
    /// The call: all attempts, and the waits between them.
    Call,
}

/// A time limit over several steps of an attempt.
pub(crate) struct Limit<'t> {
    alarm: Option<BoxFuture<'t, ()>>,
    span: Span,
    told: Duration,
}

impl<'t> Limit<'t> {
    /// No limit.
    pub(crate) fn none() -> Self {
        Self {
            alarm: None,
            span: Span::Attempt,
            told: Duration::ZERO,
        }
    }

    /// The limit that is over after `left`. Messages speak of the `told` time, which is what was set.
    pub(crate) fn new(
        transport: &'t dyn Transport,
        span: Span,
        left: Duration,
        told: Duration,
    ) -> Self {
        Self {
            alarm: Some(transport.sleep(left)),
            span,
            told,
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
            let rings = self
                .alarm
                .as_mut()
                .is_some_and(|alarm| alarm.as_mut().poll(cx).is_ready());
            if rings {
                // A future that has ended must not be polled again.
                self.alarm = None;
                Poll::Ready(Err(self.time_is_up()))
            } else {
                Poll::Pending
            }
        })
        .await
    }

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
