//! Alternatives beside other keywords: a union, a struct with a union beside its fields, or a struct with checks.
use super::Resolver;
use super::enumeration::admits;
use super::merge::{Group, Merged};
use super::narrow::says_its_kind;
use super::table::{Part, Parts};
use crate::diag::Code;
use crate::ir::{Additional, Json, Origin, RuleKind, Shape, TypeId};
use crate::oas::{Class, Cursor, Types, class};
use crate::source::STASH;
use std::rc::Rc;

impl<'a> Resolver<'a, '_> {
    /// The shape of schemas with `oneOf` or `anyOf` among them.
    pub(super) fn composed(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        let mut unions: Vec<&Group<'a>> = Vec::new();
        let groups: Vec<Group<'a>> = merged
            .groups
            .iter()
            .map(|group| self.possible(merged, group))
            .collect();
        for group in &groups {
            let asserts = group.branches.iter().all(|branch| only_asserts(branch));
            // Without branches there was `null` alone, and that is a type.
            if asserts && !group.branches.is_empty() {
                self.asserted(id, group);
            } else {
                unions.push(group);
            }
        }
        match unions.as_slice() {
            [] => self.plain(id, merged),
            // The kind is said already, so these only check it.
            [only] if merged.types.is_some() && only.branches.iter().all(says_its_kind) => {
                self.several(id, merged, &unions)
            }
            [only] if !merged.has_properties() && scalar_or_none(merged) => {
                self.report_closed(merged);
                if merged.closed && self.is_keyed(only) {
                    self.closed_keys(id, only)
                } else if merged.closed || self.admit_others(merged, only) {
                    self.dealt_out(id, merged, only)
                } else {
                    self.union_of(id, only)
                }
            }
            [only] => self.beside(id, merged, only),
            several => self.several(id, merged, several),
        }
    }

    /// The alternatives that the type beside them leaves, or all where it leaves none. What it rules out is reported.
    fn possible(&mut self, merged: &Merged<'a>, group: &Group<'a>) -> Group<'a> {
        let mut possible = group.clone();
        let Some(types) = merged.types else {
            return possible;
        };
        let mut flats = merged.flats.iter();
        let said = flats.find(|flat| flat.types.is_some());
        let said = said.map(|flat| flat.at.child("type"));
        possible.branches.retain(|branch| {
            let own = self.merge(&Parts::one(branch.clone())).types;
            let is_possible = own.is_none_or(|own| !own.intersection(types).is_empty());
            if !is_possible {
                let message = "the type beside the alternatives rules this one out";
                let finding = self.report(Code::Contradiction, &branch.at, message);
                if let Some((finding, said)) = finding.zip(said.as_ref()) {
                    finding.related(said, "the type");
                }
            }
            is_possible
        });
        if possible.branches.is_empty() {
            return group.clone();
        }
        possible
    }

    /// Whether the alternatives are lists of values, as those that tell each value's meaning, and these are all among them.
    pub(super) fn lists(&mut self, group: &Group<'a>, values: &[Json]) -> bool {
        let mut listed: Vec<Json> = Vec::new();
        for branch in &group.branches {
            match &self.merge(&Parts::one(branch.clone())).values {
                Some(own) => listed.extend(own.iter().cloned()),
                None => return false,
            }
        }
        let is_listed = |value: &Json| listed.contains(value) || *value == Json::Null && group.null;
        values.iter().all(is_listed)
    }

    /// Alternatives that only say what must be there, `oneOf: [{required: [a]}, {required: [b]}]`, are checks.
    pub(super) fn asserted(&mut self, id: TypeId, group: &Group<'a>) {
        let branches = group.branches.iter().enumerate();
        let word = if group.exclusive { "OneOf" } else { "AnyOf" };
        let types = branches
            .map(|(n, branch)| self.condition(branch, id, &format!("{word}{}", n + 1)))
            .collect();
        let kind = if group.exclusive {
            RuleKind::OneOf(types)
        } else {
            RuleKind::AnyOf(types)
        };
        self.add(id, kind, &group.at);
    }

    /// An object with alternatives beside its properties.
    fn beside(&mut self, id: TypeId, merged: &Merged<'a>, group: &Group<'a>) -> Shape {
        let branches: Vec<_> = group
            .branches
            .iter()
            .map(|branch| self.merge(&Parts::one(branch.clone())))
            .collect();
        let holds_us = |branch: &Merged<'a>| branch.flats.iter().any(|flat| flat.at == merged.at);
        if branches.iter().all(|branch| holds_us(branch)) {
            // Each alternative extends this very schema, so it has its properties already.
            return self.union_of(id, group);
        }
        let apart = |branch: &Merged<'a>| {
            let objects = branch.types.is_none_or(|types| types == Types::OBJECT);
            let shared = branch
                .properties
                .iter()
                .any(|(name, _)| merged.properties.contains_key(name));
            objects && !shared && branch.values.is_none()
        };
        if !branches.iter().all(|branch| apart(branch)) {
            return self.dealt_out(id, merged, group);
        }
        self.report_closed(merged);
        self.report_closed_alternatives(merged, &branches);
        let mut fields = self.fields(id, merged);
        let origin = Origin::Nested {
            parent: id,
            role: "Variant".to_owned(),
        };
        let variant = self.table.push(origin, group.at.clone(), Shape::Json);
        let shape = self.union_of(variant, group);
        let def = self.table.get_mut(variant);
        def.nullable = matches!(shape, Shape::Json);
        def.shape = shape;
        fields.variant = Some(variant);
        Shape::Struct(fields)
    }

    /// Whether an alternative lists values of which the type beside the alternatives rules some out.
    fn admit_others(&mut self, merged: &Merged<'a>, group: &Group<'a>) -> bool {
        let Some(types) = merged.types else {
            return false;
        };
        group.branches.iter().any(|branch| {
            let branch = self.merge(&Parts::one(branch.clone()));
            let mut values = branch.values.iter().flatten();
            branch.types.is_none() && values.any(|value| !admits(types, value))
        })
    }

    /// A closed alternative forbids the properties beside the alternatives. That is checked to the letter.
    fn report_closed_alternatives(&mut self, merged: &Merged<'a>, branches: &[Rc<Merged<'a>>]) {
        for branch in branches.iter().filter(|branch| branch.closed) {
            let forbids = |name: &&&str| !branch.properties.contains_key(**name);
            if let Some(name) = merged.required.iter().find(forbids) {
                let message = format!(
                    "no object can be this alternative: `{name}` is required beside it, and forbidden here"
                );
                self.report(Code::Contradiction, &branch.at, message);
            }
        }
    }

    /// `base ∧ (a ∨ b)` as `(base ∧ a) ∨ (base ∧ b)`: the alternatives describe properties of the base again.
    fn dealt_out(&mut self, id: TypeId, merged: &Merged<'a>, group: &Group<'a>) -> Shape {
        let base = merged.parts.parts.iter().map(|part| Part {
            cursor: part.cursor.clone(),
            bare: true,
        });
        let base: Vec<Part<'a>> = base.collect();
        let with_base = |branch: &Cursor<'a>| {
            let mut parts = base.clone();
            parts.push(Part {
                cursor: branch.clone(),
                bare: false,
            });
            Parts { parts, only: None }
        };
        let branches = group.branches.iter().map(with_base).collect();
        self.union(id, group, branches)
    }

    /// A union told by its keys, none of which has room for another property: the schema around it is closed.
    fn closed_keys(&mut self, id: TypeId, group: &Group<'a>) -> Shape {
        let mut shape = self.union_of(id, group);
        if let Shape::Union(union) = &mut shape {
            union.closed = true;
        }
        shape
    }

    fn union_of(&mut self, id: TypeId, group: &Group<'a>) -> Shape {
        let branches = group.branches.iter().cloned().map(Parts::one).collect();
        self.union(id, group, branches)
    }

    /// Several sets of alternatives at once. Where the value's kind does not leave one, no type of ours says that, so the
    /// properties beyond the base's stay raw. The alternatives are checked.
    fn several(&mut self, id: TypeId, merged: &Merged<'a>, groups: &[&Group<'a>]) -> Shape {
        for group in groups {
            self.asserted(id, group);
        }
        if let Some(reduced) = self.narrowed(merged, groups) {
            return self.composed(id, &reduced);
        }
        let message = "several sets of alternatives hold of this value at once; what they describe is kept as raw JSON";
        self.report(Code::RawJson, &merged.at, message);
        if !merged.has_properties() {
            return Shape::Json;
        }
        let mut fields = self.fields(id, merged);
        fields.additional = Additional::Typed(self.table.json(&merged.at, id, "Value"));
        Shape::Struct(fields)
    }
}

/// Whether a schema describes nothing, and only says what must or must not be.
pub(super) fn only_asserts(branch: &Cursor<'_>) -> bool {
    let mut asserts = false;
    branch.node.entries().iter().all(|entry| {
        let name = entry.key.strip_prefix(STASH).unwrap_or(&entry.key);
        asserts |= name == "required" || class(name) == Class::Rule;
        name == "required" || matches!(class(name), Class::Docs | Class::Rule)
    }) && asserts
}

/// Alternatives decide alone unless an object's own properties stand beside them.
fn scalar_or_none(merged: &Merged<'_>) -> bool {
    merged
        .types
        .is_none_or(|types| types.single().is_some() || types.is_empty())
}
