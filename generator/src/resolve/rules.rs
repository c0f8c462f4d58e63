//! Assertion keywords become rules. Where several schemas are merged the tightest bound counts.
use std::cmp::Ordering;

use super::Resolver;
use super::decimal;
use super::list::closed;
use crate::ir::{Rule, RuleKind, TypeId};
use crate::oas::{Additional, Cursor, Flat, raw, stashed, stashed_map};
use crate::source::{Node, Pointer, STASH};

impl<'a> Resolver<'a, '_> {
    /// Gives a type the rules of the schemas that it is made of.
    pub(super) fn rules(&mut self, id: TypeId, flats: &[Flat<'a>]) {
        for flat in flats {
            for entry in flat.node.entries() {
                let name = entry.key.strip_prefix(STASH).unwrap_or(&entry.key);
                // A keyword that was lowered is there twice; it is read once, as it was written.
                if name.len() == entry.key.len() || flat.node.get(name).is_none() {
                    self.rule(id, flat, name);
                }
            }
        }
    }

    /// Adds one rule, joined with another of its kind.
    pub(super) fn add(&mut self, id: TypeId, kind: RuleKind, at: &Pointer) {
        let rules = &mut self.table.get_mut(id).rules;
        for rule in rules.iter_mut() {
            match tighter(&rule.kind, &kind) {
                Some(true) => {
                    *rule = Rule {
                        kind,
                        at: at.clone(),
                    };
                    return;
                }
                Some(false) => return,
                None => {}
            }
        }
        rules.push(Rule {
            kind,
            at: at.clone(),
        });
    }

    fn rule(&mut self, id: TypeId, flat: &Flat<'a>, name: &str) {
        let node = flat.node;
        let text = |name: &str| raw::number(node, name).map(str::to_owned);
        let kind = match name {
            "minLength" => raw::long(node, name).map(RuleKind::MinLength),
            "maxLength" => raw::long(node, name).map(RuleKind::MaxLength),
            "pattern" => raw::keyword(node, name)
                .and_then(Node::as_str)
                .map(|text| RuleKind::Pattern(text.to_owned())),
            "minimum" => {
                let exclusive = raw::flag(node, "exclusiveMinimum");
                text(name).map(if exclusive {
                    RuleKind::ExclusiveMinimum
                } else {
                    RuleKind::Minimum
                })
            }
            "maximum" => {
                let exclusive = raw::flag(node, "exclusiveMaximum");
                text(name).map(if exclusive {
                    RuleKind::ExclusiveMaximum
                } else {
                    RuleKind::Maximum
                })
            }
            "exclusiveMinimum" => text(name).map(RuleKind::ExclusiveMinimum),
            "exclusiveMaximum" => text(name).map(RuleKind::ExclusiveMaximum),
            "multipleOf" => text(name).map(RuleKind::MultipleOf),
            "minItems" => raw::long(node, name).map(RuleKind::MinItems),
            "maxItems" => raw::long(node, name).map(RuleKind::MaxItems),
            // Nothing may follow the prefix: the only thing that `items: false` says.
            "items" if closed(node) => Some(RuleKind::MaxItems(flat.prefix.len() as u64)),
            "uniqueItems" => raw::flag(node, name).then_some(RuleKind::UniqueItems),
            "minProperties" => raw::long(node, name).map(RuleKind::MinProperties),
            "maxProperties" => raw::long(node, name).map(RuleKind::MaxProperties),
            "dependentRequired" => Some(RuleKind::DependentRequired(dependents(node))),
            _ => self.applied(id, flat, name),
        };
        if let Some(kind) = kind {
            self.add(id, kind, &flat.at.child(name));
        }
    }

    /// Keywords that apply schemas.
    fn applied(&mut self, id: TypeId, flat: &Flat<'a>, name: &str) -> Option<RuleKind> {
        let (at, node) = (&flat.at, flat.node);
        match name {
            "not" => flat
                .not
                .as_ref()
                .map(|cursor| RuleKind::Not(self.condition(cursor, id, "Not"))),
            "contains" => {
                let cursor = stashed(self.oas, at, node, name)?;
                let schema = self.condition(&cursor, id, "Contains");
                let min = raw::long(node, "minContains").unwrap_or(1);
                Some(RuleKind::Contains {
                    schema,
                    min,
                    max: raw::long(node, "maxContains"),
                })
            }
            "propertyNames" => {
                let cursor = stashed(self.oas, at, node, name)?;
                Some(RuleKind::PropertyNames(self.condition(
                    &cursor,
                    id,
                    "PropertyName",
                )))
            }
            "patternProperties" => Some(RuleKind::PatternProperties(
                self.named_conditions(id, &flat.patterns),
            )),
            // Without patterns the shape says it.
            "additionalProperties" if !flat.patterns.is_empty() => match flat.additional.clone()? {
                Additional::Allowed => None,
                Additional::Forbidden => Some(RuleKind::Closed),
                Additional::Schema(cursor) => {
                    Some(RuleKind::Additional(self.condition(&cursor, id, "Value")))
                }
            },
            "dependentSchemas" => {
                let schemas = stashed_map(self.oas, at, node, name);
                Some(RuleKind::DependentSchemas(
                    self.named_conditions(id, &schemas),
                ))
            }
            "if" => {
                let condition = stashed(self.oas, at, node, name)?;
                let [then, otherwise] =
                    ["then", "else"].map(|name| stashed(self.oas, at, node, name));
                Some(RuleKind::If {
                    condition: self.condition(&condition, id, "If"),
                    then: then.map(|cursor| self.condition(&cursor, id, "Then")),
                    otherwise: otherwise.map(|cursor| self.condition(&cursor, id, "Else")),
                })
            }
            _ => None,
        }
    }

    /// A schema that is only checked, never a value's own type.
    pub(super) fn condition(&mut self, cursor: &Cursor<'a>, parent: TypeId, role: &str) -> TypeId {
        self.member(std::slice::from_ref(cursor), parent, role)
    }

    fn named_conditions(
        &mut self,
        id: TypeId,
        schemas: &[(&'a str, Cursor<'a>)],
    ) -> Vec<(String, TypeId)> {
        schemas
            .iter()
            .map(|(name, cursor)| ((*name).to_owned(), self.condition(cursor, id, name)))
            .collect()
    }
}

