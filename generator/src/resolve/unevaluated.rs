//! `unevaluatedProperties` and `unevaluatedItems`: said of what nothing else describes. Where schemas that always hold
//! describe all there is, they are `additionalProperties` and `items`. Where more may be described, as by an alternative or
//! a condition, no type of ours tells what was left.

use super::Resolver;
use super::compose::only_asserts;
use super::merge::Merged;
use crate::diag::Code;
use crate::hash::HashSet;
use crate::ir::{RuleKind, TypeId};
use crate::oas::{Additional, Cursor, Flat, Slot, raw, stashed, stashed_map};
use crate::source::Pointer;

const ITEMS: &str = "unevaluatedItems";

/// What becomes of one such keyword of merged schemas.
pub(super) enum Fate<'a> {
    /// It is read as `additionalProperties` or `items` would be.
    Honoured(Additional<'a>),
    /// The same, but the schemas that are merged describe more than its own schema does.
    Widened,
    Ignored,
}

/// One such keyword.
pub(super) struct Unevaluated<'a> {
    pub(super) at: Pointer,
    pub(super) fate: Fate<'a>,
}

/// What conditions and alternatives may describe, beyond what always holds.
struct Perhaps<'a> {
    names: HashSet<&'a str>,
    items: usize,
    /// Other names, other items.
    more_names: bool,
    more_items: bool,
}

impl<'a> Resolver<'a, '_> {
    /// Decides about the keywords of merged schemas, and closes what they close.
    pub(super) fn settle_unevaluated(&mut self, merged: &mut Merged<'a>) {
        let says = |flat: &Flat<'a>| flat.unevaluated.is_some() || flat.unevaluated_items.is_some();
        if !merged.flats.iter().any(says) {
            return;
        }
        let bare = merged.parts.parts.iter().any(|part| part.bare);
        let mut choices = merged.groups.iter().flat_map(|group| &group.branches);
        let apart = bare || choices.any(|branch| !only_asserts(branch));
        let perhaps = self.perhaps(merged);
        let described = |name: &&str| merged.properties.contains_key(name);
        let names = !apart && !perhaps.more_names && perhaps.names.iter().all(described);
        let items = !apart && !perhaps.more_items && perhaps.items <= longest(merged);
        let mut found = Vec::new();
        for flat in &merged.flats {
            let fates = [
                ("unevaluatedProperties", fate_of_names(merged, flat, names)),
                (ITEMS, fate_of_items(merged, flat, items)),
            ];
            for (name, fate) in fates {
                let at = flat.at.child(name);
                found.extend(fate.map(|fate| Unevaluated { at, fate }));
            }
        }
        for one in &found {
            match (&one.fate, one.is_of_items()) {
                (Fate::Ignored, _) => {}
                (Fate::Honoured(said), true) => merged.rest = Some(said.clone()),
                (Fate::Honoured(Additional::Schema(cursor)), false) => {
                    merged.additional.push(cursor.clone());
                }
                (Fate::Honoured(_) | Fate::Widened, _) => merged.closed = true,
            }
        }
        merged.unevaluated = found;
    }

    /// Reports what is not honoured, and adds the rules of what the shape does not say.
    pub(super) fn unevaluated(&mut self, id: TypeId, merged: &Merged<'a>) {
        let patterns = merged.flats.iter().any(|flat| !flat.patterns.is_empty());
        for one in &merged.unevaluated {
            let (at, items) = (&one.at, one.is_of_items());
            let kind = match &one.fate {
                Fate::Ignored => {
                    self.report_unevaluated(at, items);
                    continue;
                }
                Fate::Widened => {
                    let message =
                        "read as: no properties beyond those of the schemas composed here";
                    self.report(Code::ClosedComposition, at, message);
                    RuleKind::Closed
                }
                Fate::Honoured(Additional::Schema(cursor)) if !items => {
                    RuleKind::Additional(self.condition(cursor, id, "Value"))
                }
                Fate::Honoured(Additional::Forbidden) if items => {
                    RuleKind::MaxItems(longest(merged) as u64)
                }
                Fate::Honoured(Additional::Forbidden) => RuleKind::Closed,
                Fate::Honoured(_) => continue,
            };
            // Without patterns the shape says it.
            if items || patterns {
                self.add(id, kind, at);
            }
        }
    }

    fn report_unevaluated(&mut self, at: &Pointer, items: bool) {
        let (name, instead) = if items {
            (
                "unevaluatedItems",
                "write `items` beside `prefixItems`, in each alternative where there are some",
            )
        } else {
            (
                "unevaluatedProperties",
                "write `additionalProperties`; beside `allOf` it is read as said of all properties composed there",
            )
        };
        let message = format!(
            "`{name}` is neither typed nor checked: what alternatives, conditions, `contains` or merged schemas describe depends on the value"
        );
        if let Some(finding) = self.report(Code::UnsupportedKeyword, at, message) {
            finding.help(instead);
        }
    }

    /// What the conditions and alternatives of merged schemas may describe. Schemas may lead in circles, and deep.
    fn perhaps(&mut self, merged: &Merged<'a>) -> Perhaps<'a> {
        let mut open: Vec<Cursor<'a>> = Vec::new();
        let choices = merged.groups.iter().flat_map(|group| &group.branches);
        open.extend(choices.cloned());
        let mut perhaps = Perhaps {
            names: HashSet::default(),
            items: 0,
            more_names: false,
            more_items: false,
        };
        for flat in &merged.flats {
            open.extend(self.conditions(flat));
            perhaps.more_items |= raw::keyword(flat.node, "contains").is_some();
            let lost = leads_nowhere(flat);
            perhaps.more_names |= lost;
            perhaps.more_items |= lost;
        }
        let mut seen: HashSet<Pointer> = HashSet::default();
        while let Some(cursor) = open.pop() {
            let Some(cursor) = self.follow(&cursor) else {
                continue;
            };
            let Slot::Schema(schema) = cursor.slot else {
                continue;
            };
            if !seen.insert(cursor.at.clone()) {
                continue;
            }
            let flat = Flat::new(self.oas, &cursor.at, schema, cursor.node);
            perhaps
                .names
                .extend(flat.properties.iter().map(|(name, _)| *name));
            perhaps.items = perhaps.items.max(flat.prefix.len());
            let lost = leads_nowhere(&flat);
            perhaps.more_names |= lost || opens_names(&flat) || !flat.patterns.is_empty();
            let contains = raw::keyword(flat.node, "contains").is_some();
            perhaps.more_items |= lost || contains || opens_items(&flat);
            open.extend(self.conditions(&flat));
            open.extend(
                [flat.all_of, flat.one_of, flat.any_of]
                    .into_iter()
                    .flatten(),
            );
        }
        perhaps
    }

    /// The schemas that hold under a condition, and the conditions, which describe as well.
    fn conditions(&self, flat: &Flat<'a>) -> Vec<Cursor<'a>> {
        let one = |name| stashed(self.oas, &flat.at, flat.node, name);
        let dependent = stashed_map(self.oas, &flat.at, flat.node, "dependentSchemas");
        let mut all: Vec<Cursor<'a>> = dependent.into_iter().map(|(_, cursor)| cursor).collect();
        // Without `if` the others mean nothing.
        if let Some(condition) = one("if") {
            all.push(condition);
            all.extend(["then", "else"].into_iter().filter_map(one));
        }
        all
    }
}

impl Unevaluated<'_> {
    fn is_of_items(&self) -> bool {
        self.at.last().is_some_and(|name| name == ITEMS)
    }
}

