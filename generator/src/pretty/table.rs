//! Tables of constants in a form that people read: one entry a line, and a line as long as it fits.
use super::docs;
use super::tokens::{Group, Token, flat, is_spaced, width};

/// Columns of a line.
const WIDTH: usize = 110;

/// Whether an attribute is `#[table]`: the item's expression is printed as a table and need not be parsed.
pub(super) fn is_mark(attribute: &Group<'_>) -> bool {
    matches!(attribute.inner, [Token::Word("table")])
}

/// Prints an expression made of calls, references, lists and literals behind the head of its item; lists that do not
/// fit are broken, a line an item.
pub(super) fn expression(tokens: &[Token<'_>], out: &mut String) {
    out.push(' ');
    let used = out.rsplit('\n').next().map_or(0, str::len);
    // The semicolon behind it is a column too.
    broken(tokens, 0, used + 1, out);
}

/// Prints a macro's call that stands as an item: its list is broken as that of a table.
pub(super) fn invocation(name: &str, list: &Group<'_>, out: &mut String) {
    out.extend([name, "!("]);
    let tokens = list.inner;
    // A list is always broken, for each of its items ends with a comma.
    let listed = matches!(tokens.last(), Some(Token::Group(group)) if !group.inner.is_empty());
    broken(tokens, 0, if listed { WIDTH } else { 0 }, out);
    out.push_str(");\n");
}

/// Prints tokens, on this line where they fit after `used` columns.
fn broken(tokens: &[Token<'_>], indent: usize, used: usize, out: &mut String) {
    // Only the last group is broken: `Schema(&[` stays together, its items get lines. `.required()` behind it has none.
    let end = match tokens {
        [
            before @ ..,
            Token::Punct('.'),
            Token::Word(_),
            Token::Group(call),
        ] if call.inner.is_empty() => before.len(),
        _ => tokens.len(),
    };
    let (tokens, behind) = tokens.split_at(end);
    let Some((Token::Group(group), before)) = tokens
        .split_last()
        .filter(|_| width(tokens) + width(behind) > WIDTH.saturating_sub(indent + used))
    else {
        flat(tokens, out);
        return flat(behind, out);
    };
    flat(before, out);
    let (open, close) = group.brackets();
    if is_spaced(tokens, before.len()) {
        out.push(' ');
    }
    out.push_str(open);
    let items = split(group.inner);
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
    flat(behind, out);
}

fn end_line(indent: usize, out: &mut String) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Prints the documentation and the attributes before an item, a line each, and gives what follows them.
pub(super) fn documented<'b>(
    item: &'b [Token<'b>],
    indent: usize,
    out: &mut String,
) -> &'b [Token<'b>] {
    let [Token::Punct('#'), Token::Group(group), rest @ ..] = item else {
        return item;
    };
    if let Some(text) = docs::text(group) {
        for line in docs::lines(&text) {
            out.extend(["///", &line]);
            end_line(indent, out);
        }
    } else {
        flat(&item[..2], out);
        end_line(indent, out);
    }
    documented(rest, indent, out)
}

/// Prints an item; what does not fit is broken before its `=`, or else after the bracket that it ends with, or both.
fn assigned(item: &[Token<'_>], indent: usize, out: &mut String) {
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
pub(super) fn split<'b>(tokens: &'b [Token<'b>]) -> Vec<&'b [Token<'b>]> {
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
