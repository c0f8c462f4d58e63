//! JSON values compared as a reader of the API would: instants, and numbers by value.
use crate::instant;
use serde_json::Value;

/// One place where two values differ: what should be there, and what is.
#[derive(Debug, Clone, PartialEq)]
pub struct Unequal {
    /// JSON pointer.
    pub place: String,
    /// `None`: nothing should be there.
    pub expected: Option<Value>,
    /// `None`: nothing is there.
    pub found: Option<Value>,
}

/// Every place where `found` is not what is expected.
#[must_use]
pub fn differences(expected: &Value, found: &Value) -> Vec<Unequal> {
    let mut out = Vec::new();
    walk(String::new(), Some(expected), Some(found), &mut out);
    out
}

fn walk(place: String, expected: Option<&Value>, found: Option<&Value>, out: &mut Vec<Unequal>) {
    match (expected, found) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let step = key.replace('~', "~0").replace('/', "~1");
                walk(format!("{place}/{step}"), a.get(key), b.get(key), out);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            for index in 0..a.len().max(b.len()) {
                walk(format!("{place}/{index}"), a.get(index), b.get(index), out);
            }
        }
        (Some(a), Some(b)) if same(a, b) => {}
        (None, None) => {}
        _ => out.push(Unequal {
            place,
            expected: expected.cloned(),
            found: found.cloned(),
        }),
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => instant::same(a, b),
        (Value::Number(one), Value::Number(other)) => {
            let whole = |number: &serde_json::Number| {
                number.as_i64().is_some() || number.as_u64().is_some()
            };
            one == other || (whole(one) != whole(other) && one.as_f64() == other.as_f64())
        }
        _ => a == b,
    }
}

impl std::fmt::Display for Unequal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text =
            |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), short);
        write!(
            f,
            "{}: expected {}, got {}",
            self.place,
            text(&self.expected),
            text(&self.found)
        )
    }
}

/// A value's text, cut where it is long.
#[must_use]
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() > 120 {
        format!("{}…", text.chars().take(120).collect::<String>())
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn instants_and_whole_numbers_are_values() {
        let a = json!({ "at": "2026-01-01T00:30:00+02:00", "count": 7.0, "list": [1, null] });
        let b = json!({ "at": "2025-12-31T22:30:00Z", "count": 7, "list": [1, null] });
        assert_eq!(differences(&a, &b), []);
        let found = differences(
            &a,
            &json!({ "at": "2025-12-31T22:30:01Z", "count": 8, "list": [1], "more": null }),
        );
        let places: Vec<String> = found.into_iter().map(|one| one.place).collect();
        assert_eq!(places, ["/at", "/count", "/list/1", "/more"]);
    }
}
