//! The pipeline of every call, without generics: check, build, send, read, judge.
use super::answer::Head;
use super::check::{CheckOptions, check};
use super::error_body::ErrorBody;
use super::request::Draft;
use super::transport::{
    BoxFuture, ByteStream, HttpRequest, Transport, TransportError, TransportErrorKind,
};
use super::{Answer, Client, Error, OperationMeta, ResponseValidation, Schema, Violations};
use crate::api::API;
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Sends a call and gives its good answer.
pub(crate) async fn send(draft: Box<Draft>) -> Result<Answer, Error> {
    let own = draft.check()?;
    let mut request = draft.head(&own)?;
    let client = draft.client.clone();
    let (meta, timeout) = (draft.meta, draft.timeout);
    draft.write_body(&mut request).await?;
    // One attempt: the loop that makes more of them goes round this line.
    let answer = attempt(&client, request, timeout).await?;
    judge(&client, meta, answer)
}

/// An answer that was read to its end, to the size limit, or until it broke off.
struct Exchange {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    fault: Option<TransportError>,
}

/// One exchange within its time limit.
async fn attempt(
    client: &Client,
    request: HttpRequest,
    timeout: Option<Duration>,
) -> Result<Exchange, Error> {
    let config = client.config();
    let mut limit = Limit::new(&*config.transport, timeout);
    let answer = limit
        .within(config.transport.send(request))
        .await
        .map_err(Error::transport)?;
    let (body, fault) = read(answer.body, &answer.headers, config.max_answer, &mut limit).await;
    Ok(Exchange {
        status: answer.status,
        headers: answer.headers,
        body,
        fault,
    })
}

/// Errors are read as far as they go, because their status must not be lost; good answers must be whole.
fn judge(client: &Client, meta: &OperationMeta, exchange: Exchange) -> Result<Answer, Error> {
    let Exchange {
        status,
        headers,
        body,
        fault,
    } = exchange;
    if !status.is_success() {
        let parts = ErrorBody::read(&API.errors, &headers, &body);
        return Err(Error::from_answer(parts, status, headers, body));
    }
    if let Some(fault) = fault {
        return Err(Error::broken_off(fault, status, headers, body));
    }
    let mut answer = Answer::new(
        Head {
            status,
            headers,
            attempts: 1,
        },
        body,
    );
    if let (ResponseValidation::Strict, Some(schema)) =
        (client.config().response_validation, meta.answer)
    {
        check_answer(schema, &mut answer)?;
    }
    Ok(answer)
}

fn check_answer(schema: &'static Schema, answer: &mut Answer) -> Result<(), Error> {
    let (head, body) = (answer.head(), answer.body().clone());
    let mut violations = Violations::new();
    match answer.value() {
        Ok(value) => check(schema, value, CheckOptions::default(), &mut violations),
        Err(error) => return Err(Error::decode(error, &head, body)),
    }
    violations
        .into_result()
        .map_err(|violations| Error::unexpected(violations, &head, body))
}

/// What came of a body, and why it ended early where it did.
async fn read(
    mut stream: ByteStream,
    headers: &HeaderMap,
    max: usize,
    limit: &mut Limit<'_>,
) -> (Bytes, Option<TransportError>) {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut body = BytesMut::with_capacity(announced.unwrap_or(0).min(max).min(1 << 20));
    loop {
        let next = poll_fn(|cx| stream.as_mut().poll_next(cx).map(Ok));
        match limit.within(next).await {
            Ok(None) => return (body.freeze(), None),
            Ok(Some(Ok(piece))) if piece.len() <= max - body.len() => {
                body.extend_from_slice(&piece);
            }
            Ok(Some(Ok(piece))) => {
                body.extend_from_slice(&piece[..max - body.len()]);
                return (body.freeze(), Some(too_long(max)));
            }
            Ok(Some(Err(error))) | Err(error) => return (body.freeze(), Some(error)),
        }
    }
}

fn too_long(max: usize) -> TransportError {
    TransportError::new(
        TransportErrorKind::Body,
        format!("the answer is longer than {max} bytes"),
    )
}

/// A time limit over several steps.
struct Limit<'t> {
    alarm: Option<BoxFuture<'t, ()>>,
    timeout: Duration,
}

impl<'t> Limit<'t> {
    fn new(transport: &'t dyn Transport, timeout: Option<Duration>) -> Self {
        Self {
            alarm: timeout.map(|timeout| transport.sleep(timeout)),
            timeout: timeout.unwrap_or_default(),
        }
    }

    /// The outcome of `work`, or the error that time is up.
    async fn within<T>(
        &mut self,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let mut work = pin!(work);
        poll_fn(|cx| {
            if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
                return Poll::Ready(outcome);
            }
            let rings = self
                .alarm
                .as_mut()
                .is_some_and(|alarm| alarm.as_mut().poll(cx).is_ready());
            if rings {
                Poll::Ready(Err(time_is_up(self.timeout)))
            } else {
                Poll::Pending
            }
        })
        .await
    }
}

fn time_is_up(timeout: Duration) -> TransportError {
    TransportError::new(
        TransportErrorKind::Timeout,
        format!("no answer within {timeout:?}"),
    )
}
