//! Unions as rows of a schema's table: `oneOf`, `anyOf`, and the keys or tags that tell the alternatives apart.
use super::rules::at_use;
use crate::analyze::Ctx;
use crate::ir::{Shape, Tag, TypeId, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn union_rules(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    if union.tag != Tag::Key {
        return vec![choice(ctx, union)];
    }
    let properties = alternatives(ctx, union);
    vec![
        quote!(Rule::Type(Types::OBJECT)),
        quote!(Rule::Properties(&[#(#properties),*])),
        choice(ctx, union),
    ]
}

/// `oneOf` or `anyOf`; for a keyed union, over the keys alone, as their values are checked as properties.
pub(super) fn choice(ctx: Ctx<'_>, union: &Union) -> TokenStream {
    let branches = union.variants.iter().flat_map(|variant| match &union.tag {
        Tag::Key => {
            let keys = &variant.tags;
            vec![quote!(Schema(&[Rule::Required(&[#(#keys),*])]))]
        }
        Tag::Property(name) if !variant.tags.is_empty() => tagged(ctx, name, variant),
        Tag::Property(_) | Tag::Shape => vec![alternative(ctx, union, variant.ty)],
    });
    if union.exclusive {
        quote!(Rule::OneOf(&[#(#branches),*]))
    } else {
        quote!(Rule::AnyOf(&[#(#branches),*]))
    }
}

/// The properties that the alternatives of a keyed union bring.
pub(super) fn alternatives(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    let keyed = union.variants.iter().filter(|_| union.tag == Tag::Key);
    keyed
        .flat_map(|variant| {
            let table = at_use(ctx, variant.ty);
            variant.tags.iter().map(move |key| quote!((#key, #table)))
        })
        .collect()
}

/// An alternative. Beside others that say their types, one that says none is meant for what its keywords speak of:
/// without that a string would fit both `{type: string}` and `{properties: …}`.
fn alternative(ctx: Ctx<'_>, union: &Union, id: TypeId) -> TokenStream {
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
