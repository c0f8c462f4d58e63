//! One attempt of a call: the request is written, sent, and its answer read, all within a time limit.
use super::hooks::Hooks;
use super::limit::Limit;
use super::login::{Login, guard};
use super::request::Draft;
use super::trace::Span;
use super::transport::{ByteStream, HttpRequest, TransportError, TransportErrorKind};
use super::{Error, error_body};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::future::poll_fn;

/// An answer that was read to its end, to the size limit, or until it broke off.
pub(crate) struct Exchange {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) fault: Option<TransportError>,
    /// Of a good answer that is read by the caller.
    pub(crate) rest: Option<Rest>,
    /// The secret headers of the request: a server may repeat them.
    pub(crate) secrets: Vec<HeaderValue>,
}

/// A body that the caller reads, and the time limits that hold for it.
pub(crate) struct Rest {
    pub(crate) stream: ByteStream,
    pub(crate) limit: Limit,
}

/// Makes an attempt. `own` are the call's own headers.
pub(crate) async fn attempt(
    draft: &Draft,
    own: &HeaderMap,
    mut limit: Limit,
    login: &mut Login,
    hooks: &mut Hooks<'_>,
    span: &Span,
) -> Result<Exchange, Error> {
    let request = limit
        .within(prepare(draft, own, login, hooks))
        .await
        .map_err(|fault| Error::transport(unsent(&fault)))??;
    span.request(draft.meta, &request);
    let exchange = exchange(draft, request, limit).await?;
    span.status(exchange.status.as_u16());
    span.received(exchange.body.len());
    Ok(exchange)
}

/// A time limit that ended before there was a request: the server is not to blame.
fn unsent(fault: &TransportError) -> TransportError {
    let text =
        format!("{fault}: nothing was sent, a token, an interceptor or a file is waited for");
    TransportError::new(fault.kind(), text)
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
    let held = draft.client.transport().hold();
    draft.write_body(&mut request).await?;
    drop(held);
    if hooks.any() {
        hooks.before(&mut request).await?;
        guard(draft, &request)?;
    }
    Ok(request)
}

async fn exchange(
    draft: &Draft,
    mut request: HttpRequest,
    mut limit: Limit,
) -> Result<Exchange, Error> {
    let client = &draft.client;
    let config = client.config();
    if let Some(pulse) = limit.pulse() {
        request.body = pulse.of(request.body);
    }
    let secrets = request.headers.values();
    let secrets = secrets.filter(|value| value.is_sensitive());
    let secrets = secrets.cloned().collect();
    let sent = limit.within(client.transport().send(request)).await;
    let answer = sent.and_then(|sent| sent).map_err(Error::transport)?;
    limit.beat();
    if draft.streamed && answer.status.is_success() {
        return Ok(Exchange {
            status: answer.status,
            headers: answer.headers,
            body: Bytes::new(),
            fault: None,
            rest: Some(Rest {
                stream: answer.body,
                limit,
            }),
            secrets,
        });
    }
    let max = if answer.status.is_success() {
        config.max_answer
    } else {
        config.max_answer.min(error_body::MOST)
    };
    let (body, fault) = read(answer.body, &answer.headers, max, &mut limit).await;
    Ok(Exchange {
        status: answer.status,
        headers: answer.headers,
        body,
        fault,
        rest: None,
        secrets,
    })
}

/// What came of a body, and why it ended early where it did.
async fn read(
    mut stream: ByteStream,
    headers: &HeaderMap,
    max: usize,
    limit: &mut Limit,
) -> (Bytes, Option<TransportError>) {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut body = Body {
        announced: announced.unwrap_or(0).min(max).min(1 << 20),
        ..Body::default()
    };
    loop {
        let next = poll_fn(|cx| stream.as_mut().poll_next(cx));
        let next = limit.within(next).await;
        limit.beat();
        match next {
            Ok(None) => return (body.whole(), None),
            Ok(Some(Ok(mut piece))) => {
                let room = max - body.len();
                let fits = piece.len() <= room;
                piece.truncate(room);
                body.add(piece);
                if !fits {
                    return (body.whole(), Some(too_long(max as u64)));
                }
            }
            Ok(Some(Err(error))) | Err(error) => return (body.whole(), Some(error)),
        }
    }
}

/// The pieces of a body. One that comes alone, as short answers do, is not copied.
#[derive(Default)]
struct Body {
    first: Bytes,
    joined: BytesMut,
    announced: usize,
}

impl Body {
    fn len(&self) -> usize {
        self.first.len() + self.joined.len()
    }

    fn add(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        if self.joined.is_empty() {
            self.joined.reserve(self.announced);
            self.joined
                .extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.joined.extend_from_slice(&piece);
    }

    fn whole(self) -> Bytes {
        if self.joined.is_empty() {
            self.first
        } else {
            self.joined.freeze()
        }
    }
}

pub(crate) fn too_long(max: u64) -> TransportError {
    TransportError::new(
        TransportErrorKind::TooLong,
        format!("the answer is longer than {max} bytes"),
    )
}
