//! What an operation's good answer is read as, and what a page of it lists.
use super::super::once::{once, text};
use super::super::types;
use super::{by_status, meta};
use crate::analyze::{Ctx, FieldKind, Holder, ident};
use crate::ir::{Answers, BodyKind, Operation, Shape, TypeId};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

/// The form of a good answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Nothing,
    /// A value: JSON, or XML.
    Json(TypeId),
    /// A value, or nothing at all: one success has a body and another has none.
    JsonOrNothing(TypeId),
    Text,
    Bytes,
    /// An enum: what it holds depends on the status.
    ByStatus,
}

/// The first success response that has content decides; `default` where no success is declared.
pub(crate) fn answer(operation: &Operation) -> Answer {
    if operation.answers == Answers::ByStatus {
        return Answer::ByStatus;
    }
    match operation.contents().first() {
        None => Answer::Nothing,
        Some(content) => match content.kind {
            BodyKind::Json | BodyKind::Xml if operation.responses.iter().any(is_empty_success) => {
                Answer::JsonOrNothing(content.ty)
            }
            BodyKind::Json | BodyKind::Xml => Answer::Json(content.ty),
            BodyKind::Text => Answer::Text,
            BodyKind::Bytes | BodyKind::Form | BodyKind::Multipart => Answer::Bytes,
        },
    }
}

/// A success that the document gives no body. 202 and the like often only lack its description, so a body is read too.
fn is_empty_success(response: &crate::ir::Response) -> bool {
    response.status.is_success() && response.content.is_none()
}

