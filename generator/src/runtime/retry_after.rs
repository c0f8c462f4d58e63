//! How long a server asks to wait.
use chrono::DateTime;
use http::HeaderMap;
use std::time::{Duration, SystemTime};

/// `Retry-After` as seconds or a date, else `X-RateLimit-Reset` as Unix seconds. A moment that is past is no wait.
pub(crate) fn from_headers(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let asked = text("retry-after").and_then(|value| seconds(value).or_else(|| date(value, now)));
    asked.or_else(|| {
        Some(until(
            SystemTime::UNIX_EPOCH + seconds(text("x-ratelimit-reset")?)?,
            now,
        ))
    })
}

/// Whole or with a fraction; years that overflow a clock are no answer.
fn seconds(text: &str) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    if (0.0..1e10).contains(&number) {
        Duration::try_from_secs_f64(number).ok()
    } else {
        None
    }
}

/// The form of RFC 9110, section 5.6.7.
fn date(text: &str, now: SystemTime) -> Option<Duration> {
    Some(until(
        SystemTime::from(DateTime::parse_from_rfc2822(text).ok()?),
        now,
    ))
}

fn until(moment: SystemTime, now: SystemTime) -> Duration {
    moment.duration_since(now).unwrap_or_default()
}
