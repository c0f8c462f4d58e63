//! The answer as a stream of values, where the document offers one.
use super::super::types;
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{Framing, Shape, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl Events` or `impl Lines`.
pub(super) fn implementation(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let stream = ctx.api.operations[index].stream.as_ref()?;
    let marker = ident::ident(&ctx.facts.names.operations[index].ty.name);
    let (ty, media_type) = (item(ctx, stream.framing, stream.ty), &stream.media_type);
    let ty = types::ty(ctx, ty);
    Some(match stream.framing {
        Framing::Events => {
            let form = if is_text(ctx, stream.ty) {
                quote!(Text)
            } else {
                quote!(Json)
            };
            let sentinel = stream
                .sentinel
                .as_ref()
                .map(|text| quote!(const SENTINEL: Option<&'static str> = Some(#text);));
            quote! {
                impl crate::parts::StreamsEvents for #marker {
                    type Data = #ty;
                    const MEDIA_TYPE: &'static str = #media_type;
                    const FORM: crate::parts::DataForm = crate::parts::DataForm::#form;
                    #sentinel
                }
            }
        }
        Framing::Lines | Framing::Sequence => {
            let between = (stream.framing == Framing::Sequence).then(|| {
                quote!(
                    const BETWEEN: u8 = 0x1E;
                )
            });
            quote! {
                impl crate::parts::StreamsLines for #marker {
                    type Line = #ty;
                    const MEDIA_TYPE: &'static str = #media_type;
                    #between
                }
            }
        }
    })
}

/// Documents give the schema of a line, or of the list of all lines.
pub(super) fn item(ctx: Ctx<'_>, framing: Framing, id: TypeId) -> TypeId {
    match (framing, ctx.holder(id)) {
        (Framing::Lines | Framing::Sequence, Holder::List(item)) => item,
        _ => id,
    }
}

/// Whether the data of an event is text, and no JSON.
fn is_text(ctx: Ctx<'_>, id: TypeId) -> bool {
    match ctx.holder(id) {
        Holder::Pattern(_) => true,
        Holder::Scalar(scalar) => scalar.is_text(),
        Holder::Named(named) => matches!(ctx.ty(named).shape, Shape::Enum(_)),
        Holder::List(_) | Holder::Map(_) | Holder::Tuple | Holder::Json => false,
    }
}
