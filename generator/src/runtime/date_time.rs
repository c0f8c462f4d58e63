//! Reads and writes the dates and times of RFC 3339.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

/// Reads a `date-time` (RFC 3339, section 5.6).
///
/// Any offset, lower-case `t` and `z`, a space in place of the `T` and a leap second (at 23:59:60 UTC) are read; digits of
/// the fraction beyond the ninth are dropped. Without an offset, with an offset of other than four digits and a colon,
/// with hour 24 or without a time it is none.
pub(super) fn parse_date_time(text: &str) -> Option<DateTime<Utc>> {
    let date = parse_date(text.get(..10)?)?;
    let rest = text.get(10..)?;
    if !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    let (hour, minute, second) = parse_clock(rest.get(1..9)?)?;
    let (nanos, rest) = parse_fraction(rest.get(9..)?)?;
    let offset = parse_offset(rest)?;
    // chrono holds a leap second as a 59th second of more than 10^9 nanoseconds.
    let (second, nanos) = if second == 60 {
        (59, nanos + 1_000_000_000)
    } else {
        (second, nanos)
    };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?;
    let utc = shift(NaiveDateTime::new(date, time), -offset)?;
    let is_leap_second_misplaced = nanos >= 1_000_000_000 && (utc.hour(), utc.minute()) != (23, 59);
    (!is_leap_second_misplaced).then(|| utc.and_utc())
}

/// Whether the text is a `date-time`.
pub(super) fn is_date_time(text: &str) -> bool {
    parse_date_time(text).is_some()
}

/// Reads a `full-date` (RFC 3339, section 5.6).
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return None;
    };
    let year = i32::try_from(digits(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(&[m1, m2])?, digits(&[d1, d2])?)
}

/// Writes a `date-time` in UTC, with as many digits of the fraction as there are.
pub(super) fn format_date_time(time: &DateTime<Utc>) -> String {
    let mut text = String::with_capacity("2026-01-15T09:30:15.123456789Z".len());
    let nanos = time.nanosecond();
    let second = time.second() + nanos / 1_000_000_000;
    let (hour, minute) = (time.hour(), time.minute());
    write_date(&mut text, time.date_naive());
    // Writing to a string cannot fail.
    let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
    let fraction = nanos % 1_000_000_000;
    if fraction > 0 {
        let _ = write!(text, ".{fraction:09}");
        text.truncate(text.trim_end_matches('0').len());
    }
    text.push('Z');
    text
}

/// Writes a `full-date`. A year of other than four digits gives a text that RFC 3339 does not know.
pub(super) fn format_date(date: NaiveDate) -> String {
    let mut text = String::with_capacity("2026-01-15".len());
    write_date(&mut text, date);
    text
}

fn write_date(text: &mut String, date: NaiveDate) {
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{:04}-{:02}-{:02}",
        date.year(),
        date.month(),
        date.day()
    );
}

fn parse_clock(text: &str) -> Option<(u32, u32, u32)> {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = *text.as_bytes() else {
        return None;
    };
    let (hour, minute, second) = (digits(&[h1, h2])?, digits(&[m1, m2])?, digits(&[s1, s2])?);
    (hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

/// Nanoseconds, and what follows the fraction.
fn parse_fraction(text: &str) -> Option<(u32, &str)> {
    let Some(rest) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let kept = length.min(9);
    let nanos = digits(rest.as_bytes().get(..kept)?)?;
    let scale = 10_u32.pow(9 - u32::try_from(kept).ok()?);
    (length > 0).then_some((nanos * scale, rest.get(length..)?))
}

/// Seconds east of UTC.
fn parse_offset(text: &str) -> Option<i64> {
    let (sign, a, b, c, d) = match *text.as_bytes() {
        [b'Z' | b'z'] => return Some(0),
        [b'+', a, b, b':', c, d] => (1, a, b, c, d),
        [b'-', a, b, b':', c, d] => (-1, a, b, c, d),
        _ => return None,
    };
    let (hours, minutes) = (digits(&[a, b])?, digits(&[c, d])?);
    (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 3600 + minutes * 60))
}

/// Adds seconds without losing the leap second, which chrono's addition would carry into the next minute.
fn shift(time: NaiveDateTime, seconds: i64) -> Option<NaiveDateTime> {
    let nanos = time.nanosecond();
    let whole = time
        .with_nanosecond(0)?
        .checked_add_signed(TimeDelta::seconds(seconds))?;
    whole.with_nanosecond(nanos)
}

/// The number of at most nine ASCII digits.
fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u32::from(byte - b'0'))
    })
}
