//! `enum` and `const`: an open set of values where they are strings or integers, a checked value otherwise.
use super::Resolver;
use super::merge::Merged;
use super::shape::Shaped;
use crate::diag::Code;
use crate::ir::{Enum, EnumRepr, EnumValue, Json, RuleKind, Scalar, Shape, TypeId};
use crate::oas::{Flat, Kind, Types, extension};
use crate::source::{Node, Pointer};

impl<'a> Resolver<'a, '_> {
    /// The shape of schemas that list their values; `values` is what all lists leave, `null` apart.
    pub(super) fn enumeration(
        &mut self,
        id: TypeId,
        merged: &Merged<'a>,
        values: &[Json],
    ) -> Shaped {
        let nullable = merged.nullable;
        let at = enum_place(&merged.flats).unwrap_or_else(|| merged.at.clone());
        if values.is_empty()
            && merged
                .flats
                .iter()
                .any(|flat| flat.values.as_deref() == Some(&[]))
        {
            let message = "this list of values is empty, so it is ignored";
            if let Some(finding) = self.report(Code::EmptyEnum, &at, message) {
                finding.help("give it values, or delete it");
            }
            let shape = if merged.groups.is_empty() {
                self.plain(id, merged)
            } else {
                self.composed(id, merged)
            };
            return Shaped { shape, nullable };
        }
        if values.is_empty() {
            self.const_outside_enum(merged);
            let nullable = nullable || merged.flats.iter().all(only_null);
            return Shaped {
                shape: Shape::Never,
                nullable,
            };
        }
        if let Some(Kind::Object | Kind::Array) = merged.types.and_then(Types::single) {
            self.list_values(id, merged, values, &at);
            return Shaped {
                shape: self.plain(id, merged),
                nullable,
            };
        }
        let values = self.of_type(merged.types, values, &at);
        self.report_strangers(merged.types, &values, &at);
        Shaped {
            shape: self.listed(id, merged, &values, &at),
            nullable,
        }
    }

    fn listed(&mut self, id: TypeId, merged: &Merged<'a>, values: &[Json], at: &Pointer) -> Shape {
        if merged.types.is_none() && merged.flats.iter().any(|flat| flat.values.is_some()) {
            self.report(Code::UntypedEnum, at, "the type is taken from the values");
        }
        let repr = if values.iter().all(|value| matches!(value, Json::String(_))) {
            EnumRepr::String
        } else if values.iter().all(is_integer) && merged.types != Some(Types::NUMBER) {
            EnumRepr::Integer
        } else {
            self.list_values(id, merged, values, at);
            if values.iter().all(|value| matches!(value, Json::Bool(_))) {
                return Shape::Scalar(Scalar::Bool);
            }
            if values.iter().all(|value| matches!(value, Json::Number(_))) {
                return Shape::Scalar(Scalar::Number);
            }
            self.table
                .get_mut(id)
                .rules
                .retain(|rule| !matches!(rule.kind, RuleKind::Enum(_) | RuleKind::Const(_)));
            EnumRepr::Mixed
        };
        let mut distinct: Vec<EnumValue> = Vec::with_capacity(values.len());
        for value in values {
            if distinct.iter().all(|known| known.value != *value) {
                let (name, docs) = described(&merged.flats, value);
                distinct.push(EnumValue {
                    value: value.clone(),
                    name,
                    docs,
                });
            }
        }
        Shape::Enum(Enum {
            repr,
            typed: merged.types.is_some(),
            values: distinct,
        })
    }

    fn list_values(&mut self, id: TypeId, merged: &Merged<'a>, values: &[Json], at: &Pointer) {
        let kind = match values {
            [only] if merged.flats.iter().all(|flat| flat.values.is_none()) => {
                RuleKind::Const(only.clone())
            }
            _ => RuleKind::Enum(values.to_vec()),
        };
        self.add(id, kind, at);
    }

    /// YAML reads `- 1` and `- no` as what they look like; where the type says otherwise it was meant as that.
    fn of_type(&mut self, types: Option<Types>, values: &[Json], at: &Pointer) -> Vec<Json> {
        let kind = types.and_then(Types::single);
        let mut changed = false;
        let repaired = values.iter().map(|value| match (kind, value) {
            (Some(Kind::String), Json::Number(_) | Json::Bool(_)) => {
                changed = true;
                Json::String(value.to_string())
            }
            (Some(Kind::Integer | Kind::Number), Json::String(text))
                if super::decimal::compare(text, "0").is_some() =>
            {
                changed = true;
                Json::Number(text.clone())
            }
            (_, value) => value.clone(),
        });
        let repaired = repaired.collect();
        if changed {
            let message = "some values are not of the schema's type; they are read as if they were";
            if let Some(finding) = self.report(Code::Contradiction, at, message) {
                finding.help("write them as the type has them; in YAML look at quotes");
            }
        }
        repaired
    }

    /// Values that the type refuses although nothing repairs them: they can never be used.
    fn report_strangers(&mut self, types: Option<Types>, values: &[Json], at: &Pointer) {
        let Some(types) = types else { return };
        let strangers: Vec<&Json> = values
            .iter()
            .filter(|value| !admits(types, value))
            .collect();
        let [first, rest @ ..] = strangers.as_slice() else {
            return;
        };
        let others = match rest.len() {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        let message = format!(
            "a value{others} is {}, which the schema's type does not allow",
            first.kind()
        );
        if let Some(finding) = self.report(Code::Contradiction, at, message) {
            finding.help("correct the value, or the type");
        }
    }

    /// A `const` that its own `enum` does not list. Lists that schemas bring together are told where these are merged.
    fn const_outside_enum(&mut self, merged: &Merged<'a>) {
        let [flat] = merged.flats.as_slice() else {
            return;
        };
        if flat.values.is_none() || flat.constant.is_none() {
            return;
        }
        let message = "this is none of the values of the schema's `enum`, so no value is allowed";
        if let Some(finding) = self.report(Code::Contradiction, &flat.at.child("const"), message) {
            finding.related(&flat.at.child("enum"), "the values");
            finding.help("add it to the `enum`, or delete one of the two");
        }
    }
}

