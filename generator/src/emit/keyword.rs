//! Assertion keywords as rows of a schema's table: the other end of `resolve::rules`.
use super::literal::literal;
use super::rules::{at_use, reference};
use crate::analyze::{Ctx, ident};
use crate::ir::{Json, Rule, RuleKind, TypeId};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// The rows of a type's keywords.
pub(crate) fn keywords(ctx: Ctx<'_>, rules: &[Rule]) -> Vec<TokenStream> {
    let kept = asserted(ctx, rules).into_iter();
    kept.filter_map(|rule| keyword(ctx, rule)).collect()
}

/// The rules that can be asserted: no pattern that could not be read. Where that is a pattern of names, nothing is known
/// of the names that are left, so that what holds of those is not asserted either.
pub(crate) fn asserted<'r>(ctx: Ctx<'_>, rules: &'r [Rule]) -> Vec<&'r Rule> {
    let open = rules.iter().any(|rule| match &rule.kind {
        RuleKind::PatternProperties(entries) => entries.iter().any(|(at, _)| !is_read(ctx, at)),
        _ => false,
    });
    let kept = rules.iter().filter(|rule| match &rule.kind {
        RuleKind::Pattern(source) => is_read(ctx, source),
        RuleKind::Additional(_) | RuleKind::Closed => !open,
        _ => true,
    });
    kept.collect()
}

/// Whether a matcher was made of the pattern.
pub(crate) fn is_read(ctx: Ctx<'_>, source: &str) -> bool {
    ctx.facts.patterns.constants.contains_key(source)
}

/// The row of one keyword; none for annotations and for patterns that could not be read, which is reported.
pub(crate) fn keyword(ctx: Ctx<'_>, rule: &Rule) -> Option<TokenStream> {
    Some(match &rule.kind {
        RuleKind::MinLength(limit) => count("MinLength", *limit),
        RuleKind::MaxLength(limit) => count("MaxLength", *limit),
        RuleKind::Pattern(source) => {
            let pattern = constant(ctx, source)?;
            quote!(Rule::Pattern(&#pattern))
        }
        RuleKind::Minimum(text) => number("Minimum", text),
        RuleKind::Maximum(text) => number("Maximum", text),
        RuleKind::ExclusiveMinimum(text) => number("ExclusiveMinimum", text),
        RuleKind::ExclusiveMaximum(text) => number("ExclusiveMaximum", text),
        RuleKind::MultipleOf(text) => number("MultipleOf", text),
        RuleKind::MinItems(limit) => count("MinItems", *limit),
        RuleKind::MaxItems(limit) => count("MaxItems", *limit),
        RuleKind::UniqueItems => quote!(Rule::UniqueItems),
        RuleKind::PrefixItems(ids) => several(ctx, "PrefixItems", ids),
        RuleKind::Items(id) => one(ctx, "Items", *id),
        RuleKind::Contains { schema, min, max } => contains(ctx, *schema, *min, *max),
        RuleKind::MinProperties(limit) => count("MinProperties", *limit),
        RuleKind::MaxProperties(limit) => count("MaxProperties", *limit),
        RuleKind::Required(names) => quote!(Rule::Required(&[#(#names),*])),
        RuleKind::PropertyNames(id) => one(ctx, "PropertyNames", *id),
        RuleKind::PatternProperties(entries) => pattern_properties(ctx, entries),
        RuleKind::Additional(id) => one(ctx, "Additional", *id),
        RuleKind::Closed => quote!(Rule::Closed),
        RuleKind::DependentRequired(entries) => {
            let entries = entries
                .iter()
                .map(|(name, names)| quote!((#name, &[#(#names),*])));
            quote!(Rule::DependentRequired(&[#(#entries),*]))
        }
        RuleKind::DependentSchemas(entries) => dependent_schemas(ctx, entries),
        RuleKind::Const(value) => {
            let value = literal(value);
            quote!(Rule::Const(&#value))
        }
        RuleKind::Enum(values) => self::values(values),
        RuleKind::Not(id) => one(ctx, "Not", *id),
        RuleKind::AllOf(ids) => several(ctx, "AllOf", ids),
        RuleKind::AnyOf(ids) => several(ctx, "AnyOf", ids),
        RuleKind::OneOf(ids) => several(ctx, "OneOf", ids),
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
        RuleKind::Format(name) => {
            let format = ctx.facts.formats.asserted(name)?;
            let (module, function) = (ident::ident(format.module), ident::ident(format.function));
            quote!(Rule::Asserted { format: #name, admits: crate::parts::#module::#function })
        }
    })
}

fn count(name: &str, limit: u64) -> TokenStream {
    let (name, limit) = (format_ident!("{name}"), Literal::u64_unsuffixed(limit));
    quote!(Rule::#name(#limit))
}

fn number(name: &str, text: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(Rule::#name(Number(#text)))
}

fn one(ctx: Ctx<'_>, name: &str, id: TypeId) -> TokenStream {
    let (name, schema) = (format_ident!("{name}"), reference(ctx, id));
    quote!(Rule::#name(#schema))
}

fn several(ctx: Ctx<'_>, name: &str, ids: &[TypeId]) -> TokenStream {
    let name = format_ident!("{name}");
    let schemas = ids.iter().map(|id| at_use(ctx, *id));
    quote!(Rule::#name(&[#(#schemas),*]))
}

fn contains(ctx: Ctx<'_>, schema: TypeId, min: u64, max: Option<u64>) -> TokenStream {
    let (schema, min) = (reference(ctx, schema), Literal::u64_unsuffixed(min));
    let max = option(max.map(|max| {
        let max = Literal::u64_unsuffixed(max);
        quote!(#max)
    }));
    quote!(Rule::Contains { schema: #schema, min: #min, max: #max })
}

fn pattern_properties(ctx: Ctx<'_>, entries: &[(String, TypeId)]) -> TokenStream {
    let entries = entries.iter().filter_map(|(source, id)| {
        let (pattern, schema) = (constant(ctx, source)?, at_use(ctx, *id));
        Some(quote!((#pattern, #schema)))
    });
    quote!(Rule::PatternProperties(&[#(#entries),*]))
}

fn dependent_schemas(ctx: Ctx<'_>, entries: &[(String, TypeId)]) -> TokenStream {
    let entries = entries.iter().map(|(name, id)| {
        let schema = at_use(ctx, *id);
        quote!((#name, #schema))
    });
    quote!(Rule::DependentSchemas(&[#(#entries),*]))
}

fn values(values: &[Json]) -> TokenStream {
    let values = values.iter().map(literal);
    quote!(Rule::Enum(&[#(#values),*]))
}

/// The constant that holds a pattern.
fn constant(ctx: Ctx<'_>, source: &str) -> Option<TokenStream> {
    let name = ident::ident(ctx.facts.patterns.constants.get(source)?);
    Some(quote!(crate::patterns::#name))
}

fn option(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), |tokens| quote!(Some(#tokens)))
}
