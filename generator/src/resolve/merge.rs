//! `allOf`: everything that holds of one value, gathered into one view. Types, bounds and enums intersect,
//! `required` joins, properties of one name are merged again when their own type is filled.
use std::rc::Rc;

use openapiv3::Discriminator;

use super::Resolver;
use super::reference::component;
use super::table::{Part, Parts};
use super::unevaluated::Unevaluated;
use crate::diag::Code;
use crate::hash::{HashSet, IndexMap, IndexSet};
use crate::ir::Json;
use crate::oas::{Additional, Cursor, Flat, Kind, Slot, Types, raw};
use crate::source::{Node, Pointer};

/// The schemas of a value, flattened.
pub(super) struct Merged<'a> {
    pub(super) at: Pointer,
    /// Bases first, as `allOf` lists them; the schema's own keywords last.
    pub(super) flats: Vec<Flat<'a>>,
    pub(super) types: Option<Types>,
    pub(super) nullable: bool,
    pub(super) properties: IndexMap<&'a str, Vec<Cursor<'a>>>,
    pub(super) required: IndexSet<&'a str>,
    pub(super) additional: Vec<Cursor<'a>>,
    /// `additionalProperties: true` is said.
    pub(super) open: bool,
    /// `additionalProperties: false` is said, or what comes to the same.
    pub(super) closed: bool,
    /// What `unevaluatedItems` says of those that no other keyword describes, where it is honoured.
    pub(super) rest: Option<Additional<'a>>,
    /// `unevaluatedProperties` and `unevaluatedItems` that say something.
    pub(super) unevaluated: Vec<Unevaluated<'a>>,
    pub(super) groups: Vec<Group<'a>>,
    /// What `enum` and `const` leave, `null` apart.
    pub(super) values: Option<Vec<Json>>,
    pub(super) parts: Parts<'a>,
}

/// A `oneOf` or an `anyOf`, `null` apart.
#[derive(Clone)]
pub(super) struct Group<'a> {
    pub(super) at: Pointer,
    pub(super) branches: Vec<Cursor<'a>>,
    pub(super) exclusive: bool,
    pub(super) null: bool,
    /// `null` fits them, by an alternative of its own or as one of the values of another.
    pub(super) takes_null: bool,
    pub(super) discriminator: Option<&'a Discriminator>,
}

