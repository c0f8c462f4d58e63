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
    let table = rules::definition(ctx, id);
    let idents: Vec<_> = (0..one.values.len())
        .map(|position| ctx.facts.names.variant(id, position))
        .collect();
    let texts: Vec<&str> = one.values.iter().map(|value| text(&value.value)).collect();
    let variants = one.values.iter().zip(&idents).map(|(value, ident)| {
        let docs = docs::enum_value(value);
        quote!(#docs #ident)
    });
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

        impl #name {
            /// The values that the API's description lists.
            pub const VALUES: &'static [Self] = &[#(Self::#idents),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #texts,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#texts => Self::#idents,)*
                    text => Self::Unknown(text.to_owned()),
                }
            }
        }

        string_enum!(#name);

        impl HasSchema for #name {
            const SCHEMA: &'static Schema = &SCHEMA;
        }

        #[table]
        pub(crate) static SCHEMA: Schema = #table;
    }
}

fn text(value: &Json) -> &str {
    match value {
        Json::String(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => "",
    }
}
