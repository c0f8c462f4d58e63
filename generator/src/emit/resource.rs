//! Resource clients: what leads from the client to the operations.
use super::{Piece, docs, gate};
use crate::analyze::names::split;
use crate::analyze::{Ctx, ident};
use crate::ir::Group;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `src/client.rs`: the client's way to the outermost resources.
pub(crate) fn client(ctx: Ctx<'_>) -> Piece {
    let (types, accessors) = accessors(ctx, &[], &quote!(self));
    let uses = types
        .iter()
        .map(|(gate, ty)| quote!(#gate use crate::resources::#ty;));
    let tokens = quote! {
        //! The client's resources.
        #(#uses)*
        use crate::runtime::prelude::*;

        impl Client { #accessors }
    };
    Piece {
        path: "src/client.rs".to_owned(),
        tokens,
    }
}

/// The file of a resource client.
pub(crate) fn resource(ctx: Ctx<'_>, group: &Group) -> Piece {
    let named = &ctx.facts.names.groups[group.id.0 as usize];
    let (name, docs) = (ident::ident(&named.ty.name), docs::group(group));
    let (types, accessors) = accessors(ctx, &group.path, &quote!(&self.client));
    let uses = types.iter().map(|(_, ty)| quote!(use super::#ty;));
    let tokens = quote! {
        #(#uses)*
        use crate::runtime::prelude::*;

        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            pub(crate) client: Client,
        }

        impl #name {
            pub(crate) fn new(client: &Client) -> Self {
                Self { client: client.clone() }
            }

            #accessors
        }
    };
    Piece {
        path: format!("src/resources/{}.rs", named.ty.module),
        tokens,
    }
}

/// A resource's type with the condition of its feature. Inside a resource there is none: its file has it.
type Gated = (Option<TokenStream>, Ident);

/// The types of the resources directly below a path, and the methods that lead to them.
fn accessors(ctx: Ctx<'_>, parent: &[String], client: &TokenStream) -> (Vec<Gated>, TokenStream) {
    let below = ctx
        .api
        .groups
        .iter()
        .filter(|group| split(group).1 == parent);
    let (types, methods): (Vec<Gated>, Vec<TokenStream>) = below
        .map(|group| {
            let named = &ctx.facts.names.groups[group.id.0 as usize];
            let (ty, accessor, docs) = (
                ident::ident(&named.ty.name),
                ident::ident(&named.accessor),
                docs::group(group),
            );
            let gate = gate::group(ctx, group.id).filter(|_| parent.is_empty());
            let method = quote! {
                #docs
                #gate
                #[must_use]
                pub fn #accessor(&self) -> #ty {
                    #ty::new(#client)
                }
            };
            ((gate, ty), method)
        })
        .unzip();
    (types, quote!(#(#methods)*))
}
