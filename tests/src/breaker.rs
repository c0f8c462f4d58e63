//! Values that keep every limit of a table, and the same values broken in one place each.
use crate::text_maker;
use factify::{Format, Literal, Number, Rule, Schema, Types};
use serde_json::{Map, Value, json};

/// A value that breaks one rule.
#[derive(Debug)]
pub struct Broken {
    /// JSON pointer of the place that a report must name.
    pub place: String,
    /// The keyword that a report must name.
    pub keyword: &'static str,
    /// The whole value.
    pub value: Value,
}

/// Objects deeper than this have only the properties that they must have.
const FULL: usize = 4;
/// Nothing of a recursive table goes deeper.
const DEEPEST: usize = 24;

/// The rules that hold of a value, references followed. Of alternatives the first is taken.
fn rules(schema: &'static Schema) -> Vec<&'static Rule> {
    let mut out = Vec::new();
    gather(schema, &mut out);
    out
}

fn gather(schema: &'static Schema, out: &mut Vec<&'static Rule>) {
    for rule in schema.0 {
        match rule {
            Rule::Ref(inner) | Rule::Nullable(inner) => gather(inner, out),
            Rule::AllOf(all) => all.iter().for_each(|inner| gather(inner, out)),
            Rule::OneOf(all) | Rule::AnyOf(all) => gather(&all[0], out),
            other => out.push(other),
        }
    }
}

/// Whether a value of the schema is one of several alternatives: a wrong type or a missing name may then be another's.
fn is_union(schema: &'static Schema) -> bool {
    schema.0.iter().any(|rule| match rule {
        Rule::OneOf(_) | Rule::AnyOf(_) => true,
        Rule::Ref(inner) | Rule::Nullable(inner) => is_union(inner),
        Rule::AllOf(all) => all.iter().any(is_union),
        _ => false,
    })
}

fn is_nullable(schema: &'static Schema) -> bool {
    schema.0.iter().any(|rule| match rule {
        Rule::Nullable(_) => true,
        Rule::Ref(inner) => is_nullable(inner),
        _ => false,
    })
}

/// Names that another alternative asks for: with one of them there, more than one would fit.
fn foreign(schema: &'static Schema, out: &mut Vec<&'static str>) {
    for rule in schema.0 {
        match rule {
            Rule::Ref(inner) | Rule::Nullable(inner) => foreign(inner, out),
            Rule::AllOf(all) => all.iter().for_each(|inner| foreign(inner, out)),
            Rule::OneOf(all) | Rule::AnyOf(all) => {
                for alternative in &all[1..] {
                    out.extend(rules(alternative).into_iter().flat_map(required));
                }
            }
            _ => {}
        }
    }
}

fn required(rule: &Rule) -> &'static [&'static str] {
    match rule {
        Rule::Required(names) => names,
        _ => &[],
    }
}

/// A value that keeps every limit, with all properties that it can have.
///
/// # Panics
///
/// When a pattern is beyond the maker of texts.
#[must_use]
pub fn good(schema: &'static Schema) -> Value {
    make(schema, 0).expect("no table asks for what cannot end")
}

fn make(schema: &'static Schema, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let rules = rules(schema);
    for rule in &rules {
        match rule {
            Rule::Const(value) => return Some(plain(value)),
            Rule::Enum(values) => return Some(plain(&values[0])),
            Rule::Items(item) => return list(&rules, item, depth),
            _ => {}
        }
    }
    if has(&rules, Types::OBJECT) || rules.iter().any(|rule| matches!(rule, Rule::Required(_))) {
        return object(schema, &rules, depth);
    }
    Some(scalar(&rules))
}

fn list(rules: &[&Rule], item: &'static Schema, depth: usize) -> Option<Value> {
    let least = rules.iter().find_map(|rule| match rule {
        Rule::MinItems(least) => Some(*least),
        _ => None,
    });
    let wanted = least.unwrap_or(u64::from(depth < FULL));
    match (make(item, depth + 1), wanted) {
        (Some(item), wanted) => Some((0..wanted).map(|_| item.clone()).collect()),
        (None, 0) => Some(json!([])),
        (None, _) => least.is_none().then(|| json!([])),
    }
}

