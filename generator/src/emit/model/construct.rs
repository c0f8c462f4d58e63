//! How a struct is made: `new` takes what is required, a setter each of the rest.
use super::super::once::{once, text};
use super::super::{rules, types};
use crate::analyze::{Ctx, FieldKind, FieldView, Holder, ident};
use crate::ir::{Scalar, Struct, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// More required fields than this come as one struct, where each has its name.
const MOST_ARGUMENTS: usize = 4;

fn required<'v, 'a>(views: &'v [FieldView<'a>]) -> impl Iterator<Item = &'v FieldView<'a>> {
    views.iter().filter(|view| view.kind == FieldKind::Required)
}

fn count(shape: &Struct, views: &[FieldView<'_>]) -> usize {
    required(views).count() + usize::from(shape.variant.is_some())
}

/// Nothing is required: the struct has a default.
pub(super) fn has_default(shape: &Struct, views: &[FieldView<'_>]) -> bool {
    count(shape, views) == 0
}

/// Whether the required fields come as a struct of their own.
pub(super) fn by_struct(shape: &Struct, views: &[FieldView<'_>]) -> bool {
    count(shape, views) > MOST_ARGUMENTS
}

/// The signature of `new`, for the list of what users can name; the macro `object!` makes the function.
pub(super) fn constructor(
    ctx: Ctx<'_>,
    id: TypeId,
    shape: &Struct,
    views: &[FieldView<'_>],
) -> TokenStream {
    let mut arguments = Vec::new();
    if by_struct(shape, views) {
        let init = ctx.facts.names.init(id);
        arguments.push(quote!(fields: #init));
    } else {
        for view in required(views) {
            let ident = ctx.facts.names.field(id, view.position);
            let (ty, _) = argument(ctx, id, view);
            arguments.push(quote!(#ident: #ty));
        }
        if let Some((union, _)) = ctx.variant(shape) {
            let (ident, ty) = (
                ctx.facts.names.variant_field(id),
                ctx.facts.names.type_ident(union),
            );
            arguments.push(quote!(#ident: #ty));
        }
    }
    quote!(pub fn new(#(#arguments),*) -> Self {})
}

/// The line of a field in the macro `object!`: its kind, name, the argument that sets it, its name on the wire, its rules.
/// Required fields that come as a struct have the field's own type.
pub(super) fn line(ctx: Ctx<'_>, id: TypeId, view: &FieldView<'_>, by_struct: bool) -> TokenStream {
    let ident = ctx.facts.names.field(id, view.position);
    let bare = ident::bare(&ident);
    let wire = text(&view.field.wire);
    let schema = once(rules::property(ctx, view.field.ty, view.field.access));
    match view.kind {
        FieldKind::ThreeStates => {
            let content = once(types::field_content(ctx, id, view));
            quote!(nullable #ident #bare: #content = #wire: #schema,)
        }
        FieldKind::OptionalJson => quote!(json #ident #bare = #wire: #schema,),
        FieldKind::Required if by_struct => {
            let ty = once(types::field(ctx, id, view));
            quote!(required #ident #bare: #ty = #wire: #schema,)
        }
        FieldKind::Required | FieldKind::Optional => {
            let kind = match view.kind {
                FieldKind::Required => ident::ident("required"),
                _ => ident::ident("optional"),
            };
            let (ty, converted) = argument(ctx, id, view);
            let ty = once(ty);
            let into = converted.then(|| quote!(.into()));
            quote!(#kind #ident #bare #into: #ty = #wire: #schema,)
        }
    }
}

/// The type of the argument for a field that is no [`FieldKind::ThreeStates`], and whether it has to be converted to
/// the field's.
fn argument(ctx: Ctx<'_>, owner: TypeId, view: &FieldView<'_>) -> (TokenStream, bool) {
    let id = view.field.ty;
    if view.kind == FieldKind::Required && ctx.nullable(id) && !ctx.is_json(id) {
        let content = once(types::field_content(ctx, owner, view));
        return (quote!(impl Into<Option<#content>>), true);
    }
    let plain = types::plain(ctx, id);
    if takes_into(ctx, id) {
        let plain = once(plain);
        (quote!(impl Into<#plain>), true)
    } else {
        (plain, ctx.facts.boxed.contains(&(owner, view.position)))
    }
}

/// Texts and the like come in several forms; for a number `Into` would only hide what is asked for.
fn takes_into(ctx: Ctx<'_>, id: TypeId) -> bool {
    match ctx.holder(id) {
        Holder::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Base64 | Scalar::Binary => true,
            Scalar::Bool
            | Scalar::Integer
            | Scalar::Unsigned
            | Scalar::Number
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Uuid
            | Scalar::Ipv4
            | Scalar::Ipv6 => false,
        },
        Holder::Pattern(_) | Holder::Json => true,
        Holder::Named(_) | Holder::List(_) | Holder::Map(_) | Holder::Tuple => false,
    }
}
