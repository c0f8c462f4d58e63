//! What streams of events and of lines share: opening a call's answer, and reading a value of it.
use crate::runtime::{
    Call, DecodeError, Download, Error, Operation, TransportError, TransportErrorKind, Wire,
};
use serde_json::Value;

/// How the text of a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataForm {
    /// As JSON.
    Json,
    /// As it is.
    Text,
}

/// Sends a call up to the beginning of its answer; gives the most bytes that a value of it may have as well.
pub(crate) async fn open<O: Operation>(
    call: Call<O>,
    media_type: &'static str,
) -> Result<(Download, usize), Error> {
    let mut draft = call.into_draft();
    let most = draft.client.config().max_answer;
    // Before the caller's own headers, which take its place.
    draft
        .headers
        .insert(0, ("accept".to_owned(), media_type.to_owned()));
    draft.streamed = true;
    let download = Download::open(draft).await?;
    Ok((download.max_bytes(None), most))
}

/// A value of the stream; an error keeps the text that it is about.
pub(crate) fn read<T: Wire>(download: &Download, form: DataForm, text: &str) -> Result<T, Error> {
    let value = match form {
        DataForm::Text => Ok(Value::String(text.to_owned())),
        DataForm::Json => serde_json::from_str(text).map_err(DecodeError::from),
    };
    let read = value.and_then(T::decode);
    read.map_err(|error| Error::decode(error, &download.head(), text.to_owned().into()))
}

pub(crate) fn too_long(most: usize) -> TransportError {
    TransportError::new(
        TransportErrorKind::TooLong,
        format!("a value of the stream is longer than {most} bytes"),
    )
}
