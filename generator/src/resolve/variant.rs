//! Tags: which values of a property mean which alternative of a union.
use std::borrow::Cow;

use openapiv3::Discriminator;

use super::Resolver;
use super::merge::Group;
use super::reference::component;
use super::table::Parts;
use super::union::Branch;
use crate::diag::Code;
use crate::hash::HashSet;
use crate::ir::Json;
use crate::oas::{Cursor, Flat, Slot, local};
use crate::source::Pointer;
use crate::vocab::closest;

/// Unions inside unions are looked into this deep for the values of a discriminator.
const DEPTH: u32 = 8;

/// The property's name, and for each alternative the values that mean it.
pub(super) type Tags = (String, Vec<Vec<String>>);

impl<'a> Resolver<'a, '_> {
    /// The tags that a discriminator gives: by its mapping, else by the property's only values, else by name.
    pub(super) fn discriminated(
        &mut self,
        group: &Group<'a>,
        discriminator: &Discriminator,
        branches: &[Branch<'a>],
    ) -> Tags {
        let property = &discriminator.property_name;
        let at = group.at.parent().unwrap_or_default().child("discriminator");
        let mut tags: Vec<Vec<String>> = vec![Vec::new(); branches.len()];
        for (value, target) in &discriminator.mapping {
            let place = mapped(target);
            let holds = |branch: &Branch<'a>| {
                branch
                    .parts
                    .parts
                    .iter()
                    .any(|part| part.cursor.at == place)
            };
            let index = branches
                .iter()
                .position(|branch| branch.parts.own().at == place);
            if let Some(index) = index.or_else(|| branches.iter().position(holds)) {
                tags[index].push(value.clone());
            } else {
                let message =
                    format!("`{value}` is mapped to `{target}`, which is no alternative here");
                self.report(
                    Code::DiscriminatorMapping,
                    &at.child("mapping").child(value),
                    message,
                );
            }
        }
        for (branch, tags) in branches.iter().zip(&mut tags) {
            self.report_mapped(branch, property, &at, tags);
            if tags.is_empty() {
                *tags = self.constants_of(&branch.parts, property, DEPTH);
            }
            if tags.is_empty() {
                tags.extend(component(&branch.parts.own().at).map(Cow::into_owned));
            }
            if tags.is_empty() {
                let message = format!("no value of `{property}` means this alternative");
                self.report(Code::DiscriminatorMapping, &branch.parts.own().at, message);
            }
        }
        self.report_untagged(property, &at, branches);
        (property.clone(), tags)
    }

    /// What is mapped to an alternative is a value that its property can have.
    fn report_mapped(
        &mut self,
        branch: &Branch<'a>,
        property: &str,
        at: &Pointer,
        mapped: &[String],
    ) {
        let Some(first) = mapped.first() else {
            return;
        };
        let values = self.constants_of(&branch.parts, property, DEPTH);
        if values.is_empty() || mapped.iter().any(|value| values.contains(value)) {
            return;
        }
        let own: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let message = format!(
            "`{first}` is mapped to an alternative whose `{property}` can only be {}",
            own.join(", ")
        );
        let at = at.child("mapping").child(first);
        if let Some(finding) = self.report(Code::DiscriminatorMapping, &at, message) {
            finding.related(&branch.parts.own().at, "the alternative");
            finding.help("map the value that the property has");
        }
    }

    /// A discriminator's property is one of each alternative (OpenAPI 3.1.1, section 4.8.25).
    fn report_untagged(&mut self, property: &str, at: &Pointer, branches: &[Branch<'a>]) {
        let mut lacking = Vec::new();
        let mut near = None;
        for branch in branches {
            let merged = self.merge(&branch.parts);
            if !merged.groups.is_empty() || merged.properties.contains_key(property) {
                continue;
            }
            lacking.push(branch.parts.own().at.clone());
            near = near.or_else(|| closest(property, merged.properties.keys().copied()));
        }
        let Some(first) = lacking.first() else {
            return;
        };
        let whole = self.oas.node(&at.parent().unwrap_or_default());
        let own = whole.get("properties").and_then(|all| all.get(property));
        if own.is_some() || whole.get("allOf").is_some() {
            return;
        }
        let which = if lacking.len() == branches.len() {
            "none of the alternatives has"
        } else {
            near = None;
            "not each of the alternatives has"
        };
        let message = format!("{which} a property `{property}`");
        let at = at.child("propertyName");
        if let Some(finding) = self.report(Code::DiscriminatorMapping, &at, message) {
            finding.related(first, "one without it");
            match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.note(),
            };
        }
    }

    /// The values that a property can have in an alternative, those of unions inside it included.
    fn constants_of(&mut self, parts: &Parts<'a>, property: &str, depth: u32) -> Vec<String> {
        let merged = self.merge(parts);
        if let Some(cursors) = merged.properties.get(property) {
            return cursors
                .iter()
                .rev()
                .map(|cursor| self.strings(cursor))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        let mut found = Vec::new();
        if depth > 0 {
            for branch in merged.groups.iter().flat_map(|group| &group.branches) {
                found.extend(self.constants_of(&Parts::one(branch.clone()), property, depth - 1));
            }
        }
        found
    }

    fn strings(&mut self, cursor: &Cursor<'a>) -> Vec<String> {
        match self.parts(std::slice::from_ref(cursor)) {
            Some(parts) => texts(self.merge(&parts).values.as_deref().unwrap_or_default()),
            None => Vec::new(),
        }
    }
}

/// The pointer that a mapping's value means: a reference, or the bare name of a schema.
fn mapped(target: &str) -> Pointer {
    local(target).unwrap_or_else(|| {
        Pointer::root()
            .child("components")
            .child("schemas")
            .child(target)
    })
}

fn texts(values: &[Json]) -> Vec<String> {
    values
        .iter()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect()
}

/// A property that each alternative requires and gives values of its own.
pub(super) fn by_constant(branches: &[Branch<'_>]) -> Option<Tags> {
    let (first, rest) = branches.split_first()?;
    first.merged.properties.keys().find_map(|name| {
        let mut tags = vec![own_values(first, name)?];
        let mut known: HashSet<String> = tags[0].iter().cloned().collect();
        for branch in rest {
            let values = own_values(branch, name)?;
            if values.iter().any(|value| known.contains(value)) {
                return None;
            }
            known.extend(values.iter().cloned());
            tags.push(values);
        }
        (!rest.is_empty()).then(|| ((*name).to_owned(), tags))
    })
}

/// The strings that a required property lists, where it does so itself.
fn own_values(branch: &Branch<'_>, name: &str) -> Option<Vec<String>> {
    let merged = &branch.merged;
    let cursors = merged.properties.get(name)?;
    if !merged.required.contains(name) {
        return None;
    }
    let listed = |cursor: &Cursor<'_>| {
        let Slot::Schema(_) = cursor.slot else {
            return None;
        };
        let values = Flat::listed(cursor.node)?;
        let strings = texts(&values);
        (strings.len() == values.len() && !strings.is_empty()).then_some(strings)
    };
    cursors.iter().rev().find_map(listed)
}