fn object(schema: &'static Schema, rules: &[&'static Rule], depth: usize) -> Option<Value> {
    let needed: Vec<&str> = rules
        .iter()
        .flat_map(|rule| required(rule))
        .copied()
        .collect();
    let mut others = Vec::new();
    foreign(schema, &mut others);
    let mut out = Map::new();
    for rule in rules {
        match rule {
            Rule::Properties(properties) => {
                for (name, inner) in *properties {
                    let must = needed.contains(name);
                    if !must && (depth >= FULL || others.contains(name)) {
                        continue;
                    }
                    match make(inner, depth + 1) {
                        Some(value) => drop(out.insert((*name).to_owned(), value)),
                        None if must => return None,
                        None => {}
                    }
                }
            }
            Rule::Additional(inner) if depth < FULL => {
                if let Some(value) = make(inner, depth + 1) {
                    out.insert("more".to_owned(), value);
                }
            }
            _ => {}
        }
    }
    Some(Value::Object(out))
}

fn has(rules: &[&Rule], types: Types) -> bool {
    rules
        .iter()
        .any(|rule| matches!(rule, Rule::Type(own) if own.meets(types)))
}

fn scalar(rules: &[&Rule]) -> Value {
    let mut schema = Map::new();
    let mut least: Option<f64> = None;
    for rule in rules {
        match rule {
            Rule::Pattern(pattern) => {
                drop(schema.insert("pattern".to_owned(), pattern.source.into()));
            }
            Rule::MinLength(length) => {
                drop(schema.insert("minLength".to_owned(), (*length).into()));
            }
            Rule::MaxLength(length) => {
                drop(schema.insert("maxLength".to_owned(), (*length).into()));
            }
            Rule::Format(format) => {
                schema.insert("format".to_owned(), word(*format).into());
            }
            Rule::Minimum(bound) => least = Some(number(*bound)),
            Rule::ExclusiveMinimum(bound) => least = Some(number(*bound) + 1.0),
            _ => {}
        }
    }
    if has(rules, Types::STRING) {
        return text_maker::text(&Value::Object(schema))
            .expect("patterns of the document are within the maker")
            .into();
    }
    if has(rules, Types::BOOLEAN) {
        return true.into();
    }
    if has(rules, Types::INTEGER.or(Types::NUMBER)) {
        let bound = least.unwrap_or(1.0);
        return whole(bound);
    }
    json!({ "any": [1, null] })
}

/// A number as an integer where it is one.
fn whole(value: f64) -> Value {
    serde_json::from_str(&format!("{value:.0}")).expect("digits are JSON")
}

fn number(bound: Number) -> f64 {
    bound.0.parse().expect("the document's numbers are numbers")
}

fn word(format: Format) -> &'static str {
    match format {
        Format::DateTime => "date-time",
        Format::Date => "date",
        Format::Uuid => "uuid",
        Format::Byte => "byte",
        Format::Binary => "binary",
        Format::Ipv4 => "ipv4",
        Format::Ipv6 => "ipv6",
    }
}

