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
pub(crate) fn file(ctx: Ctx<'_>, reach: &Reach, mut piece: Piece) -> Piece {
    if let Some(condition) = condition(ctx, reach).map(once) {
        // It is printed at the top wherever it stands; before the others it would make all of them move.
        piece.tokens.extend(quote!(#![cfg(#condition)]));
    }
    piece
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