/// What becomes of `unevaluatedProperties` of one of the merged schemas, where `known` says that no names may be described
/// but those that always are. `None` where it says nothing.
fn fate_of_names<'a>(merged: &Merged<'a>, flat: &Flat<'a>, known: bool) -> Option<Fate<'a>> {
    let said = flat.unevaluated.as_ref()?;
    let own = is_own(merged, flat);
    let mut others = merged.flats.iter().filter(|other| other.at != flat.at);
    let open = opens(flat.additional.as_ref()) || others.any(opens_names);
    // Of a rest that others describe nothing is left.
    if matches!(said, Additional::Allowed) || own && open && known {
        return None;
    }
    let fewer = flat.properties.len() < merged.properties.len();
    Some(match said {
        _ if open || !known => Fate::Ignored,
        said if own => Fate::Honoured(said.clone()),
        Additional::Forbidden if fewer => Fate::Widened,
        Additional::Forbidden => Fate::Honoured(Additional::Forbidden),
        Additional::Allowed | Additional::Schema(_) => Fate::Ignored,
    })
}

/// The same of `unevaluatedItems`.
fn fate_of_items<'a>(merged: &Merged<'a>, flat: &Flat<'a>, known: bool) -> Option<Fate<'a>> {
    let said = flat.unevaluated_items.as_ref()?;
    let own = is_own(merged, flat);
    let mut others = merged.flats.iter().filter(|other| other.at != flat.at);
    let open = flat.items.is_some() || others.any(opens_items);
    if matches!(said, Additional::Allowed) || own && open && known {
        return None;
    }
    let all = own || flat.prefix.len() == longest(merged);
    Some(if known && all && !open {
        Fate::Honoured(said.clone())
    } else {
        Fate::Ignored
    })
}

/// Whether all that is merged is merged by this schema.
fn is_own(merged: &Merged<'_>, flat: &Flat<'_>) -> bool {
    merged.parts.parts.len() == 1 && flat.at == *merged.parts.at()
}

/// How many items the longest `prefixItems` describes.
fn longest(merged: &Merged<'_>) -> usize {
    let lengths = merged.flats.iter().map(|flat| flat.prefix.len());
    lengths.max().unwrap_or_default()
}

fn opens(said: Option<&Additional<'_>>) -> bool {
    matches!(said, Some(Additional::Allowed | Additional::Schema(_)))
}

/// Whether a schema describes all properties that there are.
fn opens_names(flat: &Flat<'_>) -> bool {
    opens(flat.additional.as_ref()) || opens(flat.unevaluated.as_ref())
}

/// Whether a schema describes all items that there are.
fn opens_items(flat: &Flat<'_>) -> bool {
    flat.items.is_some() || opens(flat.unevaluated_items.as_ref())
}

/// Whether a schema has a `$dynamicRef` that may lead anywhere: lowering made no reference of it.
fn leads_nowhere(flat: &Flat<'_>) -> bool {
    raw::keyword(flat.node, "$dynamicRef").is_some_and(|node| {
        let is_it = |cursor: &Cursor<'_>| matches!(cursor.slot, Slot::Reference(to) if Some(to) == node.as_str());
        !flat.all_of.iter().any(is_it)
    })
}
