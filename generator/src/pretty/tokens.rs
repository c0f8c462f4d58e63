//! Tokens as they are printed: each read once, with the width that a group has on one line.
use bumpalo::Bump;
use bumpalo::collections::Vec;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Display;
use std::iter::Peekable;

/// A token.
pub(super) enum Token<'b> {
    /// An identifier or a literal.
    Word(&'b str),
    Punct(char),
    Group(Group<'b>),
}

/// Tokens between brackets.
pub(super) struct Group<'b> {
    delimiter: Delimiter,
    pub(super) inner: &'b [Token<'b>],
    /// Bytes on one line, brackets included.
    width: usize,
}

impl Token<'_> {
    pub(super) fn is_punct(&self, wanted: char) -> bool {
        matches!(self, Self::Punct(own) if *own == wanted)
    }
}

impl<'b> Group<'b> {
    /// What stands before and behind its tokens on one line; a comma at their end does not.
    pub(super) fn brackets(&self) -> (&'static str, &'static str) {
        match self.delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        }
    }

    /// As an attribute is.
    pub(super) fn is_bracketed(&self) -> bool {
        self.delimiter == Delimiter::Bracket
    }

    pub(super) fn is_parenthesized(&self) -> bool {
        self.delimiter == Delimiter::Parenthesis
    }

    pub(super) fn is_braced(&self) -> bool {
        self.delimiter == Delimiter::Brace
    }

    /// The tokens as they stand on one line, and the blank on either side of them.
    pub(super) fn on_one_line(&self) -> (&'b [Token<'b>], &'static str) {
        let inner = match self.inner.split_last() {
            Some((last, before)) if last.is_punct(',') => before,
            _ => self.inner,
        };
        let braced = self.is_braced() && !inner.is_empty();
        (inner, if braced { " " } else { "" })
    }
}

/// The tokens of a stream. There are many, and all go at once: they are kept in `bump`.
pub(super) fn read(stream: TokenStream, bump: &Bump) -> &[Token<'_>] {
    let mut stream = stream.into_iter().peekable();
    let mut tokens = Vec::with_capacity_in(stream.size_hint().0, bump);
    while let Some(token) = stream.next() {
        tokens.push(one(token, &mut stream, bump));
    }
    tokens.into_bump_slice()
}

fn one<'b>(
    token: TokenTree,
    rest: &mut Peekable<impl Iterator<Item = TokenTree>>,
    bump: &'b Bump,
) -> Token<'b> {
    let is_equals =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=');
    match token {
        TokenTree::Group(own) => {
            let (delimiter, stream) = (own.delimiter(), own.stream());
            // Streams are shared: one that has two owners is copied when it is read.
            drop(own);
            let mut group = Group {
                delimiter,
                inner: read(stream, bump),
                width: 0,
            };
            let ((open, close), (inner, pad)) = (group.brackets(), group.on_one_line());
            group.width = width(inner) + open.len() + close.len() + 2 * pad.len();
            Token::Group(group)
        }
        TokenTree::Ident(ident) => word(ident, bump),
        // All other operators are told by their signs alone, but `a >= b` not from `Vec<a> = b`.
        TokenTree::Punct(punct)
            if punct.as_char() == '>'
                && punct.spacing() == Spacing::Joint
                && rest.next_if(is_equals).is_some() =>
        {
            Token::Word(">=")
        }
        TokenTree::Punct(punct) => Token::Punct(punct.as_char()),
        TokenTree::Literal(literal) => word(literal, bump),
    }
}

fn word(shown: impl Display, bump: &Bump) -> Token<'_> {
    Token::Word(bumpalo::format!(in bump, "{}", shown).into_bump_str())
}

/// The bytes that tokens have on one line.
pub(super) fn width(tokens: &[Token<'_>]) -> usize {
    let own = |token: &Token<'_>| match token {
        Token::Word(text) => text.len(),
        Token::Punct(punct) => punct.len_utf8(),
        Token::Group(group) => group.width,
    };
    let spaces = (1..tokens.len()).filter(|at| is_spaced(tokens, *at));
    tokens.iter().map(own).sum::<usize>() + spaces.count()
}

/// Prints tokens on one line, spaced as Rust is.
pub(super) fn flat(tokens: &[Token<'_>], out: &mut String) {
    for (at, token) in tokens.iter().enumerate() {
        if is_spaced(tokens, at) {
            out.push(' ');
        }
        match token {
            Token::Word(text) => out.push_str(text),
            Token::Punct(punct) => out.push(*punct),
            Token::Group(group) => {
                let ((open, close), (inner, pad)) = (group.brackets(), group.on_one_line());
                out.extend([open, pad]);
                flat(inner, out);
                out.extend([pad, close]);
            }
        }
    }
}

/// Whether a blank stands before a token.
#[allow(clippy::match_same_arms, reason = "the first arm that holds decides")]
pub(super) fn is_spaced(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    match (&tokens[before], &tokens[at]) {
        (Token::Punct(','), _) => true,
        // Behind `:`, but in no `::`.
        (Token::Punct(':'), token) => {
            !token.is_punct(':')
                && !before
                    .checked_sub(1)
                    .is_some_and(|at| tokens[at].is_punct(':'))
        }
        // `=>`, `==`, `!=`, `<=`, `..=`; but `Vec<A> =`.
        (Token::Punct('='), Token::Punct('>' | '=')) => false,
        (Token::Punct('!' | '<' | '.' | '+' | '-' | '|'), Token::Punct('=')) => false,
        (_, Token::Punct('=')) | (Token::Punct('='), _) => true,
        // `impl From<A> for B`, but `-> A`.
        (Token::Punct('>'), Token::Word(_)) => !matches!(
            before.checked_sub(1).map(|at| &tokens[at]),
            Some(Token::Punct('-' | '='))
        ),
        (Token::Punct(_), _) => false,
        (_, Token::Group(group)) => group.is_braced(),
        (_, Token::Punct(_)) => false,
        // `pub(crate) name`
        (Token::Group(_), Token::Word(_)) => {
            matches!(
                before.checked_sub(1).map(|at| &tokens[at]),
                Some(Token::Word("pub"))
            )
        }
        (_, Token::Word(_)) => true,
    }
}
