//! One of several types, and what tells them apart.
use std::borrow::Cow;
use std::rc::Rc;

use super::Resolver;
use super::docs;
use super::merge::{Group, Merged};
use super::reference::component;
use super::table::Parts;
use crate::diag::Code;
use crate::hash::IndexSet;
use crate::ir::{Enum, EnumRepr, EnumValue, Json, Scalar, Shape, Tag, TypeId, Union, Variant};
use crate::oas::{Class, Cursor, Kind, Types, class, raw};

/// One alternative, looked at as a whole.
pub(super) struct Branch<'a> {
    pub(super) parts: Parts<'a>,
    pub(super) merged: Rc<Merged<'a>>,
}

impl<'a> Branch<'a> {
    fn own(&self) -> &Cursor<'a> {
        self.parts.own()
    }

    /// The component's name, else the title.
    pub(super) fn name(&self) -> Option<String> {
        let name = component(&self.own().at).map(Cow::into_owned);
        name.or_else(|| self.own().text("title"))
    }
}

impl<'a> Resolver<'a, '_> {
    /// The shape of alternatives.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        group: &Group<'a>,
        branches: Vec<Parts<'a>>,
    ) -> Shape {
        let branches: Vec<Branch<'a>> = branches
            .into_iter()
            .map(|parts| {
                let merged = self.merge(&parts);
                Branch { parts, merged }
            })
            .collect();
        if branches.is_empty() {
            return if group.null {
                Shape::Never
            } else {
                Shape::Json
            };
        }
        if any_json(&branches) {
            return Shape::Json;
        }
        if let Some(values) = constants(&branches) {
            let typed = branches.iter().all(|branch| branch.merged.types.is_some());
            return Shape::Enum(Enum {
                repr: EnumRepr::String,
                typed,
                values,
            });
        }
        if free_text(&branches) {
            self.report(
                Code::RawJson,
                &group.at,
                "one alternative is any string, so the type is `String`",
            );
            return Shape::Scalar(Scalar::String);
        }
        if let Some(keys) = keys(&branches) {
            return self.keyed(id, group, &branches, &keys);
        }
        self.tagged(id, group, &branches)
    }

    /// Whether the names of properties tell alternatives apart.
    pub(super) fn is_keyed(&mut self, group: &Group<'a>) -> bool {
        let branches = group.branches.iter().cloned().map(Parts::one);
        let branches: Vec<Branch<'a>> = branches
            .map(|parts| {
                let merged = self.merge(&parts);
                Branch { parts, merged }
            })
            .collect();
        keys(&branches).is_some()
    }

    /// Objects with one required property each, whose name tells.
    fn keyed(
        &mut self,
        id: TypeId,
        group: &Group<'a>,
        branches: &[Branch<'a>],
        keys: &[&'a str],
    ) -> Shape {
        let variants = branches.iter().zip(keys).map(|(branch, key)| {
            let cursors = &branch.merged.properties[0];
            Variant {
                source_name: Some((*key).to_owned()),
                ty: self.member(cursors, id, key),
                tags: vec![(*key).to_owned()],
                docs: docs::docs(branch.own())
                    .or_else(|| cursors.iter().rev().find_map(docs::docs)),
                at: branch.own().at.clone(),
            }
        });
        let variants = variants.collect();
        Shape::Union(Union {
            tag: Tag::Key,
            variants,
            exclusive: group.exclusive,
            closed: branches.iter().all(|branch| branch.merged.closed),
        })
    }

    fn tagged(&mut self, id: TypeId, group: &Group<'a>, branches: &[Branch<'a>]) -> Shape {
        let found = match group.discriminator {
            Some(discriminator) => Some(self.discriminated(group, discriminator, branches)),
            None => super::variant::by_constant(branches),
        };
        let (tag, tags) = match found {
            Some((property, tags)) => (Tag::Property(property), tags),
            None => (Tag::Shape, vec![Vec::new(); branches.len()]),
        };
        let variants = branches
            .iter()
            .zip(tags)
            .enumerate()
            .map(|(index, (branch, tags))| {
                let name = branch.name();
                let role = name
                    .clone()
                    .or_else(|| tags.first().cloned())
                    .unwrap_or_else(|| role(&branch.merged, index));
                Variant {
                    ty: self.id(branch.parts.clone(), id, &role),
                    source_name: name.or_else(|| tags.first().cloned()),
                    tags,
                    docs: docs::docs(branch.own()),
                    at: branch.own().at.clone(),
                }
            });
        let variants: Vec<Variant> = variants.collect();
        if tag == Tag::Shape {
            self.report_ambiguous(group, branches);
        }
        Shape::Union(Union {
            tag,
            variants,
            exclusive: group.exclusive,
            closed: false,
        })
    }

    /// Alternatives of one kind that no key and no value tells apart.
    fn report_ambiguous(&mut self, group: &Group<'a>, branches: &[Branch<'a>]) {
        let alike = |a: &Merged<'a>, b: &Merged<'a>| {
            let kinds = a
                .types
                .unwrap_or(Types::ALL)
                .intersection(b.types.unwrap_or(Types::ALL));
            let listed = a.values.as_deref().is_some_and(|values| {
                b.values
                    .as_deref()
                    .is_some_and(|others| !values.iter().any(|value| others.contains(value)))
            });
            let needs = |a: &Merged<'a>, b: &Merged<'a>| {
                let mut names = a.required.iter();
                !is_map(b) && names.any(|name| !b.properties.contains_key(name))
            };
            let objects = kinds.contains(Types::OBJECT) && (needs(a, b) || needs(b, a));
            !kinds.is_empty() && !listed && !objects
        };
        let pair = branches.iter().enumerate().find_map(|(n, a)| {
            branches[n + 1..]
                .iter()
                .find(|b| alike(&a.merged, &b.merged))
                .map(|b| (a.own().at.clone(), b.own().at.clone()))
        });
        if let Some((first, second)) = pair {
            self.report(
                Code::AmbiguousUnion,
                &group.at,
                format!("`{first}` and `{second}` can look the same"),
            );
        }
    }
}

