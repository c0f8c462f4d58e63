//! One attempt of a call: the request is written, sent, and its answer read, all within a time limit.
use super::hooks::Hooks;
use super::limit::Limit;
use super::login::{Login, guard};
use super::request::Draft;
use super::trace::Span;
use super::transport::{ByteStream, HttpRequest, TransportError, TransportErrorKind};
use super::{Client, Error, error_body};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode, header};
use std::future::poll_fn;

/// An answer that was read to its end, to the size limit, or until it broke off.
pub(crate) struct Exchange {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) fault: Option<TransportError>,
}

/// Makes an attempt. `own` are the call's own headers.
pub(crate) async fn attempt(
    draft: &Draft,
    own: &HeaderMap,
    mut limit: Limit<'_>,
    login: &mut Login,
    hooks: &mut Hooks<'_>,
    span: &Span,
) -> Result<Exchange, Error> {
    let request = limit
        .within(prepare(draft, own, login, hooks))
        .await
        .map_err(Error::transport)??;
    span.request(draft.meta, &request);
    let exchange = exchange(&draft.client, request, &mut limit).await?;
    span.status(exchange.status.as_u16());
    span.received(exchange.body.len());
    Ok(exchange)
}

/// The request, written anew for each attempt: a token may have changed, and a body is used up.
async fn prepare(
    draft: &Draft,
    own: &HeaderMap,
    login: &mut Login,
    hooks: &mut Hooks<'_>,
) -> Result<HttpRequest, Error> {
    let mut request = draft.head(own)?;
    login.sign(draft, &mut request).await?;
    // Before a body is used up, where no hook can add what is missing.
    if !hooks.any() {
        guard(draft, &request)?;
    }
    draft.write_body(&mut request).await?;
    if hooks.any() {
        hooks.before(&mut request).await?;
        guard(draft, &request)?;
    }
    Ok(request)
}

async fn exchange(
    client: &Client,
    request: HttpRequest,
    limit: &mut Limit<'_>,
) -> Result<Exchange, Error> {
    let config = client.config();
    let sent = limit.within(client.transport().send(request)).await;
    let answer = sent.and_then(|sent| sent).map_err(Error::transport)?;
    let max = if answer.status.is_success() {
        config.max_answer
    } else {
        config.max_answer.min(error_body::MOST)
    };
    let (body, fault) = read(answer.body, &answer.headers, max, limit).await;
    Ok(Exchange {
        status: answer.status,
        headers: answer.headers,
        body,
        fault,
    })
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
        let next = poll_fn(|cx| stream.as_mut().poll_next(cx));
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
        TransportErrorKind::TooLong,
        format!("the answer is longer than {max} bytes"),
    )
}
