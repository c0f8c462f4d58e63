//! Schemas as tables: what the runtime's interpreter checks a value against.
use super::literal::literal;
use crate::analyze::{Ctx, Holder, ident};
use crate::ir::{
    Access, Additional, Enum, Presence, Rule, RuleKind, Scalar, Shape, Struct, Tag, TypeDef,
    TypeId, Union,
};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens as _, quote};

/// The table of a schema where it is used: a reference to a named type's, or the rules themselves.
pub(crate) fn at_use(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let rules = use_rules(ctx, id, Access::Both);
    quote!(Schema(&[#(#rules),*]))
}

/// `&'static Schema` of a schema where it is used.
pub(crate) fn reference(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let def = ctx.ty(id);
    match named(ctx, id) {
        Some(path)
            if !def.nullable
                && !matches!(def.shape, Shape::Alias(_))
                && extra(ctx, def).is_empty() =>
        {
            path
        }
        _ => {
            let table = at_use(ctx, id);
            quote!(&#table)
        }
    }
}

/// The rules of a named type's own table.
pub(crate) fn definition(ctx: Ctx<'_>, id: TypeId) -> TokenStream {
    let def = ctx.ty(id);
    let mut rules = shape_rules(ctx, def);
    rules.extend(def.rules.iter().filter_map(|rule| self::rule(ctx, rule)));
    quote!(Schema(&[#(#rules),*]))
}

/// The table of the named type or pattern type that holds the schema's values. It is named as a static, not through the
/// type's constant: tables of recursive types name each other.
fn named(ctx: Ctx<'_>, id: TypeId) -> Option<TokenStream> {
    match (&ctx.ty(id).shape, ctx.holder(id)) {
        (Shape::Struct(_) | Shape::Union(_) | Shape::Enum(_), Holder::Named(named))
            if ctx.is_model(named) =>
        {
            let module = ident::ident(&ctx.facts.names.ty(named).module);
            Some(quote!(&crate::models::#module::SCHEMA))
        }
        (Shape::Scalar(_), Holder::Pattern(index)) => {
            let module = ident::ident(&ctx.facts.names.patterns[index].module);
            Some(quote!(&crate::types::#module::SCHEMA))
        }
        _ => None,
    }
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
            kept.filter_map(|rule| self::rule(ctx, rule)).collect()
        }
        _ => Vec::new(),
    }
}

fn use_rules(ctx: Ctx<'_>, id: TypeId, access: Access) -> Vec<TokenStream> {
    if ctx.is_opaque(id) {
        return Vec::new();
    }
    let def = ctx.ty(id);
    let mut rules = match named(ctx, id) {
        Some(path) => {
            let mut rules = vec![quote!(Rule::Ref(#path))];
            rules.extend(extra(ctx, def));
            rules
        }
        None => {
            let mut rules = shape_rules(ctx, def);
            rules.extend(def.rules.iter().filter_map(|rule| self::rule(ctx, rule)));
            rules
        }
    };
    if def.nullable && !matches!(def.shape, Shape::Json) {
        rules = vec![quote!(Rule::Nullable(&Schema(&[#(#rules),*])))];
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
        Shape::Scalar(scalar) => scalar_rules(*scalar),
        Shape::Enum(one) => enum_rules(one),
        Shape::Struct(shape) => struct_rules(ctx, def.id, shape),
        Shape::Union(union) => union_rules(ctx, union),
        Shape::List(item) => {
            let item = reference(ctx, *item);
            vec![quote!(Rule::Type(Types::ARRAY)), quote!(Rule::Items(#item))]
        }
        Shape::Map(value) => {
            let value = reference(ctx, *value);
            vec![
                quote!(Rule::Type(Types::OBJECT)),
                quote!(Rule::Additional(#value)),
            ]
        }
        Shape::Tuple(items) => {
            let items = items.iter().map(|item| at_use(ctx, *item));
            vec![
                quote!(Rule::Type(Types::ARRAY)),
                quote!(Rule::PrefixItems(&[#(#items),*])),
            ]
        }
        Shape::Alias(id) => use_rules(ctx, *id, Access::Both),
        Shape::Json => Vec::new(),
        Shape::Never => vec![quote!(Rule::Never)],
    }
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

fn enum_rules(one: &Enum) -> Vec<TokenStream> {
    let values = one.values.iter().map(|value| literal(&value.value));
    vec![quote!(Rule::Enum(&[#(#values),*]))]
}

fn struct_rules(ctx: Ctx<'_>, id: TypeId, shape: &Struct) -> Vec<TokenStream> {
    let views = ctx.fields(id, shape);
    let mut rules = vec![quote!(Rule::Type(Types::OBJECT))];
    let mut properties: Vec<TokenStream> = views
        .iter()
        .map(|view| {
            let (name, rules) = (
                &view.field.wire,
                use_rules(ctx, view.field.ty, view.field.access),
            );
            quote!((#name, Schema(&[#(#rules),*])))
        })
        .collect();
    let variant = ctx.variant(shape);
    if let Some((_, union)) = variant {
        properties.extend(alternatives(ctx, union));
    }
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
    match shape.additional {
        Additional::Ignored => {}
        Additional::Forbidden => rules.push(quote!(Rule::Closed)),
        Additional::Typed(id) => {
            let schema = reference(ctx, id);
            rules.push(quote!(Rule::Additional(#schema)));
        }
    }
    if let Some((_, union)) = variant {
        rules.push(choice(ctx, union));
    }
    rules
}

fn union_rules(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    if union.tag != Tag::Key {
        return vec![choice(ctx, union)];
    }
    let properties = alternatives(ctx, union);
    vec![
        quote!(Rule::Type(Types::OBJECT)),
        quote!(Rule::Properties(&[#(#properties),*])),
        choice(ctx, union),
    ]
}

/// The properties that the alternatives of a keyed union bring.
fn alternatives(ctx: Ctx<'_>, union: &Union) -> Vec<TokenStream> {
    let keyed = union.variants.iter().filter(|_| union.tag == Tag::Key);
    keyed
        .flat_map(|variant| {
            let table = at_use(ctx, variant.ty);
            variant.tags.iter().map(move |key| quote!((#key, #table)))
        })
        .collect()
}

/// `oneOf` or `anyOf`; for a keyed union, over the keys alone, as their values are checked as properties.
fn choice(ctx: Ctx<'_>, union: &Union) -> TokenStream {
    let branches = union.variants.iter().map(|variant| match union.tag {
        Tag::Key => {
            let keys = &variant.tags;
            quote!(Schema(&[Rule::Required(&[#(#keys),*])]))
        }
        Tag::Property(_) | Tag::Shape => at_use(ctx, variant.ty),
    });
    if union.exclusive {
        quote!(Rule::OneOf(&[#(#branches),*]))
    } else {
        quote!(Rule::AnyOf(&[#(#branches),*]))
    }
}

fn rule(ctx: Ctx<'_>, rule: &Rule) -> Option<TokenStream> {
    Some(match &rule.kind {
        RuleKind::MinLength(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MinLength(#limit))
        }
        RuleKind::MaxLength(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MaxLength(#limit))
        }
        RuleKind::Pattern(source) => {
            let pattern = constant(ctx, source)?;
            quote!(Rule::Pattern(&#pattern))
        }
        RuleKind::Minimum(number) => quote!(Rule::Minimum(Number(#number))),
        RuleKind::Maximum(number) => quote!(Rule::Maximum(Number(#number))),
        RuleKind::ExclusiveMinimum(number) => quote!(Rule::ExclusiveMinimum(Number(#number))),
        RuleKind::ExclusiveMaximum(number) => quote!(Rule::ExclusiveMaximum(Number(#number))),
        RuleKind::MultipleOf(number) => quote!(Rule::MultipleOf(Number(#number))),
        RuleKind::MinItems(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MinItems(#limit))
        }
        RuleKind::MaxItems(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MaxItems(#limit))
        }
        RuleKind::UniqueItems => quote!(Rule::UniqueItems),
        RuleKind::Contains { schema, min, max } => {
            let (schema, min) = (reference(ctx, *schema), whole(*min));
            let max = option(max.map(|max| whole(max).into_token_stream()));
            quote!(Rule::Contains { schema: #schema, min: #min, max: #max })
        }
        RuleKind::MinProperties(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MinProperties(#limit))
        }
        RuleKind::MaxProperties(limit) => {
            let limit = whole(*limit);
            quote!(Rule::MaxProperties(#limit))
        }
        RuleKind::Required(names) => quote!(Rule::Required(&[#(#names),*])),
        RuleKind::PropertyNames(id) => {
            let schema = reference(ctx, *id);
            quote!(Rule::PropertyNames(#schema))
        }
        RuleKind::PatternProperties(entries) => {
            let entries = entries.iter().filter_map(|(source, id)| {
                let pattern = constant(ctx, source)?;
                let schema = at_use(ctx, *id);
                Some(quote!((#pattern, #schema)))
            });
            quote!(Rule::PatternProperties(&[#(#entries),*]))
        }
        RuleKind::DependentRequired(entries) => {
            let entries = entries
                .iter()
                .map(|(name, names)| quote!((#name, &[#(#names),*])));
            quote!(Rule::DependentRequired(&[#(#entries),*]))
        }
        RuleKind::DependentSchemas(entries) => {
            let entries = entries.iter().map(|(name, id)| {
                let schema = at_use(ctx, *id);
                quote!((#name, #schema))
            });
            quote!(Rule::DependentSchemas(&[#(#entries),*]))
        }
        RuleKind::Const(value) => {
            let value = literal(value);
            quote!(Rule::Const(&#value))
        }
        RuleKind::Enum(values) => {
            let values = values.iter().map(literal);
            quote!(Rule::Enum(&[#(#values),*]))
        }
        RuleKind::Not(id) => {
            let schema = reference(ctx, *id);
            quote!(Rule::Not(#schema))
        }
        RuleKind::AllOf(ids) => {
            let schemas = ids.iter().map(|id| at_use(ctx, *id));
            quote!(Rule::AllOf(&[#(#schemas),*]))
        }
        RuleKind::AnyOf(ids) => {
            let schemas = ids.iter().map(|id| at_use(ctx, *id));
            quote!(Rule::AnyOf(&[#(#schemas),*]))
        }
        RuleKind::OneOf(ids) => {
            let schemas = ids.iter().map(|id| at_use(ctx, *id));
            quote!(Rule::OneOf(&[#(#schemas),*]))
        }
        RuleKind::If {
            condition,
            then,
            otherwise,
        } => {
            let condition = reference(ctx, *condition);
            let then = option(then.map(|id| reference(ctx, id)));
            let otherwise = option(otherwise.map(|id| reference(ctx, id)));
            quote!(Rule::If { condition: #condition, then: #then, otherwise: #otherwise })
        }
        RuleKind::Format(_) => return None,
    })
}

/// The constant that holds a pattern; none where the pattern could not be read, which is reported.
fn constant(ctx: Ctx<'_>, source: &str) -> Option<TokenStream> {
    let name = ident::ident(ctx.facts.patterns.constants.get(source)?);
    Some(quote!(crate::patterns::#name))
}

/// A number without a suffix, as people write it.
fn whole(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
}
