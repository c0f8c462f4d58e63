//! An error in one line, without anything that might be secret: bodies and headers are left out.
use super::error::{Cause, Error, Inner, Repeat};
use super::error_body::ErrorBody;
use http::header;
use std::fmt::{self, Display, Formatter};

/// A server's sentence is quoted up to here.
const LONGEST: usize = 500;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        match &inner.cause {
            Cause::Invalid(violations) => write!(f, "invalid arguments: {}", line(violations))?,
            Cause::Config(text) | Cause::Auth(text, None) => f.write_str(text)?,
            Cause::Auth(text, Some(error)) => write!(f, "{text}: {}", line(error))?,
            Cause::Refused(error) => {
                write!(f, "an interceptor refused the attempt: {}", line(error))?;
            }
            Cause::Api(body) => api(f, inner, body)?,
            Cause::Decode(error) => write!(f, "the answer cannot be read: {}", line(error))?,
            Cause::Unexpected(violations) => {
                write!(f, "the answer breaks the document: {}", line(violations))?;
            }
            Cause::Transport(error) => write!(f, "the exchange failed: {}", line(error))?,
        }
        notes(f, self)
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

/// `404 Not Found: not_found: no such document`.
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
    if body.code.is_some() || body.message.is_some() {
        return Ok(());
    }
    let kind = inner.headers.get(header::CONTENT_TYPE);
    match (inner.body.len(), kind.and_then(|value| value.to_str().ok())) {
        (0, _) => f.write_str(": the body is empty"),
        (length, None) => write!(f, ": {length} bytes without a code or message"),
        (length, Some(kind)) => write!(
            f,
            ": {length} bytes of {} without a code or message",
            line(kind)
        ),
    }
}

/// ` (reason document_deleted, request id req_1, attempts 3)`: whatever of this there is.
fn notes(f: &mut Formatter<'_>, error: &Error) -> fmt::Result {
    let mut all: Vec<String> = Vec::new();
    let status = match error.0.cause {
        Cause::Decode(_) | Cause::Unexpected(_) | Cause::Transport(_) => error.status(),
        // It is at the beginning of the line, or there is none.
        Cause::Api(_)
        | Cause::Invalid(_)
        | Cause::Config(_)
        | Cause::Auth(..)
        | Cause::Refused(_) => None,
    };
    all.extend(status.map(|status| format!("status {}", status.as_u16())));
    let texts = [
        ("reason", error.reason()),
        ("param", error.param()),
        ("request id", error.request_id()),
    ];
    for (name, text) in texts {
        all.extend(text.map(|text| format!("{name} {}", line(text))));
    }
    if error.attempts() > 1 || error.is_timeout() {
        all.push(format!("attempts {}", error.attempts()));
    }
    if let Repeat::Stopped(stop) = error.0.repeat {
        all.extend(stop.note());
    }
    if all.is_empty() {
        return Ok(());
    }
    write!(f, " ({})", all.join(", "))
}

/// Text from outside, in one line and of bounded length: it may be shown on a terminal or end in a log.
fn line(text: impl Display) -> String {
    let mut out = String::new();
    for (count, c) in text.to_string().chars().enumerate() {
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
