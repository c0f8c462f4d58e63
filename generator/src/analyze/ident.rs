//! Making Rust identifiers from the document's names: the only place where that happens.
use std::borrow::Cow;

use crate::hash::{HashMap, HashSet};
use crate::words;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use unicode_normalization::UnicodeNormalization;

/// Keywords of edition 2024, strict and reserved, that `r#` can lift, in order.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Identifiers that `r#` cannot lift.
const UNLIFTABLE: &[&str] = &["self", "super", "crate", "Self", "_", ""];

/// Characters of an identifier; more are cut off, and a number tells the rests apart.
const LONGEST: usize = 80;

/// The same in bytes, since file systems count those: 255 with a number and an ending.
const LONGEST_BYTES: usize = 200;

/// `UpperCamelCase`, for types and variants.
pub(crate) fn camel(source: &str) -> String {
    valid(words::camel(&spelled(source)), "N")
}

/// `snake_case`, for fields, methods, parameters and files. A leading underscore is the caller's wish to have none.
pub(crate) fn snake(source: &str) -> String {
    valid(words::snake(&spelled(source)), "n")
}

/// `SCREAMING_SNAKE_CASE`, for constants.
pub(crate) fn shouty(source: &str) -> String {
    valid(words::shouty(&spelled(source)), "N")
}

pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.binary_search(&name).is_ok()
}

/// An identifier token; keywords become raw ones.
pub(crate) fn ident(name: &str) -> Ident {
    if is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// The name of a raw identifier in parentheses, as macros of the runtime take it beside the identifier.
pub(crate) fn bare(ident: &Ident) -> Option<TokenStream> {
    let text = ident.to_string();
    let bare = text.strip_prefix("r#")?;
    Some(quote!((#bare)))
}

/// Signs that carry the meaning of a name are spelt out, so that `+1` and `-1`, `<` and `>=` stay apart.
fn spelled(source: &str) -> Cow<'_, str> {
    // The underscore is between words either way.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if source.bytes().all(is_plain) {
        return Cow::Borrowed(source);
    }
    // rustc takes names for one that are one in NFC. In NFKC letters of other forms, `𝐀`, have small ones as well.
    let source: Cow<'_, str> = if source.is_ascii() {
        Cow::Borrowed(source)
    } else {
        Cow::Owned(source.nfkc().collect())
    };
    let mut out = String::with_capacity(source.len());
    let bare = !source.chars().any(char::is_alphanumeric);
    let mut previous = None;
    for c in source.chars() {
        let word = match c {
            '+' => Some("plus"),
            '-' if previous.is_none() => Some("minus"),
            '*' => Some("star"),
            '<' => Some("less"),
            '>' => Some("greater"),
            '=' if bare || previous.is_none() => Some("equal"),
            '!' => Some("not"),
            '%' => Some("percent"),
            '&' => Some("and"),
            '|' => Some("or"),
            '~' => Some("tilde"),
            '$' if bare => Some("dollar"),
            '.' if bare => Some("dot"),
            '/' if bare => Some("slash"),
            _ => None,
        };
        match word {
            Some(word) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            None if c.is_alphanumeric() && unicode_ident::is_xid_continue(c) => out.push(c),
            None if c == '\'' || c == '’' => {}
            None => out.push(' '),
        }
        previous = Some(c);
    }
    Cow::Owned(out)
}

/// A name and what is said of it. One that could not stand alone, `self_`, loses its underscore.
pub(crate) fn joined(name: &str, suffix: &str) -> String {
    name.trim_end_matches('_').to_owned() + "_" + suffix
}

/// What it became, if that is an identifier; else with `prefix` before it.
fn valid(mut name: String, prefix: &str) -> String {
    name.truncate(shortened(&name).len());
    match name.chars().next() {
        None => format!("{prefix}one"),
        Some(_) if UNLIFTABLE.contains(&name.as_str()) => name + "_",
        // It has no capital form, and rustc asks for one.
        Some(first) if prefix == "N" && first.is_lowercase() => format!("N{name}"),
        Some(first) if unicode_ident::is_xid_start(first) => name,
        Some(_) => format!("{prefix}{name}"),
    }
}

/// Names become names of files, whose length file systems bound.
fn shortened(name: &str) -> &str {
    if name.len() <= LONGEST {
        return name;
    }
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let fitting = ends.take(LONGEST).take_while(|end| *end <= LONGEST_BYTES);
    match fitting.last() {
        Some(end) if end < name.len() => name[..end].trim_end_matches('_'),
        Some(_) | None => name,
    }
}

/// Whether a crate can have this name, and code can say it.
pub(crate) fn is_crate_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let spoken = name.replace('-', "_");
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(allowed)
        && !is_keyword(&spoken)
        && !UNLIFTABLE.contains(&spoken.as_str())
        && !matches!(
            spoken.as_str(),
            "std" | "core" | "alloc" | "test" | "proc_macro"
        )
}

