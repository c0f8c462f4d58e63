//! The crate's frame: `lib.rs` and the lists of modules.
use super::once::{Once, once};
use super::{Piece, docs, gate, markdown, model, named, parts, payload, servers};
use crate::analyze::features::Reach;
use crate::analyze::scripts::leave_ascii;
use crate::analyze::type_names::TypeName;
use crate::analyze::{Ctx, ident};
use crate::config::Config;
use crate::ir::PayloadKind;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::BTreeMap;

/// `src/lib.rs`.
pub(crate) fn lib(ctx: Ctx<'_>, config: &Config) -> Piece {
    let docs = docs::inner(&crate_docs(ctx, config));
    let has_types = !ctx.facts.patterns.types.is_empty();
    let types = has_types.then(|| module_item(&quote!(pub), "types"));
    let export = has_types.then(|| {
        quote!(
            pub use types::*;
        )
    });
    let patterns = (!ctx.facts.patterns.constants.is_empty()).then(|| patterns(ctx));
    let scripts = leave_ascii(&ctx.facts.names).then(|| {
        quote! {
            #![allow(
                mixed_script_confusables,
                confusable_idents,
                uncommon_codepoints,
                reason = "names are those of the API's description"
            )]
        }
    });
    let recursion_limit = ctx.facts.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let has_auth = ctx.facts.names.schemes.iter().any(Option::is_some);
    let auth = has_auth.then(|| module_item(&quote!(), "auth"));
    let has_parts = !parts::needed(ctx).is_empty();
    let parts = has_parts.then(|| {
        quote! {
            #[allow(dead_code, reason = "no document needs all of it")]
            mod parts;
        }
    });
    let export_parts = parts::are_public(ctx).then(|| {
        quote!(
            pub use parts::*;
        )
    });
    let payloads = payload_kinds(ctx).map(|kind| module_item(&quote!(pub), payload::module(kind)));
    let servers = servers::is_needed(ctx).then(|| module_item(&quote!(pub), "servers"));
    let tokens = quote! {
        #docs
        #![forbid(unsafe_code)]
        #recursion_limit
        #scripts
        #![cfg_attr(docsrs, feature(doc_cfg))]

        #[rustfmt::skip]
        mod api;
        #auth
        #[rustfmt::skip]
        mod client;
        #[cfg(feature = "mock")]
        #[rustfmt::skip]
        mod mock;
        #[cfg(feature = "mock")]
        #[rustfmt::skip]
        pub mod mocks;
        #[rustfmt::skip]
        pub mod models;
        #[rustfmt::skip]
        pub mod operations;
        #parts
        #patterns
        #[rustfmt::skip]
        pub mod resources;
        #[allow(dead_code, unused_imports, reason = "no document needs all of it")]
        mod runtime;
        #servers
        #types
        #(#payloads)*

        #export_parts
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

/// The patterns that rules name. Which of them are used depends on the features.
fn patterns(ctx: Ctx<'_>) -> TokenStream {
    let item = module_item(&quote!(), "patterns");
    let unused = (!ctx.facts.features.all.is_empty()).then(|| {
        quote! {
            #[cfg_attr(
                not(feature = "full"),
                allow(dead_code, reason = "resources that are off leave patterns without a use")
            )]
        }
    });
    quote!(#unused #item)
}

fn crate_docs(ctx: Ctx<'_>, config: &Config) -> Vec<String> {
    let title = &markdown::name(&ctx.api.info.title);
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
    lines.push(String::new());
    if ctx.api.operations.is_empty() {
        lines.extend(received(ctx));
    } else {
        lines.extend(
            [
                "Begin with [`Client::from_env`] or [`Client::builder`]; the resources hang from the client, and every call is",
                "awaited. Arguments are checked against the API's description before anything is sent; answers are read leniently.",
            ]
            .map(str::to_owned),
        );
    }
    if let Some(limit) = ctx.facts.recursion_limit {
        lines.push(String::new());
        lines.push(format!(
            "Types of this API lie deep in each other. A crate that sends calls or values to other threads may need \
             `#![recursion_limit = \"{limit}\"]`, as this one does."
        ));
    }
    lines
}

/// Where to begin where there is nothing to call.
fn received(ctx: Ctx<'_>) -> Vec<String> {
    let modules: Vec<String> = payload_kinds(ctx)
        .map(|kind| format!("[`{}`]", payload::module(kind)))
        .collect();
    if modules.is_empty() {
        return vec!["The API's data is in [`models`].".to_owned()];
    }
    vec![
        format!(
            "The functions of {} read what the API sends to a server of your own; the types of it are in",
            modules.join(" and ")
        ),
        "[`models`]. Unknown fields and values are no errors.".to_owned(),
    ]
}

