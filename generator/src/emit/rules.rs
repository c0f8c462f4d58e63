//! Schemas as tables: what the runtime's interpreter checks a value against.
use super::keyword::{keyword, keywords};
use super::literal::literal;
use super::once::once;
use super::union_rules::{choice, keys, union_rules};
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{
    Access, Additional, Enum, EnumRepr, Presence, Rule, RuleKind, Scalar, Shape, Struct, TypeDef,
    TypeId,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The table of a schema where it is used: a reference to a named type's, or the rules themselves.
pub(crate) fn at_use(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    property(ctx, id, Access::Both)
}

/// The same for a property, which may travel one way only.
pub(crate) fn property(ctx: Ctx<'_>, id: TypeId, access: Access) -> TokenStream {
    let plain = access == Access::Both && !ctx.nullable(id);
    let short = plain.then(|| common(ctx, id).or_else(|| short(ctx, id)));
    short.flatten().unwrap_or_else(|| {
        let rules = use_rules(ctx, id, access).into_iter().map(once);
        quote!(Schema(&[#(#rules),*]))
    })
}

/// The runtime's macro for a schema that says no more than which named type it is, or what a list's items are.
fn short(ctx: Ctx<'_>, id: TypeId) -> Option<TokenStream> {
    let def = ctx.ty(id);
    if ctx.is_opaque(id) || ctx.facts.secrets.contains(&id) {
        return None;
    }
    if let Some((folder, module)) = named(ctx, id) {
        return extra(ctx, def)
            .is_empty()
            .then(|| quote!(schema_of!(crate::#folder::#module)));
    }
    match &def.shape {
        Shape::Alias(target) if keywords(ctx, &def.rules).is_empty() => Some(at_use(ctx, *target)),
        Shape::List(item) if !def.implied && keywords(ctx, &def.rules).is_empty() => {
            let items = match referred(ctx, *item) {
                Some((folder, module)) => quote!(crate::#folder::#module),
                None => at_use(ctx, *item),
            };
            let items = once(items);
            Some(quote!(list_of!(#items)))
        }
        _ => None,
    }
}

/// The runtime's constant for a schema that says no more than its type.
fn common(ctx: Ctx<'_>, id: TypeId) -> Option<TokenStream> {
    let def = ctx.ty(id);
    if ctx.is_secret(id) {
        return None;
    }
    let asserted: Vec<&RuleKind> = def
        .rules
        .iter()
        .map(|rule| &rule.kind)
        .filter(|kind| match kind {
            RuleKind::Format(name) => ctx.facts.formats.asserted(name).is_some(),
            _ => true,
        })
        .collect();
    match (&def.shape, asserted.as_slice()) {
        (Shape::Json, []) => Some(quote!(Schema::ANY)),
        (Shape::Scalar(Scalar::String), []) => Some(quote!(Schema::STRING)),
        (Shape::Scalar(Scalar::Bool), []) => Some(quote!(Schema::BOOLEAN)),
        (Shape::Scalar(Scalar::Integer), []) => Some(quote!(Schema::INTEGER)),
        (Shape::Scalar(Scalar::Integer), [RuleKind::Minimum(min), RuleKind::Maximum(max)])
            if min == "-2147483648" && max == "2147483647" =>
        {
            Some(quote!(Schema::INT32))
        }
        (Shape::Scalar(Scalar::Number), []) => Some(quote!(Schema::NUMBER)),
        (Shape::Scalar(Scalar::DateTime), []) => Some(quote!(Schema::DATE_TIME)),
        (Shape::Scalar(Scalar::Date), []) => Some(quote!(Schema::DATE)),
        (Shape::Scalar(Scalar::Uuid), []) => Some(quote!(Schema::UUID)),
        _ => None,
    }
}

/// `&'static Schema` of a schema where it is used.
pub(crate) fn reference(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    if let Some((folder, module)) = referred(ctx, id) {
        return quote!(&crate::#folder::#module::SCHEMA);
    }
    let table = once(at_use(ctx, id));
    quote!(&#table)
}

/// The file of the table that says all of a schema where it is used.
fn referred(ctx: Ctx<'_>, id: TypeId) -> Option<(Ident, Ident)> {
    let def = ctx.ty(id);
    let whole = !def.nullable
        && !matches!(def.shape, Shape::Alias(_))
        && !ctx.facts.secrets.contains(&id)
        && extra(ctx, def).is_empty();
    named(ctx, id).filter(|_| whole)
}

/// The rules of a named type's own table.
pub(crate) fn definition(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let def = ctx.ty(id);
    let mut rules = shape_rules(ctx, def);
    rules.extend(keywords(ctx, &def.rules));
    if ctx.facts.secrets.contains(&id) {
        rules.push(quote!(Rule::Secret));
    }
    let rules = rules.into_iter().map(once);
    quote!(Schema(&[#(#rules),*]))
}

/// The folder and the file of the table of the named type or pattern type that holds the schema's values. It is named as
/// a static, not through the type's constant: tables of recursive types name each other.
fn named(ctx: Ctx<'_>, id: TypeId) -> Option<(Ident, Ident)> {
    match (&ctx.ty(id).shape, ctx.holder(id)) {
        (Shape::Struct(_) | Shape::Union(_) | Shape::Enum(_), Holder::Named(named))
            if ctx.is_model(named) =>
        {
            let module = ident::ident(&ctx.facts.names.ty(named).module);
            Some((format_ident!("models"), module))
        }
        // A use of a type of several patterns keeps its own one, which says all that the type's table says.
        (Shape::Scalar(_), Holder::Pattern(index)) if is_whole(ctx, index) => {
            let module = ident::ident(&ctx.facts.names.patterns[index].module);
            Some((format_ident!("types"), module))
        }
        _ => None,
    }
}

/// Whether the table of a pattern type says what each use of it says: it is of one pattern, or hides its values.
fn is_whole(ctx: Ctx<'_>, index: usize) -> bool {
    let ty = &ctx.facts.patterns.types[index];
    ty.secret || ty.sources.len() == 1
}

/// Rules that a use adds to its named type: for a pattern type, all but the pattern.
fn extra(ctx: Ctx<'_>, def: &TypeDef) -> Vec<TokenStream> {
    match ctx.holder(def.id) {
        Holder::Pattern(index) if matches!(def.shape, Shape::Scalar(_)) => {
            let several = ctx.facts.patterns.types[index].sources.len() > 1;
            let kept = def
                .rules
                .iter()
                .filter(|rule| several || !matches!(rule.kind, RuleKind::Pattern(_)));
            let kept = kept.filter_map(|rule| keyword(ctx, rule));
            kept.chain(def.rules.iter().filter_map(own_format))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn use_rules(ctx: Ctx<'_>, id: TypeId, access: Access) -> Vec<TokenStream> {
    if ctx.is_opaque(id) {
        return Vec::new();
    }
    let def = ctx.ty(id);
    let mut rules = if let Some((folder, module)) = named(ctx, id) {
        let mut rules = vec![quote!(Rule::Ref(&crate::#folder::#module::SCHEMA))];
        rules.extend(extra(ctx, def));
        rules
    } else {
        let mut rules = shape_rules(ctx, def);
        rules.extend(keywords(ctx, &def.rules));
        rules
    };
    if def.nullable && !matches!(def.shape, Shape::Json) {
        let inner = common(ctx, id).or_else(|| short(ctx, id));
        let inner = inner.unwrap_or_else(|| quote!(Schema(&[#(#rules),*])));
        rules = vec![quote!(Rule::Nullable(&#inner))];
    }
    match access {
        Access::Both => {}
        Access::Read => rules.push(quote!(Rule::ReadOnly)),
        Access::Write => rules.push(quote!(Rule::WriteOnly)),
    }
    if ctx.facts.secrets.contains(&id) {
        rules.push(quote!(Rule::Secret));
    }
    rules
}

/// What the shape itself asserts.
fn shape_rules(ctx: Ctx<'_>, def: &TypeDef) -> Vec<TokenStream> {
    match &def.shape {
        Shape::Scalar(Scalar::String) => {
            let mut rules = scalar_rules(Scalar::String);
            rules.extend(def.rules.iter().filter_map(own_format));
            rules
        }
        Shape::Scalar(scalar) => scalar_rules(*scalar),
        Shape::Enum(one) => enum_rules(one),
        Shape::Struct(shape) => struct_rules(ctx, def, shape),
        Shape::Union(union) => union_rules(ctx, union),
        Shape::List(item) => {
            let item = reference(ctx, *item);
            let mut rules = said(def, &quote!(ARRAY));
            rules.push(quote!(Rule::Items(#item)));
            rules
        }
        Shape::Map(value) => {
            let value = reference(ctx, *value);
            let mut rules = said(def, &quote!(OBJECT));
            if !speaks_of_others(def) {
                rules.push(quote!(Rule::Additional(#value)));
            }
            rules
        }
        Shape::Tuple(items) => {
            let items = items.iter().map(|item| at_use(ctx, *item));
            let mut rules = said(def, &quote!(ARRAY));
            rules.push(quote!(Rule::PrefixItems(&[#(#items),*])));
            rules
        }
        Shape::Alias(id) => use_rules(ctx, *id, Access::Both),
        Shape::Json => Vec::new(),
        Shape::Never => vec![quote!(Rule::Never)],
    }
}

/// The row of `type`, where the document has one: a schema without it has nothing against values of other types, which
/// the type made of it cannot hold all the same.
fn said(def: &TypeDef, name: &TokenStream) -> Vec<TokenStream> {
    let said = (!def.implied).then(|| quote!(Rule::Type(Types::#name)));
    said.into_iter().collect()
}

/// The row of a format that has a type, for a string that is not of that type because of its other rules.
fn own_format(rule: &Rule) -> Option<TokenStream> {
    let RuleKind::Format(name) = &rule.kind else {
        return None;
    };
    let format = match name.as_str() {
        "uuid" => quote!(Uuid),
        "ipv6" => quote!(Ipv6),
        "date-time" => quote!(DateTime),
        _ => return None,
    };
    Some(quote!(Rule::Format(Format::#format)))
}

fn scalar_rules(scalar: Scalar) -> Vec<TokenStream> {
    let types = match scalar {
        Scalar::Bool => quote!(Types::BOOLEAN),
        Scalar::Integer | Scalar::Unsigned => quote!(Types::INTEGER),
        Scalar::Number => quote!(Types::NUMBER),
        Scalar::String
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Uuid
        | Scalar::Base64
        | Scalar::Ipv4
        | Scalar::Ipv6 => quote!(Types::STRING),
        Scalar::Binary => return vec![quote!(Rule::Ref(Upload::SCHEMA))],
    };
    let format = match scalar {
        Scalar::DateTime => Some(quote!(DateTime)),
        Scalar::Date => Some(quote!(Date)),
        Scalar::Uuid => Some(quote!(Uuid)),
        Scalar::Base64 => Some(quote!(Byte)),
        Scalar::Ipv4 => Some(quote!(Ipv4)),
        Scalar::Ipv6 => Some(quote!(Ipv6)),
        Scalar::Bool
        | Scalar::Integer
        | Scalar::Unsigned
        | Scalar::Number
        | Scalar::String
        | Scalar::Binary => None,
    };
    let unsigned = (scalar == Scalar::Unsigned).then(|| quote!(Rule::Minimum(Number("0"))));
    let format = format.map(|format| quote!(Rule::Format(Format::#format)));
    [Some(quote!(Rule::Type(#types))), unsigned, format]
        .into_iter()
        .flatten()
        .collect()
}

/// Whether the rules of an enum's table are the list of its values, and that they are strings.
pub(crate) fn is_its_values(ctx: Ctx<'_>, id: TypeId) -> bool {
    let def = ctx.ty(id);
    let plain = match &def.shape {
        Shape::Enum(one) => one.repr == EnumRepr::String && one.typed,
        _ => false,
    };
    plain && keywords(ctx, &def.rules).is_empty() && !ctx.facts.secrets.contains(&id)
}

fn enum_rules(one: &Enum) -> Vec<TokenStream> {
    let values = one.values.iter().map(|value| literal(&value.value));
    let types = match one.repr {
        EnumRepr::String => Some(quote!(Rule::Type(Types::STRING))),
        EnumRepr::Integer => Some(quote!(Rule::Type(Types::INTEGER))),
        EnumRepr::Mixed => None,
    };
    let types = types.filter(|_| one.typed);
    types
        .into_iter()
        .chain([quote!(Rule::Enum(&[#(#values),*]))])
        .collect()
}

fn struct_rules(ctx: Ctx<'_>, def: &TypeDef, shape: &Struct) -> Vec<TokenStream> {
    let id = def.id;
    let views = ctx.fields(id, shape);
    let mut rules = said(def, &quote!(OBJECT));
    let mut properties: Vec<TokenStream> = views
        .iter()
        .map(|view| {
            let (name, table) = (
                &view.field.wire,
                property(ctx, view.field.ty, view.field.access),
            );
            quote!((#name, #table))
        })
        .collect();
    properties.extend(named_beside(ctx, shape));
    if !properties.is_empty() {
        rules.push(quote!(Rule::Properties(&[#(#properties),*])));
    }
    let one_way = |access: Access| {
        let direction = ctx.facts.usage.of(id);
        access != Access::Both && direction.request && direction.answer
    };
    let required = views
        .iter()
        .filter(|v| v.field.presence == Presence::Required && !one_way(v.field.access));
    let required: Vec<&String> = required.map(|view| &view.field.wire).collect();
    if !required.is_empty() {
        rules.push(quote!(Rule::Required(&[#(#required),*])));
    }
    rules.extend(others(ctx, shape));
    rules.extend(variant(ctx, shape));
    rules
}

/// What a struct's table says beside its fields and which of them are required.
pub(crate) fn beside_fields(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> Vec<TokenStream> {
    let def = ctx.ty(id);
    let properties = named_beside(ctx, shape);
    let properties =
        (!properties.is_empty()).then(|| quote!(Rule::Properties(&[#(#properties),*])));
    let mut rules: Vec<TokenStream> = properties.into_iter().collect();
    rules.extend(others(ctx, shape));
    rules.extend(variant(ctx, shape));
    rules.extend(keywords(ctx, &def.rules));
    if ctx.facts.secrets.contains(&id) {
        rules.push(quote!(Rule::Secret));
    }
    rules
}

/// The properties of the alternatives beside the fields, where no others are allowed: `closed-composition` says that those
/// are. A schema of others holds of them as well, since it knows no names but those beside it.
fn named_beside(ctx: Ctx<'_>, shape: &Struct) -> Vec<TokenStream> {
    match ctx.variant(shape) {
        Some((_, union)) if shape.additional == Additional::Forbidden => keys(ctx, union),
        _ => Vec::new(),
    }
}

/// The alternatives beside the fields.
fn variant(ctx: Ctx<'_>, shape: &Struct) -> Option<TokenStream> {
    let (_, union) = ctx.variant(shape)?;
    let has_keys = shape.additional == Additional::Forbidden;
    Some(choice(ctx, union, has_keys))
}

/// What holds of properties that are no fields.
fn others(ctx: Ctx<'_>, shape: &Struct) -> Option<TokenStream> {
    match shape.additional {
        Additional::Ignored => None,
        Additional::Forbidden => Some(quote!(Rule::Closed)),
        Additional::Typed(id) => {
            let schema = reference(ctx, id);
            Some(quote!(Rule::Additional(#schema)))
        }
    }
}

/// Whether rules say what holds of names that no pattern covers, so that the type of a map's values does not.
fn speaks_of_others(def: &TypeDef) -> bool {
    let speaks = |kind: &RuleKind| matches!(kind, RuleKind::Additional(_) | RuleKind::Closed);
    def.rules.iter().any(|rule| speaks(&rule.kind))
}
