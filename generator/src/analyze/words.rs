//! The cases that names are written in. Those in ASCII, nearly all, are told apart here, by heck's rules; heck itself writes
//! letter by letter what Unicode makes of each, and took a tenth of the generator's time.
use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// `snake_case`.
pub(super) fn snake(text: &str) -> String {
    if text.is_ascii() {
        words(text).join("_").to_ascii_lowercase()
    } else {
        text.to_snake_case()
    }
}

/// `SCREAMING_SNAKE_CASE`.
pub(super) fn shouty(text: &str) -> String {
    if text.is_ascii() {
        words(text).join("_").to_ascii_uppercase()
    } else {
        text.to_shouty_snake_case()
    }
}

/// `UpperCamelCase`.
pub(super) fn camel(text: &str) -> String {
    if !text.is_ascii() {
        return text.to_upper_camel_case();
    }
    let mut out = String::with_capacity(text.len());
    for word in words(text) {
        let (first, rest) = word.split_at(1);
        out.push_str(&first.to_ascii_uppercase());
        out.push_str(&rest.to_ascii_lowercase());
    }
    out
}

/// The words of an ASCII text.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut start = 0;
        // Whether the last letter of the word at hand is a capital.
        let mut is_capital = None;
        for (at, pair) in word.as_bytes().windows(2).enumerate() {
            let (this, next) = (pair[0], pair[1]);
            let now = if this.is_ascii_alphabetic() {
                Some(this.is_ascii_uppercase())
            } else {
                is_capital
            };
            // `petId` ends behind the `t`, `HTTPServer` before the `S`.
            let end = if now == Some(false) && next.is_ascii_uppercase() {
                Some(at + 1)
            } else if is_capital == Some(true)
                && this.is_ascii_uppercase()
                && next.is_ascii_lowercase()
            {
                Some(at)
            } else {
                None
            };
            if let Some(end) = end {
                words.push(&word[start..end]);
                start = end;
            }
            is_capital = now.filter(|_| end.is_none());
        }
        if start < word.len() {
            words.push(&word[start..]);
        }
    }
    words
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
            }
        }
    }
}
