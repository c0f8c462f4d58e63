//! How long a server asks to wait.
use chrono::{DateTime, NaiveDateTime};
use http::{HeaderMap, StatusCode, header};
use std::time::{Duration, SystemTime};

/// `Retry-After` as seconds or a date (RFC 9110, section 10.2.3); else, with status 429, `X-RateLimit-Reset` as Unix
/// seconds: with other statuses that header tells of a limit that was not met.
///
/// A moment is held against the server's own `Date` where there is one, so that a wrong clock on either side does not
/// matter, else against `now`. A moment that is past is no wait. What is neither a number nor a date is no answer.
pub(crate) fn from_headers(
    status: StatusCode,
    headers: &HeaderMap,
    now: &dyn Fn() -> SystemTime,
) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let until = |moment: f64| {
        let server = text(header::DATE.as_str()).and_then(date);
        let now = server.unwrap_or_else(|| unix(now()));
        duration(moment - now)
    };
    let asked = text("retry-after").and_then(|value| match number(value) {
        Some(seconds) => Some(duration(seconds)),
        None => date(value).map(until),
    });
    if asked.is_some() || status != StatusCode::TOO_MANY_REQUESTS {
        return asked;
    }
    text("x-ratelimit-reset").and_then(number).map(until)
}

/// Digits, with a fraction where there is one: no sign, no exponent, no `inf`. However many digits there are, a float
/// holds them.
fn number(text: &str) -> Option<f64> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    text.parse().ok()
}

/// The three forms of RFC 9110, section 5.6.7, as Unix seconds.
fn date(text: &str) -> Option<f64> {
    if let Ok(moment) = DateTime::parse_from_rfc2822(text) {
        return Some(whole(moment.timestamp()));
    }
    let obsolete = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let mut read = obsolete
        .into_iter()
        .filter_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    read.next()
        .map(|moment| whole(moment.and_utc().timestamp()))
}

/// Seconds of a date that can be written with four digits for the year fit a float to the last one.
#[allow(clippy::cast_precision_loss)]
fn whole(seconds: i64) -> f64 {
    seconds as f64
}

fn unix(moment: SystemTime) -> f64 {
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    }
}

/// Less than nothing is nothing. More than a century is a century, so that no clock overflows that it is added to.
fn duration(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.0, 3_155_760_000.0))
}
