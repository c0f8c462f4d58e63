//! Texts of types that are read from text: what the generated crate would refuse to read is no value of the type.
// The files that generated crates read with, so that both judge alike.
#[allow(clippy::duplicate_mod, reason = "the tests of the runtime have it too")]
#[path = "../runtime/base64_text.rs"]
mod base64_text;
#[allow(dead_code, reason = "nothing is written here")]
#[allow(clippy::duplicate_mod, reason = "the tests of the runtime have it too")]
#[path = "../runtime/date_time.rs"]
mod date_time;

use crate::ir::Scalar;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What is due, where the text cannot be read as the scalar.
pub(super) fn unreadable(scalar: Scalar, text: &str) -> Option<&'static str> {
    let (reads, due) = match scalar {
        Scalar::Date => (date_time::parse_date(text).is_some(), "a date (YYYY-MM-DD)"),
        Scalar::DateTime => (date_time::is_date_time(text), "a date and time of RFC 3339"),
        Scalar::Uuid => (is_uuid(text), "a UUID"),
        Scalar::Ipv4 => (text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
        Scalar::Ipv6 => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        Scalar::Base64 => (base64_text::decode(text).is_some(), "a text in base64"),
        Scalar::Bool
        | Scalar::Integer
        | Scalar::Unsigned
        | Scalar::Number
        | Scalar::String
        | Scalar::Binary => return None,
    };
    (!reads).then_some(due)
}

/// As the runtime has it: hyphens and nothing around.
fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::unreadable;
    use crate::ir::Scalar;

    #[test]
    fn knows_what_is_read() {
        let read = [
            (Scalar::Date, "2026-01-15"),
            (Scalar::DateTime, "2026-01-15T09:30:15Z"),
            (Scalar::DateTime, "2026-01-15 09:30:15.123456789+01:00"),
            (Scalar::Uuid, "0d0b2c1e-7f6a-4b5c-8d9e-0123456789ab"),
            (Scalar::Ipv4, "192.0.2.1"),
            (Scalar::Ipv6, "2001:db8::1"),
            (Scalar::Base64, ""),
            (Scalar::Base64, "aGVsbG8="),
            (Scalar::Base64, "aGVsbG8"),
            (Scalar::Base64, "-_-_"),
            (Scalar::Base64, "+/+/"),
            (Scalar::String, "anything"),
        ];
        for (scalar, text) in read {
            assert_eq!(unreadable(scalar, text), None, "{text}");
        }
        let refused = [
            (Scalar::Date, "2026-13-15"),
            (Scalar::Date, "2026-02-30"),
            (Scalar::Date, "15.01.2026"),
            (Scalar::DateTime, "2026-01-15"),
            (Scalar::DateTime, "2026-01-15T09:30:15"),
            (Scalar::DateTime, "2026-01-15T24:00:00Z"),
            (Scalar::DateTime, "é026-01-15T09:30:15Z"),
            (Scalar::Uuid, "string"),
            (Scalar::Base64, "strin"),
            (Scalar::Base64, "a text"),
            (Scalar::Base64, "-/-/"),
            (Scalar::Base64, "aGVsbG9="),
            (Scalar::Base64, "="),
            (Scalar::Ipv4, "192.0.2"),
            (Scalar::Ipv6, "192.0.2.1"),
        ];
        for (scalar, text) in refused {
            assert!(unreadable(scalar, text).is_some(), "{text}");
        }
    }
}
