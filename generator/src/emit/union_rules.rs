//! Unions as rows of a schema's table: `oneOf`, `anyOf`, and the keys or tags that tell the alternatives apart.
use super::rules::at_use;
use crate::analyze::Ctx;
use crate::ir::{Shape, Tag, TypeId, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn union_rules(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    let kind = (union.tag == Tag::Key).then(|| quote!(Rule::Type(Types::OBJECT)));
    kind.into_iter()
        .chain([choice(ctx, union, false)])
        .collect()
}

/// `oneOf` or `anyOf`; for a keyed union over the keys alone, where the schema around it has their values among its
/// [`keys`].
pub(super) fn choice(ctx: Ctx<'_>, union: &Union, has_keys: bool) -> TokenStream {
    let branches = union.variants.iter().flat_map(|variant| match &union.tag {
        Tag::Key => keyed(ctx, union, variant, has_keys),
        Tag::Property(name) if !variant.tags.is_empty() => tagged(ctx, name, variant),
        Tag::Property(_) | Tag::Shape => vec![alternative(ctx, union, variant.ty)],
    });
    if union.exclusive {
        quote!(Rule::OneOf(&[#(#branches),*]))
    } else {
        quote!(Rule::AnyOf(&[#(#branches),*]))
    }
}

/// The properties that the alternatives of a keyed union bring, for a struct beside it that allows no others.
pub(super) fn keys(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    let keyed = union.variants.iter().filter(|_| union.tag == Tag::Key);
    keyed
        .flat_map(|variant| {
            let table = at_use(ctx, variant.ty);
            variant.tags.iter().map(move |key| quote!((#key, #table)))
        })
        .collect()
}

/// An alternative of a keyed union. Its property's value is checked here: in another alternative it may be anything.
fn keyed(ctx: Ctx<'_>, union: &Union, variant: &Variant, has_keys: bool) -> Vec<TokenStream> {
    let table = if has_keys {
        quote!(Schema::ANY)
    } else {
        at_use(ctx, variant.ty)
    };
    let branch = |key: &String| {
        let required = quote!(Rule::Required(&[#key]));
        let property = quote!(Rule::Properties(&[(#key, #table)]));
        match (union.closed, has_keys) {
            (true, _) => quote!(Schema(&[#property, #required, Rule::Closed])),
            (false, false) => quote!(Schema(&[#property, #required])),
            (false, true) => quote!(Schema(&[#required])),
        }
    };
    variant.tags.iter().map(branch).collect()
}

/// An alternative. Beside others that say their types, one that says none is meant for what its keywords speak of:
/// without that a string would fit both `{type: string}` and `{properties: …}`.
pub(super) fn alternative(ctx: Ctx<'_>, union: &Union, id: TypeId) -> TokenStream {
    let table = at_use(ctx, id);
    let implied = |id: TypeId| match (&ctx.ty(id).shape, ctx.ty(id).implied) {
        (Shape::Struct(_) | Shape::Map(_), true) => Some(quote!(OBJECT)),
        (Shape::List(_) | Shape::Tuple(_), true) => Some(quote!(ARRAY)),
        _ => None,
    };
    let mixed = union
        .variants
        .iter()
        .any(|variant| implied(variant.ty).is_none());
    match implied(id).filter(|_| mixed) {
        Some(name) => quote!(Schema(&[Rule::Type(Types::#name), Rule::AllOf(&[#table])])),
        None => table,
    }
}

/// An alternative under each of its tags: a value that fits another alternative as well is the one that its tag names.
fn tagged(ctx: Ctx<'_>, name: &str, variant: &Variant) -> Vec<TokenStream> {
    let table = at_use(ctx, variant.ty);
    let branch = |tag: &String| {
        let tag = quote!(Schema(&[Rule::Enum(&[Literal::String(#tag)])]));
        quote!(Schema(&[Rule::Properties(&[(#name, #tag)]), Rule::AllOf(&[#table])]))
    };
    variant.tags.iter().map(branch).collect()
}
