//! Resource clients: what leads from the client to the operations.
use super::{Piece, docs, gate};
use crate::analyze::names::split;
use crate::analyze::{Ctx, ident};
use crate::ir::Group;
use proc_macro2::TokenStream;
use quote::quote;

/// `src/client.rs`: the client's way to the outermost resources.
pub(crate) fn client(ctx: Ctx<'_>) -> Piece {
    let resources = lines(ctx, &[]);
    let tokens = quote! {
        //! The client's resources.
        use crate::runtime::prelude::*;

        resources!(Client { #(#resources)* });
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
    let below = lines(ctx, &group.path);
    let below = (!below.is_empty()).then(|| quote!({ #(#below)* }));
    let tokens = quote! {
        use crate::runtime::prelude::*;

        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            pub(crate) client: Client,
        }

        resource!(#name #below);
    };
    Piece {
        path: format!("src/resources/{}.rs", named.ty.module),
        tokens,
    }
}

/// The lines of the resources directly below a path. A feature's condition stands on the outermost alone: the file of a
/// resource has its own.
fn lines(ctx: Ctx<'_>, parent: &[String]) -> Vec<TokenStream> {
    let groups = ctx.api.groups.iter();
    let below = groups.filter(|group| split(group).1 == parent);
    below
        .map(|group| {
            let named = &ctx.facts.names.groups[group.id.0 as usize];
            let (ty, accessor) = (ident::ident(&named.ty.name), ident::ident(&named.accessor));
            let docs = docs::group(group);
            let gate = gate::group(ctx, group.id).filter(|_| parent.is_empty());
            quote!(#docs #gate #accessor: crate::resources::#ty,)
        })
        .collect()
}
