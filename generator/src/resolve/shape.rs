//! The decision what a schema is: the same as another, one of several, an object, a list, a scalar, or anything.
use super::Resolver;
use super::docs;
use super::merge::Merged;
use super::reference::component;
use super::scalar::{encoded, may_be_file};
use super::table::{Part, Parts};
use super::xml;
use crate::hash::HashSet;
use crate::ir::{Origin, Scalar, Shape, TypeId};
use crate::oas::{Class, Cursor, Flat, Kind, Slot, Types, class, raw};
use crate::source::{Map, Pointer};

/// A shape, and whether `null` belongs to the type as well.
pub(super) struct Shaped {
    pub(super) shape: Shape,
    pub(super) nullable: bool,
}

impl<'a> Resolver<'a, '_> {
    /// Fills the types that were asked for, and those that they ask for in turn.
    pub(super) fn fill_all(&mut self) {
        while let Some((id, parts)) = self.table.next() {
            if !self.may_fill(parts.at()) {
                return;
            }
            self.fill(id, &parts);
        }
    }

    fn fill(&mut self, id: TypeId, parts: &Parts<'a>) {
        let own = parts.own().clone();
        let mut implied = false;
        let shaped = if let Some(shaped) = self.alias(id, parts) {
            shaped
        } else {
            let merged = self.merge(parts);
            // One kind of several leaves the rules, and `null`, to the whole.
            if parts.only.is_none() {
                self.rules(id, &merged.flats);
                self.require(id, &merged);
                self.unevaluated(id, &merged);
            }
            implied = merged.types.is_none();
            let mut shaped = self.shape(id, &merged);
            shaped.nullable &= parts.only.is_none();
            shaped
        };
        let def = self.table.get_mut(id);
        def.implied = implied;
        def.docs = parts
            .parts
            .iter()
            .rev()
            .find_map(|part| docs::docs(&part.cursor));
        def.deprecated = docs::deprecated(&own);
        def.default = raw::json(own.node, "default");
        def.example = raw::example(own.node);
        let mut cursors = parts.parts.iter().rev().map(|part| &part.cursor);
        def.xml = cursors.find_map(|cursor| xml::keyword(cursor.node));
        def.nullable = shaped.nullable || matches!(shaped.shape, Shape::Json);
        if matches!(shaped.shape, Shape::Never) {
            def.rules.clear();
        }
        def.shape = shaped.shape;
    }

    /// A schema that is another one, but for documentation, rules or `null`.
    fn alias(&mut self, id: TypeId, parts: &Parts<'a>) -> Option<Shaped> {
        let [
            Part {
                cursor,
                bare: false,
            },
        ] = parts.parts.as_slice()
        else {
            return None;
        };
        let Slot::Schema(schema) = cursor.slot else {
            return None;
        };
        // Nearly all have no branches, and need no flat view for this.
        let mut branches = ["allOf", "oneOf", "anyOf"].iter();
        if branches.all(|name| cursor.node.get(name).is_none()) {
            return None;
        }
        let adds = |name: &str, class: Class| match class {
            Class::Docs | Class::Rule => false,
            Class::Type => parts.only.is_some(),
            Class::Shape => !matches!(name, "allOf" | "oneOf" | "anyOf"),
        };
        if cursor
            .node
            .entries()
            .iter()
            .any(|entry| adds(&entry.key, class(&entry.key)))
        {
            return None;
        }
        let flat = Flat::new(self.oas, &cursor.at, schema, cursor.node);
        let groups = self.groups(&flat);
        let (target, null) = match (flat.all_of.as_slice(), groups.as_slice()) {
            ([only], []) if matches!(only.slot, Slot::Reference(_)) => (only.clone(), false),
            ([], [group]) if group.branches.len() == 1 => (group.branches[0].clone(), group.null),
            _ => return None,
        };
        let target = self.parts(&[target])?;
        if flat
            .types
            .is_some_and(|types| self.merge(&target).types != Some(types))
        {
            return None;
        }
        let target = self.id(target, id, "Value");
        self.rules(id, std::slice::from_ref(&flat));
        Some(Shaped {
            shape: Shape::Alias(target),
            nullable: (null || flat.nullable) && !self.forbids_null(std::slice::from_ref(&flat)),
        })
    }

    /// The shape of merged schemas.
    pub(super) fn shape(&mut self, id: TypeId, merged: &Merged<'a>) -> Shaped {
        let nullable = merged.nullable;
        self.report_formats(merged);
        let shape = if merged.flats.iter().any(is_never) {
            Shape::Never
        } else if let Some(values) = &merged.values {
            // The values are told already, so alternatives beside them only check them.
            for group in &merged.groups {
                if !(group.branches.is_empty() || self.lists(group, values)) {
                    self.asserted(id, group);
                }
            }
            return self.enumeration(id, merged, values);
        } else if merged.groups.is_empty() {
            self.plain(id, merged)
        } else {
            self.composed(id, merged)
        };
        Shaped { shape, nullable }
    }

    /// The shape of schemas without alternatives.
    pub(super) fn plain(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        let types = merged.types.unwrap_or_else(|| implied(merged));
        if types.is_empty() {
            return Shape::Never;
        }
        if types == Types::ALL {
            // A file needs no `type`.
            let file = encoded(&merged.flats)
                .filter(|scalar| *scalar == Scalar::Binary && may_be_file(merged));
            return file.map_or(Shape::Json, Shape::Scalar);
        }
        match types.single() {
            Some(Kind::Object) => self.object(id, merged),
            Some(Kind::Array) => self.list(id, merged),
            Some(kind @ (Kind::Boolean | Kind::Integer | Kind::Number | Kind::String)) => {
                self.scalar(id, kind, merged)
            }
            None => self.one_per_kind(id, types, merged),
        }
    }

    /// The schemas of a value, references followed and doubles dropped; `None` (reported) where none is left.
    pub(super) fn parts(&mut self, cursors: &[Cursor<'a>]) -> Option<Parts<'a>> {
        let mut parts: Vec<Part<'a>> = Vec::with_capacity(cursors.len());
        let mut seen = HashSet::default();
        for cursor in cursors {
            let Some(cursor) = self.follow_through(cursor) else {
                continue;
            };
            // Most have one.
            let is_new = cursors.len() == 1 || seen.insert(cursor.at.clone());
            if is_new && (cursors.len() == 1 || self.may_merge(&cursor.at)) {
                parts.push(Part {
                    cursor,
                    bare: false,
                });
            }
        }
        (!parts.is_empty()).then_some(Parts { parts, only: None })
    }

    /// The type of these schemas, which `parent` has in the given role.
    pub(super) fn id(&mut self, parts: Parts<'a>, parent: TypeId, role: &str) -> TypeId {
        let at = parts.at().clone();
        let single = parts.parts.len() == 1 && parts.only.is_none();
        self.table.id(parts, || {
            let named = single.then(|| named(&at)).flatten();
            named.unwrap_or_else(|| Origin::Nested {
                parent,
                role: role.to_owned(),
            })
        })
    }

    /// The type of a member of `parent`; any JSON where its references lead nowhere.
    pub(super) fn member(&mut self, cursors: &[Cursor<'a>], parent: TypeId, role: &str) -> TypeId {
        match self.parts(cursors) {
            Some(parts) => self.id(parts, parent, role),
            None => self.table.json(&cursors[0].at, parent, role),
        }
    }
}

/// `false`, which lowering spells `not: {}`.
pub(super) fn is_never(flat: &Flat<'_>) -> bool {
    let anything = |cursor: &Cursor<'_>| cursor.node.as_map().is_some_and(Map::is_empty);
    flat.not.as_ref().is_some_and(anything) || flat.node.as_bool() == Some(false)
}

/// What the keywords of a schema without `type` speak of.
fn implied(merged: &Merged<'_>) -> Types {
    let has = |names: &[&str]| {
        merged.flats.iter().any(|flat| {
            names
                .iter()
                .any(|name| raw::keyword(flat.node, name).is_some())
        })
    };
    let object = ["properties", "additionalProperties", "patternProperties"];
    let array = ["items", "prefixItems"];
    let object = has(&object) || merged.closed || !merged.additional.is_empty();
    let array = has(&array) || merged.rest.is_some();
    match (object, array) {
        (true, false) => Types::OBJECT,
        (false, true) => Types::ARRAY,
        (true, true) | (false, false) => Types::ALL,
    }
}

/// The origin of a type that has a name wherever it is used: a component, a definition.
pub(super) fn named(at: &Pointer) -> Option<Origin> {
    if let Some(name) = component(at) {
        return Some(Origin::Component(name.into_owned()));
    }
    let (holder, _) = at.as_str().rsplit_once('/')?;
    let is_definition = holder.ends_with("/$defs") || holder.ends_with("/definitions");
    let name = is_definition.then(|| at.last()).flatten();
    name.map(|name| Origin::Titled(name.into_owned()))
}
