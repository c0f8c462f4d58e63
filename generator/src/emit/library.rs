//! The crate's frame: `lib.rs` and the lists of modules.
use super::{Piece, markdown, model, named};
use crate::analyze::type_names::TypeName;
use crate::analyze::{Ctx, ident};
use crate::config::Config;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `src/lib.rs`.
pub(crate) fn lib(ctx: Ctx<'_>, config: &Config) -> Piece {
    let docs = inner_docs(&crate_docs(ctx, config));
    let has_types = !ctx.facts.patterns.types.is_empty();
    let types = has_types.then(|| module_item(&quote!(pub), "types"));
    let export = has_types.then(|| {
        quote!(
            pub use types::*;
        )
    });
    let patterns =
        (!ctx.facts.patterns.constants.is_empty()).then(|| module_item(&quote!(), "patterns"));
    let tokens = quote! {
        #docs
        #![forbid(unsafe_code)]

        #[rustfmt::skip]
        mod api;
        #[rustfmt::skip]
        mod client;
        #[rustfmt::skip]
        pub mod models;
        #[rustfmt::skip]
        pub mod operations;
        #patterns
        #[rustfmt::skip]
        pub mod resources;
        #[allow(dead_code, unused_imports, reason = "no document needs all of it")]
        mod runtime;
        #types

        pub use runtime::public::*;
        #export
    };
    Piece {
        path: "src/lib.rs".to_owned(),
        tokens,
    }
}

/// A module that prettyplease has formatted and rustfmt leaves as it is: the two break lines at different columns.
fn module_item(visibility: &TokenStream, name: &str) -> TokenStream {
    let name = ident::ident(name);
    quote!(#[rustfmt::skip] #visibility mod #name;)
}

fn inner_docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#![doc = #lines])*)
}

fn crate_docs(ctx: Ctx<'_>, config: &Config) -> Vec<String> {
    let title = &ctx.api.info.title;
    let mut lines = markdown::lines(&format!(
        "{}.",
        config
            .description
            .as_deref()
            .unwrap_or(title)
            .trim_end_matches('.')
    ));
    if let Some(description) = &ctx.api.info.description {
        lines.push(String::new());
        lines.extend(markdown::lines(description));
    }
    lines.extend(
        [
            "",
            "Begin with [`Client::from_env`] or [`Client::builder`]; the resources hang from the client, and every call is",
            "awaited. Arguments are checked against the API's description before anything is sent; answers are read leniently.",
        ]
        .map(str::to_owned),
    );
    lines
}

/// `src/types/mod.rs`.
pub(crate) fn types(ctx: Ctx<'_>) -> Option<Piece> {
    let names: Vec<&TypeName> = ctx.facts.names.patterns.iter().collect();
    (!names.is_empty()).then(|| {
        module(
            "src/types/mod.rs",
            "Strings that identify: a type for each pattern.",
            &names,
            &[],
        )
    })
}

/// `src/models/mod.rs`.
pub(crate) fn models(ctx: Ctx<'_>) -> Piece {
    let mut names = Vec::new();
    let mut extra = Vec::new();
    for id in named(ctx) {
        let name = ctx.facts.names.ty(id);
        names.push(name);
        if model::needs_init(ctx, id) {
            extra.push((name.module.clone(), ctx.facts.names.init(id)));
        }
    }
    module(
        "src/models/mod.rs",
        "The API's data: a type for each schema.",
        &names,
        &extra,
    )
}

/// `src/resources/mod.rs`.
pub(crate) fn resources(ctx: Ctx<'_>) -> Piece {
    let names: Vec<&TypeName> = ctx
        .facts
        .names
        .groups
        .iter()
        .map(|group| &group.ty)
        .collect();
    module(
        "src/resources/mod.rs",
        "Clients of the API's resources.",
        &names,
        &[],
    )
}

/// `src/operations/mod.rs`.
pub(crate) fn operations(ctx: Ctx<'_>) -> Piece {
    let names: Vec<&TypeName> = ctx
        .facts
        .names
        .operations
        .iter()
        .map(|operation| &operation.ty)
        .collect();
    module(
        "src/operations/mod.rs",
        "The API's operations as types: what a [`Call`](crate::Call) is of.",
        &names,
        &[],
    )
}

fn module(path: &str, doc: &str, names: &[&TypeName], extra: &[(String, Ident)]) -> Piece {
    let docs = inner_docs(&[doc.to_owned()]);
    let mut sorted = names.to_vec();
    sorted.sort_by(|a, b| a.module.cmp(&b.module));
    let modules = sorted.iter().map(|name| {
        let module = ident::ident(&name.module);
        quote!(pub(crate) mod #module;)
    });
    let exports = sorted.iter().map(|name| {
        let (module, ty) = (ident::ident(&name.module), ident::ident(&name.name));
        let extra: Vec<&Ident> = extra
            .iter()
            .filter(|(own, _)| *own == name.module)
            .map(|(_, ident)| ident)
            .collect();
        match extra.as_slice() {
            [] => quote!(pub use #module::#ty;),
            extra => quote!(pub use #module::{#ty, #(#extra),*};),
        }
    });
    let tokens = quote! {
        #docs
        #(#modules)*

        #(#exports)*
    };
    Piece {
        path: path.to_owned(),
        tokens,
    }
}
