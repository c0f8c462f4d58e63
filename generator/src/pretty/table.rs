//! Tables of constants in a form that people read: one entry a line, and a line as long as it fits.
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// Columns of a line.
const WIDTH: usize = 110;

/// What stands where a table was cut out, at the end of its item.
pub(crate) const PLACE: &str = "TABLE;";

/// Cuts the expressions out of items marked `#[table]`, so that they need not be parsed only to be printed; the items
/// keep [`PLACE`] instead.
pub(crate) fn cut(tokens: TokenStream) -> (TokenStream, std::vec::IntoIter<Vec<TokenTree>>) {
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
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && group.stream().to_string() == "table")
}

/// An expression made of calls, references, lists and literals behind the head of its item, as text; lists that do not
/// fit are broken, a line an item.
pub(crate) fn expression(head: &str, tokens: &[TokenTree]) -> String {
    let mut out = format!("{head} ");
    let used = out.rsplit('\n').next().map_or(0, str::len);
    // The semicolon behind it is a column too.
    broken(tokens, 0, used + 1, &mut out);
    out
}

/// The text of a macro's call that stands as an item: its list is broken as that of a table.
pub(crate) fn invocation(item: &syn::Item) -> Option<String> {
    let syn::Item::Macro(call) = item else {
        return None;
    };
    let name = call.mac.path.get_ident()?;
    let tokens: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
    let mut out = format!("{name}!(");
    // A list is always broken, for each of its items ends with a comma.
    let listed =
        matches!(tokens.last(), Some(TokenTree::Group(group)) if !group.stream().is_empty());
    broken(&tokens, 0, if listed { WIDTH } else { 0 }, &mut out);
    out.push_str(");\n");
    Some(out)
}

/// Prints tokens, on this line where they fit after `used` columns.
fn broken(tokens: &[TokenTree], indent: usize, used: usize, out: &mut String) {
    let start = out.len();
    if flat(tokens, WIDTH.saturating_sub(indent + used), out) {
        return;
    }
    out.truncate(start);
    // Only the last group is broken: `Schema(&[` stays together, its items get lines.
    let Some((last, before)) = tokens.split_last() else {
        return;
    };
    let TokenTree::Group(group) = last else {
        flat(tokens, usize::MAX, out);
        return;
    };
    flat(before, usize::MAX, out);
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
    if let [one] = items.as_slice()
        && used < WIDTH
    {
        let head = out
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.trim_start().len());
        broken(one, indent, head, out);
    } else {
        for item in &items {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 4));
            let item = documented(item, indent + 4, out);
            assigned(item, indent + 4, out);
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

/// Prints the documentation and the attributes before an item, a line each, and gives what follows them.
fn documented<'t>(item: &'t [TokenTree], indent: usize, out: &mut String) -> &'t [TokenTree] {
    let [mark, TokenTree::Group(group), rest @ ..] = item else {
        return item;
    };
    if !is_punct(mark, '#') {
        return item;
    }
    let attribute: Vec<TokenTree> = group.stream().into_iter().collect();
    let text = match attribute.as_slice() {
        [TokenTree::Ident(_), _, TokenTree::Literal(text)] => {
            syn::parse_str::<syn::LitStr>(&text.to_string()).ok()
        }
        _ => None,
    };
    match text {
        Some(text) => out.extend(["///", &text.value()]),
        None => drop(flat(&item[..2], usize::MAX, out)),
    }
    out.extend(["\n", &" ".repeat(indent)]);
    documented(rest, indent, out)
}

/// Prints an item; what does not fit is broken before its `=`, or else after the bracket that it ends with, or both.
fn assigned(item: &[TokenTree], indent: usize, out: &mut String) {
    let start = out.len();
    let limit = WIDTH.saturating_sub(indent + 1);
    if flat(item, limit, out) {
        return;
    }
    out.truncate(start);
    let Some(at) = item.iter().rposition(|token| is_punct(token, '=')) else {
        broken(item, indent, 1, out);
        return;
    };
    let (left, right) = item.split_at(at);
    let next = format!("\n{}", " ".repeat(indent + 4));
    flat(left, usize::MAX, out);
    out.push_str(&next);
    if flat(right, limit.saturating_sub(4), out) {
        return;
    }
    out.truncate(start);
    broken(item, indent, 1, out);
    // The first line has its indentation before `start`.
    let mut widths = out[start..].lines().map(str::len);
    let first = widths.next().map_or(0, |width| indent + width);
    if widths.max().unwrap_or_default().max(first) > WIDTH {
        out.truncate(start);
        flat(left, usize::MAX, out);
        out.push_str(&next);
        broken(right, indent + 4, 1, out);
    }
}

/// The items between commas; those between angle brackets are of a type.
fn split(tokens: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut depth = 0_usize;
    let items = tokens.split(|token| {
        if is_punct(token, '<') {
            depth += 1;
        } else if is_punct(token, '>') {
            depth = depth.saturating_sub(1);
        }
        depth == 0 && is_punct(token, ',')
    });
    items.filter(|item| !item.is_empty()).collect()
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    }
}

/// Tokens on one line, spaced as Rust is; gives up, with `false`, past `limit` bytes, so that what does not fit costs
/// no more than what does.
fn flat(tokens: &[TokenTree], limit: usize, out: &mut String) -> bool {
    let end = out.len().saturating_add(limit);
    for (position, token) in tokens.iter().enumerate() {
        let earlier = position.checked_sub(2).and_then(|at| tokens.get(at));
        let previous = position.checked_sub(1).and_then(|at| tokens.get(at));
        if previous.is_some_and(|previous| spaced(previous, token, earlier)) {
            out.push(' ');
        }
        match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                let mut inner: Vec<TokenTree> = group.stream().into_iter().collect();
                inner.pop_if(|last| is_punct(last, ','));
                let braced = group.delimiter() == Delimiter::Brace && !inner.is_empty();
                let pad = if braced { " " } else { "" };
                out.extend([open, pad]);
                if !flat(&inner, end.saturating_sub(out.len()), out) {
                    return false;
                }
                out.extend([pad, close]);
            }
            TokenTree::Ident(ident) => out.push_str(&ident.to_string()),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
        }
        if out.len() > end {
            return false;
        }
    }
    true
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
        (_, TokenTree::Punct(punct)) if punct.as_char() == '=' => true,
        (TokenTree::Punct(punct), _) if punct.as_char() == '=' => true,
        (TokenTree::Punct(_), _) => false,
        _ if brace => true,
        (_, TokenTree::Punct(_) | TokenTree::Group(_)) => false,
        (_, TokenTree::Ident(_) | TokenTree::Literal(_)) => {
            !matches!(previous, TokenTree::Group(_))
        }
    }
}
