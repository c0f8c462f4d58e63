//! JSON values of the document as tables of the runtime.
use crate::ir::Json;
use proc_macro2::TokenStream;
use quote::quote;

/// A `Literal` expression.
pub(crate) fn literal(value: &Json) -> TokenStream {
    match value {
        Json::Null => quote!(Literal::Null),
        Json::Bool(value) => quote!(Literal::Bool(#value)),
        Json::Number(text) => quote!(Literal::Number(#text)),
        Json::String(text) => quote!(Literal::String(#text)),
        Json::Array(items) => {
            let items = items.iter().map(literal);
            quote!(Literal::Array(&[#(#items),*]))
        }
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = literal(value);
                quote!((#key, #value))
            });
            quote!(Literal::Object(&[#(#entries),*]))
        }
    }
}
