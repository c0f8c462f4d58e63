//! What to do about keywords that are known but not honoured, where there is something to do.
use super::{Place, Row};

/// The help line of a finding about a row's keyword.
pub(super) fn remedy(row: &Row) -> Option<&'static str> {
    Some(match (row.place, row.name) {
        (Place::Document, "webhooks") | (Place::Operation, "callbacks") => {
            "a server that receives these calls needs types of its own; schemas that operations use too are generated in any case"
        }
        (Place::PathItem | Place::Operation, "servers") => {
            "name the server in the document's own `servers`, or give such calls a client with that base URL"
        }
        (Place::Schema, "unevaluatedProperties") => {
            "`additionalProperties` is honoured; beside `allOf` it is read as said of all properties composed there"
        }
        (Place::Schema, "unevaluatedItems") => {
            "`items` is honoured, `items: false` after `prefixItems` too"
        }
        _ => return None,
    })
}
