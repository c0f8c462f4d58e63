//! Examples that break the schema that they stand in, down to their members.
use super::fault::{Fault, fault, short};
use super::ground::Ground;
use crate::diag::{Code, Diagnostics};
use crate::ir::{Access, Additional, Json, Presence, Shape, TypeDef, TypeId};
use crate::source::Pointer;
use std::collections::HashSet;

/// Members deeper than this are not looked at.
const DEPTH: usize = 16;

/// Notes each example that its schema does not allow: the first thing that is wrong with it.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let types = || ground.api.types.iter();
    let of_types =
        types().filter_map(|def| Some((def.id, def.example.as_ref()?, def.at.child("example"))));
    let operations = ground.api.operations.iter();
    let of_params = operations
        .flat_map(|operation| &operation.params)
        .filter_map(|param| Some((param.ty, param.example.as_ref()?, param.at.child("example"))));
    let of_bodies = types().flat_map(|def| {
        def.examples
            .iter()
            .map(|(at, value)| (def.id, value, at.clone()))
    });
    let mut seen: HashSet<Pointer> = HashSet::new();
    for (ty, example, at) in of_types.chain(of_params).chain(of_bodies) {
        if !seen.insert(at.clone()) {
            continue;
        }
        let walk = Walk {
            ground,
            secret: false,
            depth: DEPTH,
        };
        let Some(wrong) = walk.first(ty, example, &at) else {
            continue;
        };
        let what = &wrong.fault.what;
        let message = if wrong.secret {
            format!("the example {what}")
        } else {
            format!("the example {} {what}", short(wrong.value))
        };
        let finding = diagnostics.report(Code::ExampleMismatch, &wrong.at, message);
        if wrong.secret {
            finding.without_excerpts();
        }
        if let Some(rule) = wrong.fault.rule {
            finding.related(&rule.at, "the rule that it breaks");
        }
        finding.help("correct the example, or what the schema allows");
    }
}

/// A part of an example that is wrong.
struct Wrong<'a, 'v> {
    value: &'v Json,
    fault: Fault<'a>,
    at: Pointer,
    secret: bool,
}

/// Where in an example the check is.
#[derive(Clone, Copy)]
struct Walk<'g, 'a> {
    ground: &'g Ground<'a>,
    /// The value is a part of one that must not be printed.
    secret: bool,
    depth: usize,
}

impl<'a> Walk<'_, 'a> {
    fn first<'v>(self, ty: TypeId, value: &'v Json, at: &Pointer) -> Option<Wrong<'a, 'v>> {
        let def = self.ground.api.ty(ty);
        let here = Self {
            secret: self.secret || self.ground.is_secret(def),
            depth: self.depth.checked_sub(1)?,
            ..self
        };
        let fault = fault(self.ground, def, value);
        let member = || self.lacks(def, value).or_else(|| self.surplus(def, value));
        if let Some(fault) = fault.or_else(member) {
            return Some(Wrong {
                value,
                fault,
                at: at.clone(),
                secret: here.secret,
            });
        }
        here.members(def, value, at)
    }

    /// A required property that is not there, sent by both sides.
    fn lacks(self, def: &'a TypeDef, value: &Json) -> Option<Fault<'a>> {
        let (Shape::Struct(shape), Json::Object(members)) =
            (&self.ground.chain(def).last()?.shape, value)
        else {
            return None;
        };
        let mut required = shape
            .fields
            .iter()
            .filter(|field| field.presence == Presence::Required && field.access == Access::Both);
        let missing =
            required.find(|field| members.iter().all(|(name, _)| **name != *field.wire))?;
        Some(Fault {
            what: format!("lacks the required `{}`", missing.wire),
            rule: None,
        })
    }

    /// A property that the schema does not describe, so that nothing keeps it.
    fn surplus(self, def: &'a TypeDef, value: &Json) -> Option<Fault<'a>> {
        let (Shape::Struct(shape), Json::Object(members)) =
            (&self.ground.chain(def).last()?.shape, value)
        else {
            return None;
        };
        if shape.variant.is_some() || matches!(shape.additional, Additional::Typed(_)) {
            return None;
        }
        let described = |name: &str| shape.fields.iter().any(|field| *field.wire == *name);
        let (name, _) = members.iter().find(|(name, _)| !described(name))?;
        Some(Fault {
            what: format!("has `{name}`, which the schema does not describe"),
            rule: None,
        })
    }

    fn members<'v>(self, def: &'a TypeDef, value: &'v Json, at: &Pointer) -> Option<Wrong<'a, 'v>> {
        match (&self.ground.chain(def).last()?.shape, value) {
            (Shape::List(item), Json::Array(items)) => items
                .iter()
                .enumerate()
                .find_map(|(index, value)| self.first(*item, value, &at.index(index))),
            (Shape::Map(each), Json::Object(members)) => members
                .iter()
                .find_map(|(name, value)| self.first(*each, value, &at.child(name))),
            (Shape::Struct(shape), Json::Object(members)) => {
                members.iter().find_map(|(name, value)| {
                    let field = shape.fields.iter().find(|field| *field.wire == **name)?;
                    self.first(field.ty, value, &at.child(name))
                })
            }
            _ => None,
        }
    }
}
