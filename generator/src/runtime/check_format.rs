//! The formats that are types of their own.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::check::Checker;
use super::date_time;
use super::literal::finding;
use super::place::At;
use super::schema::Format;
use super::values::Base64;

/// Checks `format`; it says nothing about values that are no strings.
pub(super) fn check(checker: &mut Checker<'_>, format: Format, value: &Value, at: &At<'_>) {
    if let Value::String(text) = value
        && !format.admits(text)
    {
        checker.report(at, "format", || {
            format!("not {}{}", format.describe(), finding(value, at))
        });
    }
}

/// Checks a format that only the document knows.
pub(super) fn check_asserted(
    checker: &mut Checker<'_>,
    (format, admits): (&'static str, fn(&str) -> bool),
    value: &Value,
    at: &At<'_>,
) {
    if let Value::String(text) = value
        && !admits(text)
    {
        checker.report(at, "format", || {
            format!("not of the format {format}{}", finding(value, at))
        });
    }
}

impl Format {
    /// Whether the text has this format.
    pub fn admits(self, text: &str) -> bool {
        match self {
            Self::DateTime => date_time::is_date_time(text),
            Self::Date => date_time::parse_date(text).is_some(),
            Self::Uuid => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
            Self::Byte => Base64::parse(text).is_some(),
            Self::Binary => true,
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::DateTime => "an RFC 3339 date-time",
            Self::Date => "a date (YYYY-MM-DD)",
            Self::Uuid => "a UUID",
            Self::Byte => "base64",
            Self::Binary => "bytes",
            Self::Ipv4 => "an IPv4 address",
            Self::Ipv6 => "an IPv6 address",
        }
    }
}