/// A set of names already given, per scope.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    /// Taken from the beginning.
    reserved: &'static [&'static str],
    taken: HashSet<String>,
    /// For each name that numbers were put behind: the next to try. Those before are taken.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which `reserved` is taken.
    pub(crate) fn with(reserved: &'static [&'static str]) -> Self {
        Self {
            reserved,
            ..Self::default()
        }
    }

    /// Makes room for so many more names at once.
    pub(crate) fn make_room(&mut self, more: usize) {
        self.taken.reserve(more);
    }

    fn is_taken(&self, name: &str) -> bool {
        self.reserved.contains(&name) || self.taken.contains(name)
    }

    /// Takes this very name; `false` where it is taken.
    pub(crate) fn reserve(&mut self, name: &str) -> bool {
        !self.reserved.contains(&name) && self.taken.insert(name.to_owned())
    }

    /// The first of `wishes` that is free, else the last with a number.
    pub(crate) fn allocate<S: AsRef<str>>(&mut self, wishes: &[S]) -> String {
        let mut all = wishes.iter().map(S::as_ref);
        if let Some(free) = all.find(|wish| !self.is_taken(wish)) {
            self.taken.insert(free.to_owned());
            return free.to_owned();
        }
        // A trailing underscore and a number would make two underscores, which is no snake case.
        let last = wishes.last().map_or("N", S::as_ref).trim_end_matches('_');
        let separator = if last.contains(char::is_uppercase) {
            ""
        } else {
            "_"
        };
        let stem = format!("{last}{separator}");
        let mut number = self.numbers.get(&stem).copied().unwrap_or(2);
        let free = loop {
            let wish = format!("{stem}{number}");
            number += 1;
            if !self.is_taken(&wish) {
                break wish;
            }
        };
        self.numbers.insert(stem, number);
        self.taken.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, Scope, camel, is_crate_name, snake};

    #[test]
    fn names_become_identifiers() {
        assert_eq!(
            [camel("qcr.v1"), camel("2fa"), camel("Self")],
            ["QcrV1", "N2fa", "Self_"]
        );
        assert_eq!(
            [snake("created.after"), snake("+1"), snake("-1")],
            ["created_after", "plus_1", "minus_1"]
        );
    }

    #[test]
    fn letters_of_one_form_make_one_name() {
        // Both are one identifier to rustc; the third has no small form of its own.
        assert_eq!(snake("\u{f900}"), snake("\u{8c48}"));
        assert_eq!(camel("\u{212b}x"), camel("\u{c5}x"));
        assert_eq!(snake("\u{1d400}b"), "ab");
    }

    #[test]
    fn keywords_are_found_by_their_order() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn a_crate_has_a_name_that_code_can_say() {
        for name in ["petstore", "pet-store", "a1_b"] {
            assert!(is_crate_name(name), "{name}");
        }
        for name in ["", "Pet", "1pet", "fn", "std", "pet store", "é"] {
            assert!(!is_crate_name(name), "{name}");
        }
    }

    #[test]
    fn a_type_begins_with_a_capital_even_where_the_letter_has_none() {
        assert_eq!(["ª", "ĸ", "日", "ⅰ"].map(camel), ["A", "Nĸ", "日", "I"]);
    }

    #[test]
    fn a_long_name_is_cut_to_what_a_file_may_be_called() {
        assert_eq!(snake(&"a".repeat(81)), "a".repeat(80));
        let wide = snake(&"\u{20000}".repeat(300));
        assert_eq!(wide.len(), 200);
        assert_eq!(snake(&format!("{}_b", "a".repeat(79))), "a".repeat(79));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut scope = Scope::with(&["new"]);
        assert_eq!(
            scope.allocate(&["new".to_owned(), "new_".to_owned()]),
            "new_"
        );
        assert_eq!(
            scope.allocate(&["new".to_owned(), "new_".to_owned()]),
            "new_2"
        );
    }
}
