//! Type expressions: what a field, a parameter or an answer is declared as.
use super::once::once;
use crate::analyze::{Ctx, FieldKind, FieldView, Holder};
use crate::ir::{Scalar, TypeId};
use proc_macro2::TokenStream;
use quote::ToTokens;
use quote::quote;

/// The type of a schema's values, `Option` where `null` is one of them.
pub(crate) fn ty(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let plain = plain(ctx, id);
    if ctx.nullable(id) && !ctx.is_json(id) {
        let plain = once(plain);
        quote!(Option<#plain>)
    } else {
        plain
    }
}

/// The type of a schema's values other than `null`.
pub(crate) fn plain(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    match ctx.holder(id) {
        Holder::Scalar(Scalar::String) if ctx.is_secret(id) => quote!(Secret),
        Holder::Scalar(scalar) => self::scalar(scalar),
        Holder::Pattern(index) => {
            let name = &ctx.facts.names.patterns[index].name;
            crate::analyze::ident::ident(name).into_token_stream()
        }
        Holder::Named(id) => ctx.facts.names.type_ident(id).into_token_stream(),
        Holder::List(item) => {
            let item = once(ty(ctx, item));
            quote!(Vec<#item>)
        }
        Holder::Map(value) => {
            let value = once(ty(ctx, value));
            quote!(BTreeMap<String, #value>)
        }
        Holder::Tuple => quote!(Vec<Value>),
        Holder::Json => quote!(Value),
    }
}

fn scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote!(bool),
        Scalar::Integer => quote!(i64),
        Scalar::Unsigned => quote!(u64),
        Scalar::Number => quote!(f64),
        Scalar::String => quote!(String),
        Scalar::DateTime => quote!(DateTime),
        Scalar::Date => quote!(Date),
        Scalar::Uuid => quote!(Uuid),
        Scalar::Base64 => quote!(Base64),
        Scalar::Binary => quote!(Upload),
        Scalar::Ipv4 => quote!(Ipv4Addr),
        Scalar::Ipv6 => quote!(Ipv6Addr),
    }
}

/// The declared type of a struct's field.
pub(crate) fn field(ctx: Ctx<'_>, owner: TypeId, view: &FieldView<'_>) -> TokenStream {
    let content = field_content(ctx, owner, view);
    let nullable = ctx.nullable(view.field.ty) && !ctx.is_json(view.field.ty);
    if view.kind == FieldKind::Required && !nullable {
        return content;
    }
    let content = once(content);
    match view.kind {
        FieldKind::Required | FieldKind::Optional | FieldKind::OptionalJson => {
            quote!(Option<#content>)
        }
        FieldKind::ThreeStates => quote!(Nullable<#content>),
    }
}

/// The type inside a field's `Option` or `Nullable`, boxed where the struct needs it.
pub(crate) fn field_content(ctx: Ctx<'_>, owner: TypeId, view: &FieldView<'_>) -> TokenStream {
    let plain = plain(ctx, view.field.ty);
    if ctx.facts.boxed.contains(&(owner, view.position)) {
        quote!(Box<#plain>)
    } else {
        plain
    }
}

/// What an alternative of a union holds: structs behind a box, so that all alternatives are small. Where the union is
/// `nullable`, its alternatives need not be.
pub(crate) fn alternative(ctx: Ctx<'_>, id: TypeId, nullable: bool) -> TokenStream {
    let ty = if nullable {
        plain(ctx, id)
    } else {
        ty(ctx, id)
    };
    match ctx.holder(id) {
        Holder::Named(named) if !matches!(ctx.ty(named).shape, crate::ir::Shape::Enum(_)) => {
            quote!(Box<#ty>)
        }
        Holder::Named(_)
        | Holder::Scalar(_)
        | Holder::Pattern(_)
        | Holder::List(_)
        | Holder::Map(_)
        | Holder::Tuple
        | Holder::Json => ty,
    }
}
