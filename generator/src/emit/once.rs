//! What goes into other tokens.
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use std::cell::Cell;

/// Tokens that go into others in one place: they are moved there, where quote would copy them.
pub(crate) struct Once(Cell<TokenStream>);

/// See [`Once`].
pub(crate) fn once(tokens: TokenStream) -> Once {
    Once(Cell::new(tokens))
}

impl ToTokens for Once {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if tokens.is_empty() {
            *tokens = self.0.take();
        } else {
            tokens.extend([self.0.take()]);
        }
    }
}

/// A text that becomes a literal where it goes into other tokens.
pub(crate) struct Text<'t>(&'t str);

/// See [`Text`].
pub(crate) fn text(text: &str) -> Text<'_> {
    Text(text)
}

impl ToTokens for Text<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // Most need no escapes, which is sooner told than each of their characters is looked up.
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
        let as_it_is = if self.0.bytes().all(is_plain) {
            ["\"", self.0, "\""].concat().parse().ok()
        } else {
            None
        };
        tokens.append(as_it_is.unwrap_or_else(|| Literal::string(self.0)));
    }
}
