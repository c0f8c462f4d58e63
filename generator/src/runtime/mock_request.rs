//! A request as the mock saw it: decoded, and without what proves the caller.
use super::transport::ByteStream;
use super::{HttpBody, HttpRequest, Location, OperationMeta, Scheme, TransportError};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, header};
use serde_json::Value;
use std::fmt;
use std::future::poll_fn;

/// One attempt of a call.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockRequest {
    /// `operationId`; `None` where no expectation took the request.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: Method,
    /// The path, encoded.
    pub path: String,
    /// The path's parameters by name, decoded.
    pub path_params: Vec<(String, String)>,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The headers, without those that carry a token.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl MockRequest {
    /// Reads the body to its end.
    pub(crate) async fn read(request: &mut HttpRequest) -> Result<Self, TransportError> {
        let body = match std::mem::replace(&mut request.body, HttpBody::Empty) {
            HttpBody::Empty => Bytes::new(),
            HttpBody::Bytes(bytes) => bytes,
            HttpBody::Stream { stream, .. } => collect(stream).await?,
        };
        let rest = request.url.split_once("://").map_or("", |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = rest.find('/').map_or("/", |at| &rest[at..]);
        let mut headers = request.headers.clone();
        headers.remove(header::AUTHORIZATION);
        headers.remove(header::COOKIE);
        let secret = |name: &http::HeaderName| headers[name].is_sensitive();
        let secrets: Vec<_> = headers
            .keys()
            .filter(|name| secret(name))
            .cloned()
            .collect();
        for name in secrets {
            headers.remove(name);
        }
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Ok(Self {
            operation: None,
            method: request.method.clone(),
            path: path.to_owned(),
            path_params: Vec::new(),
            query: pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| {
                    (
                        decode(&name.replace('+', " ")),
                        decode(&value.replace('+', " ")),
                    )
                })
                .collect(),
            headers,
            body,
        })
    }

    /// Adds what only the operation tells, and removes its keys.
    pub(crate) fn name(&mut self, meta: &'static OperationMeta) {
        self.operation = Some(meta.id);
        self.path_params = path_params(meta.path, &self.path).unwrap_or_default();
        for scheme in meta.security.iter().copied().flatten() {
            match scheme {
                Scheme::ApiKey {
                    location: Location::Query,
                    name,
                } => {
                    self.query.retain(|(key, _)| key != name);
                }
                Scheme::ApiKey {
                    location: Location::Header,
                    name,
                } => {
                    self.headers.remove(*name);
                }
                Scheme::ApiKey { .. } | Scheme::Bearer | Scheme::Basic | Scheme::Other => {}
            }
        }
    }

    /// The first value of a query parameter.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as JSON, where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for MockRequest {
    // Headers and query may carry keys, and bodies anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

async fn collect(mut stream: ByteStream) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        body.extend_from_slice(&piece?);
    }
    Ok(body.freeze())
}

/// The parameters of a path, where it has the template's form.
pub(crate) fn path_params(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let mut params = Vec::new();
    let mut segments = path.split('/');
    for part in template.split('/') {
        let mut rest = segments.next()?;
        let mut part = part;
        while let Some((before, after)) = part.split_once('{') {
            let (name, after) = after.split_once('}')?;
            rest = rest.strip_prefix(before)?;
            let next = after.split('{').next().unwrap_or_default();
            let end = if next.is_empty() {
                rest.len()
            } else {
                rest.find(next)?
            };
            params.push((name.to_owned(), decode(&rest[..end])));
            (part, rest) = (after, &rest[end..]);
        }
        if part != rest {
            return None;
        }
    }
    segments.next().is_none().then_some(params)
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                out.push(decoded);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
