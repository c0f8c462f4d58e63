//! Methods that are one chain of calls, as those of resources are, in the form that prettyplease gives them.
use super::item::{WIDTH, is_plain};
use super::table;
use super::tokens::{Token, flat, width};

/// An `impl` block of such methods; none where it has others.
pub(super) fn block(body: &[Token<'_>], out: &mut String) -> Option<()> {
    let [head @ .., Token::Group(group)] = body else {
        return None;
    };
    let has_room = width(head) + 2 <= WIDTH;
    if !(has_room && is_plain(head) && group.is_braced()) || group.inner.is_empty() {
        return None;
    }
    flat(head, out);
    out.push_str(" {\n");
    let mut rest = group.inner;
    while !rest.is_empty() {
        out.push_str("    ");
        rest = method(table::documented(rest, 4, out), out)?;
        out.push_str(if rest.is_empty() { "\n" } else { "\n\n" });
    }
    out.push_str("}\n");
    Some(())
}

/// Prints a method, and gives what follows it.
fn method<'b>(tokens: &'b [Token<'b>], out: &mut String) -> Option<&'b [Token<'b>]> {
    let end = tokens.iter().position(|token| match token {
        Token::Group(group) => group.is_braced(),
        _ => false,
    })?;
    let (signature, rest) = tokens.split_at(end);
    let [Token::Group(body), rest @ ..] = rest else {
        return None;
    };
    let arrow = signature
        .windows(2)
        .position(|pair| pair[0].is_punct('-') && pair[1].is_punct('>'))?;
    let ([name @ .., Token::Group(arguments)], output) =
        (&signature[..arrow], &signature[arrow + 2..])
    else {
        return None;
    };
    let is_method = matches!(name, [.., Token::Word("fn"), Token::Word(_)]);
    if !(is_method && is_plain(name) && is_plain(output) && is_plain(arguments.inner)) {
        return None;
    }
    flat(name, out);
    // `    fn name(…) -> Output {`
    if 4 + width(&signature[..arrow]) + 4 + width(output) + 2 <= WIDTH {
        flat(&signature[arrow - 1..arrow], out);
    } else {
        out.push_str("(\n");
        for argument in table::split(arguments.inner) {
            if 8 + width(argument) + 1 > WIDTH {
                return None;
            }
            out.push_str("        ");
            flat(argument, out);
            out.push_str(",\n");
        }
        out.push_str("    )");
    }
    out.push_str(" -> ");
    flat(output, out);
    if 4 + 2 + width(output) + 5 > WIDTH {
        return None;
    }
    out.push_str(" {\n        ");
    chain(body.inner, out)?;
    out.push_str("\n    }");
    Some(rest)
}

/// Prints calls one after the other, on a line or each on its own.
fn chain(body: &[Token<'_>], out: &mut String) -> Option<()> {
    let mut calls = body.split(|token| token.is_punct('.'));
    let first = calls.next()?;
    let calls: Vec<&[Token<'_>]> = calls.collect();
    // Fields and numbers have no brackets.
    let is_call = |call: &&[Token<'_>]| matches!(call, [Token::Word(_), Token::Group(group)] if group.is_parenthesized());
    let is_made = matches!(
        first,
        [
            Token::Word(_),
            Token::Punct(':'),
            Token::Punct(':'),
            Token::Word(_),
            Token::Group(_)
        ]
    );
    let is_self = matches!(first, [Token::Word("self")]);
    if !(is_made || is_self) || !calls.iter().all(is_call) {
        return None;
    }
    if 8 + width(body) <= WIDTH {
        flat(body, out);
        return Some(());
    }
    if is_self || calls.len() < 2 || 8 + width(first) > WIDTH {
        return None;
    }
    flat(first, out);
    for call in calls {
        if 13 + width(call) > WIDTH {
            return None;
        }
        out.push_str("\n            .");
        flat(call, out);
    }
    Some(())
}
