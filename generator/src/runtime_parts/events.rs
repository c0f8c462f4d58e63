//! Streams of events (WHATWG HTML, section 9.2), their data read by its schema.
use super::event_parser::{Parser, Raw};
use super::values::{DataForm, open, read};
use crate::runtime::{Call, Download, Error, Operation, Wire};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// An operation whose answer can be a stream of events.
pub trait StreamsEvents: Operation {
    /// What an event's data is read as.
    type Data: Wire + Send + 'static;
    /// The media type that is asked for.
    const MEDIA_TYPE: &'static str;
    /// How the data is written.
    const FORM: DataForm;
    /// The data of an event after which there are no more, where the document names one.
    const SENTINEL: Option<&'static str> = None;
}

impl<O: StreamsEvents> Call<O> {
    /// Sends the call, and gives its answer as a stream of events.
    ///
    /// It is not opened anew when it ends: [`EventStream::last_event_id`] is what a new call sends as the header
    /// `Last-Event-ID`, after [`EventStream::retry`].
    ///
    /// # Errors
    ///
    /// As the call itself: see [`Error`]. The call's timeout is how long nothing may come.
    pub async fn events(self) -> Result<EventStream<O::Data>, Error> {
        let (download, most) = open(self, O::MEDIA_TYPE).await?;
        Ok(EventStream {
            download: Some(download),
            parser: Parser::new(most),
            form: O::FORM,
            sentinel: O::SENTINEL.map(str::to_owned),
            data: PhantomData,
        })
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StreamEvent<T> {
    /// Its data.
    pub data: T,
    /// Its name; `message` where the server gives none.
    pub event: String,
    /// The last id that the server gave, with this event or an earlier one; empty before the first.
    pub id: String,
}

/// Events while they arrive. Dropped, it ends the exchange.
///
/// An event whose data does not fit its schema is an error, and the next one comes after it all the same.
#[must_use = "a stream that is dropped is broken off"]
pub struct EventStream<T> {
    /// None once it has ended.
    download: Option<Download>,
    parser: Parser,
    form: DataForm,
    sentinel: Option<String>,
    data: PhantomData<fn() -> T>,
}

impl<T: Wire> EventStream<T> {
    /// The next event; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the answer breaks off or stands still, an event is too long, or its data does not fit.
    pub async fn try_next(&mut self) -> Result<Option<StreamEvent<T>>, Error> {
        poll_fn(|cx| self.poll_event(cx)).await.transpose()
    }

    /// Ends the stream at an event with this data, which is not given, such as `[DONE]`.
    pub fn until(mut self, data: impl Into<String>) -> Self {
        self.sentinel = Some(data.into());
        self
    }

    /// The last id that the server gave; empty before the first.
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server asks to wait before the stream is opened anew.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<StreamEvent<T>, Error>>> {
        loop {
            let Some(download) = &mut self.download else {
                return Poll::Ready(None);
            };
            let outcome = match self.parser.next() {
                Ok(Some(raw)) if self.sentinel.as_deref() == Some(&raw.data) => None,
                Ok(Some(raw)) => return Poll::Ready(Some(event(download, self.form, raw))),
                Err(error) => Some(Error::transport(error)),
                Ok(None) => match std::task::ready!(download.poll_piece(cx)) {
                    Some(Ok(piece)) => {
                        self.parser.push(&piece);
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    // An event that is not ended is none.
                    None => None,
                },
            };
            self.download = None;
            return Poll::Ready(outcome.map(Err));
        }
    }
}

fn event<T: Wire>(download: &Download, form: DataForm, raw: Raw) -> Result<StreamEvent<T>, Error> {
    Ok(StreamEvent {
        data: read(download, form, &raw.data)?,
        event: raw.event,
        id: raw.id,
    })
}

impl<T: Wire> Stream for EventStream<T> {
    type Item = Result<StreamEvent<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_event(cx)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    // What has arrived may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
