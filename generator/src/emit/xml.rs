//! How types are written in XML, as tables: one beside each struct that XML carries, one for each document.
use crate::analyze::{Ctx, ident};
use crate::ir::{
    self, Additional, BodyKind, Enum, EnumRepr, Operation, Presence, Scalar, Shape, Struct, TypeId,
    Xml,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The function of an operation's file that reads a type's XML, or writes it.
pub(crate) fn function(operation: &Operation, id: TypeId, does: &str) -> Ident {
    let documents = operation.xml_documents();
    let position = documents.iter().position(|one| *one == id);
    match position.unwrap_or_default() {
        0 => format_ident!("{does}_xml"),
        more => format_ident!("{does}_xml_{}", more + 1),
    }
}

/// The tables of an operation's documents, and the functions that go by them.
pub(crate) fn items(ctx: Ctx<'_>, operation: &Operation) -> Option<TokenStream> {
    let documents = operation.xml_documents();
    let items = documents.iter().enumerate().map(|(at, id)| {
        let table = match at {
            0 => format_ident!("XML"),
            more => format_ident!("XML_{}", more + 1),
        };
        let element = root(ctx, *id);
        let read = is_read(operation, *id).then(|| {
            let function = function(operation, *id, "read");
            quote! {
                fn #function(body: &[u8]) -> Result<Value, DecodeError> {
                    crate::parts::xml_read::read(body, &#table)
                }
            }
        });
        let write = is_written(operation, *id).then(|| {
            let function = function(operation, *id, "write");
            quote! {
                fn #function(body: &Value) -> Result<String, String> {
                    crate::parts::xml_write::write(body, &#table)
                }
            }
        });
        quote! {
            #read
            #write

            #[table]
            static #table: xml::Element = #element;
        }
    });
    let items = items.collect::<TokenStream>();
    (!documents.is_empty()).then_some(items)
}

fn is_written(operation: &Operation, id: TypeId) -> bool {
    operation.body.iter().any(|body| {
        let others = body.others.iter().map(|one| (one.kind, one.ty));
        let mut all = others.chain([(body.kind, body.ty)]);
        all.any(|(kind, ty)| kind == BodyKind::Xml && ty == id)
    })
}

fn is_read(operation: &Operation, id: TypeId) -> bool {
    let rows = super::op::answer_rows(operation);
    rows.iter().any(|row| row.in_xml() == Some(id))
}

/// The table beside a struct.
pub(crate) fn table(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> Option<TokenStream> {
    if !ctx.facts.xml.contains(&id) {
        return None;
    }
    let object = object(ctx, id, shape);
    let unused = (!ctx.facts.features.all.is_empty()).then(|| {
        quote! {
            #[cfg_attr(
                not(feature = "full"),
                allow(dead_code, reason = "resources that are off leave tables without a use")
            )]
        }
    });
    Some(quote! {
        /// How it is written in XML.
        #unused
        #[table]
        pub(crate) static XML: xml::Xml = #object;
    })
}

fn object(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> TokenStream {
    let fields = ctx.fields(id, shape).into_iter().map(|view| {
        let field = view.field;
        let (said, target) = ir::said(|id| ctx.ty(id), field.ty);
        let wire = &field.wire;
        if let (Shape::List(item), false) = (&ctx.ty(target).shape, said.wrapped) {
            let (said, _) = ir::said(|id| ctx.ty(id), *item);
            let local = said.name.as_ref().unwrap_or(wire);
            let (name, content) = (name(local, &said), content(ctx, *item, local));
            let required = field.presence == Presence::Required;
            return quote!(xml::Field::items(#wire, #name, #content, #required));
        }
        let local = said.name.as_ref().unwrap_or(wire);
        let (name, content) = (name(local, &said), content(ctx, field.ty, local));
        let place = if said.attribute {
            quote!(attribute)
        } else {
            quote!(element)
        };
        quote!(xml::Field::#place(#wire, #name, #content))
    });
    let fields: Vec<TokenStream> = fields.collect();
    let rest = match shape.additional {
        Additional::Typed(value) => rest(ctx, value),
        Additional::Ignored | Additional::Forbidden => quote!(None),
    };
    quote!(xml::Xml::Object(&[#(#fields),*], #rest))
}

/// What elements hold whose names are data. A list in one of them has that name for its items too, which no table
/// knows, so it is called what an item is.
fn rest(ctx: Ctx<'_>, value: TypeId) -> TokenStream {
    let content = content(ctx, value, "item");
    quote!(Some(#content))
}

/// `&'static Xml` of a type; `local` is the name of the element around it.
fn content(ctx: Ctx<'_>, id: TypeId, local: &str) -> TokenStream {
    let id = ctx.target(id);
    match &ctx.ty(id).shape {
        Shape::Struct(_) => {
            let module = ident::ident(&ctx.facts.names.ty(id).module);
            quote!(&crate::models::#module::XML)
        }
        Shape::List(item) => {
            let (said, _) = ir::said(|id| ctx.ty(id), *item);
            let local = said.name.as_deref().unwrap_or(local);
            let (name, content) = (name(local, &said), content(ctx, *item, local));
            quote!(&xml::Xml::Items(&xml::Element::new(#name, #content)))
        }
        Shape::Map(value) => {
            let rest = rest(ctx, *value);
            quote!(&xml::Xml::Object(&[], #rest))
        }
        Shape::Scalar(scalar) => kind(*scalar),
        Shape::Enum(Enum {
            repr: EnumRepr::Integer,
            ..
        }) => quote!(&xml::NUMBER),
        // What is no text is no XML, and never comes here.
        Shape::Enum(_)
        | Shape::Union(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => {
            quote!(&xml::STRING)
        }
    }
}

fn kind(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote!(&xml::BOOLEAN),
        Scalar::Integer | Scalar::Unsigned | Scalar::Number => quote!(&xml::NUMBER),
        Scalar::String | Scalar::Binary => quote!(&xml::STRING),
        Scalar::DateTime
        | Scalar::Date
        | Scalar::Uuid
        | Scalar::Base64
        | Scalar::Ipv4
        | Scalar::Ipv6 => quote!(&xml::WORD),
    }
}

fn root(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let (said, target) = ir::said(|id| ctx.ty(id), id);
    let origins = [id, target].map(|id| &ctx.ty(id).origin);
    let local = ir::root_name(&said, &origins).unwrap_or_default();
    let (name, content) = (name(&local, &said), content(ctx, id, &local));
    quote!(xml::Element::new(#name, #content))
}

fn name(local: &str, said: &Xml) -> TokenStream {
    let prefix = said.prefix.as_ref().map(|prefix| quote!(.prefix(#prefix)));
    let namespace = said.namespace.as_ref().map(|uri| quote!(.namespace(#uri)));
    quote!(xml::Name::new(#local) #prefix #namespace)
}

/// Whether any operation needs it.
pub(crate) fn is_needed(ctx: Ctx<'_>) -> bool {
    let mut operations = ctx.api.operations.iter();
    operations.any(|operation| !operation.xml_documents().is_empty())
}
