//! What goes into other tokens.
use crate::pretty;
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;
use std::cell::Cell;

/// Tokens that go into others in one place: they are moved there, where quote would copy them.
pub(crate) struct Once(Cell<TokenStream>);

/// See [`Once`].
pub(crate) fn once(tokens: TokenStream) -> Once {
    Once(Cell::new(tokens))
}

impl ToTokens for Once {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend([self.0.take()]);
    }
}

/// The literal of a text. Most need no escapes, which is sooner told than each of their characters is looked up.
pub(crate) fn text(text: &str) -> Literal {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        pretty::literal(text)
    } else {
        Literal::string(text)
    }
}
