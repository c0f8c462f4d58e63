//! `src/webhooks.rs` and `src/callbacks.rs`: functions that read what the API itself sends.
use super::uses::Uses;
use super::{Piece, docs, markdown, types};
use crate::analyze::{Ctx, ident};
use crate::ir::PayloadKind;
use quote::quote;

/// The module of a kind of payloads.
pub(crate) fn module(kind: PayloadKind) -> &'static str {
    match kind {
        PayloadKind::Webhook => "webhooks",
        PayloadKind::Callback => "callbacks",
    }
}

/// The file of a kind, where there are any.
pub(crate) fn payloads(ctx: Ctx<'_>, kind: PayloadKind) -> Option<Piece> {
    let all = ctx.api.payloads.iter().zip(&ctx.facts.names.payloads);
    let all = all.filter(|(one, _)| one.kind == kind);
    let mut uses = Uses::default();
    let mut functions = Vec::new();
    for (payload, name) in all {
        uses.add(ctx, payload.ty, None);
        let name = ident::ident(name);
        let ty = types::ty(ctx, payload.ty);
        let what = match kind {
            PayloadKind::Webhook => "webhook",
            PayloadKind::Callback => "callback",
        };
        let shown = markdown::code(&payload.name);
        let mut lines = vec![format!("Reads the body of the {what} {shown}.")];
        if let Some(text) = &payload.docs {
            lines.push(String::new());
            lines.extend(markdown::lines(text));
        }
        lines.extend(
            [
                "",
                "# Errors",
                "",
                "When it is no JSON, or not what the API's description promises.",
            ]
            .map(str::to_owned),
        );
        let docs = docs::attributes(&lines);
        functions.push(quote! {
            #docs
            pub fn #name(body: &[u8]) -> Result<#ty, DecodeError> {
                payload(body)
            }
        });
    }
    let doc = match kind {
        PayloadKind::Webhook => {
            " What the API sends by itself: a function that reads each webhook's body."
        }
        PayloadKind::Callback => {
            " What the API sends back later: a function that reads each callback's body."
        }
    };
    let uses = uses.items();
    let tokens = quote! {
        #![doc = #doc]
        use crate::parts::payload::payload;
        #uses

        #(#functions)*
    };
    (!functions.is_empty()).then(|| Piece {
        path: format!("src/{}.rs", module(kind)),
        tokens,
    })
}
