//! `#[cfg(…)]` of what only some features bring: a file has it at its top, an accessor and an export above them.
use super::Piece;
use super::once::{once, text};
use crate::analyze::Ctx;
use crate::analyze::features::Reach;
use crate::ir::GroupId;
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute; none for what is always compiled.
pub(crate) fn gate(ctx: Ctx<'_>, reach: &Reach) -> Option<TokenStream> {
    let condition = once(condition(ctx, reach)?);
    Some(quote!(#[cfg(#condition)]))
}

/// A file that is compiled only with its features.
pub(crate) fn file(ctx: Ctx<'_>, reach: &Reach, piece: Piece) -> Piece {
    let Some(condition) = condition(ctx, reach).map(once) else {
        return piece;
    };
    let mut tokens = quote!(#![cfg(#condition)]);
    tokens.extend(piece.tokens);
    Piece { tokens, ..piece }
}

fn condition(ctx: Ctx<'_>, reach: &Reach) -> Option<TokenStream> {
    match ctx.facts.features.names(reach).as_slice() {
        [] => None,
        [one] => {
            let name = text(one);
            Some(quote!(feature = #name))
        }
        many => {
            let names = many.iter().map(|name| text(name));
            Some(quote!(any(#(feature = #names),*)))
        }
    }
}

/// The attribute of all that belongs to a resource.
pub(crate) fn group(ctx: Ctx<'_>, id: GroupId) -> Option<TokenStream> {
    gate(ctx, ctx.facts.features.group(id))
}
