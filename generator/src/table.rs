//! Tables of constants in a form that people read: one entry a line, and a line as long as it fits.
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Columns of a line.
const WIDTH: usize = 110;

/// An expression made of calls, references, lists and literals, as text; lists that do not fit are broken, a line an item.
pub(crate) fn expression(tokens: TokenStream, indent: usize) -> String {
    let mut out = String::new();
    broken(&tokens.into_iter().collect::<Vec<_>>(), indent, 0, &mut out);
    out
}

/// Prints tokens, on this line where they fit after `used` columns.
fn broken(tokens: &[TokenTree], indent: usize, used: usize, out: &mut String) {
    let flat = flat(tokens);
    if indent + used + flat.len() <= WIDTH {
        out.push_str(&flat);
        return;
    }
    // Only the last group is broken: `Schema(&[` stays together, its items get lines.
    let Some((last, before)) = tokens.split_last() else {
        return;
    };
    let TokenTree::Group(group) = last else {
        out.push_str(&flat);
        return;
    };
    out.push_str(&self::flat(before));
    let (open, close) = delimiters(group.delimiter());
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    if before
        .last()
        .is_some_and(|previous| spaced(previous, last, None))
    {
        out.push(' ');
    }
    out.push_str(open);
    let items = split(&inner);
    if let [one] = items.as_slice() {
        let head = out
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.trim_start().len());
        broken(one, indent, head, out);
    } else {
        for item in &items {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 4));
            broken(item, indent + 4, 1, out);
            // `..BASE` is the last of a struct's fields and takes no comma.
            if !matches!(item.first(), Some(TokenTree::Punct(punct)) if punct.as_char() == '.') {
                out.push(',');
            }
        }
        out.push('\n');
        out.push_str(&" ".repeat(indent));
    }
    out.push_str(close);
}

/// The items between commas.
fn split(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    tokens
        .split(comma)
        .filter(|item| !item.is_empty())
        .collect()
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// Tokens on one line, spaced as Rust is.
fn flat(tokens: &[TokenTree]) -> String {
    let mut out = String::new();
    for (position, token) in tokens.iter().enumerate() {
        let earlier = position.checked_sub(2).and_then(|at| tokens.get(at));
        let previous = position.checked_sub(1).and_then(|at| tokens.get(at));
        if previous.is_some_and(|previous| spaced(previous, token, earlier)) {
            out.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let inner = flat(&inner);
                let braced = group.delimiter() == Delimiter::Brace && !inner.is_empty();
                let pad = if braced { " " } else { "" };
                out.push_str(&[open, pad, inner.trim_end_matches(','), pad, close].concat());
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                out.push_str(&token.to_string());
            }
        }
    }
    out
}

/// Whether a blank stands between two tokens; `earlier` is the one before them, by which `:` is told from `::`.
fn spaced(previous: &TokenTree, token: &TokenTree, earlier: Option<&TokenTree>) -> bool {
    let colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let brace = matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    match (previous, token) {
        (TokenTree::Punct(punct), _) if punct.as_char() == ',' => true,
        (TokenTree::Punct(punct), _) if punct.as_char() == ':' => {
            !colon(token) && !earlier.is_some_and(colon)
        }
        (TokenTree::Punct(_), _) => false,
        _ if brace => true,
        (_, TokenTree::Punct(_) | TokenTree::Group(_)) => false,
        (_, TokenTree::Ident(_) | TokenTree::Literal(_)) => {
            !matches!(previous, TokenTree::Group(_))
        }
    }
}
