//! Limits in words: what rustdoc and the surface snapshots say of the values that a schema allows.
use super::keyword;
use super::markdown::code;
use crate::analyze::Ctx;
use crate::ir::{Json, RuleKind, Scalar, Shape, TypeId};
use crate::resolve::decimal;
use std::cmp::Ordering;

/// How far schemas within schemas are told; beyond that they are only mentioned. Schemas may contain themselves.
const DEPTH: usize = 3;

/// How many values of an `enum` are listed.
const VALUES: usize = 12;

/// How many characters of a pattern are shown.
const PATTERN: usize = 1000;

/// One sentence for each limit.
pub(crate) fn sentences(ctx: Ctx<'_>, id: TypeId) -> Vec<String> {
    told(ctx, id, DEPTH)
}

fn told(ctx: Ctx<'_>, id: TypeId, depth: usize) -> Vec<String> {
    let def = ctx.ty(id);
    // The range of int32 and the like goes without saying.
    let rules: Vec<&RuleKind> = keyword::asserted(ctx, &def.rules)
        .into_iter()
        .filter(|rule| rule.at.last().as_deref() != Some("format"))
        .map(|rule| &rule.kind)
        .collect();
    let mut out = counts(&rules);
    out.extend(numbers(&rules));
    for kind in rules {
        match kind {
            RuleKind::Pattern(_) if ctx.facts.patterns.of(def).is_some() => {}
            RuleKind::AllOf(ids) if depth > 0 => {
                out.extend(ids.iter().flat_map(|id| told(ctx, *id, depth - 1)));
            }
            kind => out.extend(sentence(ctx, kind, depth)),
        }
    }
    if matches!(def.shape, Shape::Scalar(Scalar::Base64)) {
        out.push("Base64 on the wire; limits count its characters.".to_owned());
    }
    match &def.shape {
        Shape::Alias(target) if !ctx.is_opaque(id) && out.is_empty() && depth > 0 => {
            told(ctx, *target, depth - 1)
        }
        _ => out,
    }
}

/// What a schema inside a rule asks for: its limits, or else its kind.
fn inner(ctx: Ctx<'_>, id: TypeId, depth: usize) -> String {
    let said = match depth {
        0 => Vec::new(),
        _ => told(ctx, id, depth - 1),
    };
    if let Shape::Enum(one) = &ctx.ty(ctx.target(id)).shape {
        let values: Vec<&Json> = one.values.iter().map(|value| &value.value).collect();
        return one_of(&values);
    }
    if said.is_empty() {
        format!("{}.", kind(ctx, id))
    } else {
        said.join(" ")
    }
}