fn plain(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => (*value).into(),
        Literal::Number(text) => serde_json::from_str(text).expect("digits are JSON"),
        Literal::String(text) => (*text).into(),
        Literal::Array(items) => items.iter().map(plain).collect(),
        Literal::Object(fields) => fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), plain(value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The good value, broken in each place by each rule that a single change breaks.
///
/// # Panics
///
/// Never: the places are those of the value.
#[must_use]
pub fn broken(schema: &'static Schema, value: &Value) -> Vec<Broken> {
    let mut out = Vec::new();
    walk(schema, value, "", false, &mut |place, keyword, part| {
        let mut whole = value.clone();
        *whole
            .pointer_mut(place)
            .expect("the place is of this value") = part;
        out.push(Broken {
            place: place.to_owned(),
            keyword,
            value: whole,
        });
    });
    out
}

type Report<'r> = &'r mut dyn FnMut(&str, &'static str, Value);

/// `near` says that the value decides which alternative is meant, so that its type and names have to stay.
fn walk(schema: &'static Schema, value: &Value, place: &str, near: bool, report: Report<'_>) {
    let rules = rules(schema);
    let union = near || is_union(schema);
    if !union && let Some(wrong) = of_another_type(&rules, is_nullable(schema)) {
        report(place, "type", wrong);
    }
    for rule in &rules {
        if let Some((keyword, part)) = broken_part(rule, &rules, value, union) {
            report(place, keyword, part);
        }
        let mut inside = |name: &str, inner: &'static Schema| {
            if let Some(part) = value.get(name) {
                let step = crate::maker::escape(name);
                walk(inner, part, &format!("{place}/{step}"), union, report);
            }
        };
        match rule {
            Rule::Properties(properties) => {
                for (name, inner) in *properties {
                    inside(name, inner);
                }
            }
            Rule::Additional(inner) => inside("more", inner),
            Rule::Items(inner) => {
                if let Some(item) = value.get(0) {
                    walk(inner, item, &format!("{place}/0"), union, report);
                }
            }
            _ => {}
        }
    }
}

fn of_another_type(rules: &[&Rule], nullable: bool) -> Option<Value> {
    let own = rules.iter().find_map(|rule| match rule {
        Rule::Type(types) => Some(*types),
        _ => None,
    })?;
    let others = [
        (Types::NULL, Value::Null),
        (Types::STRING, json!("text")),
        (Types::ARRAY, json!([])),
    ];
    others
        .into_iter()
        .find(|(types, _)| !(own.meets(*types) || nullable && *types == Types::NULL))
        .map(|(_, value)| value)
}

/// What a value becomes so that it breaks this rule and no other.
fn broken_part(
    rule: &Rule,
    rules: &[&Rule],
    value: &Value,
    union: bool,
) -> Option<(&'static str, Value)> {
    let patterned = rules.iter().any(|rule| matches!(rule, Rule::Pattern(_)));
    let is_base64 = rules
        .iter()
        .any(|rule| matches!(rule, Rule::Format(Format::Byte)));
    let longer = |count: u64| "x".repeat(usize::try_from(count).unwrap_or(usize::MAX));
    Some(match rule {
        Rule::MinLength(least) if *least > 0 && !patterned => {
            ("minLength", longer(least - 1).into())
        }
        // Base64 comes in fours.
        Rule::MaxLength(most) if is_base64 => ("maxLength", longer((most / 4 + 1) * 4).into()),
        Rule::MaxLength(most) if !patterned => ("maxLength", longer(most + 1).into()),
        Rule::Pattern(_) => ("pattern", format!("{}\u{1}", value.as_str()?).into()),
        Rule::Format(Format::Binary) => return None,
        Rule::Format(_) if !union => ("format", "none of that format".into()),
        Rule::Minimum(bound) => ("minimum", whole(number(*bound) - 1.0)),
        Rule::Maximum(bound) => ("maximum", whole(number(*bound) + 1.0)),
        Rule::ExclusiveMinimum(bound) => ("exclusiveMinimum", whole(number(*bound))),
        Rule::MinItems(least) if *least > 0 => {
            let items = value.as_array()?;
            ("minItems", items[1..].to_vec().into())
        }
        Rule::MaxItems(most) => {
            let item = value.get(0)?;
            ("maxItems", (0..=*most).map(|_| item.clone()).collect())
        }
        Rule::Enum(values) if values.len() > 1 && value.is_string() => {
            ("enum", "no such value".into())
        }
        Rule::Required(names) if !union && !names.is_empty() => {
            let mut fields = value.as_object()?.clone();
            fields.remove(names[0]);
            ("required", fields.into())
        }
        Rule::Closed => {
            let mut fields = value.as_object()?.clone();
            fields.insert("no such property".to_owned(), 1.into());
            ("additionalProperties", fields.into())
        }
        _ => return None,
    })
}
