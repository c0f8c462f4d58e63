//! Finds the alternative that the writer of an invalid value had in mind.

use serde_json::Value;

use super::schema::{Rule, Schema};

/// How deep an alternative is looked into; beyond, every value is taken to fit.
const MAX_DEPTH: u32 = 16;

/// What is compared, coarse to fine.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    /// The JSON type, and the constants that tell alternatives apart.
    Kind,
    /// Also the names of the properties that must be there.
    Names,
    /// Also the JSON types of the properties.
    Types,
}

/// The only alternative of whose kind the value is. Nothing when there is none, or more than one whatever the grain.
pub(super) fn nearest(alternatives: &'static [Schema], value: &Value) -> Option<&'static Schema> {
    for grain in [Grain::Kind, Grain::Names, Grain::Types] {
        let mut fitting = alternatives
            .iter()
            .filter(|schema| fits(schema, value, grain, 0));
        let first = fitting.next()?;
        if fitting.next().is_none() {
            return Some(first);
        }
    }
    None
}

fn fits(schema: &Schema, value: &Value, grain: Grain, depth: u32) -> bool {
    depth > MAX_DEPTH
        || schema
            .0
            .iter()
            .all(|rule| fits_rule(rule, value, grain, depth))
}

fn fits_rule(rule: &Rule, value: &Value, grain: Grain, depth: u32) -> bool {
    let fits_part = |part: &Schema| fits(part, value, grain, depth + 1);
    match rule {
        Rule::Never => false,
        Rule::Type(types) => types.admits(value),
        Rule::Nullable(inner) => value.is_null() || fits_part(inner),
        Rule::Ref(target) => fits_part(target),
        Rule::AllOf(parts) => parts.iter().all(fits_part),
        Rule::AnyOf(parts) | Rule::OneOf(parts) => parts.iter().any(fits_part),
        Rule::Const(constant) => constant.is(value),
        Rule::Required(names) if grain >= Grain::Names => value
            .as_object()
            .is_none_or(|object| names.iter().all(|name| object.contains_key(*name))),
        Rule::Properties(properties) => properties.iter().all(|(name, schema)| {
            let property = value.as_object().and_then(|object| object.get(*name));
            property.is_none_or(|property| fits_property(schema, property, grain, depth + 1))
        }),
        _ => true,
    }
}

/// An enum of one value is a constant, and a constant property is what tells alternatives apart.
fn fits_property(schema: &Schema, value: &Value, grain: Grain, depth: u32) -> bool {
    depth > MAX_DEPTH
        || schema.0.iter().all(|rule| match rule {
            Rule::Const(constant) => constant.is(value),
            Rule::Enum([constant]) => constant.is(value),
            Rule::Ref(target) => fits_property(target, value, grain, depth + 1),
            Rule::Type(types) if grain == Grain::Types => types.admits(value),
            _ => true,
        })
}
