//! An error in one line, without anything that might be secret: bodies and headers are left out.
use super::error::{Cause, Error, Inner};
use super::error_body::ErrorBody;
use http::header;
use std::fmt::{self, Display, Formatter, Write};

/// A server's sentence is quoted up to here.
const LONGEST: usize = 500;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        match &inner.cause {
            Cause::Invalid(violations) => {
                write!(f, "invalid arguments: {}", line(&violations.to_string()))
            }
            Cause::Config(text) => f.write_str(text),
            Cause::Api(body) => api(f, inner, body),
            Cause::Decode(error) => {
                write!(f, "the answer cannot be read: {}", line(&error.to_string()))?;
                trailer(f, self, &[])
            }
            Cause::Unexpected(violations) => {
                write!(
                    f,
                    "the answer breaks the document: {}",
                    line(&violations.to_string())
                )?;
                trailer(f, self, &[])
            }
            Cause::Transport(error) => {
                write!(f, "the exchange failed: {}", line(&error.to_string()))?;
                trailer(f, self, &[])
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("text", &self.to_string())
            .field("body", &format_args!("{} bytes", self.0.body.len()))
            .finish_non_exhaustive()
    }
}

/// `404 Not Found: not_found: no such document (reason document_deleted, request id req_1)`.
fn api(f: &mut Formatter<'_>, inner: &Inner, body: &ErrorBody) -> fmt::Result {
    if let Some(status) = inner.status {
        write!(f, "{}", status.as_u16())?;
        if let Some(reason) = status.canonical_reason() {
            write!(f, " {reason}")?;
        }
    }
    for text in [&body.code, &body.message].into_iter().flatten() {
        write!(f, ": {}", line(text))?;
    }
    if body.code.is_none() && body.message.is_none() {
        let kind = inner
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        match (inner.body.len(), kind) {
            (0, _) => f.write_str(": the body is empty")?,
            (length, None) => write!(f, ": {length} bytes without a code or message")?,
            (length, Some(kind)) => write!(
                f,
                ": {length} bytes of {} without a code or message",
                line(kind)
            )?,
        }
    }
    let id = body.request_id.as_deref();
    notes(
        f,
        &[
            ("reason", body.reason.as_deref()),
            ("param", body.param.as_deref()),
            ("request id", id),
        ],
    )
}

fn trailer(f: &mut Formatter<'_>, error: &Error, more: &[(&str, Option<&str>)]) -> fmt::Result {
    let status = error.status().map(|status| status.as_u16().to_string());
    let mut all = vec![("status", status.as_deref())];
    all.extend_from_slice(more);
    all.push(("request id", error.request_id()));
    notes(f, &all)
}

fn notes(f: &mut Formatter<'_>, notes: &[(&str, Option<&str>)]) -> fmt::Result {
    let mut before = " (";
    for (name, text) in notes
        .iter()
        .filter_map(|(name, text)| Some((name, (*text)?)))
    {
        write!(f, "{before}{name} {}", line(text))?;
        before = ", ";
    }
    if before == ", " {
        f.write_char(')')
    } else {
        Ok(())
    }
}

/// Text from outside, in one line and of bounded length: it may be shown on a terminal or end in a log.
fn line(text: &str) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        out.push(if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        });
    }
    out
}