enum Step<'a> {
    Open(Part<'a>),
    Close(Box<Flat<'a>>),
}

impl<'a> Resolver<'a, '_> {
    /// What holds of the value that `parts` describe. Components are kept, since many unions may have them as alternatives.
    pub(super) fn merge(&mut self, parts: &Parts<'a>) -> Rc<Merged<'a>> {
        let [
            Part {
                cursor,
                bare: false,
            },
        ] = parts.parts.as_slice()
        else {
            return Rc::new(self.gathered(parts));
        };
        if parts.only.is_some() || component(&cursor.at).is_none() {
            return Rc::new(self.gathered(parts));
        }
        if let Some(known) = self.merged.get(&cursor.at) {
            return Rc::clone(known);
        }
        let merged = Rc::new(self.gathered(parts));
        self.merged.insert(cursor.at.clone(), Rc::clone(&merged));
        merged
    }

    pub(super) fn gathered(&mut self, parts: &Parts<'a>) -> Merged<'a> {
        let mut merged = Merged::empty(parts.clone());
        let mut seen: HashSet<Pointer> = HashSet::default();
        let mut steps: Vec<Step<'a>> = parts.parts.iter().rev().cloned().map(Step::Open).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Close(flat) => merged.flats.push(*flat),
                Step::Open(part) => self.open(&part, &mut merged, &mut seen, &mut steps),
            }
        }
        merged.groups.retain(|group| {
            !group
                .branches
                .iter()
                .any(|branch| seen.contains(&branch.at))
        });
        for group in &mut merged.groups {
            group.takes_null = group.null || self.alternatives_take_null(group);
        }
        merged.gather();
        merged.nullable = merged.nullable && !self.forbids_null(&merged.flats);
        self.settle_unevaluated(&mut merged);
        self.merge_types(&mut merged);
        self.merge_values(&mut merged);
        merged
    }

    fn open(
        &mut self,
        part: &Part<'a>,
        merged: &mut Merged<'a>,
        seen: &mut HashSet<Pointer>,
        steps: &mut Vec<Step<'a>>,
    ) {
        let Some(cursor) = self.follow(&part.cursor) else {
            return;
        };
        let Slot::Schema(schema) = cursor.slot else {
            return;
        };
        if !seen.insert(cursor.at.clone()) || !self.may_merge(&cursor.at) {
            return;
        }
        let flat = Flat::new(self.oas, &cursor.at, schema, cursor.node);
        let mut below = flat.all_of.clone();
        if !part.bare {
            merged.groups.extend(self.inherited(&flat));
            for group in self.groups(&flat) {
                match <[Cursor; 1]>::try_from(group.branches.clone()) {
                    Ok([only]) if !group.null => below.push(only),
                    _ => merged.groups.push(group),
                }
            }
        }
        steps.push(Step::Close(Box::new(flat)));
        steps.extend(below.into_iter().rev().map(|cursor| {
            Step::Open(Part {
                cursor,
                bare: part.bare,
            })
        }));
    }

    /// The alternatives of one schema, references followed.
    pub(super) fn groups(&mut self, flat: &Flat<'a>) -> Vec<Group<'a>> {
        let mut groups = Vec::new();
        for (name, branches, exclusive) in [
            ("oneOf", &flat.one_of, true),
            ("anyOf", &flat.any_of, false),
        ] {
            if branches.is_empty() {
                continue;
            }
            let followed: Vec<_> = branches
                .iter()
                .filter_map(|branch| self.follow_through(branch))
                .collect();
            let count = followed.len();
            let mut known: HashSet<Pointer> = HashSet::default();
            let mut group = Group {
                at: flat.at.child(name),
                branches: Vec::with_capacity(count),
                exclusive,
                null: false,
                takes_null: false,
                discriminator: flat.discriminator,
            };
            for branch in followed {
                if is_null(branch.node) {
                    group.null = true;
                } else if known.insert(branch.at.clone()) {
                    group.branches.push(branch);
                }
            }
            groups.push(group);
        }
        groups
    }

    fn merge_types(&mut self, merged: &mut Merged<'a>) {
        let mut types: Option<Types> = merged.parts.only.map(Kind::types);
        let mut said: Option<&Pointer> = None;
        for flat in &merged.flats {
            let Some(more) = flat.types else { continue };
            let Some(so_far) = types else {
                types = Some(more);
                said = Some(&flat.at);
                continue;
            };
            let both = so_far.intersection(more);
            if both.is_empty() && !so_far.is_empty() && !more.is_empty() {
                let message =
                    "no value can have both this type and that of the other schemas merged here";
                if let Some(finding) = self.report(Code::AllOfConflict, &flat.at, message) {
                    if let Some(other) = said {
                        finding.related(other, "a type of another kind");
                    }
                    finding.help("give both the same type, or do not merge them");
                }
                merged.types = None;
                return;
            }
            types = Some(both);
        }
        merged.types = types;
    }

    fn merge_values(&mut self, merged: &mut Merged<'a>) {
        let mut values: Option<Vec<Json>> = None;
        for flat in &merged.flats {
            let constant = flat.constant.clone().map(|value| vec![value]);
            for more in [flat.values.clone(), constant].into_iter().flatten() {
                values = Some(match values {
                    None => more,
                    Some(so_far) => {
                        let more: HashSet<Json> = more.into_iter().collect();
                        let both = so_far.into_iter().filter(|value| more.contains(value));
                        both.collect()
                    }
                });
            }
        }
        if values.as_deref().is_some_and(<[Json]>::is_empty) && merged.flats.len() > 1 {
            let message = "the enums merged here have no value in common";
            if let Some(finding) = self.report(Code::AllOfConflict, &merged.at, message) {
                for at in merged.flats.iter().filter_map(Flat::list_place) {
                    finding.related(&at, "values that are merged");
                }
                finding.help("give all of them a value in common, or do not merge them");
            }
        }
        merged.values = values.map(|values| {
            values
                .into_iter()
                .filter(|value| *value != Json::Null)
                .collect()
        });
    }
}

/// Whether a schema allows `null` and nothing else.
fn is_null(node: &Node) -> bool {
    let only_null = |values: &[Node]| !values.is_empty() && values.iter().all(Node::is_null);
    let by_type = raw::keyword(node, "type").is_some_and(|name| match name.as_list() {
        Some(names) => !names.is_empty() && names.iter().all(|name| name.as_str() == Some("null")),
        None => name.as_str() == Some("null"),
    });
    by_type
        || raw::keyword(node, "const").is_some_and(Node::is_null)
        || raw::keyword(node, "enum")
            .and_then(Node::as_list)
            .is_some_and(only_null)
}

impl<'a> Merged<'a> {
    fn empty(parts: Parts<'a>) -> Self {
        Self {
            at: parts.at().clone(),
            flats: Vec::with_capacity(parts.parts.len()),
            types: None,
            nullable: false,
            properties: IndexMap::default(),
            required: IndexSet::default(),
            additional: Vec::new(),
            open: false,
            closed: false,
            rest: None,
            unevaluated: Vec::new(),
            groups: Vec::new(),
            values: None,
            parts,
        }
    }

    /// Whether properties are described here, apart from those of alternatives.
    pub(super) fn has_properties(&self) -> bool {
        !self.properties.is_empty()
            || !self.additional.is_empty()
            || self.flats.iter().any(|f| !f.patterns.is_empty())
    }

    fn gather(&mut self) {
        for flat in &self.flats {
            for (name, cursor) in &flat.properties {
                self.properties
                    .entry(name)
                    .or_default()
                    .push(cursor.clone());
            }
            self.required.extend(&flat.required);
            match &flat.additional {
                None => {}
                Some(Additional::Allowed) => self.open = true,
                Some(Additional::Forbidden) => self.closed = true,
                Some(Additional::Schema(cursor)) => self.additional.push(cursor.clone()),
            }
        }
        self.nullable = self.allows_null();
    }

    /// The schema's own word counts first; otherwise everything that restricts the value has to allow `null`.
    fn allows_null(&self) -> bool {
        let null_value = |flat: &Flat<'_>| {
            let listed = flat.values.as_deref();
            listed.is_some_and(|values| values.contains(&Json::Null))
                || flat.constant.as_ref() == Some(&Json::Null)
        };
        // One part is the rule, and its own keywords come last.
        let own = self.parts.parts.iter().all(|part| {
            let mut flats = self.flats.iter().rev();
            let flat = flats.find(|flat| flat.at == part.cursor.at);
            flat.is_some_and(|flat| flat.nullable || null_value(flat))
        });
        let restricts = |flat: &&Flat<'_>| {
            flat.types.is_some() || flat.values.is_some() || flat.constant.is_some()
        };
        let mut words = self
            .flats
            .iter()
            .filter(restricts)
            .map(|flat| flat.nullable || null_value(flat));
        let mut groups = self.groups.iter().map(|group| group.takes_null);
        let any = self.flats.iter().any(|flat| restricts(&flat)) || !self.groups.is_empty();
        own || (any && words.all(|null| null) && groups.all(|null| null))
    }
}
