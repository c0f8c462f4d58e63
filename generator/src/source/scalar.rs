//! What a plain YAML scalar means: the core schema of YAML 1.2 (section 10.3.2), with numbers as JSON text.
use super::NodeKind;

/// The value of an unquoted scalar. `on`, `yes`, dates and `1_000` are strings, as in every JSON-minded YAML reader.
pub(super) fn plain(text: &str) -> NodeKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ => match number(text) {
            Some(number) => NodeKind::Number(number.into()),
            None => NodeKind::String(text.into()),
        },
    }
}

/// JSON's text of a YAML number.
pub(crate) fn number(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (sign, digits) = match text.as_bytes()[0] {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    // The sign before a radix is not in the core schema, but every reader takes it.
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let value = u128::from_str_radix(digits, radix).ok().filter(|_| plain)?;
            return Some(format!("{sign}{value}"));
        }
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at..])),
        None => (digits, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole)
        || !fraction.is_none_or(all_digits)
        || (whole.is_empty() && fraction.is_none_or(str::is_empty))
    {
        return None;
    }
    // Zip codes and the like: 1.1 reads 010 as eight, 1.2 as ten, JSON not at all. The text is the safest reading.
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    if let Some(exponent) = exponent {
        let digits = exponent[1..].trim_start_matches(['+', '-']);
        if digits.is_empty() || !all_digits(digits) || exponent.len() - 1 - digits.len() > 1 {
            return None;
        }
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.map_or(String::new(), |fraction| {
        format!(".{}", if fraction.is_empty() { "0" } else { fraction })
    });
    Some(format!(
        "{sign}{whole}{fraction}{}",
        exponent.unwrap_or_default()
    ))
}

/// Whether a plain scalar is a float that JSON has no text for.
pub(super) fn not_finite(text: &str) -> bool {
    let bare = text.trim_start_matches(['+', '-']);
    matches!(bare, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_json_text() {
        let cases = [
            ("0", "0"),
            ("-0", "-0"),
            ("+12", "12"),
            ("0x1F", "31"),
            ("0o17", "15"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("-.5e3", "-0.5e3"),
            ("1e3", "1e3"),
            (
                "12345678901234567890123456789.10",
                "12345678901234567890123456789.10",
            ),
            ("1E+2", "1E+2"),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn everything_else_is_text() {
        for text in [
            "on",
            "yes",
            "2020-01-01",
            "1_000",
            "0b1",
            "1:30",
            "010",
            "1e",
            "e5",
            "-",
            ".",
            "1.2.3",
            "0x",
            "+",
            "1e+-5",
            "0xg",
            "0x+5",
            "Infinity",
        ] {
            assert!(matches!(plain(text), NodeKind::String(_)), "{text}");
        }
        assert!(not_finite("-.inf") && not_finite(".nan") && !not_finite("inf"));
    }
}
