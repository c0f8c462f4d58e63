//! From the IR to tokens: one piece per model, pattern type, resource and operation, plus the crate around them.
mod api;
mod auth;
mod code_blocks;
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
mod once;
mod op;
pub(crate) mod parts;
mod payload;
pub(crate) mod readme;
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

/// All generated Rust of a crate. Each file is made when it is asked for, so that one's tokens are gone before the next's.
pub(crate) fn emit<'a>(ctx: Ctx<'a>, config: &Config) -> impl Iterator<Item = Piece> + 'a {
    let mut around = vec![
        library::lib(ctx, config),
        api::api(ctx, config),
        resource::client(ctx),
        mock::mock(ctx),
        library::models(ctx),
        library::resources(ctx),
        library::mocks(ctx),
        library::operations(ctx),
    ];
    around.extend(auth::auth(ctx));
    around.extend(parts::list(ctx));
    around.extend(servers::servers(ctx));
    let payloads = [PayloadKind::Webhook, PayloadKind::Callback];
    around.extend(
        payloads
            .into_iter()
            .filter_map(|kind| payload::payloads(ctx, kind)),
    );
    around.extend(library::types(ctx));
    around.extend(model::constants(ctx));
    let features = &ctx.facts.features;
    let patterns = (0..ctx.facts.patterns.types.len()).map(move |index| {
        gate::file(
            ctx,
            features.pattern(index),
            model::pattern_type(ctx, index),
        )
    });
    let models = named(ctx).map(move |id| gate::file(ctx, features.ty(id), model::model(ctx, id)));
    let resources = ctx.api.groups.iter().flat_map(move |group| {
        let files = [resource::resource(ctx, group), mock::resource(ctx, group)];
        files.map(|file| gate::file(ctx, features.group(group.id), file))
    });
    let operations = (0..ctx.api.operations.len()).map(move |index| {
        let reach = features.group(ctx.api.operations[index].group);
        gate::file(ctx, reach, op::operation(ctx, index))
    });
    (around.into_iter().chain(patterns).chain(models))
        .chain(resources.chain(operations))
        .chain(std::iter::once_with(move || command_line::dispatch(ctx)).flatten())
}

/// Every type that has a name and a file of its own, in the order of the document.
fn named(ctx: Ctx<'_>) -> impl Iterator<Item = TypeId> + '_ {
    ctx.api
        .types
        .iter()
        .map(|def| def.id)
        .filter(move |id| ctx.is_model(*id))
}
