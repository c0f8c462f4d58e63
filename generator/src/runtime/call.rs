//! A call to be made: gathers arguments and options, and is sent by `.await`.
use super::login::Credentials;
use super::request::{Draft, Payload, Writer};
use super::send::send;
use super::token_source::TokenSource;
use super::transport::BoxFuture;
use super::{
    Answer, BodyMeta, Client, Download, Error, Form, Location, Operation, Response, RetryPolicy,
    Secret, TokenProvider, Upload, Validation, Wire,
};
use bytes::Bytes;
use serde_json::Value;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// One call of an operation. Nothing is sent before it is awaited.
///
/// It owns all that it needs, so that it can be stored and spawned. `.await` gives the decoded answer,
/// [`Call::with_response`] the status and headers beside it.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<O: Operation> {
    draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Call<O> {
    /// Sets a header of this call, in place of whatever would be sent: `Authorization` and `Accept` too.
    ///
    /// A name or value that no header can carry fails the call before it is sent. Where a redirect leads to another server,
    /// that one gets `Accept`, `Range` and their kind alone.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.draft.headers.push((name.into(), value.into()));
        self
    }

    /// The token of this call, in place of the client's: see [`ClientBuilder::token`](super::ClientBuilder::token).
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.draft.credentials = Some(Credentials::Token(token.into()));
        self
    }

    /// Where this call's token comes from, in place of what the client has: see [`TokenProvider`]. The provider's token is
    /// kept for clones of the call and for all pages of a list.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        let source = Arc::new(TokenSource::new(provider));
        self.draft.credentials = Some(Credentials::Provider(source));
        self
    }

    /// How long an attempt may take, the answer's body included; `None` for ever.
    ///
    /// Of a call that sends a file, or whose answer is read by [`Call::download`], it is how long nothing may move: a
    /// transfer that is slow goes on, one that stands still ends.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.draft.timeout = timeout.into();
        self
    }

    /// How long the call may take with all its attempts and the waits between them; `None` for ever. Of a list, each
    /// page is a call.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.draft.total_timeout = timeout.into();
        self
    }

    /// How often the call is made again, in place of what the client says.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.retry = Some(policy);
        self
    }

    /// Whether the arguments of this call are checked before they are sent.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.draft.validation = validation;
        self
    }

    /// Sends the call; the answer comes with its status and headers.
    ///
    /// # Errors
    ///
    /// As the call itself: see [`Error`].
    pub fn with_response(self) -> ResponseFuture<O> {
        ResponseFuture {
            answer: Box::pin(send(self.draft)),
            operation: PhantomData,
        }
    }

    pub(crate) fn new(client: &Client) -> Self {
        let mut draft = Box::new(Draft::new(client, O::META));
        if let Some(server) = O::SERVER {
            draft.serve(server);
        }
        Self {
            draft,
            operation: PhantomData,
        }
    }

    pub(crate) fn from_draft(draft: Box<Draft>) -> Self {
        Self {
            draft,
            operation: PhantomData,
        }
    }

    pub(crate) fn into_draft(self) -> Box<Draft> {
        self.draft
    }

    pub(crate) fn set_value(
        mut self,
        location: Location,
        name: &'static str,
        value: Value,
    ) -> Self {
        self.draft.set(location, name, value);
        self
    }

    fn set_payload(mut self, payload: Payload) -> Self {
        self.draft.carry(payload);
        self
    }
}

/// What generated code builds calls with. Not every document needs all of it. The names begin with `set_` because a
/// parameter called `query` gets a method of that name beside them.
#[allow(dead_code)]
impl<O: Operation> Call<O> {
    pub(crate) fn set_path<T: Wire>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.set(Location::Path, name, value.encode());
        self
    }

    pub(crate) fn set_query<T: Wire>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.set(Location::Query, name, value.encode());
        self
    }

    pub(crate) fn set_header<T: Wire>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.set(Location::Header, name, value.encode());
        self
    }

    pub(crate) fn set_cookie<T: Wire>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.set(Location::Cookie, name, value.encode());
        self
    }

    /// Another media type than the one that the operation's table has.
    pub(crate) fn set_media(mut self, body: &'static BodyMeta) -> Self {
        self.draft.body = Some(body);
        self
    }

    pub(crate) fn set_json<T: Wire>(self, body: &T) -> Self {
        self.set_payload(Payload::Json(body.encode()))
    }

    pub(crate) fn set_urlencoded<T: Wire>(self, body: &T) -> Self {
        self.set_payload(Payload::Urlencoded(body.encode()))
    }

    pub(crate) fn set_written<T: Wire>(self, body: &T, write: Writer) -> Self {
        self.set_payload(Payload::Written(body.encode(), write))
    }

    pub(crate) fn set_form(self, form: Form) -> Self {
        self.set_payload(Payload::Form(form))
    }

    pub(crate) fn set_text(self, text: String) -> Self {
        self.set_payload(Payload::Text(text))
    }

    pub(crate) fn set_file(self, file: Upload) -> Self {
        self.set_payload(Payload::File(Box::new(file)))
    }
}

impl<O: Operation<Output = Bytes>> Call<O> {
    /// Sends the call, and gives its answer while the body is still on the way: to be read piece by piece, or saved to
    /// a file. Memory holds one piece at a time.
    ///
    /// # Errors
    ///
    /// As the call itself: see [`Error`]. A status that is not 2xx is one, with what the server said. Attempts are made
    /// again up to here, and not any more once the body has begun.
    pub async fn download(mut self) -> Result<Download, Error> {
        self.draft.streamed = true;
        Download::open(self.draft).await
    }
}

impl<O: Operation> Clone for Call<O> {
    // Derived, this would ask for `O: Clone`. A clone of an upload from a stream shares the stream.
    fn clone(&self) -> Self {
        Self {
            draft: self.draft.clone(),
            operation: PhantomData,
        }
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    // Arguments are left out: some are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meta = self.draft.meta;
        f.debug_struct("Call")
            .field("operation", &meta.id)
            .field("method", &meta.method)
            .field("path", &meta.path)
            .finish_non_exhaustive()
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error>;
    type IntoFuture = CallFuture<O>;

    fn into_future(self) -> Self::IntoFuture {
        CallFuture(self.with_response())
    }
}

/// A call on its way.
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<O: Operation>(ResponseFuture<O>);

impl<O: Operation> Future for CallFuture<O> {
    type Output = Result<O::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.0.answer.as_mut().poll(cx))?;
        Poll::Ready(decode::<O>(answer))
    }
}

/// A call on its way whose answer comes with status and headers.
#[must_use = "futures do nothing unless polled"]
pub struct ResponseFuture<O: Operation> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for ResponseFuture<O> {
    type Output = Result<Response<O::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(cx))?;
        let head = answer.head();
        Poll::Ready(decode::<O>(answer).map(|value| Response::new(value, head)))
    }
}

impl<O: Operation> fmt::Debug for CallFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallFuture({})", O::META.id)
    }
}

impl<O: Operation> fmt::Debug for ResponseFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResponseFuture({})", O::META.id)
    }
}

/// Reads an answer as the operation's output; what cannot be read keeps status and body.
pub(crate) fn decode<O: Operation>(answer: Answer) -> Result<O::Output, Error> {
    let (head, body) = (answer.head(), answer.body().clone());
    O::decode(answer).map_err(|error| Error::decode(error, &head, body))
}