fn dependents(node: &Node) -> Vec<(String, Vec<String>)> {
    let names = |node: &Node| {
        let mut names: Vec<String> = Vec::new();
        for name in node
            .as_list()
            .unwrap_or_default()
            .iter()
            .filter_map(Node::as_str)
        {
            if names.iter().all(|known| known != name) {
                names.push(name.to_owned());
            }
        }
        names
    };
    let entries = raw::keyword(node, "dependentRequired")
        .map(Node::entries)
        .unwrap_or_default();
    entries
        .iter()
        .map(|entry| (entry.key.to_string(), names(&entry.value)))
        .collect()
}

/// Whether the second rule says all that the first says and more (`true`), or nothing new (`false`); `None` where both are needed.
fn tighter(old: &RuleKind, new: &RuleKind) -> Option<bool> {
    use RuleKind::{
        ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, MaxProperties, Maximum, MinItems,
        MinLength, MinProperties, Minimum,
    };
    let more = match (old, new) {
        (MinLength(a), MinLength(b))
        | (MinItems(a), MinItems(b))
        | (MinProperties(a), MinProperties(b)) => b.cmp(a),
        (MaxLength(a), MaxLength(b))
        | (MaxItems(a), MaxItems(b))
        | (MaxProperties(a), MaxProperties(b)) => a.cmp(b),
        (Minimum(a), Minimum(b)) | (ExclusiveMinimum(a), ExclusiveMinimum(b)) => {
            decimal::compare(b, a)?
        }
        (Maximum(a), Maximum(b)) | (ExclusiveMaximum(a), ExclusiveMaximum(b)) => {
            decimal::compare(a, b)?
        }
        (old, new) if old == new => Ordering::Equal,
        _ => return None,
    };
    Some(more == Ordering::Greater)
}
