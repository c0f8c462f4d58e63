//! A body that may be of several media types: an enum that each of them goes into.
use super::super::{markdown, types};
use super::{meta, method};
use crate::analyze::ident::Scope;
use crate::analyze::{Ctx, ident};
use crate::ir::{BodyKind, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The enum's name, where there is one.
pub(crate) fn name(ctx: Ctx<'_>, index: usize) -> Option<Ident> {
    let name = ctx.facts.names.operations[index].body.as_deref();
    name.map(ident::ident)
}

/// The media type in a word.
fn word(kind: BodyKind, media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    match (kind, name) {
        (_, "application/json") => "Json".to_owned(),
        (_, "multipart/form-data") => "Multipart".to_owned(),
        (BodyKind::Form, _) => "Form".to_owned(),
        (_, "text/plain") => "Text".to_owned(),
        (_, "application/octet-stream") => "Bytes".to_owned(),
        (_, name) => ident::camel(name.split_once('/').map_or(name, |(_, subtype)| subtype)),
    }
}

/// The enum, what goes into it, how it is put into a call, and the tables of the further media types.
pub(super) fn item(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let operation = &ctx.api.operations[index];
    let (name, body) = (name(ctx, index)?, operation.body.as_ref()?);
    let marker = ident::ident(&ctx.facts.names.operations[index].ty.name);
    let mut scope = Scope::with(&["Self"]);
    let mut all = vec![(&body.media_type, body.kind, body.ty)];
    all.extend(
        body.others
            .iter()
            .map(|one| (&one.media_type, one.kind, one.ty)),
    );
    let variants: Vec<(Ident, BodyKind, TypeId, &String)> = all
        .into_iter()
        .map(|(media_type, kind, ty)| {
            let word = scope.allocate(&[word(kind, media_type)]);
            (ident::ident(&word), kind, ty, media_type)
        })
        .collect();
    let declared = variants.iter().map(|(ident, kind, ty, media_type)| {
        let (ty, doc) = (
            held(ctx, *kind, *ty),
            format!(" {}.", markdown::code(media_type)),
        );
        quote!(#[doc = #doc] #ident(#ty))
    });
    let mut seen = BTreeSet::new();
    let from = variants.iter().filter_map(|(ident, kind, ty, _)| {
        let ty = held(ctx, *kind, *ty);
        seen.insert(ty.to_string()).then(|| {
            quote! {
                impl From<#ty> for #name {
                    fn from(body: #ty) -> Self {
                        Self::#ident(body)
                    }
                }
            }
        })
    });
    let mut from: Vec<TokenStream> = from.collect();
    let text = variants
        .iter()
        .find(|(_, kind, _, _)| *kind == BodyKind::Text);
    from.extend(text.map(|(ident, ..)| {
        quote! {
            impl From<&str> for #name {
                fn from(body: &str) -> Self {
                    Self::#ident(body.to_owned())
                }
            }
        }
    }));
    let put = variants
        .iter()
        .enumerate()
        .map(|(at, (ident, kind, ty, _))| {
            let media = at.checked_sub(1).map(|at| {
                let at = Literal::usize_unsuffixed(at);
                quote!(.set_media(&BODIES[#at]))
            });
            let step = method::put_body(ctx, operation, *kind, *ty);
            quote!(#name::#ident(body) => self #media #step)
        });
    let metas = body.others.iter().map(|other| {
        let meta = meta::body_meta(ctx, &other.media_type, other.ty, &other.encoding);
        let required = body.required.then(|| quote!(.required()));
        quote!(#meta #required)
    });
    let count = Literal::usize_unsuffixed(body.others.len());
    let doc = format!(
        " The body of {}, by media type.",
        markdown::code(&operation.id)
    );
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub enum #name { #(#declared),* }

        #(#from)*

        impl Call<#marker> {
            fn set_body(self, body: #name) -> Self {
                match body { #(#put),* }
            }
        }

        /// The media types beside the first.
        #[table]
        static BODIES: [BodyMeta; #count] = [#(#metas),*];
    })
}

fn held(ctx: Ctx<'_>, kind: BodyKind, ty: TypeId) -> TokenStream {
    match kind {
        BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => types::ty(ctx, ty),
        BodyKind::Text => quote!(String),
        BodyKind::Bytes => quote!(Upload),
    }
}
