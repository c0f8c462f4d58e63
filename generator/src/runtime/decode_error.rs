//! Says where a JSON value departs from what its type can hold.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

/// A JSON value that could not be read, with the place and the reason.
///
/// The place is a JSON pointer (RFC 6901) that is built while the error travels up from the value to the document.
/// The error never repeats the value itself, only its kind: answers may hold secrets.
///
/// ```text
/// /items/3/created_at: expected an RFC 3339 date-time, found another string
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    /// Innermost step first.
    steps: Vec<Step>,
    expected: Cow<'static, str>,
    found: Cow<'static, str>,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

impl DecodeError {
    /// A value of the wrong JSON type.
    #[cold]
    pub fn unexpected(expected: &'static str, found: &Value) -> Self {
        Self::new(expected, kind_with_article(found))
    }

    /// A value of the right JSON type whose content does not fit, a date that is none for example.
    #[cold]
    pub fn invalid(expected: &'static str, found: &Value) -> Self {
        Self::new(expected, format!("another {}", kind(found)))
    }

    /// A required property that is not there.
    #[cold]
    pub fn missing(name: &str) -> Self {
        Self::new("a value", "nothing").at(name)
    }

    /// An error in words of the caller's choice; neither of them may repeat the value.
    #[cold]
    pub fn new(
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            expected: expected.into(),
            found: found.into(),
        }))
    }

    /// Puts a property's name before the place.
    #[must_use]
    pub fn at(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Key(name.to_owned()));
        self
    }

    /// Puts an item's index before the place.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Index(index));
        self
    }

    /// The place as a JSON pointer; empty for the document itself. Names of more than 256 characters are cut.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            path.push('/');
            match step {
                Step::Key(name) => push_escaped(&mut path, name),
                Step::Index(index) => path.push_str(&index.to_string()),
            }
        }
        path
    }

    /// What the type holds, `a string` for example.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What stood there instead: a kind, never the value.
    pub fn found(&self) -> &str {
        &self.0.found
    }
}

impl From<serde_json::Error> for DecodeError {
    /// Text that is no JSON: the place in the text is in the words, since there is no pointer.
    fn from(error: serde_json::Error) -> Self {
        let found = if error.is_eof() {
            "text that ends early"
        } else {
            "other text"
        };
        Self::new(
            "JSON",
            format!("{found} (line {}, column {})", error.line(), error.column()),
        )
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        let separator = if path.is_empty() { "" } else { ": " };
        write!(
            f,
            "{path}{separator}expected {}, found {}",
            self.0.expected, self.0.found
        )
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

/// Longer names are cut in messages: a server may send names of any size.
const NAME_SHOWN: usize = 256;

/// Appends `name` as a reference token of a JSON pointer (RFC 6901, section 3).
pub(super) fn push_escaped(pointer: &mut String, name: &str) {
    for (index, character) in name.chars().enumerate() {
        if index == NAME_SHOWN {
            pointer.push('…');
            return;
        }
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The JSON kind of a value, as JSON Schema names it.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn kind_with_article(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
