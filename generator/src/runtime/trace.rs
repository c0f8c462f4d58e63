//! Spans and events of the feature `tracing`, in OpenTelemetry's names for HTTP clients. `trace_off.rs` is its twin.
//!
//! Nothing secret is recorded: no header, no body, no value of the query, no path that holds a secret.
use super::request::Draft;
use super::token_provider::TokenReason;
use super::transport::{HttpBody, HttpRequest};
use super::{Error, ErrorKind, Location, OperationMeta, Rule, Schema, TransportErrorKind};
use http::Uri;
use std::future::Future;
use std::time::Duration;
use tracing::field::Empty;
use tracing::{Instrument as _, Level, event, span};

/// The crate that uses this runtime.
const TARGET: &str = env!("CARGO_CRATE_NAME");

/// The span of a call or of an attempt.
pub(crate) struct Span(tracing::Span);

/// A span around all attempts of a call.
pub(crate) fn call(draft: &Draft) -> Span {
    let meta = draft.meta;
    Span(span!(
        target: TARGET,
        Level::INFO,
        "call",
        otel.name = meta.id,
        otel.kind = "internal",
        openapi.operation_id = meta.id,
        http.request.method = meta.method.as_str(),
        url.template = meta.path,
        http.response.status_code = Empty,
        error.r#type = Empty,
    ))
}

/// A span around one attempt. Later ones count from 1, as OpenTelemetry has it.
pub(crate) fn attempt(meta: &'static OperationMeta, number: u32) -> Span {
    let span = span!(
        target: TARGET,
        Level::INFO,
        "attempt",
        otel.name = Empty,
        otel.kind = "client",
        openapi.operation_id = meta.id,
        http.request.method = meta.method.as_str(),
        http.request.resend_count = Empty,
        http.request.body.size = Empty,
        url.template = meta.path,
        url.full = Empty,
        server.address = Empty,
        server.port = Empty,
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        error.r#type = Empty,
    );
    if !span.is_disabled() {
        span.record("otel.name", format!("{} {}", meta.method, meta.path));
        if number > 1 {
            span.record("http.request.resend_count", number - 1);
        }
    }
    Span(span)
}

impl Span {
    /// Does the work within the span, and notes what came of it.
    pub(crate) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let outcome = work.instrument(self.0.clone()).await;
        if let Err(error) = &outcome {
            if let Some(status) = error.status() {
                self.status(status.as_u16());
            }
            self.0.record("error.type", error_type(error).as_str());
        }
        outcome
    }

    /// Notes the request that is about to be sent.
    pub(crate) fn request(&self, meta: &OperationMeta, request: &HttpRequest) {
        if self.0.is_disabled() {
            return;
        }
        self.0.record("url.full", shown(meta, &request.url));
        if let Ok(uri) = request.url.parse::<Uri>() {
            let port = uri.port_u16();
            let usual = if uri.scheme_str() == Some("http") {
                80
            } else {
                443
            };
            self.0.record("server.address", uri.host());
            self.0.record("server.port", port.unwrap_or(usual));
        }
        let length = match &request.body {
            HttpBody::Empty => None,
            HttpBody::Bytes(bytes) => Some(bytes.len() as u64),
            HttpBody::Stream { length, .. } => *length,
        };
        self.0.record("http.request.body.size", length);
    }

    /// Notes a status.
    pub(crate) fn status(&self, status: u16) {
        self.0.record("http.response.status_code", status);
    }

    /// Notes how much an answer brought.
    pub(crate) fn received(&self, length: usize) {
        self.0.record("http.response.body.size", length as u64);
    }
}

/// Tells that a call is made again, why and after which wait.
pub(crate) fn waits(error: &Error, attempts: u32, wait: Duration) {
    event!(
        target: TARGET,
        Level::INFO,
        attempts,
        wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        error.r#type = error_type(error).as_str(),
        "the call is made again"
    );
}

/// Tells that a call is made again with a new token.
pub(crate) fn renews(attempts: u32) {
    event!(
        target: TARGET,
        Level::INFO,
        attempts,
        "the server refused the token, and the call is made again with a new one"
    );
}

/// Tells that the provider of tokens is asked.
pub(crate) fn token_wanted(reason: TokenReason) {
    event!(target: TARGET, Level::DEBUG, ?reason, "a token is asked for");
}

/// The address without the values of its query, and without its path where a parameter in it is secret.
fn shown(meta: &OperationMeta, url: &str) -> String {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let mut out = address.to_owned();
    let secret = |schema: &Schema| has_secret(schema, 8);
    let mut in_path = meta
        .params
        .iter()
        .filter(|param| param.location == Location::Path);
    if in_path.any(|param| secret(&param.schema)) {
        let host = address.find("://").map_or(0, |at| at + 3);
        let end = address[host..]
            .find('/')
            .map_or(address.len(), |at| host + at);
        out.truncate(end);
        out.push_str(meta.path);
    }
    for (index, pair) in query.split('&').filter(|pair| !pair.is_empty()).enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(pair.split('=').next().unwrap_or_default());
        out.push_str("=REDACTED");
    }
    out
}

/// Whether a parameter is secret. Its schema is small; the depth bounds recursive ones.
fn has_secret(schema: &Schema, depth: u8) -> bool {
    depth > 0
        && schema.0.iter().any(|rule| match rule {
            Rule::Secret => true,
            Rule::Ref(inner) | Rule::Nullable(inner) | Rule::Items(inner) => {
                has_secret(inner, depth - 1)
            }
            _ => false,
        })
}

/// OpenTelemetry's `error.type`: the status of an answer, else a word for what went wrong.
fn error_type(error: &Error) -> String {
    let word = match error.kind() {
        ErrorKind::Api => {
            return error
                .status()
                .map_or_else(String::new, |s| s.as_str().to_owned());
        }
        ErrorKind::Invalid => "invalid_arguments",
        ErrorKind::Decode => "unreadable_answer",
        ErrorKind::Config => "configuration",
        ErrorKind::Auth => "no_token",
        ErrorKind::Refused => "refused_by_interceptor",
        ErrorKind::Transport => match error.transport_kind() {
            Some(TransportErrorKind::Connect) => "connect",
            Some(TransportErrorKind::Tls) => "tls",
            Some(TransportErrorKind::Lost) => "connection_lost",
            Some(TransportErrorKind::Timeout) => "timeout",
            Some(TransportErrorKind::TotalTimeout) => "total_timeout",
            Some(TransportErrorKind::Body) => "answer_cut",
            Some(TransportErrorKind::TooLong) => "answer_too_long",
            Some(TransportErrorKind::Upload) => "upload",
            Some(TransportErrorKind::Save) => "save",
            Some(TransportErrorKind::Other) | None => "transport",
        },
    };
    word.to_owned()
}