/// Whether properties of any name are described, as those of a map.
fn is_map(merged: &Merged<'_>) -> bool {
    let patterns = merged.flats.iter().any(|flat| !flat.patterns.is_empty());
    let bare = merged.properties.is_empty() && !merged.closed && merged.groups.is_empty();
    bare || patterns || !merged.additional.is_empty()
}

/// What a nameless alternative is called.
fn role(merged: &Merged<'_>, index: usize) -> String {
    match merged.types.and_then(Types::single) {
        Some(kind) if kind != Kind::Object => kind.name().to_owned(),
        Some(_) | None => format!("Option{}", index + 1),
    }
}

/// Whether together these are any JSON value but perhaps `null`: each a bare kind, none missing.
fn any_json(branches: &[Branch<'_>]) -> bool {
    let bare = |cursor: &Cursor<'_>| {
        cursor.node.entries().iter().all(|entry| match &*entry.key {
            "additionalProperties" => entry.value.as_bool() != Some(false),
            // Items that are alternatives themselves would be this very schema or one like it.
            "items" => entry
                .value
                .entries()
                .iter()
                .all(|entry| &*entry.key == "$ref"),
            name => matches!(class(name), Class::Docs | Class::Type),
        })
    };
    let all = branches
        .iter()
        .filter_map(|branch| branch.merged.types)
        .fold(Types::NONE, Types::union);
    all == Types::ALL
        && branches
            .iter()
            .all(|branch| branch.merged.flats.len() == 1 && bare(branch.own()))
}

/// `oneOf: [{const: a, title: …}, …]` is an enum with documented values.
fn constants(branches: &[Branch<'_>]) -> Option<Vec<EnumValue>> {
    let mut found: Vec<EnumValue> = Vec::new();
    for branch in branches {
        let values = branch.merged.values.as_deref()?;
        for value in values {
            let Json::String(_) = value else { return None };
            let one = values.len() == 1;
            let name = branch.own().text("title").filter(|_| one);
            let docs = branch.own().text("description").filter(|_| one);
            if found.iter().all(|known| known.value != *value) {
                found.push(EnumValue {
                    value: value.clone(),
                    name,
                    docs,
                });
            }
        }
    }
    Some(found)
}

/// Strings one of which is any string at all.
fn free_text(branches: &[Branch<'_>]) -> bool {
    let strings = branches.iter().all(|branch| {
        branch.merged.types == Some(Types::STRING)
            && branch.merged.flats.iter().all(|flat| flat.format.is_none())
    });
    let free = |branch: &Branch<'_>| {
        let checks = |name: &str| !matches!(class(name), Class::Docs | Class::Type);
        branch.merged.values.is_none()
            && !branch
                .own()
                .node
                .entries()
                .iter()
                .any(|entry| checks(&entry.key))
    };
    branches.len() > 1 && strings && branches.iter().any(free)
}

/// The name of each alternative's one required property, where each has just that and they differ.
fn keys<'a>(branches: &[Branch<'a>]) -> Option<Vec<&'a str>> {
    let mut keys: IndexSet<&'a str> = IndexSet::default();
    for branch in branches {
        let merged = &branch.merged;
        if merged.properties.len() != 1 || merged.required.len() != 1 {
            return None;
        }
        let name = merged.required[0];
        let alike = merged.closed == branches[0].merged.closed;
        let own = alike
            && component(&branch.own().at).is_none()
            && merged.additional.is_empty()
            && merged.groups.is_empty();
        let single = branch.parts.parts.len() == 1
            && raw::keyword(branch.own().node, "patternProperties").is_none();
        if !merged.properties.contains_key(name) || !own || !single || !keys.insert(name) {
            return None;
        }
    }
    (keys.len() > 1).then(|| keys.into_iter().collect())
}