/// The kinds of what the API sends by itself, of those that there are any.
fn payload_kinds(ctx: Ctx<'_>) -> impl Iterator<Item = PayloadKind> {
    let kinds = [PayloadKind::Webhook, PayloadKind::Callback].into_iter();
    kinds.filter(move |kind| ctx.api.payloads.iter().any(|one| one.kind == *kind))
}

/// `src/types/mod.rs`.
pub(crate) fn types(ctx: Ctx<'_>) -> Option<Piece> {
    let names = ctx.facts.names.patterns.iter().enumerate();
    let entries: Vec<Entry<'_>> = names
        .map(|(index, name)| Entry::new(name, ctx.facts.features.pattern(index)))
        .collect();
    let doc = "Strings that identify: a type for each pattern.";
    (!entries.is_empty()).then(|| module(ctx, "src/types/mod.rs", doc, entries))
}

/// `src/models/mod.rs`.
pub(crate) fn models(ctx: Ctx<'_>) -> Piece {
    let entries = named(ctx).map(|id| Entry {
        more: model::needs_init(ctx, id)
            .then(|| ctx.facts.names.init(id))
            .into_iter()
            .collect(),
        ..Entry::new(ctx.facts.names.ty(id), ctx.facts.features.ty(id))
    });
    let doc = "The API's data: a type for each schema.";
    module(ctx, "src/models/mod.rs", doc, entries.collect())
}

/// `src/resources/mod.rs`.
pub(crate) fn resources(ctx: Ctx<'_>) -> Piece {
    let doc = "Clients of the API's resources.";
    module(ctx, "src/resources/mod.rs", doc, groups(ctx))
}

/// `src/mocks/mod.rs`.
pub(crate) fn mocks(ctx: Ctx<'_>) -> Piece {
    let doc = "The mock's expectations, by resource.";
    module(ctx, "src/mocks/mod.rs", doc, groups(ctx))
}

/// A file for each resource.
fn groups(ctx: Ctx<'_>) -> Vec<Entry<'_>> {
    let groups = ctx.api.groups.iter().zip(&ctx.facts.names.groups);
    let entries = groups.map(|(group, name)| {
        let reach = ctx.facts.features.group(group.id);
        Entry::new(&name.ty, reach)
    });
    entries.collect()
}

/// `src/operations/mod.rs`.
pub(crate) fn operations(ctx: Ctx<'_>) -> Piece {
    let operations = ctx.api.operations.iter().zip(&ctx.facts.names.operations);
    let entries = operations.map(|(operation, name)| {
        let reach = ctx.facts.features.group(operation.group);
        let more = [&name.answer, &name.body, &name.headers];
        Entry {
            more: more
                .into_iter()
                .flatten()
                .map(|name| ident::ident(name))
                .collect(),
            ..Entry::new(&name.ty, reach)
        }
    });
    let doc = "The API's operations as types: what a [`Call`](crate::Call) is of.";
    module(ctx, "src/operations/mod.rs", doc, entries.collect())
}

/// A file below a folder, and what users see of it.
struct Entry<'a> {
    name: &'a TypeName,
    /// What else lies in the same file: a struct of required fields, an operation's bodies, answers and headers.
    more: Vec<Ident>,
    reach: &'a Reach,
}

impl<'a> Entry<'a> {
    fn new(name: &'a TypeName, reach: &'a Reach) -> Self {
        Self {
            name,
            more: Vec::new(),
            reach,
        }
    }

    /// `pet::Pet`, or `pet::{Pet, PetFields}`.
    fn path(&self) -> TokenStream {
        let (module, ty) = (
            ident::ident(&self.name.module),
            ident::ident(&self.name.name),
        );
        match self.more.as_slice() {
            [] => quote!(#module::#ty),
            more => quote!(#module::{#ty, #(#more),*}),
        }
    }
}

/// The list of a folder's files. A file has its condition at its top; exports stand together by condition.
fn module(ctx: Ctx<'_>, path: &str, doc: &str, mut entries: Vec<Entry<'_>>) -> Piece {
    let docs = once(docs::inner(&[doc.to_owned()]));
    entries.sort_by(|a, b| a.name.module.cmp(&b.name.module));
    let modules = entries.iter().map(|entry| {
        let module = ident::ident(&entry.name.module);
        once(quote!(pub(crate) mod #module;))
    });
    let mut exports: BTreeMap<&Reach, Vec<Once>> = BTreeMap::new();
    for entry in &entries {
        let path = once(entry.path());
        exports.entry(entry.reach).or_default().push(path);
    }
    let exports = exports.into_iter().map(|(reach, paths)| {
        once(match (gate::gate(ctx, reach), paths.as_slice()) {
            (None, paths) => quote!(#(pub use #paths;)*),
            (Some(gate), [one]) => quote!(#gate pub use #one;),
            (Some(gate), many) => quote!(#gate pub use self::{#(#many),*};),
        })
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
