//! Texts of types that are read from text: what the generated crate would refuse to read is no value of the type.
use crate::ir::Scalar;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What is due, where the text cannot be read as the scalar.
pub(super) fn unreadable(scalar: Scalar, text: &str) -> Option<&'static str> {
    let (reads, due) = match scalar {
        Scalar::Date => (is_date(text), "a date (YYYY-MM-DD)"),
        Scalar::DateTime => (is_date_time(text), "a date and time of RFC 3339"),
        Scalar::Uuid => (is_uuid(text), "a UUID"),
        Scalar::Ipv4 => (text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
        Scalar::Ipv6 => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        Scalar::Bool
        | Scalar::Integer
        | Scalar::Unsigned
        | Scalar::Number
        | Scalar::String
        | Scalar::Base64
        | Scalar::Binary => return None,
    };
    (!reads).then_some(due)
}

/// `full-date` of RFC 3339, section 5.6; days are counted without the calendar.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// `date-time` of the same section, with a space in place of the `T` as many write it.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let Some((clock, rest)) = rest.split_at_checked(8) else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    is_date(date) && is_clock(clock) && is_offset(offset)
}

fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else {
        return false;
    };
    number(hour, 2).is_some_and(|hour| hour < 24)
        && number(minute, 2).is_some_and(|minute| minute < 60)
        && number(second, 2).is_some_and(|second| second <= 60)
}

fn is_offset(text: &str) -> bool {
    let parts = text
        .strip_prefix(['+', '-'])
        .and_then(|rest| rest.split_once(':'));
    let counted = parts
        .is_some_and(|(hours, minutes)| number(hours, 2).is_some() && number(minutes, 2).is_some());
    text.eq_ignore_ascii_case("z") || counted
}

fn is_uuid(text: &str) -> bool {
    let sizes = [8, 4, 4, 4, 12];
    let parts: Vec<&str> = text.split('-').collect();
    let hex = |part: &&str| part.chars().all(|c| c.is_ascii_hexdigit());
    parts.iter().map(|part| part.len()).eq(sizes) && parts.iter().all(hex)
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
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
            (Scalar::String, "anything"),
        ];
        for (scalar, text) in read {
            assert_eq!(unreadable(scalar, text), None, "{text}");
        }
        let refused = [
            (Scalar::Date, "2026-13-15"),
            (Scalar::Date, "15.01.2026"),
            (Scalar::DateTime, "2026-01-15"),
            (Scalar::DateTime, "2026-01-15T09:30:15"),
            (Scalar::DateTime, "2026-01-15T24:00:00Z"),
            (Scalar::DateTime, "é026-01-15T09:30:15Z"),
            (Scalar::Uuid, "string"),
            (Scalar::Ipv4, "192.0.2"),
            (Scalar::Ipv6, "192.0.2.1"),
        ];
        for (scalar, text) in refused {
            assert!(unreadable(scalar, text).is_some(), "{text}");
        }
    }
}
