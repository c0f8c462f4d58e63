//! `filter` of `codegen.yaml` as rules, each with its place.
use super::raw::{Filter, OneOrMany};
use crate::filter::{Act, By, Rule};
use crate::source::Pointer;

/// The keys of `filter`.
pub(super) const KEYS: [&str; 6] = [
    "include_tags",
    "exclude_tags",
    "include_paths",
    "exclude_paths",
    "include_operations",
    "exclude_operations",
];

pub(super) fn rules(raw: Filter) -> Vec<Rule> {
    let lists = [
        (Act::Include, By::Tag, raw.include_tags),
        (Act::Exclude, By::Tag, raw.exclude_tags),
        (Act::Include, By::Path, raw.include_paths),
        (Act::Exclude, By::Path, raw.exclude_paths),
        (Act::Include, By::Operation, raw.include_operations),
        (Act::Exclude, By::Operation, raw.exclude_operations),
    ];
    let root = Pointer::root().child("filter");
    let all = lists.into_iter().zip(KEYS);
    all.flat_map(|((act, by, patterns), key)| {
        let at = root.child(key);
        let single = matches!(patterns, OneOrMany::One(_));
        let patterns = patterns.into_vec().into_iter().enumerate();
        patterns.map(move |(index, pattern)| Rule {
            act,
            by,
            pattern,
            at: Some(if single { at.clone() } else { at.index(index) }),
        })
    })
    .collect()
}
