//! Streams of JSON values: a line each, or a record each (RFC 7464).
use super::values::{DataForm, open, read, too_long};
use crate::runtime::{Call, Download, Error, Operation, TransportError, Wire};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// An operation whose answer can be a stream of JSON values.
pub trait StreamsLines: Operation {
    /// What a value is read as.
    type Line: Wire + Send + 'static;
    /// The media type that is asked for.
    const MEDIA_TYPE: &'static str;
    /// The byte between values: a line feed, or the record separator of RFC 7464.
    const BETWEEN: u8 = b'\n';
}

impl<O: StreamsLines> Call<O> {
    /// Sends the call, and gives its answer as a stream of values.
    ///
    /// # Errors
    ///
    /// As the call itself: see [`Error`]. The call's timeout is how long nothing may come.
    pub async fn lines(self) -> Result<LineStream<O::Line>, Error> {
        let (download, most) = open(self, O::MEDIA_TYPE).await?;
        Ok(LineStream {
            download: Some(download),
            splitter: Splitter::new(O::BETWEEN, most),
            line: PhantomData,
        })
    }
}

/// Values while they arrive. Dropped, it ends the exchange.
///
/// A value that does not fit its schema is an error, and the next one comes after it all the same.
#[must_use = "a stream that is dropped is broken off"]
pub struct LineStream<T> {
    /// None once it has ended.
    download: Option<Download>,
    splitter: Splitter,
    line: PhantomData<fn() -> T>,
}

impl<T: Wire> LineStream<T> {
    /// The next value; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the answer breaks off or stands still, a value is too long, is no JSON, or does not fit.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|cx| self.poll_line(cx)).await.transpose()
    }

    fn poll_line(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let Some(download) = &mut self.download else {
                return Poll::Ready(None);
            };
            let error = match self.splitter.next() {
                Ok(Some(text)) => return Poll::Ready(Some(read(download, DataForm::Json, &text))),
                Ok(None) if self.splitter.ended => None,
                Ok(None) => match std::task::ready!(download.poll_piece(cx)) {
                    Some(Ok(piece)) => {
                        self.splitter.push(&piece);
                        continue;
                    }
                    None => {
                        self.splitter.ended = true;
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                },
                Err(error) => Some(Error::transport(error)),
            };
            self.download = None;
            return Poll::Ready(error.map(Err));
        }
    }
}

impl<T: Wire> Stream for LineStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_line(cx)
    }
}

impl<T> fmt::Debug for LineStream<T> {
    // What has arrived may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineStream").finish_non_exhaustive()
    }
}

/// Bytes between separators; blank ones are none.
pub(crate) struct Splitter {
    bytes: Vec<u8>,
    at: usize,
    between: u8,
    most: usize,
    pub(crate) ended: bool,
}

impl Splitter {
    pub(crate) fn new(between: u8, most: usize) -> Self {
        Self {
            bytes: Vec::new(),
            at: 0,
            between,
            most,
            ended: false,
        }
    }

    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.bytes.drain(..self.at);
        self.at = 0;
        self.bytes.extend_from_slice(piece);
    }

    pub(crate) fn next(&mut self) -> Result<Option<String>, TransportError> {
        loop {
            let rest = &self.bytes[self.at..];
            let found = rest.iter().position(|byte| *byte == self.between);
            let (text, length) = match found {
                Some(end) => (&rest[..end], end + 1),
                None if self.ended && !rest.is_empty() => (rest, rest.len()),
                None if rest.len() > self.most => return Err(too_long(self.most)),
                None => return Ok(None),
            };
            let text = String::from_utf8_lossy(text.trim_ascii()).into_owned();
            self.at += length;
            if !text.is_empty() {
                return Ok(Some(text));
            }
        }
    }
}
