//! Open enums of strings: a value that the document does not list is kept as it came.
use super::super::{docs, rules};
use crate::analyze::Ctx;
use crate::ir::{Enum, Json, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// The items of an open enum's file.
pub(crate) fn enumeration(ctx: Ctx<'_>, id: TypeId, one: &Enum) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let docs = docs::model(ctx, id);
    let idents: Vec<_> = (0..one.values.len())
        .map(|position| ctx.facts.names.variant(id, position))
        .collect();
    let texts: Vec<&str> = one.values.iter().map(|value| text(&value.value)).collect();
    let variants = one.values.iter().zip(&idents).map(|(value, ident)| {
        let docs = docs::enum_value(value);
        quote!(#docs #ident)
    });
    let items = if rules::is_its_values(ctx, id) {
        quote!(string_enum! { #name [#(#idents = #texts,)*] })
    } else {
        let table = rules::definition(ctx, id);
        quote! {
            string_enum! { #name { #(#idents = #texts,)* } }

            #[table]
            pub(crate) static SCHEMA: Schema = #table;
        }
    };
    quote! {
        use crate::runtime::prelude::*;

        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know, as it came.
            Unknown(String),
        }

        #items
    }
}

/// The value that a variant stands for.
fn text(value: &Json) -> &str {
    match value {
        Json::String(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => "",
    }
}
