//! The cases that names are written in. Those in ASCII, nearly all, are told apart here, by heck's rules; heck itself writes
//! letter by letter what Unicode makes of each, and took a tenth of the generator's time.
use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `snake_case`.
pub(crate) fn snake(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_snake_case();
    }
    let mut out = joined(text, "_");
    out.make_ascii_lowercase();
    out
}

/// `kebab-case`.
pub(crate) fn kebab(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_kebab_case();
    }
    let mut out = joined(text, "-");
    out.make_ascii_lowercase();
    out
}

/// `SCREAMING_SNAKE_CASE`.
pub(crate) fn shouty(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_shouty_snake_case();
    }
    let mut out = joined(text, "_");
    out.make_ascii_uppercase();
    out
}

/// `UpperCamelCase`.
pub(crate) fn camel(text: &str) -> String {
    if text.is_ascii() {
        capitalized(text)
    } else {
        text.to_upper_camel_case()
    }
}

/// `lowerCamelCase`.
pub(crate) fn lower_camel(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_lower_camel_case();
    }
    let mut out = capitalized(text);
    // Only the first letter of a word is a capital.
    if let Some(first) = out.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    out
}

fn joined(text: &str, separator: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    words(text, |word| {
        if !out.is_empty() {
            out.push_str(separator);
        }
        out.push_str(word);
    });
    out
}

fn capitalized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    words(text, |word| {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        out[start..=start].make_ascii_uppercase();
    });
    out
}

/// Gives `to` the words of an ASCII text; none is empty.
fn words(text: &str, mut to: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    // Whether the last letter of the word at hand is a capital.
    let mut is_capital = None;
    for (at, this) in bytes.iter().enumerate() {
        if !this.is_ascii_alphanumeric() {
            if start < at {
                to(&text[start..at]);
            }
            (start, is_capital) = (at + 1, None);
            continue;
        }
        // What ends the text is no letter either.
        let next = bytes.get(at + 1).unwrap_or(&b' ');
        // No word ends between two small letters, and most are those.
        if this.is_ascii_lowercase() && next.is_ascii_lowercase() {
            is_capital = Some(false);
            continue;
        }
        let now = if this.is_ascii_alphabetic() {
            Some(this.is_ascii_uppercase())
        } else {
            is_capital
        };
        // `petId` ends behind the `t`, `HTTPServer` before the `S`.
        let end = if now == Some(false) && next.is_ascii_uppercase() {
            Some(at + 1)
        } else if is_capital == Some(true) && this.is_ascii_uppercase() && next.is_ascii_lowercase()
        {
            Some(at)
        } else {
            None
        };
        if let Some(end) = end {
            to(&text[start..end]);
            start = end;
        }
        is_capital = now.filter(|_| end.is_none());
    }
    if start < text.len() {
        to(&text[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_heck_tells() {
        // All texts of up to six signs of each kind.
        let signs = ['a', 'B', '1', ' ', 'é'];
        for length in 0..=6 {
            for number in 0..5_usize.pow(length) {
                let text: String = (0..length)
                    .map(|place| signs[number / 5_usize.pow(place) % 5])
                    .collect();
                assert_eq!(snake(&text), text.to_snake_case(), "{text:?}");
                assert_eq!(camel(&text), text.to_upper_camel_case(), "{text:?}");
                assert_eq!(shouty(&text), text.to_shouty_snake_case(), "{text:?}");
                assert_eq!(kebab(&text), text.to_kebab_case(), "{text:?}");
                assert_eq!(lower_camel(&text), text.to_lower_camel_case(), "{text:?}");
            }
        }
    }
}
