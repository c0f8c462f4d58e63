//! The formats that are types of their own: times, dates, identifiers, bytes, addresses.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::Value;

use super::base64_text;
use super::date_time;
use super::decode_error::DecodeError;
use super::wire::Wire;

/// An instant, exact to the nanosecond (`format: date-time`).
///
/// Read from any RFC 3339 text; written in UTC with as many digits as the fraction has.
pub type DateTime = chrono::DateTime<chrono::Utc>;
/// A day of the calendar (`format: date`).
pub type Date = chrono::NaiveDate;
/// A UUID (`format: uuid`).
pub type Uuid = uuid::Uuid;

/// Reads a string by `parse`, or says what it should have been.
fn decode_with<T>(
    value: &Value,
    expected: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let Value::String(text) = value else {
        return Err(DecodeError::unexpected(expected, value));
    };
    parse(text).ok_or_else(|| DecodeError::invalid(expected, value))
}

impl Wire for DateTime {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "an RFC 3339 date-time", date_time::parse_date_time)
    }

    fn encode(&self) -> Value {
        Value::String(date_time::format_date_time(self))
    }
}

impl Wire for Date {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "a date (YYYY-MM-DD)", date_time::parse_date)
    }

    fn encode(&self) -> Value {
        Value::String(date_time::format_date(*self))
    }
}

impl Wire for Uuid {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "a UUID", |text| Self::try_parse(text).ok())
    }

    fn encode(&self) -> Value {
        Value::String(self.hyphenated().to_string())
    }
}

impl Wire for Ipv4Addr {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "an IPv4 address", |text| text.parse().ok())
    }

    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl Wire for Ipv6Addr {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "an IPv6 address", |text| text.parse().ok())
    }

    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// Bytes that travel as base64 text (`format: byte`, RFC 4648).
///
/// Written in the standard alphabet with padding; read with or without padding, in the standard or the URL-safe alphabet.
/// Cloning is cheap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(Bytes);

impl Base64 {
    /// Constant bytes.
    pub const fn from_static(bytes: &'static [u8]) -> Self {
        Self(Bytes::from_static(bytes))
    }

    /// Reads base64 text; nothing when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        base64_text::decode(text).map(Self::from)
    }

    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, taken out.
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl Wire for Base64 {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        decode_with(&value, "base64", Self::parse)
    }

    fn encode(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// As base64.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(&self.0))
    }
}

/// The number of bytes only: files do not belong into logs.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0.into()
    }
}
