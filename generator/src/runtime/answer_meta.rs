//! What good answers hold, by status and media type.
use super::{DecodeError, Schema};
use serde_json::Value;

/// What good answers of some statuses hold, in one media type.
#[derive(Debug)]
pub struct AnswerMeta {
    /// The first and the last of the statuses.
    pub statuses: (u16, u16),
    /// The media type, as the document has it.
    pub media_type: &'static str,
    /// How its content becomes a value.
    pub form: AnswerForm,
    /// What the value must keep; checked in strict mode only.
    pub schema: &'static Schema,
}

/// How the content of an answer becomes a value.
#[derive(Debug, Clone, Copy)]
pub enum AnswerForm {
    /// It is JSON.
    Json,
    /// It is a string.
    Text,
    /// It is bytes, of which nothing is checked.
    Bytes,
    /// It is read by a part of the runtime that not every API needs.
    Read(fn(&[u8]) -> Result<Value, DecodeError>),
    /// It is declared beside this media type, and the operation's output cannot hold it.
    BesideOf(&'static str),
}

impl AnswerMeta {
    /// JSON, whatever the status.
    pub const fn json(schema: &'static Schema) -> Self {
        Self::new("application/json", AnswerForm::Json, schema)
    }

    /// Content of another media type, whatever the status.
    pub const fn new(media_type: &'static str, form: AnswerForm, schema: &'static Schema) -> Self {
        Self {
            statuses: (200, 299),
            media_type,
            form,
            schema,
        }
    }

    /// The same for some statuses only.
    #[must_use]
    pub const fn statuses(self, first: u16, last: u16) -> Self {
        Self {
            statuses: (first, last),
            ..self
        }
    }

    /// The row of an answer: the first of its status, or one beside it that the answer's media type names.
    pub(crate) fn of(
        rows: &'static [Self],
        status: u16,
        media_type: Option<&str>,
    ) -> Option<&'static Self> {
        let (first, last) = rows
            .iter()
            .map(|row| row.statuses)
            .find(|(first, last)| (*first..=*last).contains(&status))?;
        let mut rows = rows.iter().filter(|row| row.statuses == (first, last));
        let named = media_type.map(essence);
        let mut beside = rows.clone();
        beside
            .find(|row| {
                named.is_some_and(|name| essence(row.media_type).eq_ignore_ascii_case(name))
            })
            .or_else(|| rows.next())
    }

    /// How an answer of this media type is read. JSON is JSON though the document does not promise it.
    pub(crate) fn form_of(&self, media_type: Option<&str>) -> AnswerForm {
        let json = media_type.map(essence).is_some_and(is_json);
        match self.form {
            AnswerForm::Read(_) if json => AnswerForm::Json,
            form => form,
        }
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let name = media_type.split(';').next();
    name.unwrap_or_default().trim()
}

fn is_json(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}
