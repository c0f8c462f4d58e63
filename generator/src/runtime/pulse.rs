//! When a transfer last moved, so that a slow one can be told from one that stands still.
use super::transport::{ByteStream, HttpBody, Transport, TransportError};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The moment of the last progress, by the transport's steady clock. Clones share it.
#[derive(Clone)]
pub(crate) struct Pulse {
    clock: Arc<dyn Transport>,
    /// In nanoseconds, which last for five centuries.
    last: Arc<AtomicU64>,
}

impl Pulse {
    /// A transfer that begins now.
    pub(crate) fn new(clock: &Arc<dyn Transport>) -> Self {
        let pulse = Self {
            clock: Arc::clone(clock),
            last: Arc::default(),
        };
        pulse.beat();
        pulse
    }

    /// Something moved.
    pub(crate) fn beat(&self) {
        let now = u64::try_from(self.clock.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.last.store(now, Ordering::Relaxed);
    }

    /// For how long nothing has moved.
    pub(crate) fn still(&self) -> Duration {
        let last = Duration::from_nanos(self.last.load(Ordering::Relaxed));
        self.clock.elapsed().saturating_sub(last)
    }

    /// The body, each piece of which is progress. One in memory is a single piece, whose way cannot be followed.
    pub(crate) fn of(self, body: HttpBody) -> HttpBody {
        match body {
            HttpBody::Stream { stream, length } => HttpBody::Stream {
                stream: Box::pin(Watched {
                    stream,
                    pulse: self,
                }),
                length,
            },
            body @ (HttpBody::Empty | HttpBody::Bytes(_)) => body,
        }
    }
}

struct Watched {
    stream: ByteStream,
    pulse: Pulse,
}

impl Stream for Watched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.stream.as_mut().poll_next(cx));
        self.pulse.beat();
        Poll::Ready(piece)
    }
}
