//! From the IR to tokens: one piece per model, pattern type, resource and operation, plus the crate around them.
mod api;
mod auth;
mod command_line;
mod docs;
mod example;
mod gate;
mod keyword;
mod library;
mod limits;
mod literal;
pub(crate) mod manifest;
mod markdown;
mod mock;
mod model;
mod op;
pub(crate) mod parts;
mod payload;
mod resource;
pub(crate) mod round_trip;
mod rules;
mod servers;
pub(crate) mod surface;
pub(crate) mod surface_runtime;
mod types;
mod union_rules;
mod uses;
pub(crate) mod xml;

use crate::analyze::Ctx;
use crate::config::Config;
use crate::ir::{PayloadKind, TypeId};
use proc_macro2::TokenStream;

/// One file of the output: where it goes, what its first line says, and its items.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Path below the crate's folder: `src/models/pet.rs`.
    pub(crate) path: String,
    pub(crate) tokens: TokenStream,
}

/// All generated Rust of a crate.
pub(crate) fn emit(ctx: Ctx<'_>, config: &Config) -> Vec<Piece> {
    let mut pieces = vec![
        library::lib(ctx, config),
        api::api(ctx, config),
        resource::client(ctx),
        mock::mock(ctx),
    ];
    pieces.extend(auth::auth(ctx));
    pieces.extend(parts::list(ctx));
    pieces.extend(servers::servers(ctx));
    pieces.extend(
        [PayloadKind::Webhook, PayloadKind::Callback]
            .map(|kind| payload::payloads(ctx, kind))
            .into_iter()
            .flatten(),
    );
    pieces.extend(library::types(ctx));
    pieces.extend(
        ctx.facts
            .patterns
            .types
            .iter()
            .enumerate()
            .map(|(index, _)| {
                let reach = ctx.facts.features.pattern(index);
                gate::file(ctx, reach, model::pattern_type(ctx, index))
            }),
    );
    pieces.extend(model::constants(ctx));
    pieces.push(library::models(ctx));
    pieces.extend(
        named(ctx).map(|id| gate::file(ctx, ctx.facts.features.ty(id), model::model(ctx, id))),
    );
    pieces.push(library::resources(ctx));
    pieces.extend(ctx.api.groups.iter().map(|group| {
        let reach = ctx.facts.features.group(group.id);
        gate::file(ctx, reach, resource::resource(ctx, group))
    }));
    pieces.push(library::mocks(ctx));
    pieces.extend(ctx.api.groups.iter().map(|group| {
        let reach = ctx.facts.features.group(group.id);
        gate::file(ctx, reach, mock::resource(ctx, group))
    }));
    pieces.push(library::operations(ctx));
    pieces.extend((0..ctx.api.operations.len()).map(|index| {
        let reach = ctx.facts.features.group(ctx.api.operations[index].group);
        gate::file(ctx, reach, op::operation(ctx, index))
    }));
    pieces.extend(command_line::dispatch(ctx));
    pieces
}

/// Every type that has a name and a file of its own, in the order of the document.
fn named(ctx: Ctx<'_>) -> impl Iterator<Item = TypeId> + '_ {
    ctx.api
        .types
        .iter()
        .map(|def| def.id)
        .filter(move |id| ctx.is_model(*id))
}
