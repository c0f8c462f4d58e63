//! Structs: public fields, a constructor of what is required, a setter for what is not.
use super::super::once::once;
use super::super::uses::Uses;
use super::super::{docs, rules, types, xml};
use super::construct;
use crate::analyze::{Ctx, FieldKind, FieldView, Holder};
use crate::ir::{Additional, Scalar, Struct, Tag, TypeId};
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

/// The items of a struct's file.
pub(crate) fn structure(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let views = ctx.fields(id, shape);
    let xml = xml::table(ctx, id, shape);
    let mut uses = uses(ctx, id, shape, &views);
    uses.xml(xml.is_some());
    let uses = uses.items();
    let docs = once(docs::model(ctx, id));
    let default = construct::has_default(shape, &views).then(|| quote!(, Default));
    let fields = fields(ctx, id, shape, &views);
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name #fields
    };
    let object = object(ctx, id, shape, &views);
    let multipart = multipart(ctx, id, shape, &views);
    let items = [Some(uses), Some(item), Some(object), multipart, xml];
    items.into_iter().flatten().collect()
}

fn uses<'a>(ctx: Ctx<'a>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> Uses<'a> {
    let mut uses = Uses::default();
    for view in views {
        uses.add(ctx, view.field.ty, Some(id));
    }
    if let Additional::Typed(value) = shape.additional {
        uses.map();
        uses.add(ctx, value, Some(id));
    }
    if let Some((variant, _)) = ctx.variant(shape) {
        uses.add(ctx, variant, Some(id));
    }
    uses
}

fn fields(ctx: Ctx<'_>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> Group {
    let fields = views.iter().map(|view| {
        let docs = once(docs::field(ctx, view.field));
        let ident = ctx.facts.names.field(id, view.position);
        let ty = once(types::field(ctx, id, view));
        quote!(#docs pub #ident: #ty,)
    });
    let variant = ctx.variant(shape).map(|(union, _)| {
        let (ident, ty) = (
            ctx.facts.names.variant_field(id),
            ctx.facts.names.type_ident(union),
        );
        quote!(/** Which of the alternatives it is. */ pub #ident: #ty,)
    });
    let additional = additional(ctx, shape).map(|ty| {
        let ident = ctx.facts.names.additional_field(id);
        quote!(/** All other properties. */ pub #ident: BTreeMap<String, #ty>,)
    });
    Group::new(
        Delimiter::Brace,
        fields.chain(variant).chain(additional).collect(),
    )
}

/// The type of other properties' values, where they are kept.
pub(crate) fn additional(ctx: Ctx<'_>, shape: &Struct) -> Option<TokenStream> {
    match shape.additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Typed(id) => Some(types::ty(ctx, id)),
    }
}

/// The macro that makes constructor, setters, JSON form and table: a line for each field, by kind.
fn object(ctx: Ctx<'_>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let whole = construct::by_struct(shape, views);
    let lines = |kind: FieldKind| {
        let own = views.iter().filter(move |view| view.kind == kind);
        own.map(move |view| construct::line(ctx, id, view, whole))
    };
    let (mut first, mut last) = (None, None);
    if let Some((union, union_shape)) = ctx.variant(shape) {
        let (ident, ty) = (
            ctx.facts.names.variant_field(id),
            ctx.facts.names.type_ident(union),
        );
        if union_shape.tag == Tag::Key {
            last = Some(quote!(keyed #ident: #ty,));
        } else {
            // The alternatives may share properties with the fields, so they look at the object before it is taken apart.
            first = Some(quote!(whole #ident: #ty,));
        }
    }
    let rest = additional(ctx, shape).map(|ty| {
        let ident = ctx.facts.names.additional_field(id);
        quote!(rest #ident: #ty,)
    });
    let any = ctx.ty(id).implied.then(|| quote!(any type,));
    let rules = rules::beside_fields(ctx, id, shape);
    let required = lines(FieldKind::Required);
    let optional = lines(FieldKind::Optional);
    let nullable = lines(FieldKind::ThreeStates);
    let json = lines(FieldKind::OptionalJson);
    let head = if construct::has_default(shape, views) {
        quote!(default #name)
    } else if whole {
        let init = ctx.facts.names.init(id);
        quote!(#name, #init)
    } else {
        quote!(#name)
    };
    let rules = rules.into_iter().map(|rule| quote!(rule #rule,));
    let members = (any.into_iter().chain(first))
        .chain(required.chain(optional).chain(nullable).chain(json))
        .chain(last.into_iter().chain(rest).chain(rules));
    let members = Group::new(Delimiter::Brace, members.collect());
    quote!(object!(#head #members);)
}

/// A struct that a multipart body carries says which part each field is.
fn multipart(
    ctx: Ctx<'_>,
    id: TypeId,
    shape: &Struct,
    views: &[FieldView<'_>],
) -> Option<TokenStream> {
    if !ctx.facts.usage.is_multipart(id) {
        return None;
    }
    let name = ctx.facts.names.type_ident(id);
    let parts = views.iter().map(|view| part(ctx, id, view));
    let variant = ctx.variant(shape).map(|_| {
        let ident = ctx.facts.names.variant_field(id);
        quote!(.put_all(&body.#ident))
    });
    let additional = additional(ctx, shape).map(|_| {
        let ident = ctx.facts.names.additional_field(id);
        quote!(.put_all(&body.#ident))
    });
    Some(quote! {
        impl From<#name> for Form {
            fn from(body: #name) -> Self {
                Self::new() #(#parts)* #variant #additional
            }
        }
    })
}

/// The step that adds a field's part, or parts.
fn part(ctx: Ctx<'_>, id: TypeId, view: &FieldView<'_>) -> TokenStream {
    let (ident, wire) = (ctx.facts.names.field(id, view.position), &view.field.wire);
    let file = |id: TypeId| ctx.holder(id) == Holder::Scalar(Scalar::Binary);
    match (ctx.holder(view.field.ty), view.kind) {
        (Holder::Scalar(Scalar::Binary), FieldKind::Required) => quote!(.file(#wire, body.#ident)),
        (Holder::Scalar(Scalar::Binary), FieldKind::ThreeStates) => {
            quote!(.file_optional(#wire, body.#ident.into_option()))
        }
        (Holder::Scalar(Scalar::Binary), FieldKind::Optional | FieldKind::OptionalJson) => {
            quote!(.file_optional(#wire, body.#ident))
        }
        (Holder::List(item), FieldKind::Required) if file(item) => {
            quote!(.files(#wire, body.#ident))
        }
        (Holder::List(item), FieldKind::ThreeStates) if file(item) => {
            quote!(.files(#wire, body.#ident.into_option().unwrap_or_default()))
        }
        (Holder::List(item), FieldKind::Optional | FieldKind::OptionalJson) if file(item) => {
            quote!(.files(#wire, body.#ident.unwrap_or_default()))
        }
        (_, FieldKind::Required) => quote!(.put(#wire, &body.#ident)),
        (_, FieldKind::ThreeStates) => quote!(.put_nullable(#wire, &body.#ident)),
        (_, FieldKind::Optional | FieldKind::OptionalJson) => {
            quote!(.put_optional(#wire, &body.#ident))
        }
    }
}
