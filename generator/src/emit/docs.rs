//! Documentation of items: the document's own sentences, made safe for rustdoc, and what the rules say.
use super::{limits, markdown};
use crate::analyze::Ctx;
use crate::ir::{EnumValue, Field, Group, Json, Origin, Param, Shape, Tag, TypeId, Variant};
use crate::pretty;
use proc_macro2::TokenStream;
use quote::{ToTokens, TokenStreamExt, quote};

/// A `#[doc]` attribute; the formatter prints it as `///`, a line each.
pub(crate) fn attributes(lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = Lines(lines);
    quote!(#[doc = #text])
}

/// The same within what is documented: `//!`.
pub(crate) fn inner(lines: &[String]) -> TokenStream {
    let text = Lines(lines);
    quote!(#![doc = #text])
}

/// Lines of documentation, which become a literal where they go into other tokens.
struct Lines<'l>(&'l [String]);

impl ToTokens for Lines<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let room = self.0.iter().map(|line| line.len() + 2).sum();
        let mut text = String::with_capacity(room);
        for (at, line) in self.0.iter().enumerate() {
            text.push_str(if at > 0 { "\n" } else { "" });
            text.push_str(if line.is_empty() { "" } else { " " });
            // A name of the document may have line breaks in it.
            if line.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
                text.push_str(&line.replace(['\n', '\r'], " "));
            } else {
                text.push_str(line);
            }
        }
        tokens.append(pretty::documentation(&text));
    }
}

/// The docs of a struct, union or enum.
pub(crate) fn model(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let def = ctx.ty(id);
    let mut lines = match &def.docs {
        Some(docs) => markdown::lines(docs),
        None => vec![place(ctx, id)],
    };
    with_limits(ctx, id, &mut lines);
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
    let mut lines =
        markdown::lines(&text.unwrap_or_else(|| format!("{}.", markdown::code(&field.wire))));
    with_limits(ctx, field.ty, &mut lines);
    with_deprecation(&lines, field.deprecated)
}

/// The docs of an enum's variant.
pub(crate) fn enum_value(value: &EnumValue) -> TokenStream {
    let text = match (&value.docs, &value.value) {
        (Some(docs), _) => docs.clone(),
        (None, Json::String(text)) if text.is_empty() => "The empty text.".to_owned(),
        (None, Json::String(text)) => format!("{}.", markdown::code(text)),
        (None, _) => "A value.".to_owned(),
    };
    attributes(&markdown::lines(&text))
}

/// The docs of a union's alternative.
pub(crate) fn variant(variant: &Variant, tag: &Tag) -> TokenStream {
    let text = match (&variant.docs, tag) {
        (Some(docs), _) => docs.clone(),
        (None, Tag::Key) => format!("The property {}.", codes(&variant.tags, ", ")),
        (None, Tag::Property(property)) if !variant.tags.is_empty() => {
            let tags = codes(&variant.tags, " or ");
            format!("{} is {tags}.", markdown::code(property))
        }
        (None, Tag::Property(_) | Tag::Shape) => match &variant.source_name {
            Some(name) => format!("{}.", markdown::code(name)),
            None => "One of the alternatives.".to_owned(),
        },
    };
    attributes(&markdown::lines(&text))
}

/// Texts as they are, one of which counts.
fn codes(texts: &[String], between: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| markdown::code(text)).collect();
    texts.join(between)
}

/// The docs of a pattern type.
pub(crate) fn pattern_type(ctx: Ctx<'_>, index: usize) -> TokenStream {
    let one = &ctx.facts.patterns.types[index];
    let patterns = codes(&one.sources, " or ");
    let mut lines = vec![format!("Text that matches {patterns}.")];
    if let Some(example) = one.example.as_ref().filter(|_| !one.secret) {
        lines.push(String::new());
        lines.push(format!("For example {}.", markdown::code(example)));
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
            .unwrap_or(&format!("Sets {}.", markdown::code(&param.wire))),
    );
    with_limits(ctx, param.ty, &mut lines);
    with_deprecation(&lines, param.deprecated)
}

/// The docs of a resource client.
pub(crate) fn group(group: &Group) -> TokenStream {
    let path = group.path.join(".");
    attributes(&markdown::lines(
        group
            .docs
            .as_deref()
            .unwrap_or(&format!("Operations of {}.", markdown::code(&path))),
    ))
}

fn with_deprecation(lines: &[String], deprecated: bool) -> TokenStream {
    let mut docs = attributes(lines);
    if deprecated {
        docs.extend(quote! {
            #[doc = ""]
            #[doc = " **Deprecated** in the API's description."]
        });
    }
    docs
}

/// Says what values are allowed, in one line.
fn with_limits(ctx: Ctx<'_>, id: TypeId, lines: &mut Vec<String>) {
    let said = limits::sentences(ctx, id);
    if !said.is_empty() {
        lines.push(String::new());
        lines.push(said.join(" "));
    }
}
