//! How a command fails: a JSON text for the error output, and an exit code.
use super::sdk::{DecodeError, Error, ErrorKind, Violations};
use serde_json::{Value, json};

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum CliError {
    /// The call failed.
    Call(Error),
    /// The arguments break the document; nothing was sent.
    Invalid(Violations),
    /// The command itself cannot be understood.
    Usage(String),
}

impl CliError {
    /// An argument that its type cannot hold. `place` names the argument: `query/page_size`.
    pub(crate) fn from_decode(place: &str, error: &DecodeError) -> Self {
        let mut place = format!("{place}{}", error.path());
        let keyword = match error.found() {
            "nothing" => {
                // A missing property is told at its object.
                place.truncate(place.rfind('/').unwrap_or(place.len()));
                "required"
            }
            found if found.starts_with("another ") => "format",
            _ => "type",
        };
        let mut violations = Violations::new();
        violations.add(
            place,
            keyword,
            format!("expected {}, found {}", error.expected(), error.found()),
        );
        Self::Invalid(violations)
    }

    /// 1: the server answered with an error. 2: nothing was sent. 3: no answer, or one that cannot be read.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Invalid(_) | Self::Usage(_) => 2,
            Self::Call(error) => match error.kind() {
                ErrorKind::Api => 1,
                ErrorKind::Invalid | ErrorKind::Config | ErrorKind::Auth | ErrorKind::Refused => 2,
                _ => 3,
            },
        }
    }

    /// The JSON text, as a value.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Usage(message) => invalid(&Violations::new(), Some(message)),
            Self::Invalid(violations) => invalid(violations, None),
            Self::Call(error) => call(error),
        }
    }
}

impl From<Error> for CliError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

fn invalid(violations: &Violations, message: Option<&str>) -> Value {
    let messages = violations
        .iter()
        .map(ToString::to_string)
        .chain(message.map(str::to_owned));
    let mut messages: Vec<_> = messages.collect();
    if violations.more() > 0 {
        messages.push(format!("and {} more", violations.more()));
    }
    json!({ "error": "invalid", "violations": violations.notation(), "messages": messages })
}

fn call(error: &Error) -> Value {
    let kind = match error.kind() {
        ErrorKind::Invalid => {
            return invalid(error.violations().unwrap_or(&Violations::new()), None);
        }
        ErrorKind::Config | ErrorKind::Auth | ErrorKind::Refused => {
            return invalid(&Violations::new(), Some(&error.to_string()));
        }
        ErrorKind::Api => "api",
        ErrorKind::Decode => "decode",
        _ => "transport",
    };
    let message = error
        .message()
        .map_or_else(|| error.to_string(), str::to_owned);
    let parts = [
        ("error", Some(kind.into())),
        (
            "status",
            error.status().map(|status| status.as_u16().into()),
        ),
        ("code", error.code().map(Into::into)),
        ("message", Some(message.into())),
        ("reason", error.reason().map(Into::into)),
        ("param", error.param().map(Into::into)),
        ("details", error.details().cloned()),
        ("request_id", error.request_id().map(Into::into)),
    ];
    let present = parts
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect())
}
