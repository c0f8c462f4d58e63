//! How a struct is made: `new` takes what is required, a setter each of the rest.
use super::super::types;
use super::structure::additional;
use crate::analyze::{Ctx, FieldKind, FieldView, Holder};
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

pub(super) fn constructor(
    ctx: Ctx<'_>,
    id: TypeId,
    shape: &Struct,
    views: &[FieldView<'_>],
) -> TokenStream {
    if has_default(shape, views) {
        return quote! {
            /// A value with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let whole = by_struct(shape, views);
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for view in views {
        let ident = ctx.facts.names.field(id, view.position);
        values.push(match (view.kind, whole) {
            (FieldKind::Required, true) => quote!(#ident: fields.#ident),
            (FieldKind::Required, false) => {
                let (ty, value) = argument(ctx, id, view, &quote!(#ident));
                arguments.push(quote!(#ident: #ty));
                if ident == value.to_string() {
                    quote!(#ident)
                } else {
                    quote!(#ident: #value)
                }
            }
            (FieldKind::Optional | FieldKind::OptionalJson, _) => quote!(#ident: None),
            (FieldKind::ThreeStates, _) => quote!(#ident: Nullable::Absent),
        });
    }
    if let Some((union, _)) = ctx.variant(shape) {
        let (ident, ty) = (
            ctx.facts.names.variant_field(id),
            ctx.facts.names.type_ident(union),
        );
        values.push(if whole {
            quote!(#ident: fields.#ident)
        } else {
            quote!(#ident)
        });
        arguments.push(quote!(#ident: #ty));
    }
    if additional(ctx, shape).is_some() {
        let ident = ctx.facts.names.additional_field(id);
        values.push(quote!(#ident: BTreeMap::new()));
    }
    if whole {
        let init = ctx.facts.names.init(id);
        arguments = vec![quote!(fields: #init)];
    }
    quote! {
        /// A value with what is required; the rest is absent.
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// The struct of required fields, where `new` takes one.
pub(super) fn init_struct(
    ctx: Ctx<'_>,
    id: TypeId,
    shape: &Struct,
    views: &[FieldView<'_>],
) -> Option<TokenStream> {
    if !by_struct(shape, views) {
        return None;
    }
    let name = ctx.facts.names.init(id);
    let owner = ctx.facts.names.ty(id).name.clone();
    let doc = format!(" What [`{owner}::new`] needs: all required fields of [`{owner}`].");
    let fields = required(views).map(|view| {
        let ident = ctx.facts.names.field(id, view.position);
        let ty = types::field(ctx, id, view);
        let doc = format!(
            " See [`{owner}::{}`].",
            ident.to_string().trim_start_matches("r#")
        );
        quote!(#[doc = #doc] pub #ident: #ty,)
    });
    let variant = ctx.variant(shape).map(|(union, _)| {
        let (ident, ty) = (
            ctx.facts.names.variant_field(id),
            ctx.facts.names.type_ident(union),
        );
        let doc = format!(" See [`{owner}::{ident}`].");
        quote!(#[doc = #doc] pub #ident: #ty,)
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name { #(#fields)* #variant }
    })
}

/// A setter for every field that is not required.
pub(super) fn setters(
    ctx: Ctx<'_>,
    id: TypeId,
    _shape: &Struct,
    views: &[FieldView<'_>],
) -> TokenStream {
    let optional = views.iter().filter(|view| view.kind != FieldKind::Required);
    let setters = optional.map(|view| {
        let ident = ctx.facts.names.field(id, view.position);
        let doc = format!(
            " Sets [`{}`](Self::{0}).",
            ident.to_string().trim_start_matches("r#")
        );
        let (ty, value) = argument(ctx, id, view, &quote!(#ident));
        let value = match view.kind {
            FieldKind::Required | FieldKind::ThreeStates => value,
            FieldKind::Optional | FieldKind::OptionalJson => quote!(Some(#value)),
        };
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #ident(mut self, #ident: #ty) -> Self {
                self.#ident = #value;
                self
            }
        }
    });
    quote!(#(#setters)*)
}

/// The type of an argument for a field, and the field's value made of it.
fn argument(
    ctx: Ctx<'_>,
    owner: TypeId,
    view: &FieldView<'_>,
    ident: &TokenStream,
) -> (TokenStream, TokenStream) {
    let boxed = ctx.facts.boxed.contains(&(owner, view.position));
    let plain = types::plain(ctx, view.field.ty);
    let ty = if view.kind == FieldKind::ThreeStates {
        let content = types::field_content(ctx, owner, view);
        return (quote!(impl Into<Nullable<#content>>), quote!(#ident.into()));
    } else if view.kind == FieldKind::Required
        && ctx.nullable(view.field.ty)
        && !ctx.is_json(view.field.ty)
    {
        let content = types::field_content(ctx, owner, view);
        return (quote!(impl Into<Option<#content>>), quote!(#ident.into()));
    } else {
        plain
    };
    match (takes_into(ctx, view.field.ty), boxed) {
        (true, true) => (quote!(impl Into<#ty>), quote!(Box::new(#ident.into()))),
        (true, false) => (quote!(impl Into<#ty>), quote!(#ident.into())),
        (false, true) => (ty, quote!(Box::new(#ident))),
        (false, false) => (ty, ident.clone()),
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
