//! Objects: structs where properties have names of their own, maps where the names are data.
use super::Resolver;
use super::docs;
use super::merge::Merged;
use crate::diag::Code;
use crate::ir::{Access, Additional, Field, Presence, Shape, Struct, TypeId};
use crate::oas::{Cursor, Slot, raw};

impl<'a> Resolver<'a, '_> {
    /// The shape of an object without alternatives.
    pub(super) fn object(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        self.report_closed(merged);
        if merged.properties.is_empty() && !merged.closed {
            return self.map(id, merged);
        }
        if merged.properties.is_empty() && merged.flats.iter().any(|flat| !flat.patterns.is_empty())
        {
            return self.map(id, merged);
        }
        Shape::Struct(self.fields(id, merged))
    }

    /// A struct of the named properties.
    pub(super) fn fields(&mut self, id: TypeId, merged: &Merged<'a>) -> Struct {
        // Where they are too many, that is the error, and there will be no struct.
        let many = !self.may_have_fields(merged.properties.len(), &merged.at);
        let fields = merged
            .properties
            .iter()
            .take(if many { 0 } else { usize::MAX })
            .map(|(name, cursors)| self.field(id, name, cursors, merged))
            .collect();
        Struct {
            fields,
            additional: self.additional(id, merged),
            variant: None,
        }
    }

    fn additional(&mut self, id: TypeId, merged: &Merged<'a>) -> Additional {
        let patterns = merged.flats.iter().any(|flat| !flat.patterns.is_empty());
        if !merged.additional.is_empty() && !patterns {
            Additional::Typed(self.member(&merged.additional, id, "Value"))
        } else if merged.open || patterns {
            Additional::Typed(self.table.json(&merged.at, id, "Value"))
        } else if merged.closed {
            Additional::Forbidden
        } else {
            Additional::Ignored
        }
    }

    fn field(
        &mut self,
        id: TypeId,
        name: &str,
        cursors: &[Cursor<'a>],
        merged: &Merged<'a>,
    ) -> Field {
        let own = &cursors[cursors.len() - 1];
        let presence = if merged.required.contains(name) {
            Presence::Required
        } else {
            Presence::Optional
        };
        Field {
            wire: name.to_owned(),
            ty: self.member(cursors, id, name),
            presence,
            access: self.access(cursors),
            docs: cursors.iter().rev().find_map(docs::docs),
            deprecated: cursors.iter().any(docs::deprecated),
            at: own.at.clone(),
        }
    }

    /// `readOnly` and `writeOnly`, said here or by the schema referred to.
    fn access(&mut self, cursors: &[Cursor<'a>]) -> Access {
        let mut nodes: Vec<_> = cursors.iter().map(|cursor| cursor.node).collect();
        for cursor in cursors {
            let target = self.follow_through(cursor);
            nodes.extend(
                target
                    .filter(|target| matches!(target.slot, Slot::Schema(_)))
                    .map(|target| target.node),
            );
        }
        let says = |name: &str| nodes.iter().any(|node| raw::flag(node, name));
        match (says("readOnly"), says("writeOnly")) {
            (true, false) => Access::Read,
            (false, true) => Access::Write,
            (false, false) | (true, true) => Access::Both,
        }
    }

    fn map(&mut self, id: TypeId, merged: &Merged<'a>) -> Shape {
        let patterns: Vec<_> = merged
            .flats
            .iter()
            .flat_map(|flat| flat.patterns.clone())
            .collect();
        match (patterns.as_slice(), merged.additional.as_slice()) {
            ([], []) => Shape::Map(self.table.json(&merged.at, id, "Value")),
            ([], additional) => Shape::Map(self.member(additional, id, "Value")),
            ([(_, only)], []) if merged.closed => Shape::Map(self.condition(only, id, "Value")),
            (_, _) => Shape::Map(self.table.json(&merged.at, id, "Value")),
        }
    }

    /// To the letter, `additionalProperties: false` forbids what the other schemas of a composition describe.
    pub(super) fn report_closed(&mut self, merged: &Merged<'a>) {
        let closed = merged
            .flats
            .iter()
            .filter(|flat| matches!(flat.additional, Some(crate::oas::Additional::Forbidden)));
        let elsewhere = closed.filter(|flat| {
            // What is merged has all of its properties.
            !merged.groups.is_empty() || merged.properties.len() > flat.properties.len()
        });
        let places: Vec<_> = elsewhere
            .map(|flat| flat.at.child("additionalProperties"))
            .collect();
        for at in places {
            self.report(
                Code::ClosedComposition,
                &at,
                "read as: no properties beyond those of the schemas composed here",
            );
        }
        self.report_narrow(merged);
    }

    /// The same of `additionalProperties` with a schema, which does not know those properties either.
    fn report_narrow(&mut self, merged: &Merged<'a>) {
        for flat in &merged.flats {
            let Some(crate::oas::Additional::Schema(others)) = &flat.additional else {
                continue;
            };
            let patterns = !flat.patterns.is_empty();
            let is_own = |name: &str| flat.properties.iter().any(|(own, _)| *own == name);
            let elsewhere = |(name, cursors): (&&str, &Vec<Cursor<'a>>)| {
                let same = |cursor: &Cursor<'a>| cursor.node.to_json() == others.node.to_json();
                !patterns && !is_own(name) && !cursors.iter().any(same)
            };
            let anything = others.node.entries().is_empty() && others.node.as_bool() != Some(false);
            if !anything && merged.properties.iter().any(elsewhere) {
                self.report(
                    Code::ClosedComposition,
                    &flat.at.child("additionalProperties"),
                    "read as: of the properties beyond those of the schemas composed here",
                );
            }
        }
    }
}
