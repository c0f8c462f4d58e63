//! Patterns of other languages that browsers read without complaint, as something that nobody means.
use super::PatternError;
use super::parse::{Mode, parse};

/// The classes of POSIX, between `[:` and `:]`.
const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

/// What in a pattern belongs to another dialect, where the flag `u` refuses the pattern for it or for something else.
///
/// Without `u`, Annex B of ECMA-262 takes `\A` for the letter `A`, `\p{L}` for `p{L}`, and the class `[[:alpha:]` for one
/// of `[`, `:` and these letters. The server that wrote such a pattern has an engine for which they mean the begin of the
/// text, letters, and letters again: to hold values against the letters would refuse all that it takes.
pub(crate) fn foreign(pattern: &str) -> Option<PatternError> {
    if parse(pattern, Mode::Unicode).is_ok() {
        return None;
    }
    let (mut in_class, mut chars) = (false, pattern.char_indices());
    while let Some((offset, c)) = chars.next() {
        let behind = &pattern[offset + c.len_utf8()..];
        let found = match c {
            '\\' => {
                chars.next();
                escaped(behind)
            }
            '[' if in_class => posix(behind),
            '[' | ']' => {
                in_class = c == '[';
                None
            }
            _ => None,
        };
        if let Some(what) = found {
            let message = format!("`{what}` has a meaning in other languages and none in ECMA-262");
            return Some(PatternError { offset, message });
        }
    }
    None
}

/// A letter that no escape of ECMA-262 begins with, or that does not go on as the escape does.
fn escaped(behind: &str) -> Option<String> {
    let letter = behind.chars().next().filter(char::is_ascii_alphabetic)?;
    let digits = |count: usize| {
        let digits = behind.as_bytes().get(1..=count);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let known = match letter {
        'u' => digits(4),
        'x' => digits(2),
        'k' => behind.starts_with("k<"),
        letter => "bBcdDfnrsStvwW".contains(letter),
    };
    (!known).then(|| format!("\\{letter}"))
}

/// `[:alpha:]` within a class; its bracket was read. Outside it is a class of its letters, and may be meant so.
fn posix(behind: &str) -> Option<String> {
    let (name, _) = behind.strip_prefix(':')?.split_once(":]")?;
    let name = name.strip_prefix('^').unwrap_or(name);
    POSIX.contains(&name).then(|| format!("[:{name}:]"))
}

#[cfg(test)]
mod tests {
    use super::foreign;

    #[test]
    fn what_other_languages_mean_is_found() {
        for (pattern, offset) in [
            (r"\A[a-z]+\Z", 0),
            (r"^a\z", 2),
            (r"^\p{Lettre}$", 1),
            (r"^\pL+$", 1),
            (r"^[\w-.\p{L}]+$", 6),
            (r"^[\w-.\u{61}]+$", 6),
            (r"^\x{61}$", 1),
            (r"^\Qa.b\E$", 1),
            (r"^[é\h]$", 4),
            ("^[[:alpha:]]+$", 2),
            ("^[_[:^digit:]]+$", 3),
        ] {
            assert_eq!(
                foreign(pattern).map(|error| error.offset),
                Some(offset),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_is_ecma_is_not() {
        for pattern in [
            r"^\p{L}\u{61}\x61\cA\k<n>(?<n>a)$",
            r"^[\w-.]+$",
            r"^\-\_\@\1\8\\A$",
            "^[[:alpha]$",
            "^[:alpha:]$",
            "(unreadable",
            r"\",
            "",
        ] {
            assert_eq!(foreign(pattern), None, "{pattern}");
        }
    }
}
