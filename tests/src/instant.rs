//! Date-times as instants: the offset and the number of digits may differ, the moment may not.
use chrono::{DateTime, FixedOffset};

/// The moment that a text names, when it is a date-time of RFC 3339.
#[must_use]
pub fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// Equal texts, or date-times of one moment.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || matches!((parse(a), parse(b)), (Some(a), Some(b)) if a == b)
}

/// Date-times that are one once everything below a millisecond is cut from the second.
#[must_use]
pub fn same_when_cut(cut: &str, whole: &str) -> bool {
    matches!((parse(cut), parse(whole)), (Some(cut), Some(whole)) if cut.timestamp_millis() == whole.timestamp_millis())
}
