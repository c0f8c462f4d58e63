//! Texts made from string schemas: formats, patterns of the simple kind, lengths.
use serde_json::Value;

/// A text that the schema allows, or nothing where its pattern is beyond this maker.
pub(crate) fn text(schema: &Value) -> Option<String> {
    let word = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let length = |keyword: &str| {
        schema
            .get(keyword)
            .and_then(Value::as_u64)
            .and_then(|count| usize::try_from(count).ok())
    };
    let least = length("minLength").unwrap_or(0);
    if let Some(pattern) = word("pattern") {
        let text = matching(pattern)?;
        // A class that may go on does so.
        let end = text.chars().last().filter(|_| pattern.ends_with("+$"));
        let more = least.saturating_sub(text.chars().count());
        return Some(
            text.chars()
                .chain(end.into_iter().cycle().take(more))
                .collect(),
        );
    }
    let text = match word("format") {
        Some("date-time") => "2026-01-15T09:30:15.123456789Z",
        Some("date") => "2026-01-15",
        Some("uuid") => "019c2f4e-7d31-7a68-9b05-3ce1d84f6a92",
        Some("byte") => "AQIDBA==",
        Some("email") => "ada@example.com",
        Some("uri") => "https://example.com/a?b=c#d",
        Some("ipv4") => "192.0.2.7",
        Some("ipv6") => "2001:db8::7",
        _ => "text – ž",
    };
    let most = length("maxLength").unwrap_or(usize::MAX);
    let padded = text.chars().chain(std::iter::repeat_n(
        'x',
        least.saturating_sub(text.chars().count()),
    ));
    Some(padded.take(most).collect())
}

/// A text of a pattern made of literals, groups of alternatives, classes, and counts.
fn matching(pattern: &str) -> Option<String> {
    let mut rest = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        let (unit, after) = match first {
            '(' => {
                let (group, after) = rest[1..].split_once(')')?;
                (
                    group
                        .split('|')
                        .next()
                        .filter(|one| !one.starts_with('?'))?
                        .to_owned(),
                    after,
                )
            }
            '[' => {
                let (class, after) = rest[1..].split_once(']')?;
                (
                    class.chars().next().filter(|c| *c != '^')?.to_string(),
                    after,
                )
            }
            '\\' => match rest[1..].chars().next()? {
                'd' => ("7".to_owned(), &rest[2..]),
                escaped if escaped.is_ascii_punctuation() => (escaped.to_string(), &rest[2..]),
                _ => return None,
            },
            other if other.is_alphanumeric() || "_-:/@ ".contains(other) => {
                (other.to_string(), &rest[other.len_utf8()..])
            }
            _ => return None,
        };
        let (count, after) = match after.chars().next() {
            Some('{') => {
                let (counts, after) = after[1..].split_once('}')?;
                (counts.split(',').next()?.parse().ok()?, after)
            }
            Some('+' | '*' | '?') => (1, &after[1..]),
            _ => (1, after),
        };
        out.push_str(&unit.repeat(count));
        rest = after;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_of_ids_are_met() {
        assert_eq!(
            super::matching("^(user|bot)_[0-9a-h]{3}$").as_deref(),
            Some("user_000")
        );
        assert_eq!(
            super::matching("^\\d{4}-\\d{2}$").as_deref(),
            Some("7777-77")
        );
        assert_eq!(super::matching("^a(?=b)$"), None);
    }
}
