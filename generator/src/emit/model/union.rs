//! Unions: an enum of the alternatives, and a place for what is none of them.
use super::super::uses::Uses;
use super::super::{docs, literal, rules, types};
use crate::analyze::{Ctx, Holder};
use crate::ir::{Json, Presence, RuleKind, Scalar, Shape, Tag, TypeId, Union, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::collections::HashSet;

/// The items of a union's file.
pub(crate) fn union(ctx: Ctx<'_>, id: TypeId, union: &Union) -> TokenStream {
    let name = ctx.facts.names.type_ident(id);
    let mut uses = Uses::default();
    for variant in &union.variants {
        uses.add(ctx, variant.ty, Some(id));
    }
    let uses = uses.items();
    let docs = docs::model(ctx, id);
    let idents: Vec<Ident> = (0..union.variants.len())
        .map(|position| ctx.facts.names.variant(id, position))
        .collect();
    let variants = union.variants.iter().zip(&idents).map(|(variant, ident)| {
        let (docs, ty) = (
            docs::variant(variant, &union.tag),
            types::alternative(ctx, variant.ty),
        );
        quote!(#docs #ident(#ty))
    });
    let unknown = match union.tag {
        Tag::Key => {
            quote!(/** None of the alternatives that this version of the crate knows: what is left of the object. */ Unknown(Map<String, Value>))
        }
        Tag::Property(_) | Tag::Shape => {
            quote!(/** None of the alternatives that this version of the crate knows, as it came. */ Unknown(Value))
        }
    };
    let wire = match &union.tag {
        Tag::Key => by_key(&name, union, &idents),
        Tag::Property(property) => by_property(&name, union, &idents, property),
        Tag::Shape => by_shape(ctx, &name, union, &idents),
    };
    let froms = froms(ctx, &name, union, &idents);
    let table = rules::definition(ctx, id);
    quote! {
        #uses

        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown, }

        #froms

        #wire

        model!(#name);

        #[table]
        pub(crate) static SCHEMA: Schema = #table;
    }
}

/// An object with one of several keys; the key tells.
fn by_key(name: &Ident, union: &Union, idents: &[Ident]) -> TokenStream {
    let keys: Vec<&String> = union
        .variants
        .iter()
        .filter_map(|variant| variant.tags.first())
        .collect();
    let positions = 0..idents.len();
    quote! {
        impl #name {
            /// Takes the first alternative whose key the object has.
            pub(crate) fn from_object(object: &mut Object) -> Result<Self, DecodeError> {
                match object.first_of(KEYS) {
                    #(Some(#positions) => Ok(Self::#idents(object.required(#keys)?)),)*
                    _ => Ok(Self::Unknown(object.take_all())),
                }
            }
        }

        /// The keys that tell the alternatives apart.
        const KEYS: &[&str] = &[#(#keys),*];

        impl Wire for #name {
            fn decode(value: Value) -> Result<Self, DecodeError> {
                Self::from_object(&mut Object::decode(value)?)
            }

            fn encode(&self) -> Value {
                let mut object = Object::new();
                match self {
                    #(Self::#idents(value) => object.put(#keys, value),)*
                    Self::Unknown(rest) => return Value::Object(rest.clone()),
                }
                object.into_value()
            }
        }
    }
}

/// A property of the object holds the alternative's name. A name that two alternatives claim means the first; an alternative
/// without a name is only ever written.
fn by_property(name: &Ident, union: &Union, idents: &[Ident], property: &str) -> TokenStream {
    let mut taken = HashSet::new();
    let arms: Vec<TokenStream> = union
        .variants
        .iter()
        .zip(idents)
        .filter_map(|(variant, ident)| {
            let tags: Vec<&String> = variant
                .tags
                .iter()
                .filter(|tag| taken.insert(*tag))
                .collect();
            (!tags.is_empty())
                .then(|| quote!(Some(#(#tags)|*) => Ok(Self::#ident(Wire::decode(value)?))))
        })
        .collect();
    quote! {
        impl Wire for #name {
            fn decode(value: Value) -> Result<Self, DecodeError> {
                match value.get(#property).and_then(Value::as_str) {
                    #(#arms,)*
                    _ => Ok(Self::Unknown(value)),
                }
            }

            fn encode(&self) -> Value {
                match self {
                    #(Self::#idents(value) => value.encode(),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }
    }
}

/// The JSON kind and the keys tell.
fn by_shape(ctx: Ctx<'_>, name: &Ident, union: &Union, idents: &[Ident]) -> TokenStream {
    let probes = union.variants.iter().map(|variant| probe(ctx, variant));
    let positions = 0..idents.len();
    quote! {
        impl Wire for #name {
            fn decode(value: Value) -> Result<Self, DecodeError> {
                match pick(&value, PROBES) {
                    #(Some(#positions) => Ok(Self::#idents(Wire::decode(value)?)),)*
                    _ => Ok(Self::Unknown(value)),
                }
            }

            fn encode(&self) -> Value {
                match self {
                    #(Self::#idents(value) => value.encode(),)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }

        /// What tells the alternatives apart.
        #[table]
        const PROBES: &[Probe] = &[#(#probes),*];
    }
}

/// The table by which an alternative is recognised.
fn probe(ctx: Ctx<'_>, variant: &Variant) -> TokenStream {
    let mut kinds = kinds(ctx, variant.ty);
    if ctx.nullable(variant.ty) {
        kinds = quote!(#kinds.or(Types::NULL));
    }
    let target = ctx.target(variant.ty);
    let (mut required, mut known, mut constants) = (Vec::new(), Vec::new(), Vec::new());
    if let Shape::Struct(shape) = &ctx.ty(target).shape {
        for view in ctx.fields(target, shape) {
            let wire = &view.field.wire;
            known.push(quote!(#wire));
            if view.field.presence == Presence::Required {
                required.push(quote!(#wire));
            }
            if let Some(values) = constant(ctx, view.field.ty) {
                let values = values.iter().map(literal::literal);
                constants.push(quote!((#wire, &[#(#values),*])));
            }
        }
        if let Some((_, union)) = ctx.variant(shape) {
            known.extend(
                union
                    .variants
                    .iter()
                    .flat_map(|variant| &variant.tags)
                    .map(|tag| quote!(#tag)),
            );
        }
    }
    let values = constant(ctx, variant.ty).unwrap_or_default();
    let values = values.iter().map(literal::literal);
    let format = format(ctx, variant.ty).map(|format| quote!(format: Some(Format::#format),));
    quote! {
        Probe {
            kinds: #kinds,
            required: &[#(#required),*],
            known: &[#(#known),*],
            constants: &[#(#constants),*],
            values: &[#(#values),*],
            #format
            ..Probe::ANY
        }
    }
}

fn kinds(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    match ctx.holder(id) {
        Holder::Scalar(scalar) => match scalar {
            Scalar::Bool => quote!(Types::BOOLEAN),
            Scalar::Integer | Scalar::Unsigned => quote!(Types::INTEGER),
            Scalar::Number => quote!(Types::NUMBER),
            Scalar::Binary => quote!(Types::OBJECT),
            Scalar::String
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Uuid
            | Scalar::Base64
            | Scalar::Ipv4
            | Scalar::Ipv6 => quote!(Types::STRING),
        },
        Holder::Pattern(_) => quote!(Types::STRING),
        Holder::List(_) | Holder::Tuple => quote!(Types::ARRAY),
        Holder::Map(_) => quote!(Types::OBJECT),
        Holder::Json => quote!(Types::ANY),
        Holder::Named(named) => match &ctx.ty(named).shape {
            Shape::Enum(_) => quote!(Types::STRING),
            Shape::Union(_) => quote!(Types::ANY),
            _ => quote!(Types::OBJECT),
        },
    }
}

/// The format by which strings of one alternative are told from strings of another.
fn format(ctx: Ctx<'_>, id: TypeId) -> Option<Ident> {
    let name = match ctx.holder(id) {
        Holder::Scalar(Scalar::DateTime) => "DateTime",
        Holder::Scalar(Scalar::Date) => "Date",
        Holder::Scalar(Scalar::Uuid) => "Uuid",
        Holder::Scalar(Scalar::Base64) => "Byte",
        Holder::Scalar(Scalar::Ipv4) => "Ipv4",
        Holder::Scalar(Scalar::Ipv6) => "Ipv6",
        _ => return None,
    };
    Some(quote::format_ident!("{name}"))
}

/// The values that a schema admits, where it lists them.
fn constant(ctx: Ctx<'_>, id: TypeId) -> Option<Vec<Json>> {
    let def = ctx.ty(ctx.target(id));
    if let Shape::Enum(one) = &def.shape {
        return Some(one.values.iter().map(|value| value.value.clone()).collect());
    }
    def.rules.iter().find_map(|rule| match &rule.kind {
        RuleKind::Const(value) => Some(vec![value.clone()]),
        RuleKind::Enum(values) => Some(values.clone()),
        _ => None,
    })
}

/// `From` for each alternative whose type no other has.
fn froms(ctx: Ctx<'_>, name: &Ident, union: &Union, idents: &[Ident]) -> TokenStream {
    let holders: Vec<Holder> = union
        .variants
        .iter()
        .map(|variant| ctx.holder(variant.ty))
        .collect();
    let impls =
        union
            .variants
            .iter()
            .zip(idents)
            .zip(&holders)
            .filter_map(|((variant, ident), holder)| {
                let Holder::Named(named) = holder else {
                    return None;
                };
                let single = holders.iter().filter(|other| *other == holder).count() == 1;
                if !single
                    || ctx.nullable(variant.ty)
                    || ctx.facts.names.type_ident(*named) == *name
                {
                    return None;
                }
                let (ty, boxed) = (
                    types::plain(ctx, variant.ty),
                    types::alternative(ctx, variant.ty),
                );
                let value = if boxed.to_string() == ty.to_string() {
                    quote!(value)
                } else {
                    quote!(Box::new(value))
                };
                Some(quote! {
                    impl From<#ty> for #name {
                        fn from(value: #ty) -> Self {
                            Self::#ident(#value)
                        }
                    }
                })
            });
    quote!(#(#impls)*)
}
