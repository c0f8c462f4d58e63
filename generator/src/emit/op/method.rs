//! The method of an operation on its resource client, and the setters of its options on the call.
use super::super::once::{once, text};
use super::super::{docs, example, limits, markdown, types, xml};
use super::bodies;
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{Body, BodyKind, Location, Operation, Param, Scalar, Shape, Status, TypeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Whether a parameter is an argument of the method; the others are setters on the call.
pub(crate) fn is_argument(param: &Param) -> bool {
    param.required || param.location == Location::Path
}

/// The positions of the method's arguments: path parameters in the path's order of the document, then the other required ones.
pub(crate) fn arguments(operation: &Operation) -> Vec<usize> {
    let (path, rest): (Vec<usize>, Vec<usize>) = (0..operation.params.len())
        .filter(|index| is_argument(&operation.params[*index]))
        .partition(|index| operation.params[*index].location == Location::Path);
    path.into_iter().chain(rest).collect()
}

/// `impl Resource { pub fn operation(…) -> Call<…> }`.
pub(super) fn method(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let group = ctx.api.operations[index].group;
    let resource = ident::ident(&ctx.facts.names.groups[group.0 as usize].ty.name);
    let method = once(method_tokens(ctx, index));
    quote!(impl #resource { #method })
}

/// The method itself.
pub(crate) fn method_tokens(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let operation = &ctx.api.operations[index];
    let names = &ctx.facts.names.operations[index];
    let (marker, method) = (ident::ident(&names.ty.name), ident::ident(&names.method));
    let docs = once(docs::attributes(&documentation(ctx, index)));
    let mut parameters = Vec::new();
    let mut steps = Vec::new();
    for position in arguments(operation) {
        let param = &operation.params[position];
        let ident = ident::ident(&names.params[position]);
        let (ty, value) = argument(ctx, param, &ident);
        let ty = once(ty);
        parameters.push(quote!(#ident: #ty));
        steps.push(put(param, &value));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let (ty, step) = body_argument(ctx, index, body);
        parameters.push(quote!(body: #ty));
        steps.push(step);
    }
    let (parameters, steps) = (
        parameters.into_iter().map(once),
        steps.into_iter().map(once),
    );
    quote! {
        #docs
        pub fn #method(&self, #(#parameters),*) -> Call<#marker> {
            Call::new(&self.client) #(#steps)*
        }
    }
}

/// The setters of optional parameters, by a macro that has a line for each, and of an optional body.
pub(super) fn setters(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let names = &ctx.facts.names.operations[index];
    let marker = ident::ident(&names.ty.name);
    let lines: Vec<_> = optional(ctx, index)
        .map(|(param, name)| once(line(ctx, param, &name)))
        .collect();
    let parameters = (!lines.is_empty()).then(|| quote!(parameters!(#marker { #(#lines,)* });));
    let body = body_setter(ctx, index).map(|body| quote!(impl Call<#marker> { #body }));
    [parameters, body].into_iter().flatten().collect()
}

/// The signatures of the setters, for the list of what users can name.
pub(crate) fn setter_tokens(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let setters = optional(ctx, index).map(|(param, name)| {
        let (ty, _) = setting(ctx, param, &name);
        quote!(pub fn #name(self, #name: #ty) -> Self {})
    });
    let body = body_setter(ctx, index);
    quote!(#(#setters)* #body)
}

/// The parameters that have setters, and their names.
fn optional(ctx: Ctx<'_>, index: usize) -> impl Iterator<Item = (&Param, Ident)> {
    let params = ctx.api.operations[index].params.iter();
    let named = params.zip(&ctx.facts.names.operations[index].params);
    named
        .filter(|(param, _)| !is_argument(param))
        .map(|(param, name)| (param, ident::ident(name)))
}

/// A parameter's line in the macro `parameters!`.
fn line(ctx: Ctx<'_>, param: &Param, name: &Ident) -> TokenStream {
    let (docs, set) = (once(docs::setter(ctx, param)), setter(param));
    let wire = text(&param.wire);
    if let Holder::List(item) = ctx.holder(param.ty) {
        let item = types::ty(ctx, item);
        return quote!(#docs #set #name[#item] = #wire);
    }
    let (ty, into) = setting(ctx, param, name);
    let ty = once(ty);
    let into = into.then(|| quote!(.into()));
    quote!(#docs #set #name #into: #ty = #wire)
}

fn body_setter(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let body = ctx.api.operations[index].body.as_ref()?;
    if body.required {
        return None;
    }
    let (ty, step) = body_argument(ctx, index, body);
    let text = body.docs.as_deref().unwrap_or("Sets the body.");
    let docs = docs::attributes(&markdown::lines(text));
    Some(quote! {
        #docs
        pub fn body(self, body: #ty) -> Self {
            self #step
        }
    })
}

/// The method of the runtime's `Call` that takes a parameter's value.
fn setter(param: &Param) -> Ident {
    match param.location {
        Location::Path => ident::ident("set_path"),
        Location::Query => ident::ident("set_query"),
        Location::Header => ident::ident("set_header"),
        Location::Cookie => ident::ident("set_cookie"),
    }
}

fn put(param: &Param, value: &TokenStream) -> TokenStream {
    let (put, name) = (setter(param), text(&param.wire));
    quote!(.#put(#name, #value))
}

/// The type of the argument `body`, and the step that puts it into the call.
fn body_argument(ctx: Ctx<'_>, index: usize, body: &Body) -> (TokenStream, TokenStream) {
    match bodies::name(ctx, index) {
        Some(name) => (quote!(impl Into<#name>), quote!(.set_body(body.into()))),
        None => (
            body_type(ctx, body.kind, body.ty),
            put_body(ctx, &ctx.api.operations[index], body.kind, body.ty),
        ),
    }
}

pub(super) fn put_body(
    ctx: Ctx<'_>,
    operation: &Operation,
    kind: BodyKind,
    id: TypeId,
) -> TokenStream {
    match kind {
        BodyKind::Xml => {
            let write = xml::function(operation, id, "write");
            quote!(.set_written(&body, #write))
        }
        BodyKind::Json => quote!(.set_json(&body)),
        BodyKind::Multipart => form(ctx, id),
        BodyKind::Form => quote!(.set_urlencoded(&body)),
        BodyKind::Text => quote!(.set_text(body.into())),
        BodyKind::Bytes => quote!(.set_file(body.into())),
    }
}

/// A form of a body: a struct says which part each field is, anything else is taken property by property.
fn form(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let part_by_part = match ctx.holder(id) {
        Holder::Named(named) => matches!(ctx.ty(named).shape, Shape::Struct(_)),
        Holder::Scalar(_)
        | Holder::Pattern(_)
        | Holder::List(_)
        | Holder::Map(_)
        | Holder::Tuple
        | Holder::Json => false,
    };
    match (part_by_part, ctx.nullable(id)) {
        (true, false) => quote!(.set_form(body.into())),
        (true, true) => quote!(.set_form(body.map(Form::from).unwrap_or_default())),
        (false, false) if ctx.holder(id) == Holder::Scalar(Scalar::Binary) => {
            quote!(.set_form(Form::new().file("file", body)))
        }
        (false, _) => quote!(.set_form(Form::new().put_all(&body))),
    }
}

fn body_type(ctx: Ctx<'_>, kind: BodyKind, id: TypeId) -> TokenStream {
    match kind {
        BodyKind::Json | BodyKind::Multipart | BodyKind::Form | BodyKind::Xml => types::ty(ctx, id),
        BodyKind::Text => quote!(impl Into<String>),
        BodyKind::Bytes => quote!(impl Into<Upload>),
    }
}

/// The type of an argument, and the reference that is put into the call.
fn argument(ctx: Ctx<'_>, param: &Param, ident: &Ident) -> (TokenStream, TokenStream) {
    let ty = types::plain(ctx, param.ty);
    match ctx.holder(param.ty) {
        Holder::Pattern(_) => (quote!(&#ty), quote!(#ident)),
        Holder::Scalar(Scalar::String) => (quote!(impl Into<#ty>), quote!(&#ident.into())),
        Holder::Scalar(_) | Holder::Named(_) | Holder::Map(_) | Holder::Tuple | Holder::Json => {
            (ty, quote!(&#ident))
        }
        Holder::List(item) => list(ctx, item, ident),
    }
}

/// The type of a setter's argument, and whether it is converted; that of a list is collected.
fn setting(ctx: Ctx<'_>, param: &Param, ident: &Ident) -> (TokenStream, bool) {
    let ty = types::plain(ctx, param.ty);
    match ctx.holder(param.ty) {
        Holder::Pattern(_) | Holder::Scalar(Scalar::String) => (quote!(impl Into<#ty>), true),
        Holder::Scalar(_) | Holder::Named(_) | Holder::Map(_) | Holder::Tuple | Holder::Json => {
            (ty, false)
        }
        Holder::List(item) => (list(ctx, item, ident).0, false),
    }
}

fn list(ctx: Ctx<'_>, item: TypeId, ident: &Ident) -> (TokenStream, TokenStream) {
    let item = types::ty(ctx, item);
    (
        quote!(impl IntoIterator<Item = impl Into<#item>>),
        quote!(&collect::<#item>(#ident)),
    )
}

/// Summary, description, method and path, errors, an example.
fn documentation(ctx: Ctx<'_>, index: usize) -> Vec<String> {
    let operation = &ctx.api.operations[index];
    let mut lines = Vec::new();
    let summary = operation.summary.as_deref().unwrap_or(&operation.id);
    let stop = if summary.ends_with('.') { "" } else { "." };
    lines.extend(markdown::lines(&format!("{summary}{stop}")));
    if let Some(description) = &operation.description {
        lines.push(String::new());
        lines.extend(markdown::lines(description));
    }
    if operation.deprecated {
        lines.extend([
            String::new(),
            "**Deprecated** in the API's description.".to_owned(),
        ]);
    }
    lines.push(String::new());
    lines.push(format!(
        "{}, operation {}.",
        markdown::code(&format!("{} {}", operation.method.as_str(), operation.path)),
        markdown::code(&operation.id)
    ));
    described_arguments(ctx, index, &mut lines);
    errors(operation, &mut lines);
    lines.extend([String::new(), "# Example".to_owned(), String::new()]);
    lines.extend(example::lines(ctx, index));
    lines
}

fn described_arguments(ctx: Ctx<'_>, index: usize, lines: &mut Vec<String>) {
    let operation = &ctx.api.operations[index];
    let mut first = true;
    for position in arguments(operation) {
        let param = &operation.params[position];
        let limits = limits::sentences(ctx, param.ty).join(" ");
        let text = param
            .docs
            .as_deref()
            .map(markdown::first_sentence)
            .unwrap_or_default();
        if text.is_empty() && limits.is_empty() {
            continue;
        }
        if first {
            lines.push(String::new());
            first = false;
        }
        let said = [text, limits]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        lines.push(format!(
            "- `{}`: {said}",
            ctx.facts.names.operations[index].params[position]
        ));
    }
}

fn errors(operation: &Operation, lines: &mut Vec<String>) {
    lines.extend([String::new(), "# Errors".to_owned(), String::new()]);
    lines.push("[`Error`](crate::Error): refused before sending, not sent, not answered, or an answer of these:".to_owned());
    lines.push(String::new());
    let mut declared = false;
    for response in operation
        .responses
        .iter()
        .filter(|response| !response.status.is_success())
    {
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(hundred) => format!("{hundred}XX"),
            Status::Default => "any other".to_owned(),
        };
        let text = response
            .docs
            .as_deref()
            .map(markdown::first_sentence)
            .unwrap_or_default();
        lines.push(
            format!("- {status}: {text}")
                .trim_end_matches([' ', ':'])
                .to_owned(),
        );
        declared = true;
    }
    if !declared {
        let at = lines.len() - 2;
        lines.truncate(at);
        lines.push("[`Error`](crate::Error): refused before sending, not sent, not answered, or an answer that is no success.".to_owned());
    }
}