fn kind(ctx: Ctx<'_>, id: TypeId) -> &'static str {
    match &ctx.ty(ctx.target(id)).shape {
        Shape::Scalar(Scalar::Bool) => "A boolean",
        Shape::Scalar(Scalar::Integer | Scalar::Unsigned) => "An integer",
        Shape::Scalar(Scalar::Number) => "A number",
        Shape::Scalar(Scalar::DateTime) => "A date-time",
        Shape::Scalar(Scalar::Date) => "A date",
        Shape::Scalar(Scalar::Uuid) => "A UUID",
        Shape::Scalar(Scalar::Ipv4 | Scalar::Ipv6) => "An IP address",
        Shape::Scalar(Scalar::String | Scalar::Base64 | Scalar::Binary) => "A string",
        Shape::Enum(_) => "One of a few values",
        Shape::Struct(_) | Shape::Map(_) => "An object",
        Shape::List(_) | Shape::Tuple(_) => "An array",
        Shape::Union(_) | Shape::Alias(_) => "A schema of its own",
        Shape::Json => "Any value",
        Shape::Never => "Nothing",
    }
}

fn sentence(ctx: Ctx<'_>, kind: &RuleKind, depth: usize) -> Option<String> {
    let inner = |id: &TypeId| inner(ctx, *id, depth);
    Some(match kind {
        RuleKind::MinLength(_)
        | RuleKind::MaxLength(_)
        | RuleKind::MinItems(_)
        | RuleKind::MaxItems(_)
        | RuleKind::MinProperties(_)
        | RuleKind::MaxProperties(_)
        | RuleKind::Minimum(_)
        | RuleKind::Maximum(_)
        | RuleKind::ExclusiveMinimum(_)
        | RuleKind::ExclusiveMaximum(_) => return None,
        RuleKind::MultipleOf(number) => format!("A multiple of {number}."),
        RuleKind::UniqueItems => "No item twice.".to_owned(),
        // Every text matches.
        RuleKind::Pattern(source) if source.is_empty() => return None,
        RuleKind::Pattern(source) => format!("Matches {}.", cut(source)),
        RuleKind::Format(name) => format!("Format: {}.", code(name)),
        RuleKind::PrefixItems(ids) => {
            let each: Vec<String> = ids.iter().map(inner).collect();
            format!("The first items, one by one: {}", each.join(" "))
        }
        RuleKind::Items(id) => format!("Each item behind the first ones: {}", inner(id)),
        RuleKind::Contains { schema, min, max } => {
            let count = counted((Some(*min), *max), ["item", "items"]);
            let count = count.unwrap_or_else(|| "Any number of items.".to_owned());
            format!(
                "{} of this kind: {}",
                count.trim_end_matches('.'),
                inner(schema)
            )
        }
        RuleKind::Required(names) => format!("With {}.", list(names, "and")),
        RuleKind::PropertyNames(id) => format!("Names of entries: {}", inner(id)),
        RuleKind::PatternProperties(entries) => {
            let each: Vec<String> = entries
                .iter()
                .filter(|(pattern, _)| keyword::is_read(ctx, pattern))
                .map(|(pattern, id)| {
                    format!("Entries whose name matches {}: {}", cut(pattern), inner(id))
                })
                .collect();
            each.join(" ")
        }
        RuleKind::Additional(id) => format!("Other entries: {}", inner(id)),
        RuleKind::Closed => "No other entries.".to_owned(),
        RuleKind::DependentRequired(entries) => {
            let each: Vec<String> = entries
                .iter()
                .filter(|(_, names)| !names.is_empty())
                .map(|(name, names)| format!("{} only with {}.", code(name), list(names, "and")))
                .collect();
            each.join(" ")
        }
        RuleKind::DependentSchemas(entries) => {
            let each: Vec<String> = entries
                .iter()
                .map(|(name, id)| format!("Where {} is given: {}", code(name), inner(id)))
                .collect();
            each.join(" ")
        }
        RuleKind::Const(value) => format!("Always {}.", shown(value)),
        RuleKind::Enum(values) => one_of(&values.iter().collect::<Vec<_>>()),
        RuleKind::Not(id) => match only_required(ctx, *id) {
            Some([name]) => format!("Without {}.", code(name)),
            Some(names) => format!("Not with all of {}.", list(names, "and")),
            None => format!("Not this: {}", inner(id)),
        },
        RuleKind::AllOf(_) => "Keeps further rules.".to_owned(),
        RuleKind::AnyOf(ids) => alternatives(ctx, "At least one of", ids),
        RuleKind::OneOf(ids) => alternatives(ctx, "Exactly one of", ids),
        RuleKind::If { .. } => "Further rules depend on what the value is.".to_owned(),
    })
    .filter(|text| !text.is_empty())
}

/// A pattern as code; of one that nobody would read to its end, the beginning.
fn cut(pattern: &str) -> String {
    match pattern.char_indices().nth(PATTERN) {
        Some((end, _)) => format!("{} and so on", code(&pattern[..end])),
        None => code(pattern),
    }
}

/// The names that a schema requires, where it asks for nothing else.
fn only_required(ctx: Ctx<'_>, id: TypeId) -> Option<&[String]> {
    match ctx.ty(id).rules.as_slice() {
        [rule] => match &rule.kind {
            RuleKind::Required(names) => Some(names),
            _ => None,
        },
        _ => None,
    }
}

fn alternatives(ctx: Ctx<'_>, how_many: &str, ids: &[TypeId]) -> String {
    let names: Option<Vec<String>> = ids
        .iter()
        .map(|id| only_required(ctx, *id).map(|names| list(names, "and")))
        .collect();
    match names {
        Some(names) => format!("{how_many}: {}.", names.join("; ")),
        None => format!("{how_many} {} sets of rules holds.", ids.len()),
    }
}

fn one_of(values: &[&Json]) -> String {
    let listed = values.iter().take(VALUES);
    let mut shown: Vec<String> = listed.map(|value| shown(value)).collect();
    if values.len() > VALUES {
        shown.push(format!("{} others", values.len() - VALUES));
    }
    match shown.as_slice() {
        [one] => format!("Always {one}."),
        shown => format!("One of {}.", shown.join(", ")),
    }
}

fn shown(value: &Json) -> String {
    code(&value.to_string())
}

fn list(names: &[String], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    match names.as_slice() {
        [before @ .., last] if !before.is_empty() => {
            format!("{} {word} {last}", before.join(", "))
        }
        names => names.concat(),
    }
}

/// A lower and an upper end.
type Ends<T> = (Option<T>, Option<T>);

fn ends(rules: &[&RuleKind], of: fn(&RuleKind) -> Ends<u64>) -> Ends<u64> {
    rules.iter().fold((None, None), |(low, high), kind| {
        let (lower, higher) = of(kind);
        (low.or(lower), high.or(higher))
    })
}

fn counts(rules: &[&RuleKind]) -> Vec<String> {
    let length = ends(rules, |kind| match kind {
        RuleKind::MinLength(count) => (Some(*count), None),
        RuleKind::MaxLength(count) => (None, Some(*count)),
        _ => (None, None),
    });
    let items = ends(rules, |kind| match kind {
        RuleKind::MinItems(count) => (Some(*count), None),
        RuleKind::MaxItems(count) => (None, Some(*count)),
        _ => (None, None),
    });
    let entries = ends(rules, |kind| match kind {
        RuleKind::MinProperties(count) => (Some(*count), None),
        RuleKind::MaxProperties(count) => (None, Some(*count)),
        _ => (None, None),
    });
    [
        counted(length, ["character", "characters"]),
        counted(items, ["item", "items"]),
        counted(entries, ["entry", "entries"]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `1–255 characters.`; a lower end of nothing says nothing.
fn counted((low, high): Ends<u64>, [one, many]: [&str; 2]) -> Option<String> {
    let of = |count: u64| if count == 1 { one } else { many };
    Some(match (low.filter(|low| *low > 0), high) {
        (None, None) => return None,
        (None, Some(0)) => format!("No {many}."),
        (Some(low), Some(high)) if low == high => format!("Exactly {low} {}.", of(low)),
        (Some(low), Some(high)) => format!("{low}–{high} {many}."),
        (Some(low), None) => format!("At least {low} {}.", of(low)),
        (None, Some(high)) => format!("At most {high} {}.", of(high)),
    })
}

/// `From 0 to 1.`, `Greater than 0, at most 1.`, …
fn numbers(rules: &[&RuleKind]) -> Option<String> {
    let low = tightest(rules, Ordering::Greater, |kind| match kind {
        RuleKind::Minimum(number) => Some((number, false)),
        RuleKind::ExclusiveMinimum(number) => Some((number, true)),
        _ => None,
    });
    let high = tightest(rules, Ordering::Less, |kind| match kind {
        RuleKind::Maximum(number) => Some((number, false)),
        RuleKind::ExclusiveMaximum(number) => Some((number, true)),
        _ => None,
    });
    let lower = |(number, exclusive): (&str, bool)| {
        let words = if exclusive {
            "greater than"
        } else {
            "at least"
        };
        format!("{words} {number}")
    };
    let upper = |(number, exclusive): (&str, bool)| {
        let words = if exclusive { "less than" } else { "at most" };
        format!("{words} {number}")
    };
    let said = match (low, high) {
        (None, None) => return None,
        (Some((low, false)), Some((high, false))) if low == high => format!("exactly {low}"),
        (Some((low, false)), Some((high, false))) => format!("from {low} to {high}"),
        (Some(low), Some(high)) => format!("{}, {}", lower(low), upper(high)),
        (Some(low), None) => lower(low),
        (None, Some(high)) => upper(high),
    };
    let mut said = format!("{said}.");
    said[..1].make_ascii_uppercase();
    Some(said)
}

/// Of an inclusive and an exclusive bound the one that allows less.
fn tightest<'r>(
    rules: &[&'r RuleKind],
    tighter: Ordering,
    of: fn(&RuleKind) -> Option<(&String, bool)>,
) -> Option<(&'r str, bool)> {
    let bounds = rules.iter().filter_map(|kind| of(kind));
    bounds
        .map(|(number, exclusive)| (number.as_str(), exclusive))
        .reduce(|old, new| match decimal::compare(new.0, old.0) {
            Some(order) if order == tighter => new,
            Some(Ordering::Equal) if new.1 => new,
            _ => old,
        })
}
