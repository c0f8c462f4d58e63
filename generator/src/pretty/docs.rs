//! Documentation is text already: it is taken out of what is parsed and formatted, and put back as lines.
use super::tokens::{Group, Token, flat, is_spaced};
use crate::diag::is_bidi;
use proc_macro2::Literal;
use std::borrow::Cow;

/// The line that stands where documentation was taken out.
const MARK: &str = "#[doc]";

/// A literal of the text, raw where Rust allows that, so that nothing in it is escaped and read again.
pub(crate) fn documentation(text: &str) -> Literal {
    // Bytes are searched faster than characters.
    let has = |wanted: u8| text.as_bytes().contains(&wanted);
    let raw = if has(b'\r') {
        None
    } else if !has(b'"') {
        ["r\"", text, "\""].concat().parse().ok()
    } else if !text.contains("\"#") {
        ["r#\"", text, "\"#"].concat().parse().ok()
    } else {
        None
    };
    raw.unwrap_or_else(|| Literal::string(text))
}

/// The text of an attribute that documents.
pub(super) fn text<'b>(attribute: &Group<'b>) -> Option<Cow<'b, str>> {
    match attribute.inner {
        [Token::Word("doc"), Token::Punct('='), Token::Word(literal)] => Some(unquoted(literal)),
        _ => None,
    }
}

/// The text of a literal, plain or raw.
fn unquoted(literal: &str) -> Cow<'_, str> {
    let raw = literal.strip_prefix('r').map(|rest| rest.trim_matches('#'));
    let plain = raw.or_else(|| Some(literal).filter(|text| !text.contains('\\')));
    let text = plain.and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    text.map_or_else(
        || {
            let text = syn::parse_str::<syn::LitStr>(literal);
            text.map_or(Cow::Borrowed(literal), |text| Cow::Owned(text.value()))
        },
        Cow::Borrowed,
    )
}

/// The lines of documentation. What rustc takes in no comment is replaced, and no line goes on from the slashes before it.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_hidden = |c: char| c == '\r' || is_bidi(c);
    text.split('\n').map(move |line| {
        let line = line.trim_end();
        // Most lines have no character that could be hidden.
        let is_plain = line.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if line.starts_with('/') || !is_plain && line.contains(is_hidden) {
            let blank = if line.starts_with('/') { " " } else { "" };
            Cow::Owned(blank.to_owned() + &line.replace(is_hidden, "\u{fffd}"))
        } else {
            Cow::Borrowed(line)
        }
    })
}

/// Prints tokens for the parser, and takes documentation out of them; [`restored`] puts it back.
pub(super) fn cut<'b>(tokens: &[Token<'b>], docs: &mut Vec<Cow<'b, str>>, out: &mut String) {
    let mut at = 0;
    while at < tokens.len() {
        if let [Token::Punct('#'), Token::Group(group), ..] = &tokens[at..]
            && group.is_bracketed()
        {
            cut_attribute(group, docs, out);
            at += 2;
            continue;
        }
        if is_spaced(tokens, at) {
            out.push(' ');
        }
        match &tokens[at] {
            Token::Word(text) => out.push_str(text),
            Token::Punct(punct) => out.push(*punct),
            Token::Group(group) => {
                let (open, close) = group.brackets();
                out.push_str(open);
                cut(group.inner, docs, out);
                out.push_str(close);
            }
        }
        at += 1;
    }
}

/// Prints an attribute for the parser, or what stands for it where it documents.
pub(super) fn cut_attribute<'b>(
    attribute: &Group<'b>,
    docs: &mut Vec<Cow<'b, str>>,
    out: &mut String,
) {
    if let Some(text) = text(attribute) {
        docs.push(text);
        out.push_str(MARK);
    } else {
        out.push_str("#[");
        flat(attribute.inner, out);
        out.push(']');
    }
}

/// Prints a formatted line; if documentation was taken out there, that is printed.
pub(super) fn restored<'b>(
    line: &str,
    docs: &mut impl Iterator<Item = Cow<'b, str>>,
    out: &mut String,
) {
    let bare = line.trim_start();
    let taken = if bare == MARK { docs.next() } else { None };
    let Some(text) = taken else {
        return out.extend([line, "\n"]);
    };
    let indentation = &line[..line.len() - bare.len()];
    for line in lines(&text) {
        out.extend([indentation, "///", &line, "\n"]);
    }
}
