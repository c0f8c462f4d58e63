//! Structs: public fields, a constructor of what is required, a setter for what is not.
use super::super::uses::Uses;
use super::super::{docs, rules, types, xml};
use super::construct;
use crate::analyze::{Ctx, FieldKind, FieldView, Holder};
use crate::ir::{Additional, Scalar, Struct, Tag, TypeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The items of a struct's file.
pub(crate) fn structure(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let views = ctx.fields(id, shape);
    let xml = xml::table(ctx, id, shape);
    let mut uses = uses(ctx, id, shape, &views);
    uses.xml(xml.is_some());
    let uses = uses.items();
    let docs = docs::model(ctx, id);
    let default = construct::has_default(shape, &views).then(|| quote!(, Default));
    let fields = fields(ctx, id, shape, &views);
    let constructor = construct::constructor(ctx, id, shape, &views);
    let setters = construct::setters(ctx, id, shape, &views);
    let init = construct::init_struct(ctx, id, shape, &views);
    let wire = wire(ctx, id, shape, &views);
    let multipart = multipart(ctx, id, shape, &views);
    let table = rules::definition(ctx, id);
    quote! {
        #uses

        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name { #fields }

        impl #name { #constructor #setters }

        #init

        #wire

        #multipart

        wire_serde!(#name);

        impl HasSchema for #name {
            const SCHEMA: &'static Schema = &SCHEMA;
        }

        #[table]
        pub(crate) static SCHEMA: Schema = #table;

        #xml
    }
}

fn uses(ctx: Ctx<'_>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> Uses {
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

fn fields(ctx: Ctx<'_>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> TokenStream {
    let fields = views.iter().map(|view| {
        let (docs, ident) = (
            docs::field(ctx, view.field),
            ctx.facts.names.field(id, view.position),
        );
        let ty = types::field(ctx, id, view);
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
    quote!(#(#fields)* #variant #additional)
}

/// The type of other properties' values, where they are kept.
pub(crate) fn additional(ctx: Ctx<'_>, shape: &Struct) -> Option<TokenStream> {
    match shape.additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Typed(id) => Some(types::ty(ctx, id)),
    }
}

fn wire(ctx: Ctx<'_>, id: TypeId, shape: &Struct, views: &[FieldView<'_>]) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let mut reads: Vec<TokenStream> = Vec::new();
    let mut writes: Vec<TokenStream> = Vec::new();
    for view in views {
        let (ident, wire) = (ctx.facts.names.field(id, view.position), &view.field.wire);
        let (read, write) = access(view.kind, wire, &ident);
        reads.push(quote!(#ident: #read));
        writes.push(write);
    }
    // What is left over takes the object whole, so only what comes before changes it.
    let mut changes = !views.is_empty();
    if let Some((union, union_shape)) = ctx.variant(shape) {
        let (ident, ty) = (
            ctx.facts.names.variant_field(id),
            ctx.facts.names.type_ident(union),
        );
        if union_shape.tag == Tag::Key {
            changes = true;
            reads.push(quote!(#ident: #ty::from_object(&mut object)?));
        } else {
            // The alternatives may share properties with the fields, so they look at the object before it is taken apart.
            reads.insert(0, quote!(#ident: #ty::decode(object.to_value())?));
        }
        writes.push(quote!(object.merge(self.#ident.encode());));
    }
    if additional(ctx, shape).is_some() {
        let ident = ctx.facts.names.additional_field(id);
        reads.push(quote!(#ident: object.rest()?));
        writes.push(quote!(object.extend(&self.#ident);));
    }
    if reads.is_empty() {
        return quote! {
            impl Wire for #name {
                fn decode(value: Value) -> Result<Self, DecodeError> {
                    Object::decode(value).map(|_| Self {})
                }

                fn encode(&self) -> Value {
                    Object::new().into_value()
                }
            }
        };
    }
    let mutable = changes.then(|| quote!(mut));
    quote! {
        impl Wire for #name {
            fn decode(value: Value) -> Result<Self, DecodeError> {
                let #mutable object = Object::decode(value)?;
                Ok(Self { #(#reads),* })
            }

            fn encode(&self) -> Value {
                let mut object = Object::new();
                #(#writes)*
                object.into_value()
            }
        }
    }
}

/// How one field is read from an object, and written to one.
fn access(kind: FieldKind, wire: &str, ident: &Ident) -> (TokenStream, TokenStream) {
    match kind {
        FieldKind::Required => (
            quote!(object.required(#wire)?),
            quote!(object.put(#wire, &self.#ident);),
        ),
        FieldKind::Optional => (
            quote!(object.optional(#wire)?),
            quote!(object.put_optional(#wire, &self.#ident);),
        ),
        FieldKind::OptionalJson => (
            quote!(object.optional_json(#wire)),
            quote!(object.put_optional(#wire, &self.#ident);),
        ),
        FieldKind::ThreeStates => (
            quote!(object.nullable(#wire)?),
            quote!(object.put_nullable(#wire, &self.#ident);),
        ),
    }
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
