//! A good answer before it is decoded: all of its bytes, read once as JSON however often it is asked.
use super::attempt::Rest;
use super::error_body::{self, without_bom};
use super::values::Base64;
use super::{AnswerForm, AnswerMeta, DecodeError, Wire, disposition};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;

/// Status, headers and body of a 2xx answer. [`super::Operation::decode`] makes the operation's output of it.
pub struct Answer {
    head: Arc<Head>,
    body: Bytes,
    value: Option<Value>,
    /// What the document says of it.
    row: Option<&'static AnswerMeta>,
    /// What the caller reads of a streamed body.
    rest: Option<Rest>,
}

/// What is known of an answer before its body; shared, because errors and responses keep it.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    /// The `operationId`.
    pub(crate) operation: &'static str,
}

impl Head {
    /// The server's name of the request, where a header gives one.
    pub(crate) fn request_id(&self) -> Option<&str> {
        error_body::request_id(&self.headers)
    }

    /// `Content-Length`, where it is a number.
    pub(crate) fn content_length(&self) -> Option<u64> {
        let value = self.headers.get(header::CONTENT_LENGTH)?;
        value.to_str().ok()?.parse().ok()
    }

    /// `Content-Type`, where it is ASCII.
    pub(crate) fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The file name in `Content-Disposition`, made harmless.
    pub(crate) fn filename(&self) -> Option<String> {
        let value = self.headers.get(header::CONTENT_DISPOSITION)?;
        disposition::filename(value.as_bytes())
    }
}

impl Answer {
    pub(crate) fn new(
        head: Head,
        body: Bytes,
        rest: Option<Rest>,
        rows: &'static [AnswerMeta],
    ) -> Self {
        let row = AnswerMeta::of(rows, head.status.as_u16(), head.content_type());
        Self {
            head: Arc::new(head),
            body,
            value: None,
            row,
            rest,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn into_rest(self) -> (Arc<Head>, Option<Rest>) {
        (self.head, self.rest)
    }

    pub(crate) fn head(&self) -> Arc<Head> {
        Arc::clone(&self.head)
    }

    /// The body's value: read as JSON, unless the document promises another media type that the answer says it has.
    /// Content types that the document does not know are not asked: proxies drop or rename them.
    ///
    /// # Errors
    ///
    /// When the body is empty or cannot be read, or the value does not fit.
    pub fn json<T: Wire>(mut self) -> Result<T, DecodeError> {
        T::decode(self.take_value()?)
    }

    /// The body's value; `None` where there is none, as with 204.
    ///
    /// # Errors
    ///
    /// When the body cannot be read, or the value does not fit.
    pub fn json_optional<T: Wire>(self) -> Result<Option<T>, DecodeError> {
        if self.body.trim_ascii().is_empty() {
            Ok(None)
        } else {
            self.json().map(Some)
        }
    }

    /// Nothing, whatever the body says: for operations that promise no content.
    ///
    /// # Errors
    ///
    /// None; the form is that of the other readers.
    pub fn nothing(self) -> Result<(), DecodeError> {
        Ok(())
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// When it is no UTF-8.
    pub fn text(self) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(without_bom(&self.body));
        text.map(str::to_owned)
            .map_err(|_| DecodeError::new("UTF-8 text", "other bytes"))
    }

    /// The body's bytes.
    ///
    /// # Errors
    ///
    /// None; the form is that of the other readers.
    pub fn bytes(self) -> Result<Bytes, DecodeError> {
        Ok(self.body)
    }

    /// The body as a JSON value, to look into before it is decoded.
    pub(crate) fn value(&mut self) -> Result<&Value, DecodeError> {
        let value = self.take_value()?;
        Ok(self.value.insert(value))
    }

    /// What the document says of the value, where there is one.
    pub(crate) fn row(&self) -> Option<&'static AnswerMeta> {
        let row = self
            .row
            .filter(|row| !matches!(row.form, AnswerForm::Bytes));
        row.filter(|_| !self.body.trim_ascii().is_empty())
    }

    fn form(&self) -> AnswerForm {
        let row = self.row.map(|row| row.form_of(self.head.content_type()));
        row.unwrap_or(AnswerForm::Json)
    }

    fn take_value(&mut self) -> Result<Value, DecodeError> {
        if let Some(value) = self.value.take() {
            return Ok(value);
        }
        let text = without_bom(&self.body);
        if text.trim_ascii().is_empty() {
            return Err(DecodeError::new("JSON", "an empty body"));
        }
        let json = || serde_json::from_slice(text).map_err(DecodeError::from);
        match self.form() {
            AnswerForm::Json | AnswerForm::Bytes => json(),
            AnswerForm::Text => std::str::from_utf8(text)
                .map(|text| Value::String(text.to_owned()))
                .map_err(|_| DecodeError::new("UTF-8 text", "other bytes")),
            AnswerForm::Read(read) => read(text),
            AnswerForm::BesideOf(asked) => {
                let found = self.row.map_or("", |row| row.media_type);
                // Servers call JSON what they like, but other JSON is other JSON.
                let value = json().ok().filter(|_| !found.ends_with("json"));
                let fault =
                    || DecodeError::new(asked, format!("{found}, which this call cannot hold"));
                value.ok_or_else(fault)
            }
        }
    }
}

impl fmt::Debug for Answer {
    // The body may hold what is secret: its length must do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.head.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// What an operation without content gives; `null` as JSON.
impl Wire for () {
    fn decode(_: Value) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn encode(&self) -> Value {
        Value::Null
    }
}

/// What an operation with binary content gives; base64 as JSON.
impl Wire for Bytes {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        Base64::decode(value).map(Base64::into_bytes)
    }

    fn encode(&self) -> Value {
        Base64::from(self.clone()).encode()
    }
}
