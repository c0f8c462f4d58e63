//! One file per operation: its table, its method, its options.
mod answer;
mod answers;
mod bodies;
mod by_status;
mod headers;
mod meta;
mod method;
mod stream;

use super::Piece;
use super::docs;
use super::markdown;
use super::uses::Uses;
use super::xml;
use crate::analyze::{Ctx, ident};
use crate::ir::BodyKind;
use quote::quote;

pub(crate) use answer::{Answer, answer, output, page_items};
pub(crate) use answers::rows as answer_rows;
pub(crate) use bodies::name as body_name;
pub(crate) use method::{arguments, is_argument, method_tokens, setter_tokens};

/// The file of an operation.
pub(crate) fn operation(ctx: Ctx<'_>, index: usize) -> Piece {
    let operation = &ctx.api.operations[index];
    let names = &ctx.facts.names.operations[index];
    let group = &ctx.facts.names.groups[operation.group.0 as usize];
    let mut uses = Uses::default();
    for param in &operation.params {
        uses.add(ctx, param.ty, None);
    }
    for id in operation.body.iter().flat_map(crate::ir::Body::types) {
        uses.add(ctx, id, None);
    }
    match answer(operation) {
        Answer::Json(id) | Answer::JsonOrNothing(id) => uses.add(ctx, id, None),
        Answer::ByStatus => {
            let good = operation
                .responses
                .iter()
                .filter(|one| one.status.is_success());
            let contents = good.filter_map(|one| one.content.as_ref());
            for content in contents.filter(|one| matches!(one.kind, BodyKind::Json | BodyKind::Xml))
            {
                uses.add(ctx, content.ty, None);
            }
        }
        Answer::Nothing | Answer::Text | Answer::Bytes => {}
    }
    if let Some(stream) = &operation.stream {
        let item = stream::item(ctx, stream.framing, stream.ty);
        uses.add(ctx, item, None);
    }
    for header in headers::declared(operation) {
        uses.add(ctx, header.ty, None);
    }
    if let Some((item, _)) = page_items(ctx, operation) {
        uses.add(ctx, item, None);
    }
    uses.resource(&group.ty.name);
    let xml = xml::items(ctx, operation);
    uses.xml(xml.is_some());
    let uses = uses.items();
    let marker = ident::ident(&names.ty.name);
    let doc = format!(
        "The operation {} as a type: see [`{}::{}`].",
        markdown::code(&operation.id),
        group.ty.name,
        names.method
    );
    let decode = answer::implementation(ctx, index);
    let paged = answer::paged(ctx, index);
    let stream = stream::implementation(ctx, index);
    let by_status = by_status::item(ctx, index);
    let bodies = bodies::item(ctx, index);
    let headers = headers::item(ctx, index);
    let method = method::method(ctx, index);
    let setters = method::setters(ctx, index);
    let docs = docs::attributes(&[doc]);
    let marker = quote! {
        #docs
        #[derive(Debug)]
        pub enum #marker {}
    };
    let items = [
        Some(uses),
        Some(marker),
        Some(method),
        Some(setters),
        bodies,
        by_status,
        headers,
        Some(decode),
        paged,
        stream,
        xml,
    ];
    let tokens = items.into_iter().flatten().collect();
    Piece {
        path: format!("src/operations/{}.rs", names.ty.module),
        tokens,
    }
}
