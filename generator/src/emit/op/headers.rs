//! The headers of an operation's good answers as a type.
use super::super::{docs, markdown, types};
use crate::analyze::ident::Scope;
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{Field, Operation, Shape, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// The declared headers of all good answers, each name once.
pub(super) fn declared(operation: &Operation) -> Vec<&Field> {
    let good = operation
        .responses
        .iter()
        .filter(|one| one.status.is_success());
    let mut fields: Vec<&Field> = Vec::new();
    for field in good.flat_map(|one| &one.headers) {
        if !fields
            .iter()
            .any(|other| other.wire.eq_ignore_ascii_case(&field.wire))
        {
            fields.push(field);
        }
    }
    fields
}

/// The struct and how it is read.
pub(super) fn item(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let operation = &ctx.api.operations[index];
    let name = ident::ident(ctx.facts.names.operations[index].headers.as_deref()?);
    let mut scope = Scope::with(&[]);
    let (mut fields, mut reads) = (Vec::new(), Vec::new());
    for field in declared(operation) {
        let ident = ident::ident(&scope.allocate(&[ident::snake(&field.wire)]));
        let (ty, wire, form) = (
            types::plain(ctx, field.ty),
            &field.wire,
            form(ctx, field.ty),
        );
        let mut lines = vec![format!("The header `{wire}`.")];
        if let Some(text) = &field.docs {
            lines.push(String::new());
            lines.extend(markdown::lines(text));
        }
        let docs = docs::attributes(&lines);
        fields.push(quote!(#docs pub #ident: Option<#ty>));
        reads.push(quote!(#ident: header(headers, #wire, &#form)?));
    }
    let doc = format!(
        " The headers of what {} gives: `{name}::read(response.headers())` after `with_response`.",
        markdown::code(&operation.id)
    );
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl #name {
            /// Reads the headers of an answer; one that is not there is `None`.
            ///
            /// # Errors
            ///
            /// When a header is not what the API's description promises.
            pub fn read(headers: &http::HeaderMap) -> Result<Self, DecodeError> {
                use crate::parts::header::{Form::*, header};
                Ok(Self { #(#reads),* })
            }
        }
    })
}

/// How the text becomes the value that the type reads.
fn form(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    match ctx.holder(id) {
        Holder::Scalar(scalar) if scalar.is_text() => quote!(Text),
        Holder::Pattern(_) => quote!(Text),
        Holder::List(item) => {
            let item = form(ctx, item);
            quote!(List(&#item))
        }
        Holder::Named(named) => match &ctx.ty(named).shape {
            Shape::Enum(_) => quote!(Text),
            Shape::Struct(_) => quote!(Fields),
            _ => quote!(Guess),
        },
        Holder::Map(_) => quote!(Fields),
        Holder::Scalar(_) | Holder::Tuple | Holder::Json => quote!(Guess),
    }
}
