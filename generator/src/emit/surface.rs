//! What users of the generated crate can name, one line each: the text that a maintainer reviews after a regeneration.
use super::{limits, model, named, op, types};
use crate::analyze::Ctx;
use crate::analyze::features::Reach;
use crate::ir::{Group, Presence, Shape, TypeId};
use crate::pretty;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The surface by file: `models/pet`, `resources/pets`, `types`.
pub(crate) fn surface(ctx: Ctx<'_>) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for id in named(ctx) {
        out.insert(
            format!("models/{}", ctx.facts.names.ty(id).module),
            model_lines(ctx, id),
        );
    }
    for group in &ctx.api.groups {
        let module = &ctx.facts.names.groups[group.id.0 as usize].ty.module;
        out.insert(format!("resources/{module}"), resource_lines(ctx, group));
    }
    out.insert("types".to_owned(), type_lines(ctx));
    out
}

/// Under which features something is there: `[pets | stores]`.
fn features(ctx: Ctx<'_>, reach: &Reach) -> String {
    match ctx.facts.features.names(reach).as_slice() {
        [] => String::new(),
        names => format!("  [{}]", names.join(" | ")),
    }
}

fn type_lines(ctx: Ctx<'_>) -> String {
    let mut out = String::new();
    for (index, named) in ctx.facts.names.patterns.iter().enumerate() {
        let secret = if ctx.facts.patterns.types[index].secret {
            ", secret"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "{}: {}{secret}{}",
            named.name,
            ctx.facts.patterns.joined(index),
            features(ctx, ctx.facts.features.pattern(index))
        );
    }
    out
}

fn model_lines(ctx: Ctx<'_>, id: TypeId) -> String {
    let name = &ctx.facts.names.ty(id).name;
    let features = features(ctx, ctx.facts.features.ty(id));
    let mut out = String::new();
    match &ctx.ty(id).shape {
        Shape::Struct(shape) => {
            let _ = writeln!(out, "struct {name}{features}");
            for view in ctx.fields(id, shape) {
                let ty = pretty::ty(&types::field(ctx, id, &view));
                let required = if view.field.presence == Presence::Required {
                    ", required"
                } else {
                    ""
                };
                let ident = ctx.facts.names.field(id, view.position);
                let limits = limits::sentences(ctx, view.field.ty).join(" ");
                let line = format!(
                    "  {ident}: {ty}  \"{}\"{required}  {limits}",
                    view.field.wire
                );
                let _ = writeln!(out, "{}", line.trim_end());
            }
            if let Some((union, _)) = ctx.variant(shape) {
                let (ident, ty) = (
                    ctx.facts.names.variant_field(id),
                    ctx.facts.names.type_ident(union),
                );
                let _ = writeln!(out, "  {ident}: {ty}");
            }
            if let Some(ty) = model::additional(ctx, shape) {
                let _ = writeln!(
                    out,
                    "  {}: BTreeMap<String, {}>",
                    ctx.facts.names.additional_field(id),
                    pretty::ty(&ty)
                );
            }
            for line in pretty::signatures(&model::constructor(ctx, id, shape)) {
                let _ = writeln!(out, "  {line}");
            }
        }
        Shape::Enum(one) => {
            let _ = writeln!(out, "enum {name}{features}");
            for (position, value) in one.values.iter().enumerate() {
                let _ = writeln!(
                    out,
                    "  {} = {}",
                    ctx.facts.names.variant(id, position),
                    value.value
                );
            }
        }
        Shape::Union(union) => {
            let _ = writeln!(out, "union {name}{features}");
            for (position, variant) in union.variants.iter().enumerate() {
                let ty = pretty::ty(&types::alternative(ctx, variant.ty, ctx.ty(id).nullable));
                let tags = if variant.tags.is_empty() {
                    String::new()
                } else {
                    format!("  {:?}", variant.tags)
                };
                let _ = writeln!(
                    out,
                    "  {}({ty}){tags}",
                    ctx.facts.names.variant(id, position)
                );
            }
        }
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => {}
    }
    out
}

fn resource_lines(ctx: Ctx<'_>, group: &Group) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "resource {}{}",
        ctx.facts.names.groups[group.id.0 as usize].ty.name,
        features(ctx, ctx.facts.features.group(group.id))
    );
    for (index, operation) in ctx.api.operations.iter().enumerate() {
        if operation.group != group.id {
            continue;
        }
        let _ = writeln!(
            out,
            "\n{} {}  {}",
            operation.method.as_str(),
            operation.path,
            operation.id
        );
        for line in pretty::signatures(&op::method_tokens(ctx, index)) {
            let _ = writeln!(out, "  {line}");
        }
        for param in &operation.params {
            let limits = limits::sentences(ctx, param.ty).join(" ");
            if !limits.is_empty() {
                let _ = writeln!(out, "    {}: {limits}", param.wire);
            }
        }
        let _ = writeln!(out, "    -> {}", pretty::ty(&op::output(ctx, index)));
        for line in pretty::signatures(&op::setter_tokens(ctx, index)) {
            let _ = writeln!(out, "  .{}", line.trim_start_matches("pub fn "));
        }
        if let Some((item, _)) = op::page_items(ctx, operation) {
            let _ = writeln!(out, "  .stream() of {}", pretty::ty(&types::ty(ctx, item)));
        }
    }
    out
}
