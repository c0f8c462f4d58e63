//! One file per operation: its table, its method, its options.
mod answer;
mod meta;
mod method;

use super::Piece;
use super::uses::Uses;
use crate::analyze::{Ctx, ident};
use quote::quote;

pub(crate) use answer::{Answer, answer, output, page_items};
pub(crate) use method::{arguments, is_argument, method_tokens, setter_tokens};

/// The file of an operation.
pub(crate) fn operation(ctx: Ctx<'_>, index: usize) -> Piece {
    let operation = &ctx.api.operations[index];
    let names = &ctx.facts.names.operations[index];
    let group = &ctx.facts.names.groups[operation.group.0 as usize];
    let mut uses = Uses::default();
    for param in &operation.params {
        uses.add(ctx, param.ty, None);
    }
    if let Some(body) = &operation.body {
        uses.add(ctx, body.ty, None);
    }
    if let Answer::Json(id) | Answer::JsonOrNothing(id) = answer(operation) {
        uses.add(ctx, id, None);
    }
    if let Some((item, _)) = page_items(ctx, operation) {
        uses.add(ctx, item, None);
    }
    uses.resource(&group.ty.name);
    let uses = uses.items();
    let marker = ident::ident(&names.ty.name);
    let doc = format!(
        " The operation `{}` as a type: see [`{}::{}`].",
        operation.id, group.ty.name, names.method
    );
    let meta = meta::meta(ctx, index);
    let decode = answer::implementation(ctx, index);
    let paged = answer::paged(ctx, index);
    let method = method::method(ctx, index);
    let setters = method::setters(ctx, index);
    let tokens = quote! {
        #uses

        #[doc = #doc]
        #[derive(Debug)]
        pub enum #marker {}

        #method

        #setters

        #decode

        #paged

        #meta
    };
    Piece {
        path: format!("src/operations/{}.rs", names.ty.module),
        tokens,
    }
}
