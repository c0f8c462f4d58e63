//! A request as the mock saw it: decoded, and without what proves the caller.
use super::transport::ByteStream;
use super::{HttpBody, HttpRequest, Location, OperationMeta, Scheme, TransportError, Wire};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Method, header};
use serde_json::Value;
use std::fmt;
use std::future::poll_fn;

/// One attempt of a call.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockRequest {
    /// `operationId`.
    pub operation: Option<&'static str>,
    /// The method.
    pub method: Method,
    /// The path, encoded, without what the base URL has before the operation's own.
    pub path: String,
    /// The path's parameters by name, decoded.
    pub path_params: Vec<(String, String)>,
    /// The query, decoded, without keys.
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
        let (path, query) = split(&request.url);
        let path = own_path(request.operation, path);
        let params = request
            .operation
            .and_then(|meta| path_params(meta.path, path));
        let mut seen = Self {
            operation: request.operation.map(|meta| meta.id),
            method: request.method.clone(),
            path: path.to_owned(),
            path_params: params.unwrap_or_default(),
            query: pairs(query),
            headers: request.headers.clone(),
            body,
        };
        seen.hide(request.operation);
        Ok(seen)
    }

    /// Removes what proves the caller.
    fn hide(&mut self, meta: Option<&'static OperationMeta>) {
        for name in [
            header::AUTHORIZATION,
            header::PROXY_AUTHORIZATION,
            header::COOKIE,
        ] {
            self.headers.remove(name);
        }
        let all: Vec<_> = self.headers.keys().cloned().collect();
        for name in all {
            if self
                .headers
                .get_all(&name)
                .iter()
                .any(http::HeaderValue::is_sensitive)
            {
                self.headers.remove(name);
            }
        }
        let schemes = meta.map_or(&[][..], |meta| meta.security);
        for scheme in schemes.iter().copied().flatten() {
            match scheme.proof() {
                Scheme::ApiKey {
                    location: Location::Query,
                    name,
                } => self.query.retain(|(key, _)| key != name),
                Scheme::ApiKey {
                    location: Location::Header,
                    name,
                } => drop(self.headers.remove(*name)),
                Scheme::ApiKey { .. }
                | Scheme::Bearer
                | Scheme::Basic
                | Scheme::Other
                | Scheme::Named(..) => {}
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

    /// The first value of a header, where it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON, where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The body as a model, where it is one.
    #[must_use]
    pub fn model<T: Wire>(&self) -> Option<T> {
        T::decode(self.json()?).ok()
    }
}

impl fmt::Debug for MockRequest {
    // Paths, headers and query may carry keys, and bodies anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

pub(crate) async fn collect(mut stream: ByteStream) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        body.extend_from_slice(&piece?);
    }
    Ok(body.freeze())
}

/// Path and query of an address.
pub(crate) fn split(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    (rest.find('/').map_or("/", |at| &rest[at..]), query)
}

/// The end of a path that has the operation's form; all of it where none has.
fn own_path<'a>(meta: Option<&'static OperationMeta>, path: &'a str) -> &'a str {
    let Some(meta) = meta else { return path };
    let begins = path.match_indices('/').map(|(at, _)| &path[at..]);
    let mut fits = begins.filter(|end| path_params(meta.path, end).is_some());
    fits.next().unwrap_or(path)
}

/// The pairs of a query, decoded.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let text = |text: &str| decode(&text.replace('+', " "));
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (text(name), text(value)))
        .collect()
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
