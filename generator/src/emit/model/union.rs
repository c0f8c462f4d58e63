//! Unions: an enum of the alternatives, and a place for what is none of them.
use super::super::union_rules::alternative;
use super::super::uses::Uses;
use super::super::{docs, literal, rules, types};
use crate::analyze::{Ctx, Holder};
use crate::ir::{Additional, Json, Presence, RuleKind, Scalar, Shape, Tag, TypeId, Union};
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
            types::alternative(ctx, variant.ty, ctx.ty(id).nullable),
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
    let (how, tells) = match &union.tag {
        Tag::Key => (quote!(keyed), by_key(union)),
        Tag::Property(property) => (quote!(by #property), by_property(union)),
        Tag::Shape => (quote!(), by_shape(ctx, union)),
    };
    let froms = froms(ctx, id, union);
    let lines = idents.iter().zip(froms).zip(tells);
    let lines = lines.map(|((ident, from), tells)| {
        let from = from.map(|ty| quote!((#ty)));
        let tells = tells.map(|tells| quote!(= #tells));
        quote!(#ident #from #tells,)
    });
    let table = rules::definition(ctx, id);
    quote! {
        #uses

        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #unknown, }

        alternatives!(#name #how { #(#lines)* });

        #[table]
        pub(crate) static SCHEMA: Schema = #table;
    }
}

/// What tells an alternative; nothing where it is only ever written.
type Tells = Option<TokenStream>;

/// An object with one of several keys; the key tells.
fn by_key(union: &Union) -> Vec<Tells> {
    let keys = union.variants.iter().map(|variant| {
        let key = variant.tags.first().map(String::as_str);
        let key = key.unwrap_or_default();
        Some(quote!(#key))
    });
    keys.collect()
}

/// A property of the object holds the alternative's name. A name that two alternatives claim means the first.
fn by_property(union: &Union) -> Vec<Tells> {
    let mut taken = HashSet::new();
    let tags = union.variants.iter().map(|variant| {
        let tags = variant.tags.iter().filter(|tag| taken.insert(*tag));
        let tags: Vec<&String> = tags.collect();
        (!tags.is_empty()).then(|| quote!([#(#tags),*]))
    });
    tags.collect()
}

/// The JSON kind and the keys tell.
fn by_shape(ctx: Ctx<'_>, union: &Union) -> Vec<Tells> {
    let types: Vec<TypeId> = union.variants.iter().map(|variant| variant.ty).collect();
    let kinds =
        |kind: fn(Ctx<'_>, TypeId) -> bool| types.iter().filter(|ty| kind(ctx, **ty)).count();
    let (objects, lists) = (kinds(may_be_object), kinds(may_be_list));
    let probes = types.iter().map(|ty| {
        let mut deeper = deeper(ctx, *ty, &types);
        let alike = objects > 1 && may_be_object(ctx, *ty) || lists > 1 && may_be_list(ctx, *ty);
        if alike {
            let table = alternative(ctx, union, *ty);
            deeper.extend(quote!(table: Some(&#table),));
        }
        Some(probe(ctx, *ty, Some(&deeper)))
    });
    probes.collect()
}

fn may_be_object(ctx: Ctx<'_>, id: TypeId) -> bool {
    match ctx.holder(id) {
        Holder::Map(_) | Holder::Json => true,
        Holder::Named(named) => !matches!(ctx.ty(named).shape, Shape::Enum(_)),
        Holder::Scalar(_) | Holder::Pattern(_) | Holder::List(_) | Holder::Tuple => false,
    }
}

fn may_be_list(ctx: Ctx<'_>, id: TypeId) -> bool {
    match ctx.holder(id) {
        Holder::List(_) | Holder::Tuple | Holder::Json => true,
        Holder::Named(named) => matches!(ctx.ty(named).shape, Shape::Union(_)),
        Holder::Scalar(_) | Holder::Pattern(_) | Holder::Map(_) => false,
    }
}

/// The table by which an alternative is recognised; without a deeper look, that of a part, whose surplus nobody counts.
fn probe(ctx: Ctx<'_>, ty: TypeId, deeper: Option<&TokenStream>) -> TokenStream {
    let mut kinds = kinds(ctx, ty);
    if ctx.nullable(ty) {
        kinds = quote!(#kinds.or(Types::NULL));
    }
    let target = ctx.target(ty);
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
    let rest = match &ctx.ty(target).shape {
        Shape::Struct(shape) => matches!(shape.additional, Additional::Typed(_)),
        shape => matches!(shape, Shape::Map(_)),
    };
    let rest = (rest && deeper.is_some()).then(|| quote!(rest: true,));
    let values = constant(ctx, ty).unwrap_or_default();
    let values: Vec<_> = values.iter().map(literal::literal).collect();
    let format = format(ctx, ty).map(|format| quote!(format: Some(Format::#format),));
    // Of a part nobody counts the surplus, so that what it knows is of no use.
    let known = if deeper.is_some() { known } else { Vec::new() };
    let lists = [
        ("required", required),
        ("known", known),
        ("constants", constants),
        ("values", values),
    ];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    let lists = lists.map(|(name, list)| {
        let name = quote::format_ident!("{name}");
        quote!(#name: &[#(#list),*],)
    });
    quote!(Probe { kinds: #kinds, #(#lists)* #format #rest #deeper ..Probe::ANY })
}

/// What tells an alternative from those that look like it from outside: the values of properties that both have, or items.
fn deeper(ctx: Ctx<'_>, ty: TypeId, all: &[TypeId]) -> TokenStream {
    let seen = |ty: TypeId| probe(ctx, ty, None);
    let others = || all.iter().copied().filter(|other| *other != ty);
    if let Holder::List(item) = ctx.holder(ty) {
        let own = seen(item);
        let differs = |other: TypeId| match ctx.holder(other) {
            Holder::List(item) => seen(item).to_string() != own.to_string(),
            _ => false,
        };
        return if others().any(differs) {
            quote!(items: Some(&#own),)
        } else {
            TokenStream::new()
        };
    }
    let own = fields(ctx, ty);
    let alike: Vec<_> = others()
        .map(|other| fields(ctx, other))
        .filter(|other| !needs(&own, other) && !needs(other, &own))
        .collect();
    let parts = own.iter().filter_map(|(wire, part, _)| {
        let same = |(other, _, _): &&(&str, TypeId, Presence)| other == wire;
        let others: Vec<TypeId> = alike
            .iter()
            .filter_map(|other| other.iter().find(same).map(|(_, ty, _)| *ty))
            .collect();
        if others
            .iter()
            .all(|other| ctx.target(*other) == ctx.target(*part))
        {
            return None;
        }
        let own = seen(*part);
        let differs = |other: &TypeId| seen(*other).to_string() != own.to_string();
        others.iter().any(differs).then(|| quote!((#wire, #own)))
    });
    let parts: Vec<TokenStream> = parts.collect();
    if parts.is_empty() {
        TokenStream::new()
    } else {
        quote!(parts: &[#(#parts),*],)
    }
}

/// The properties of an alternative that is an object.
fn fields(ctx: Ctx<'_>, ty: TypeId) -> Vec<(&str, TypeId, Presence)> {
    let target = ctx.target(ty);
    let Shape::Struct(shape) = &ctx.ty(target).shape else {
        return Vec::new();
    };
    let views = ctx.fields(target, shape).into_iter();
    views
        .map(|view| (&*view.field.wire, view.field.ty, view.field.presence))
        .collect()
}

/// Whether one requires a property that the other does not know.
fn needs(one: &[(&str, TypeId, Presence)], other: &[(&str, TypeId, Presence)]) -> bool {
    let mut required = one
        .iter()
        .filter(|(_, _, presence)| *presence == Presence::Required);
    required.any(|(wire, _, _)| other.iter().all(|(known, _, _)| known != wire))
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

/// For each alternative the type that becomes it by `From`, where no other alternative is of that type.
fn froms(ctx: Ctx<'_>, id: TypeId, union: &Union) -> Vec<Option<TokenStream>> {
    let name = ctx.facts.names.type_ident(id);
    let nullable = ctx.ty(id).nullable;
    let variants = union.variants.iter();
    let holders: Vec<Holder> = variants.map(|variant| ctx.holder(variant.ty)).collect();
    let variants = union.variants.iter().zip(&holders);
    let froms = variants.map(|(variant, holder)| {
        let Holder::Named(named) = holder else {
            return None;
        };
        let single = holders.iter().filter(|other| *other == holder).count() == 1;
        let own = ctx.facts.names.type_ident(*named) == name;
        let kept = single && !own && (nullable || !ctx.nullable(variant.ty));
        kept.then(|| types::plain(ctx, variant.ty))
    });
    froms.collect()
}
