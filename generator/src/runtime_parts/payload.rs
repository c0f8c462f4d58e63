//! Reads what the API itself sends.
use crate::runtime::{DecodeError, Wire};

/// A JSON body; a byte order mark before it is skipped.
pub(crate) fn payload<T: Wire>(body: &[u8]) -> Result<T, DecodeError> {
    let text = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    T::decode(serde_json::from_slice(text)?)
}
