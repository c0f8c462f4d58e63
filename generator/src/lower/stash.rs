//! Keywords that 3.0 has no other way to say: renamed, nothing else.
use super::walk::stashed;
use crate::source::{Map, NodeKind};
use crate::vocab::{Disposition, Place, Since, row};

/// Puts these members aside.
pub(super) fn stash(map: &mut Map, keywords: &[&str]) {
    for keyword in keywords {
        map.rename(keyword, &stashed(keyword));
    }
}

/// Puts a schema's keywords of 3.1 aside, numeric exclusive bounds included.
pub(super) fn schema(map: &mut Map) {
    let of_31: Vec<&'static str> = map
        .entries()
        .iter()
        .filter_map(|entry| row(Place::Schema, &entry.key).map(|row| (row, &entry.value)))
        .filter(|(row, value)| match row.name {
            "exclusiveMinimum" | "exclusiveMaximum" => matches!(value.kind, NodeKind::Number(_)),
            _ => row.since == Since::From31 && row.disposition != Disposition::Annotation,
        })
        .map(|(row, _)| row.name)
        .collect();
    stash(map, &of_31);
}
