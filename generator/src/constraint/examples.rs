//! Examples that break the schema that they stand in, down to their members.
use super::fault::{Fault, fault, short};
use super::ground::Ground;
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::ir::{Access, Additional, Json, Presence, Shape, Struct, Tag, TypeDef, TypeId, Union};
use crate::source::Pointer;
use std::borrow::Cow;

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
    let mut seen: HashSet<Pointer> = HashSet::default();
    for (ty, example, at) in of_types.chain(of_params).chain(of_bodies) {
        if !seen.insert(at.clone()) {
            continue;
        }
        let walk = Walk {
            ground,
            secret: false,
            around: None,
            depth: DEPTH,
        };
        let Some(wrong) = walk.first(ty, example, &at) else {
            continue;
        };
        let what = &wrong.fault.what;
        let message = if wrong.secret {
            format!("the example {what}")
        } else {
            format!("the example {} {what}", short(&wrong.value))
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
    value: Cow<'v, Json>,
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
    /// The object whose properties lie beside those of the alternative that is looked at.
    around: Option<&'a Struct>,
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
            return Some(here.wrong(fault, value, at));
        }
        let is_union = matches!(self.ground.chain(def).last()?.shape, Shape::Union(_));
        let around = self.around.filter(|_| is_union);
        Self { around, ..here }.members(def, value, at)
    }

    fn wrong<'v>(self, fault: Fault<'a>, value: &'v Json, at: &Pointer) -> Wrong<'a, 'v> {
        Wrong {
            value: Cow::Borrowed(value),
            fault,
            at: at.clone(),
            secret: self.secret,
        }
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
        let beside = self.around;
        if beside.is_some_and(|around| matches!(around.additional, Additional::Typed(_))) {
            return None;
        }
        let described =
            |name: &str| has(shape, name) || beside.is_some_and(|around| has(around, name));
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
            (Shape::Tuple(types), Json::Array(items)) => types
                .iter()
                .zip(items)
                .enumerate()
                .find_map(|(index, (ty, value))| self.first(*ty, value, &at.index(index))),
            (Shape::Map(each), Json::Object(members)) => members
                .iter()
                .find_map(|(name, value)| self.first(*each, value, &at.child(name))),
            (Shape::Struct(shape), Json::Object(members)) => {
                let own = members.iter().find_map(|(name, value)| {
                    let field = shape.fields.iter().find(|field| *field.wire == *name);
                    let ty = match (field, shape.additional) {
                        (Some(field), _) => field.ty,
                        (None, Additional::Typed(each)) if shape.variant.is_none() => each,
                        (None, _) => return None,
                    };
                    self.first(ty, value, &at.child(name))
                });
                own.or_else(|| self.beside(shape, value, at))
            }
            (Shape::Union(union), value) => self.alternative(union, value, at),
            _ => None,
        }
    }

    /// What is wrong with the properties that a union beside the fields reads.
    fn beside<'v>(self, shape: &'a Struct, value: &'v Json, at: &Pointer) -> Option<Wrong<'a, 'v>> {
        let def = self.ground.api.ty(shape.variant?);
        match (&self.ground.chain(def).last()?.shape, value) {
            // The key is looked for among what the fields leave.
            (Shape::Union(union), Json::Object(members)) if union.tag == Tag::Key => {
                let rest = members.iter().filter(|(name, _)| !has(shape, name));
                let rest = Json::Object(rest.cloned().collect());
                let wrong = self.keyed(union, &rest, at)?;
                Some(Wrong {
                    value: Cow::Owned(wrong.value.into_owned()),
                    ..wrong
                })
            }
            _ => {
                let around = Some(shape);
                Self { around, ..self }.members(def, value, at)
            }
        }
    }

    /// What is wrong with a value of a union: with the alternative that it names, or else with the one that it comes
    /// closest to where it is none of them.
    fn alternative<'v>(
        self,
        union: &'a Union,
        value: &'v Json,
        at: &Pointer,
    ) -> Option<Wrong<'a, 'v>> {
        if let (Tag::Property(name), Json::Object(members)) = (&union.tag, value) {
            let tag = members.iter().find(|(key, _)| key == name);
            let Some((_, Json::String(tag))) = tag else {
                return None;
            };
            let mut named = union.variants.iter();
            let named = named.find(|variant| variant.tags.contains(tag))?;
            return self.first(named.ty, value, at);
        }
        if union.tag == Tag::Key {
            return self.keyed(union, value, at);
        }
        let mut closest: Option<Wrong<'a, 'v>> = None;
        for variant in &union.variants {
            let wrong = self.first(variant.ty, value, at)?;
            let depth = |wrong: &Wrong<'_, '_>| wrong.at.tokens().count();
            if closest
                .as_ref()
                .is_none_or(|closest| depth(&wrong) > depth(closest))
            {
                closest = Some(wrong);
            }
        }
        let closest = closest?;
        if closest.at != *at || union.variants.len() == 1 {
            return Some(closest);
        }
        let what = "is none of the alternatives".to_owned();
        Some(Wrong {
            fault: Fault { what, rule: None },
            ..closest
        })
    }

    /// Of a union of objects of one property each: what is wrong with the value of that, or what stands beside it.
    fn keyed<'v>(self, union: &'a Union, value: &'v Json, at: &Pointer) -> Option<Wrong<'a, 'v>> {
        let wrong = |what: String| self.wrong(Fault { what, rule: None }, value, at);
        let Json::Object(members) = value else {
            return Some(wrong(format!(
                "is {}, where an object is due",
                value.kind()
            )));
        };
        let named = union.variants.iter().find_map(|variant| {
            let has = |(key, value): &&(String, Json)| {
                variant.tags.first() == Some(key) && *value != Json::Null
            };
            Some((variant, members.iter().find(has)?))
        });
        let (variant, (key, inner)) = named?;
        let beside = members.iter().find(|(name, _)| name != key);
        self.first(variant.ty, inner, &at.child(key)).or_else(|| {
            beside.map(|(name, _)| wrong(format!("has `{name}`, which stands beside `{key}`")))
        })
    }
}

/// Whether an object describes a property.
fn has(shape: &Struct, name: &str) -> bool {
    shape.fields.iter().any(|field| *field.wire == *name)
}
