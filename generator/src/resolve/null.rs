//! What the rules of a schema say of `null`. Its type decides whether a value may be `null` before any rule is checked, so a
//! rule that speaks of `null` itself, as `not: {const: null}`, is read here.
//!
//! A rule about texts or objects, `not: {pattern: …}`, holds of `null` to the letter; nobody who writes it beside a type that
//! allows `null` means that. It says nothing here.

use super::Resolver;
use super::merge::Group;
use super::shape::is_never;
use crate::hash::HashMap;
use crate::ir::Json;
use crate::oas::{Cursor, Flat, Slot, stashed};
use crate::source::Pointer;

/// Schemas in schemas are looked into this deep.
const DEPTH: u32 = 32;

/// What is known of schemas; of those that are being looked at, nothing.
type Known = HashMap<Pointer, Option<bool>>;

impl<'a> Resolver<'a, '_> {
    /// Whether `not`, `if` or `const` of one of these schemas forbids `null`.
    pub(super) fn forbids_null(&mut self, flats: &[Flat<'a>]) -> bool {
        let mut known = Known::default();
        flats
            .iter()
            .any(|flat| self.rules_on_null(flat, &mut known, DEPTH) == Some(false))
    }

    /// Whether `null` fits alternatives none of which is `null` alone: one of them where only one may fit.
    pub(super) fn alternatives_take_null(&mut self, group: &Group<'a>) -> bool {
        let mut known = Known::default();
        let words = group.branches.iter();
        let words: Vec<_> = words
            .map(|branch| self.word_on_null(branch, &mut known, DEPTH))
            .collect();
        let word = if group.exclusive {
            one(&words)
        } else {
            any(&words)
        };
        word == Some(true)
    }

    fn rules_on_null(&mut self, flat: &Flat<'a>, known: &mut Known, depth: u32) -> Option<bool> {
        let constant = flat.constant.as_ref().map(|value| *value == Json::Null);
        let not = flat.not.as_ref();
        let not = not.and_then(|cursor| self.word_on_null(cursor, known, depth));
        let at = |name| stashed(self.oas, &flat.at, flat.node, name);
        let [condition, then, otherwise] = ["if", "then", "else"].map(at);
        let holds = condition.and_then(|cursor| self.word_on_null(&cursor, known, depth));
        let branch = holds.and_then(|holds| if holds { then } else { otherwise });
        let branch = branch.and_then(|cursor| self.word_on_null(&cursor, known, depth));
        all([constant, not.map(|said| !said), branch])
    }

    /// Whether a schema takes `null`; `None` where it does not speak of it.
    fn word_on_null(&mut self, cursor: &Cursor<'a>, known: &mut Known, depth: u32) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let cursor = self.follow(cursor)?;
        let Slot::Schema(schema) = cursor.slot else {
            return None;
        };
        if let Some(said) = known.get(&cursor.at) {
            return *said;
        }
        known.insert(cursor.at.clone(), None);
        let flat = Flat::new(self.oas, &cursor.at, schema, cursor.node);
        let mut each = |cursors: &[Cursor<'a>]| -> Vec<Option<bool>> {
            let words = cursors.iter();
            words
                .map(|cursor| self.word_on_null(cursor, known, depth))
                .collect()
        };
        let [all_of, any_of, one_of] = [&flat.all_of, &flat.any_of, &flat.one_of].map(|c| each(c));
        let typed = (flat.types.is_some() || flat.nullable).then_some(flat.nullable);
        let values = flat.values.as_ref();
        let words = [
            is_never(&flat).then_some(false),
            typed,
            values.map(|values| values.contains(&Json::Null)),
            all(all_of),
            any(&any_of),
            one(&one_of),
            self.rules_on_null(&flat, known, depth),
        ];
        let said = all(words);
        known.insert(cursor.at, said);
        said
    }
}

/// Where all have to take it: one that does not suffices, and those that are silent do not count.
fn all(words: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    words.into_iter().flatten().reduce(|a, b| a && b)
}

fn any(words: &[Option<bool>]) -> Option<bool> {
    if words.contains(&Some(true)) {
        return Some(true);
    }
    let refused = !words.is_empty() && words.iter().all(|word| *word == Some(false));
    refused.then_some(false)
}

fn one(words: &[Option<bool>]) -> Option<bool> {
    let takers = words.iter().filter(|word| **word == Some(true)).count();
    let silent = words.contains(&None);
    match takers {
        0 if silent || words.is_empty() => None,
        1 if silent => None,
        takers => Some(takers == 1),
    }
}
