//! Tables of constants in a form that people read: one entry a line, and a line as long as it fits.
use super::tokens::{Token, flat, is_spaced, read, width};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// Columns of a line.
const WIDTH: usize = 110;

/// What stands where a table was cut out, at the end of its item.
pub(crate) const PLACE: &str = "TABLE;";

/// Cuts the expressions out of items marked `#[table]`, so that they need not be parsed only to be printed; the items
/// keep [`PLACE`] instead.
pub(crate) fn cut(tokens: TokenStream) -> (TokenStream, std::vec::IntoIter<TokenStream>) {
    let mut kept = Vec::new();
    let mut tables = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let marked = is_punct(&token, '#') && tokens.peek().is_some_and(is_mark);
        if !marked {
            kept.push(token);
            continue;
        }
        tokens.next();
        kept.extend(tokens.by_ref().take_while(|token| !is_punct(token, '=')));
        tables.push(
            tokens
                .by_ref()
                .take_while(|token| !is_punct(token, ';'))
                .collect(),
        );
        kept.extend(quote!(= TABLE;));
    }
    (kept.into_iter().collect(), tables.into_iter())
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn is_mark(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let mut inner = group.stream().into_iter();
    let word = inner.next();
    group.delimiter() == Delimiter::Bracket
        && matches!(word, Some(TokenTree::Ident(word)) if word == "table")
        && inner.next().is_none()
}

/// An expression made of calls, references, lists and literals behind the head of its item, as text; lists that do not
/// fit are broken, a line an item.
pub(crate) fn expression(head: &str, tokens: TokenStream) -> String {
    let mut out = format!("{head} ");
    let used = out.rsplit('\n').next().map_or(0, str::len);
    // The semicolon behind it is a column too.
    broken(&read(tokens), 0, used + 1, &mut out);
    out
}

/// The text of a macro's call that stands as an item: its list is broken as that of a table. Any other item comes back.
pub(crate) fn invocation(item: syn::Item) -> Result<String, Box<syn::Item>> {
    let call = match item {
        syn::Item::Macro(call) if call.attrs.is_empty() => call,
        other => return Err(Box::new(other)),
    };
    let Some(name) = call.mac.path.get_ident() else {
        return Err(Box::new(syn::Item::Macro(call)));
    };
    let mut out = format!("{name}!(");
    let tokens = read(call.mac.tokens);
    // A list is always broken, for each of its items ends with a comma.
    let listed = matches!(tokens.last(), Some(Token::Group(group)) if !group.inner.is_empty());
    broken(&tokens, 0, if listed { WIDTH } else { 0 }, &mut out);
    out.push_str(");\n");
    Ok(out)
}

/// Prints tokens, on this line where they fit after `used` columns.
fn broken(tokens: &[Token], indent: usize, used: usize, out: &mut String) {
    // Only the last group is broken: `Schema(&[` stays together, its items get lines.
    let Some((Token::Group(group), before)) = tokens
        .split_last()
        .filter(|_| width(tokens) > WIDTH.saturating_sub(indent + used))
    else {
        return flat(tokens, out);
    };
    flat(before, out);
    let (open, close) = group.brackets();
    if is_spaced(tokens, before.len()) {
        out.push(' ');
    }
    out.push_str(open);
    let items = split(&group.inner);
    if let [one] = items.as_slice()
        && used < WIDTH
    {
        let line = out.rsplit('\n').next();
        let head = line.map_or(0, |line| line.trim_start().len());
        broken(one, indent, head, out);
    } else {
        for item in &items {
            end_line(indent + 4, out);
            let item = documented(item, indent + 4, out);
            assigned(item, indent + 4, out);
            // `..BASE` is the last of a struct's fields and takes no comma.
            if !item.first().is_some_and(|first| first.is_punct('.')) {
                out.push(',');
            }
        }
        end_line(indent, out);
    }
    out.push_str(close);
}

fn end_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Prints the documentation and the attributes before an item, a line each, and gives what follows them.
fn documented<'t>(item: &'t [Token], indent: usize, out: &mut String) -> &'t [Token] {
    let [Token::Punct('#'), Token::Group(group), rest @ ..] = item else {
        return item;
    };
    match group.inner.as_slice() {
        [Token::Word(_), Token::Punct('='), Token::Word(text)] => {
            out.push_str("///");
            unquote(text, out);
        }
        _ => flat(&item[..2], out),
    }
    end_line(indent, out);
    documented(rest, indent, out)
}

/// The text of a literal.
fn unquote(literal: &str, out: &mut String) {
    let plain = literal
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    if let Some(text) = plain.filter(|text| !text.contains('\\')) {
        out.push_str(text);
    } else {
        let text = syn::parse_str::<syn::LitStr>(literal);
        out.push_str(&text.map_or_else(|_| literal.to_owned(), |text| text.value()));
    }
}

/// Prints an item; what does not fit is broken before its `=`, or else after the bracket that it ends with, or both.
fn assigned(item: &[Token], indent: usize, out: &mut String) {
    let limit = WIDTH.saturating_sub(indent + 1);
    if width(item) <= limit {
        return flat(item, out);
    }
    let Some(at) = item.iter().rposition(|token| token.is_punct('=')) else {
        return broken(item, indent, 1, out);
    };
    let (left, right) = item.split_at(at);
    if width(right) <= limit.saturating_sub(4) {
        flat(left, out);
        end_line(indent + 4, out);
        return flat(right, out);
    }
    let start = out.len();
    broken(item, indent, 1, out);
    // The first line has its indentation before `start`.
    let mut widths = out[start..].lines().map(str::len);
    let first = widths.next().map_or(0, |width| indent + width);
    if widths.max().unwrap_or_default().max(first) > WIDTH {
        out.truncate(start);
        flat(left, out);
        end_line(indent + 4, out);
        broken(right, indent + 4, 1, out);
    }
}

/// The items between commas; those between angle brackets are of a type.
fn split(tokens: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0_usize;
    let items = tokens.split(|token| {
        if token.is_punct('<') {
            depth += 1;
        } else if token.is_punct('>') {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && token.is_punct(',')
    });
    items.filter(|item| !item.is_empty()).collect()
}
