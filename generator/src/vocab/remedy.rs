//! What to do about keywords that are known but not honoured, where there is something to do.
use super::{Place, Row};

/// The help line of a finding about a row's keyword.
pub(super) fn remedy(row: &Row) -> Option<&'static str> {
    Some(match (row.place, row.name) {
        (Place::Schema, "unevaluatedProperties") => {
            "`additionalProperties` is honoured; beside `allOf` it is read as said of all properties composed there"
        }
        (Place::Schema, "unevaluatedItems") => {
            "`items` is honoured, `items: false` after `prefixItems` too"
        }
        _ => return None,
    })
}