fn only_null(flat: &Flat<'_>) -> bool {
    let listed = flat.values.iter().flatten().chain(&flat.constant);
    listed.clone().count() > 0 && listed.clone().all(|value| *value == Json::Null)
}

fn enum_place(flats: &[Flat<'_>]) -> Option<Pointer> {
    flats.iter().rev().find_map(Flat::list_place)
}

/// Whether a value is of one of these types. `null` is not asked about.
pub(super) fn admits(types: Types, value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Bool(_) => types.contains(Types::BOOLEAN),
        Json::Number(text) => {
            let whole = super::decimal::places(text) == Some(0);
            types.contains(Types::NUMBER) || whole && types.contains(Types::INTEGER)
        }
        Json::String(_) => types.contains(Types::STRING),
        Json::Array(_) => types.contains(Types::ARRAY),
        Json::Object(_) => types.contains(Types::OBJECT),
    }
}

fn is_integer(value: &Json) -> bool {
    matches!(value, Json::Number(text) if text.parse::<i64>().is_ok())
}

/// The name and the documentation that extensions give a value, by its place in the list or by itself.
fn described(flats: &[Flat<'_>], value: &Json) -> (Option<String>, Option<String>) {
    let Some(flat) = flats.iter().rev().find(|flat| flat.values.is_some()) else {
        return (None, None);
    };
    let place = flat
        .values
        .iter()
        .flatten()
        .position(|known| known == value);
    let key = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let find = |names: &[&str]| {
        names
            .iter()
            .filter_map(|name| flat.node.get(name))
            .find_map(|node| {
                let item = match node.as_list() {
                    Some(items) => items.get(place?),
                    None => node.get(&key),
                };
                item.and_then(Node::as_str).map(str::to_owned)
            })
    };
    let ms = extension(flat.node, &["x-ms-enum", "values"])
        .and_then(Node::as_list)
        .unwrap_or_default();
    let ms = ms
        .iter()
        .find(|item| item.get("value").map(Node::to_json).as_ref() == Some(value));
    let ms = |name| {
        ms.and_then(|item| item.get(name))
            .and_then(Node::as_str)
            .map(str::to_owned)
    };
    let name = find(&[
        "x-enum-varnames",
        "x-enumNames",
        "x-enum-names",
        "x-speakeasy-enums",
    ])
    .or_else(|| ms("name"));
    let docs = find(&[
        "x-enum-descriptions",
        "x-enumDescriptions",
        "x-speakeasy-enum-descriptions",
    ]);
    (name, docs.or_else(|| ms("description")))
}