/// `Output` as a type, in the operation's own file.
pub(crate) fn output(ctx: Ctx<'_>, index: usize) -> TokenStream {
    match answer(&ctx.api.operations[index]) {
        Answer::ByStatus => {
            let name = by_status::name(ctx, index);
            quote!(#name)
        }
        Answer::Nothing => quote!(()),
        Answer::Json(id) => types::ty(ctx, id),
        Answer::JsonOrNothing(id) => {
            let ty = types::ty(ctx, id);
            quote!(Option<#ty>)
        }
        Answer::Text => quote!(String),
        Answer::Bytes => quote!(bytes::Bytes),
    }
}

/// The method of the runtime's `Answer` that reads it; none where the status decides.
fn read(operation: &Operation) -> Option<Ident> {
    let name = match answer(operation) {
        Answer::Nothing => "nothing",
        Answer::Json(_) => "json",
        Answer::JsonOrNothing(_) => "json_optional",
        Answer::Text => "text",
        Answer::Bytes => "bytes",
        Answer::ByStatus => return None,
    };
    Some(format_ident!("{name}"))
}

/// `impl Operation` and its table: by the macro `operation!`, unless the status decides how an answer is read.
pub(super) fn implementation(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let operation = &ctx.api.operations[index];
    let marker = ident::ident(&ctx.facts.names.operations[index].ty.name);
    let output = output(ctx, index);
    let status = status(operation)
        .filter(|status| *status != 200)
        .map(Literal::u16_unsuffixed);
    let empty = empty_status(operation).map(Literal::u16_unsuffixed);
    let server = operation.server.as_ref();
    if let Some(read) = read(operation) {
        let (id, path) = (text(&operation.id), text(&operation.path));
        let (method, output) = (once(meta::method(operation.method)), once(output));
        let status = status.map(|status| quote!(status: #status,));
        let empty = empty.map(|status| quote!(empty_status: #status,));
        let server = server.map(|url| quote!(server: #url,));
        let rest = once(meta::unusual(ctx, index));
        return quote! {
            operation!(#marker {
                id: #id,
                at: #method #path,
                output: #read #output,
                #status
                #empty
                #server
                #rest
            });
        };
    }
    let (decode, sent) = (by_status::decode(ctx, index), by_status::sent(ctx, index));
    let status = status.map(|status| quote!(const STATUS: u16 = #status;));
    let empty = empty.map(|status| quote!(const EMPTY_STATUS: Option<u16> = Some(#status);));
    let server = server.map(|url| quote!(const SERVER: Option<&'static str> = Some(#url);));
    let meta = meta::meta(ctx, index);
    quote! {
        impl Operation for #marker {
            type Output = #output;
            const META: &'static OperationMeta = &META;
            #status
            #empty
            #server

            fn decode(answer: Answer) -> Result<Self::Output, DecodeError> {
                #decode
            }

            #sent
        }

        #meta
    }
}

/// The status of the response that [`answer`] goes by; none where it is a range or `default`.
fn status(operation: &Operation) -> Option<u16> {
    let mut good = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success());
    let with_content = good.clone().find(|response| response.content.is_some());
    code(with_content.or_else(|| good.next())?)
}

/// The status of the success without a body, where another has one.
fn empty_status(operation: &Operation) -> Option<u16> {
    match answer(operation) {
        Answer::JsonOrNothing(_) => code(
            operation
                .responses
                .iter()
                .find(|one| is_empty_success(one))?,
        ),
        Answer::Nothing | Answer::Json(_) | Answer::Text | Answer::Bytes | Answer::ByStatus => None,
    }
}

fn code(response: &crate::ir::Response) -> Option<u16> {
    match response.status {
        crate::ir::Status::Code(code) => Some(code),
        crate::ir::Status::Range(_) | crate::ir::Status::Default => None,
    }
}

/// `impl Paged`, where the operation is paged.
pub(super) fn paged(ctx: Ctx<'_>, index: usize) -> Option<TokenStream> {
    let operation = &ctx.api.operations[index];
    let (item, items) = page_items(ctx, operation)?;
    let marker = ident::ident(&ctx.facts.names.operations[index].ty.name);
    let item = types::ty(ctx, item);
    let pointer = &operation.pagination.as_ref()?.items;
    Some(quote! {
        impl Paged for #marker {
            type Item = #item;
            const ITEMS: &'static str = #pointer;

            fn items(output: Self::Output) -> Vec<Self::Item> {
                #items
            }
        }
    })
}

/// The type of the items of a page, and the expression that takes them out of `output`.
pub(crate) fn page_items(ctx: Ctx<'_>, operation: &Operation) -> Option<(TypeId, TokenStream)> {
    let pagination = operation.pagination.as_ref()?;
    let Answer::Json(mut id) = answer(operation) else {
        return None;
    };
    let mut steps: Vec<(Ident, FieldKind, bool)> = Vec::new();
    for token in crate::source::Pointer::parse(&pagination.items)?.tokens() {
        let owner = ctx.target(id);
        let Shape::Struct(shape) = &ctx.ty(owner).shape else {
            return None;
        };
        let view = ctx
            .fields(owner, shape)
            .into_iter()
            .find(|view| view.field.wire == token)?;
        steps.push((
            ctx.facts.names.field(owner, view.position),
            view.kind,
            ctx.nullable(view.field.ty),
        ));
        id = view.field.ty;
    }
    let Holder::List(item) = ctx.holder(id) else {
        return None;
    };
    let mut value = quote!(output);
    let mut optional = ctx.nullable(match answer(operation) {
        Answer::Json(id) => id,
        Answer::Nothing
        | Answer::JsonOrNothing(_)
        | Answer::Text
        | Answer::Bytes
        | Answer::ByStatus => return None,
    });
    for (ident, kind, nullable) in steps {
        let next = match kind {
            FieldKind::ThreeStates => quote!(.#ident.into_option()),
            FieldKind::Required | FieldKind::Optional | FieldKind::OptionalJson => quote!(.#ident),
        };
        let holds_option = kind != FieldKind::Required || nullable;
        value = match (optional, holds_option) {
            (false, _) => quote!(#value #next),
            (true, true) => quote!(#value.and_then(|part| part #next)),
            (true, false) => quote!(#value.map(|part| part #next)),
        };
        optional |= holds_option;
    }
    Some((
        item,
        if optional {
            quote!(#value.unwrap_or_default())
        } else {
            value
        },
    ))
}
