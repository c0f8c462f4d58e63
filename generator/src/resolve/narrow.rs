//! Several sets of alternatives that hold of one value at once: those that the value's kind rules out fall away, and a set
//! of which one alternative is left is no choice any more.
use std::rc::Rc;

use super::Resolver;
use super::merge::{Group, Merged};
use super::table::{Part, Parts};
use crate::oas::{Class, Cursor, Types, class};

/// What is left of one set.
struct Left<'g, 'a> {
    group: &'g Group<'a>,
    branches: Vec<(Cursor<'a>, Rc<Merged<'a>>)>,
}

impl<'a> Resolver<'a, '_> {
    /// The same value with fewer sets of alternatives; `None` where nothing falls away, or nothing would be left.
    pub(super) fn narrowed(
        &mut self,
        merged: &Merged<'a>,
        groups: &[&Group<'a>],
    ) -> Option<Merged<'a>> {
        let mut left: Vec<Left<'_, 'a>> = Vec::with_capacity(groups.len());
        for group in groups {
            let branches = group.branches.iter().map(|branch| {
                let merged = self.merge(&Parts::one(branch.clone()));
                (branch.clone(), merged)
            });
            let branches = branches.collect();
            left.push(Left { group, branches });
        }
        let types = settle(merged.types.unwrap_or(Types::ALL), &mut left)?;
        // The base comes last: it says what the value is called.
        let mut parts = Vec::new();
        let mut choices = Vec::new();
        for Left { group, branches } in left {
            if branches.iter().all(|(branch, _)| says_its_kind(branch)) {
                continue;
            }
            let mut branches: Vec<Cursor<'a>> = branches.into_iter().map(|(at, _)| at).collect();
            match branches.pop().filter(|_| branches.is_empty()) {
                Some(cursor) => parts.push(Part {
                    cursor,
                    bare: false,
                }),
                None => choices.push(group),
            }
        }
        parts.extend(merged.parts.parts.iter().map(|part| Part {
            cursor: part.cursor.clone(),
            bare: true,
        }));
        let mut reduced = self.gathered(&Parts { parts, only: None });
        if types != Types::ALL {
            reduced.types = Some(types);
        }
        reduced.nullable = merged.nullable;
        reduced.groups.extend(choices.into_iter().cloned());
        (reduced.groups.len() < groups.len()).then_some(reduced)
    }
}

/// The kinds that the value can have, once every set has lost what cannot hold; `None` where there is none.
fn settle(mut types: Types, left: &mut [Left<'_, '_>]) -> Option<Types> {
    loop {
        let before = types;
        for Left { branches, .. } in &mut *left {
            let kinds = |merged: &Merged<'_>| merged.types.unwrap_or(Types::ALL);
            branches.retain(|(_, merged)| !kinds(merged).intersection(types).is_empty());
            let all = branches.iter().map(|(_, merged)| kinds(merged));
            types = types.intersection(all.fold(Types::NONE, Types::union));
        }
        if types.is_empty() {
            return None;
        }
        if types == before {
            return Some(types);
        }
    }
}

/// Whether a schema says which kind a value has, and nothing of what is in it.
pub(super) fn says_its_kind(branch: &Cursor<'_>) -> bool {
    branch.node.entries().iter().all(|entry| match &*entry.key {
        "additionalProperties" => entry.value.as_bool() == Some(true),
        "items" => entry.value.entries().is_empty(),
        name => matches!(class(name), Class::Docs | Class::Type),
    })
}
