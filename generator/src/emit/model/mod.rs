//! One file per model: the type, its constructor and setters, its JSON form, its table.
mod construct;
mod enumeration;
mod pattern_type;
mod structure;
mod union;

use super::Piece;
use crate::analyze::Ctx;
use crate::ir::{Shape, Struct, TypeId};
use proc_macro2::TokenStream;

pub(crate) use pattern_type::{constants, pattern_type};
pub(crate) use structure::additional;

/// `new` of a struct.
pub(crate) fn constructor<'a>(ctx: Ctx<'a>, id: TypeId, shape: &'a Struct) -> TokenStream {
    construct::constructor(ctx, id, shape, &ctx.fields(id, shape))
}

/// Whether `new` of a struct takes its required fields as a struct of their own.
pub(crate) fn needs_init(ctx: Ctx<'_>, id: TypeId) -> bool {
    match &ctx.ty(id).shape {
        Shape::Struct(shape) => construct::by_struct(shape, &ctx.fields(id, shape)),
        _ => false,
    }
}

/// The file of a struct, union or open enum.
pub(crate) fn model(ctx: Ctx<'_>, id: TypeId) -> Piece {
    let tokens = match &ctx.ty(id).shape {
        Shape::Struct(shape) => structure::structure(ctx, id, shape),
        Shape::Union(union) => union::union(ctx, id, union),
        Shape::Enum(one) => enumeration::enumeration(ctx, id, one),
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => TokenStream::new(),
    };
    Piece {
        path: format!("src/models/{}.rs", ctx.facts.names.ty(id).module),
        tokens,
    }
}
