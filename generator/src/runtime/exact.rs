//! Bytes on their way out: counted against what was announced, cut into pieces, and told to whoever listens.
use super::progress::Progress;
use super::transport::{ByteStream, TransportError, TransportErrorKind};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Larger bytes in memory are sent in pieces of this size, so that their progress can be seen.
pub(crate) const PIECE: usize = 64 << 10;

/// The stream, or an error where it is not as long as announced.
///
/// The last piece is kept back until the stream has ended: a transport stops reading at the announced length, and would
/// send a part of what is longer as if it were the whole.
pub(crate) fn exact(stream: ByteStream, announced: u64, whose: String) -> ByteStream {
    Box::pin(Exact {
        stream,
        announced,
        given: 0,
        held: None,
        over: false,
        whose,
    })
}

/// Bytes in memory, piece by piece.
pub(crate) fn pieces(bytes: Bytes) -> ByteStream {
    Box::pin(Pieces(bytes))
}

/// The stream, told to a listener: first that nothing is sent, then each piece when it is handed over.
pub(crate) fn told(stream: ByteStream, total: Option<u64>, progress: Progress) -> ByteStream {
    progress.tell(0, total);
    Box::pin(Told {
        stream,
        total,
        progress,
        done: 0,
    })
}

struct Exact {
    stream: ByteStream,
    announced: u64,
    given: u64,
    held: Option<Bytes>,
    over: bool,
    whose: String,
}

impl Exact {
    fn wrong(&mut self, words: &str) -> TransportError {
        self.over = true;
        let (whose, announced, given) = (&self.whose, self.announced, self.given);
        TransportError::new(
            TransportErrorKind::Upload,
            format!("{whose} was announced with {announced} bytes and gave {words}{given}"),
        )
    }
}

impl Stream for Exact {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while !self.over {
            match ready!(self.stream.as_mut().poll_next(cx)) {
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(Ok(piece)) => {
                    self.given = self.given.saturating_add(piece.len() as u64);
                    if self.given > self.announced {
                        return Poll::Ready(Some(Err(self.wrong("at least "))));
                    }
                    if self.given < self.announced {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                    self.held = Some(piece);
                }
                Some(Err(error)) => {
                    self.over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None if self.given < self.announced => {
                    return Poll::Ready(Some(Err(self.wrong(""))));
                }
                None => {
                    self.over = true;
                    return Poll::Ready(self.held.take().map(Ok));
                }
            }
        }
        Poll::Ready(None)
    }
}

struct Pieces(Bytes);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let end = self.0.len().min(PIECE);
        Poll::Ready(Some(Ok(self.0.split_to(end))))
    }
}

struct Told {
    stream: ByteStream,
    total: Option<u64>,
    progress: Progress,
    done: u64,
}

impl Stream for Told {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.stream.as_mut().poll_next(cx));
        if let Some(Ok(piece)) = &piece {
            self.done = self.done.saturating_add(piece.len() as u64);
            self.progress.tell(self.done, self.total);
        }
        Poll::Ready(piece)
    }
}
