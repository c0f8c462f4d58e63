//! Sets of characters as ECMA-262 defines them.
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

pub(super) fn set(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(
        ranges
            .iter()
            .map(|(first, last)| ClassUnicodeRange::new(*first, *last)),
    )
}

/// The set of one code point; a surrogate stands in no text of Rust's, so its set is empty.
pub(super) fn point(code: u32) -> ClassUnicode {
    char::from_u32(code).map_or_else(ClassUnicode::empty, |c| set(&[(c, c)]))
}

/// From one code point to another, less the surrogates.
pub(super) fn range(first: u32, last: u32) -> ClassUnicode {
    let parts = [(first, last.min(0xd7ff)), (first.max(0xe000), last)];
    let chars = |(first, last)| Some((char::from_u32(first)?, char::from_u32(last)?));
    let ranges: Vec<_> = parts
        .into_iter()
        .filter(|(first, last)| first <= last)
        .filter_map(chars)
        .collect();
    set(&ranges)
}

pub(super) fn negated(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}

pub(super) fn everything() -> ClassUnicode {
    negated(ClassUnicode::empty())
}

/// `.` without the flag `s`: all but line terminators.
pub(super) fn dot() -> ClassUnicode {
    negated(set(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]))
}

/// `\d \D \w \W \s \S` without the flag `i`.
pub(super) fn named(letter: char) -> Option<ClassUnicode> {
    let positive = match letter.to_ascii_lowercase() {
        'd' => set(&[('0', '9')]),
        'w' => word(),
        's' => set(&[
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ]),
        _ => return None,
    };
    Some(if letter.is_ascii_uppercase() {
        negated(positive)
    } else {
        positive
    })
}

/// `\w`.
pub(super) fn word() -> ClassUnicode {
    set(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// What `\p{…}` names, by the tables of regex-syntax; `None` where they have no such property.
pub(super) fn property(name: &str) -> Option<ClassUnicode> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '=';
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let hir = regex_syntax::parse(&format!("\\p{{{name}}}")).ok()?;
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(set)) => Some(set),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .ok()?
            .chars()
            .next()
            .map(|c| set(&[(c, c)])),
        _ => None,
    }
}
