//! The command line's dispatch: one small function per operation, from untyped arguments through the typed client.
use super::once::{once, text};
use super::op::{arguments, body_name, is_argument};
use super::uses::Uses;
use super::{Piece, example, markdown, types};
use crate::analyze::names::split;
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{Body, BodyKind, Location, Operation, Param};
use proc_macro2::TokenStream;
use quote::quote;

/// Every file of the dispatch: one per resource, and the table.
pub(crate) fn dispatch(ctx: Ctx<'_>) -> Vec<Piece> {
    let mut pieces = vec![table(ctx)];
    for group in &ctx.api.groups {
        let operations: Vec<usize> = (0..ctx.api.operations.len())
            .filter(|index| ctx.api.operations[*index].group == group.id)
            .collect();
        if operations.is_empty() {
            continue;
        }
        let module = &ctx.facts.names.groups[group.id.0 as usize].ty.module;
        let functions = operations.iter().map(|index| once(function(ctx, *index)));
        let uses = once(uses(ctx, &operations).outside(&quote!(super::sdk)));
        let doc = format!(" Operations of {}.", markdown::code(split(group).0));
        let tokens = quote! {
            #![doc = #doc]
            #uses
            use super::{Args, CliError, commands};

            commands!(client, args { #(#functions,)* });
        };
        pieces.push(Piece {
            path: format!("src/bin/cli/dispatch/{module}.rs"),
            tokens,
        });
    }
    pieces
}

/// What the functions name: arguments' types, and those of bodies that may be left out.
fn uses<'a>(ctx: Ctx<'a>, operations: &[usize]) -> Uses<'a> {
    let mut uses = Uses::default();
    for index in operations {
        let operation = &ctx.api.operations[*index];
        for param in &operation.params {
            uses.add(ctx, param.ty, None);
        }
        if operation
            .body
            .as_ref()
            .is_some_and(|body| body.kind == BodyKind::Bytes)
        {
            uses.upload();
        }
        let several = body_name(ctx, *index).is_some();
        let body = operation
            .body
            .as_ref()
            .filter(|body| !body.required || several);
        if let Some(body) =
            body.filter(|body| !matches!(body.kind, BodyKind::Text | BodyKind::Bytes))
        {
            uses.add(ctx, body.ty, None);
        }
    }
    uses
}

fn table(ctx: Ctx<'_>) -> Piece {
    let used = |group: &&crate::ir::Group| {
        ctx.api
            .operations
            .iter()
            .any(|operation| operation.group == group.id)
    };
    let modules = ctx.api.groups.iter().filter(used).map(|group| {
        let module = ident::ident(&ctx.facts.names.groups[group.id.0 as usize].ty.module);
        quote!(mod #module;)
    });
    let lines = (0..ctx.api.operations.len()).map(|index| {
        let operation = &ctx.api.operations[index];
        let module = ident::ident(&ctx.facts.names.groups[operation.group.0 as usize].ty.module);
        let marker = ident::ident(&ctx.facts.names.operations[index].ty.name);
        let (id, function) = (text(&operation.id), function_name(ctx, index));
        once(quote!(#marker = #id: #module::#function,))
    });
    let krate = ident::ident(&ctx.facts.crate_ident);
    let commands = (!ctx.api.operations.is_empty()).then(|| quote!(commands,));
    let tokens = quote! {
        //! From an operation's id to the typed call.
        #(#modules)*

        use super::args::Args;
        use super::cli_error::CliError;
        use super::commands::{#commands dispatch};
        pub(crate) use ::#krate as sdk;

        dispatch!(operations { #(#lines)* });
    };
    Piece {
        path: "src/bin/cli/dispatch/mod.rs".to_owned(),
        tokens,
    }
}

fn function_name(ctx: Ctx<'_>, index: usize) -> proc_macro2::Ident {
    ident::ident(&ctx.facts.names.operations[index].ty.module)
}

fn function(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let operation = &ctx.api.operations[index];
    let names = &ctx.facts.names.operations[index];
    let (name, method) = (function_name(ctx, index), ident::ident(&names.method));
    let mut values: Vec<TokenStream> = arguments(operation)
        .into_iter()
        .map(|position| argument(ctx, &operation.params[position]))
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        values.push(match body_name(ctx, index) {
            // The command line has one form of a body.
            Some(_) => typed_body(ctx, body),
            None => self::body(body.kind),
        });
    }
    let accessors: TokenStream = example::accessors(ctx, operation)
        .parse()
        .unwrap_or_default();
    let options = options(ctx, index, operation).into_iter().map(once);
    let (accessors, values) = (once(accessors), values.into_iter().map(once));
    quote!(#name { #accessors.#method(#(#values),*), #(#options,)* })
}

fn getter(location: Location, required: bool) -> proc_macro2::Ident {
    match (location, required) {
        (Location::Path, _) => ident::ident("path"),
        (Location::Query, true) => ident::ident("query_required"),
        (Location::Query, false) => ident::ident("query"),
        (Location::Header, true) => ident::ident("header_required"),
        (Location::Header, false) => ident::ident("header"),
        (Location::Cookie, true) => ident::ident("cookie_required"),
        (Location::Cookie, false) => ident::ident("cookie"),
    }
}

fn argument(ctx: Ctx<'_>, param: &Param) -> TokenStream {
    let (get, wire, ty) = (
        getter(param.location, true),
        text(&param.wire),
        once(types::plain(ctx, param.ty)),
    );
    match ctx.holder(param.ty) {
        Holder::Pattern(_) => quote!(&args.#get::<#ty>(#wire)?),
        Holder::Scalar(_)
        | Holder::Named(_)
        | Holder::List(_)
        | Holder::Map(_)
        | Holder::Tuple
        | Holder::Json => {
            quote!(args.#get::<#ty>(#wire)?)
        }
    }
}

fn typed_body(ctx: Ctx<'_>, body: &Body) -> TokenStream {
    match body.kind {
        BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => {
            let ty = types::ty(ctx, body.ty);
            quote!(args.body::<#ty>()?)
        }
        BodyKind::Text => quote!(args.body::<String>()?),
        BodyKind::Bytes => quote!(args.body::<Upload>()?),
    }
}

fn body(kind: BodyKind) -> TokenStream {
    match kind {
        BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => {
            quote!(args.body()?)
        }
        BodyKind::Text => quote!(args.body::<String>()?),
        BodyKind::Bytes => quote!(args.body::<Upload>()?),
    }
}

fn options(ctx: Ctx<'_>, index: usize, operation: &Operation) -> Vec<TokenStream> {
    let names = &ctx.facts.names.operations[index];
    let optional = operation
        .params
        .iter()
        .zip(&names.params)
        .filter(|(param, _)| !is_argument(param));
    let mut options: Vec<TokenStream> = optional
        .map(|(param, name)| {
            let (setter, wire) = (ident::ident(name), text(&param.wire));
            let ty = once(types::plain(ctx, param.ty));
            let get = getter(param.location, false);
            quote!(#setter = args.#get::<#ty>(#wire))
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let value = match body.kind {
            BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => {
                let ty = types::ty(ctx, body.ty);
                quote!(args.body_optional::<#ty>())
            }
            BodyKind::Text => quote!(args.body_optional::<String>()),
            BodyKind::Bytes => quote!(args.body_optional::<Upload>()),
        };
        options.push(quote!(body = #value));
    }
    options
}
