//! A binary answer while it is on its way: pieces, within the bounds of size and time, and never a part as the whole.
use super::answer::Head;
use super::attempt::{Rest, too_long};
use super::attempts::Stop;
use super::limit::Limit;
use super::progress::Progress;
use super::request::Draft;
use super::send::send;
use super::transport::{ByteStream, TransportError, TransportErrorKind};
use super::{Error, OperationMeta, retry_rules};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// An answer whose body is still on its way. Dropped, it ends the exchange.
///
/// It is a [`Stream`] of pieces; [`Download::try_next`] gives them without further traits. A body that ends before the
/// announced length, is longer than the bound, or stands still for longer than the call's timeout ends in an error; the
/// time that the caller takes between two pieces does not count for that.
/// Nothing is decoded: answers are not asked for in a `Content-Encoding`.
#[must_use = "a download that is dropped is broken off"]
pub struct Download {
    meta: &'static OperationMeta,
    head: Arc<Head>,
    /// None once it has ended.
    body: Option<ByteStream>,
    limit: Limit,
    /// Whether a piece was asked for and has not come. The time between pieces is the caller's.
    waits: bool,
    announced: Option<u64>,
    received: u64,
    most: Option<u64>,
    progress: Option<Progress>,
}

impl Download {
    /// The status, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The server's name of the request, where a header gives one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// How many bytes the body has, where the server says it.
    pub fn content_length(&self) -> Option<u64> {
        self.announced
    }

    /// `Content-Type`, where the server sends one in ASCII.
    pub fn content_type(&self) -> Option<&str> {
        self.head.content_type()
    }

    /// The name that the server proposes (`Content-Disposition`, RFC 6266), without any folder: what comes before a
    /// slash or backslash is dropped, control characters are too, a colon becomes `_`. `None` where nothing is left.
    ///
    /// It is text for a user. Whether a file of that name may be overwritten is not known here.
    pub fn filename(&self) -> Option<String> {
        self.head.filename()
    }

    /// How many bytes are read at most, in place of the client's `max_answer_bytes`; `None` for any number.
    pub fn max_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.most = bytes.into();
        self
    }

    /// Tells `tell` how many bytes have come and, where it is known, how many there are: now, and after each piece.
    pub fn on_progress(mut self, tell: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        let progress = Progress::new(tell);
        progress.tell(self.received, self.announced);
        self.progress = Some(progress);
        self
    }

    /// The next piece; `None` at the end. After an error there is nothing more.
    ///
    /// # Errors
    ///
    /// When the body breaks off, ends before the announced length, is longer than the bound, or stands still.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| self.poll_piece(cx)).await.transpose()
    }

    /// Sends a call up to the beginning of its answer's body.
    pub(crate) async fn open(draft: Box<Draft>) -> Result<Self, Error> {
        let (meta, most) = (draft.meta, draft.client.config().max_answer as u64);
        let (head, rest) = send(draft).await?.into_rest();
        let (body, limit) = match rest {
            Some(Rest { stream, limit }) => (Some(stream), limit),
            None => (None, Limit::none()),
        };
        Ok(Self {
            meta,
            announced: head.content_length(),
            head,
            body,
            limit,
            waits: false,
            received: 0,
            most: Some(most),
            progress: None,
        })
    }

    /// What is known of the answer beside its body.
    #[allow(dead_code, reason = "only some features and documents need it")]
    pub(crate) fn head(&self) -> Arc<Head> {
        Arc::clone(&self.head)
    }

    pub(crate) fn poll_piece(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let piece = match body.as_mut().poll_next(cx) {
            Poll::Ready(piece) => piece,
            Poll::Pending => {
                if !std::mem::replace(&mut self.waits, true) {
                    self.limit.beat();
                }
                match self.limit.poll(cx) {
                    Poll::Ready(error) => Some(Err(error)),
                    Poll::Pending => return Poll::Pending,
                }
            }
        };
        self.waits = false;
        let outcome = match piece {
            Some(piece) => piece.and_then(|piece| self.count(piece)).map(Some),
            None => self.end().map(|()| None),
        };
        if !matches!(outcome, Ok(Some(_))) {
            self.body = None;
        }
        Poll::Ready(outcome.map_err(|fault| self.fault(fault)).transpose())
    }

    /// A piece that came.
    fn count(&mut self, piece: Bytes) -> Result<Bytes, TransportError> {
        self.limit.beat();
        self.received = self.received.saturating_add(piece.len() as u64);
        let coming = self.received.max(self.announced.unwrap_or(0));
        if let Some(most) = self.most.filter(|most| coming > *most) {
            return Err(too_long(most));
        }
        if let Some(progress) = &self.progress {
            progress.tell(self.received, self.announced);
        }
        Ok(piece)
    }

    /// The end, which is none where bytes are missing: a transport may not see to that.
    fn end(&self) -> Result<(), TransportError> {
        match (self.announced, self.received) {
            (Some(announced), received) if received != announced => Err(TransportError::new(
                TransportErrorKind::Body,
                format!("the answer was announced with {announced} bytes and gave {received}"),
            )),
            (Some(_) | None, _) => Ok(()),
        }
    }

    /// The error of this download for whatever went wrong.
    pub(crate) fn fault(&self, fault: TransportError) -> Error {
        let head = &self.head;
        let error = Error::broken_off(fault, head.status, head.headers.clone(), Bytes::new());
        let mut error = error.of(self.meta.id, head.attempts);
        if retry_rules::may_repeat(self.meta, &error) {
            error.stopped(Stop::Begun);
        }
        error
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(cx)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.meta.id)
            .field("status", &self.head.status)
            .field("content_length", &self.announced)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
