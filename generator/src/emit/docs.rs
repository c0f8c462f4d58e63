//! Documentation of items: the document's own sentences, made safe for rustdoc, and what the rules say.
use super::markdown;
use crate::analyze::Ctx;
use crate::ir::{
    EnumValue, Field, Group, Json, Origin, Param, RuleKind, Scalar, Shape, Tag, TypeId, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes, one a line; the formatter prints them as `///`.
pub(crate) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// The docs of a struct, union or enum.
pub(crate) fn model(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let def = ctx.ty(id);
    let mut lines = match &def.docs {
        Some(docs) => markdown::lines(docs),
        None => vec![place(ctx, id)],
    };
    limits(ctx, id, &mut lines);
    with_deprecation(&lines, def.deprecated)
}

/// What can be said of a type that the document says nothing of: where it belongs.
fn place(ctx: Ctx<'_>, id: TypeId) -> String {
    let name = &ctx.facts.names.ty(id).name;
    let Origin::Nested { parent, role } = &ctx.ty(id).origin else {
        return format!("`{name}` of the API.");
    };
    let owner = ctx.target(*parent);
    if !ctx.is_model(owner) {
        return format!("`{name}` of the API.");
    }
    let owner_name = &ctx.facts.names.ty(owner).name;
    let link = format!("[`{owner_name}`](crate::models::{owner_name})");
    match &ctx.ty(owner).shape {
        Shape::Struct(shape) if shape.variant.map(|own| ctx.target(own)) == Some(id) => {
            format!("What a {link} holds beside its other fields: one of these.")
        }
        _ => format!("{} of {link}.", markdown::code(role)),
    }
}

/// The docs of a struct's field.
pub(crate) fn field(ctx: Ctx<'_>, field: &Field) -> TokenStream {
    let text = field.docs.clone().or_else(|| ctx.ty(field.ty).docs.clone());
    let mut lines = markdown::lines(&text.unwrap_or_else(|| format!("`{}`.", field.wire)));
    limits(ctx, field.ty, &mut lines);
    with_deprecation(&lines, field.deprecated)
}

/// The docs of an enum's variant.
pub(crate) fn enum_value(value: &EnumValue) -> TokenStream {
    let text = match (&value.docs, &value.value) {
        (Some(docs), _) => docs.clone(),
        (None, Json::String(text)) => format!("`{}`.", text.replace('`', "'")),
        (None, _) => "A value.".to_owned(),
    };
    attributes(&markdown::lines(&text))
}

/// The docs of a union's alternative.
pub(crate) fn variant(variant: &Variant, tag: &Tag) -> TokenStream {
    let text = match (&variant.docs, tag) {
        (Some(docs), _) => docs.clone(),
        (None, Tag::Key) => format!("The property `{}`.", variant.tags.join("`, `")),
        (None, Tag::Property(property)) => {
            format!("`{property}` is `{}`.", variant.tags.join("` or `"))
        }
        (None, Tag::Shape) => match &variant.source_name {
            Some(name) => format!("`{name}`."),
            None => "One of the alternatives.".to_owned(),
        },
    };
    attributes(&markdown::lines(&text))
}

/// The docs of a pattern type.
pub(crate) fn pattern_type(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let one = &ctx.facts.patterns.types[index];
    let patterns = one.sources.join("` or `");
    let mut lines = vec![format!("Text that matches `{patterns}`.")];
    if let Some(example) = one.example.as_ref().filter(|_| !one.secret) {
        lines.push(String::new());
        lines.push(format!("For example `{example}`."));
    }
    lines.push(String::new());
    lines.push("Text from outside is parsed: `text.parse()` says what was expected, and where. What a server sends is kept".to_owned());
    lines.push(
        "as it came, even when its pattern has moved on; [`is_valid`](Self::is_valid) tells."
            .to_owned(),
    );
    attributes(&lines)
}

/// The docs of an optional parameter's setter.
pub(crate) fn setter(ctx: Ctx<'_>, param: &Param) -> TokenStream {
    let mut lines = markdown::lines(
        param
            .docs
            .as_deref()
            .unwrap_or(&format!("Sets `{}`.", param.wire)),
    );
    limits(ctx, param.ty, &mut lines);
    with_deprecation(&lines, param.deprecated)
}

/// The docs of a resource client.
pub(crate) fn group(group: &Group) -> TokenStream {
    let path = group.path.join(".");
    attributes(&markdown::lines(
        group
            .docs
            .as_deref()
            .unwrap_or(&format!("Operations of `{path}`.")),
    ))
}

fn with_deprecation(lines: &[String], deprecated: bool) -> TokenStream {
    let docs = attributes(lines);
    let note = deprecated.then(|| {
        quote! {
            #[doc = ""]
            #[doc = " **Deprecated** in the API's description."]
        }
    });
    quote!(#docs #note)
}

/// Says what values are allowed, in one line.
pub(crate) fn limits(ctx: Ctx<'_>, id: TypeId, lines: &mut Vec<String>) {
    let said = sentences(ctx, id);
    if !said.is_empty() {
        lines.push(String::new());
        lines.push(said.join(" "));
    }
}

/// One sentence per kind of limit; also the surface snapshots' words.
pub(crate) fn sentences(ctx: Ctx<'_>, id: TypeId) -> Vec<String> {
    let def = ctx.ty(id);
    let mut out = Vec::new();
    let find = |wanted: fn(&RuleKind) -> Option<String>| {
        def.rules.iter().find_map(|rule| wanted(&rule.kind))
    };
    let min_length = find(|kind| {
        if let RuleKind::MinLength(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    let max_length = find(|kind| {
        if let RuleKind::MaxLength(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    range(&mut out, min_length, max_length, "character");
    let min_items = find(|kind| {
        if let RuleKind::MinItems(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    let max_items = find(|kind| {
        if let RuleKind::MaxItems(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    range(&mut out, min_items, max_items, "item");
    let min = find(|kind| {
        if let RuleKind::MinProperties(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    let max = find(|kind| {
        if let RuleKind::MaxProperties(n) = kind {
            Some(n.to_string())
        } else {
            None
        }
    });
    range(&mut out, min, max, "entry");
    // The range of int32 and the like goes without saying.
    let said = def
        .rules
        .iter()
        .filter(|rule| rule.at.last().as_deref() != Some("format"));
    for rule in said {
        match &rule.kind {
            RuleKind::Minimum(number) => out.push(format!("At least {number}.")),
            RuleKind::Maximum(number) => out.push(format!("At most {number}.")),
            RuleKind::ExclusiveMinimum(number) => out.push(format!("Greater than {number}.")),
            RuleKind::ExclusiveMaximum(number) => out.push(format!("Less than {number}.")),
            RuleKind::MultipleOf(number) => out.push(format!("A multiple of {number}.")),
            RuleKind::UniqueItems => out.push("No item twice.".to_owned()),
            RuleKind::Pattern(source) if ctx.facts.patterns.of(def).is_none() => {
                out.push(format!("Matches {}.", markdown::code(source)));
            }
            RuleKind::Format(name) => out.push(format!("Format: {}.", markdown::code(name))),
            _ => {}
        }
    }
    if matches!(def.shape, Shape::Scalar(Scalar::Base64)) {
        out.push("Base64 on the wire; limits count its characters.".to_owned());
    }
    match &def.shape {
        Shape::Alias(target) if !ctx.is_opaque(id) && out.is_empty() => sentences(ctx, *target),
        _ => out,
    }
}

fn range(out: &mut Vec<String>, min: Option<String>, max: Option<String>, unit: &str) {
    let units = if unit == "entry" {
        "entries".to_owned()
    } else {
        format!("{unit}s")
    };
    let of = |count: &str| {
        if count == "1" {
            unit.to_owned()
        } else {
            units.clone()
        }
    };
    match (min, max) {
        (Some(min), Some(max)) if min == max => out.push(format!("Exactly {min} {}.", of(&min))),
        (Some(min), Some(max)) => out.push(format!("{min}–{max} {units}.")),
        (Some(min), None) => out.push(format!("At least {min} {}.", of(&min))),
        (None, Some(max)) => out.push(format!("At most {max} {}.", of(&max))),
        (None, None) => {}
    }
}
