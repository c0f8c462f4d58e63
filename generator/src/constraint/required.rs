//! Names that are required though the object has no such property: most often a typing error in one of the two.
use crate::diag::{Code, Diagnostics};
use crate::ir::{Additional, Api, RuleKind, Shape};
use crate::vocab::closest;

/// Pairs of a required name and a property that are compared.
const MOST_PAIRS: usize = 1_000_000;

/// Reports each of them. Where other properties are welcome and no name is near, it may well be meant.
pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for def in &api.types {
        let Shape::Struct(shape) = &def.shape else {
            continue;
        };
        let closed = shape.additional == Additional::Forbidden;
        if shape.variant.is_some() || shape.fields.is_empty() && !closed {
            continue;
        }
        for rule in &def.rules {
            let RuleKind::Required(names) = &rule.kind else {
                continue;
            };
            // Each name is held against each property, which only pays where there are not many.
            let few = names.len().saturating_mul(shape.fields.len()) < MOST_PAIRS;
            for name in names {
                let own = || shape.fields.iter().map(|field| field.wire.as_str());
                // Short names have too many neighbours to be taken for each other, unless one only lacks its end.
                let cut = |wire: &&str| wire.starts_with(name.as_str()) || name.starts_with(*wire);
                let near = || closest(name, own()).or_else(|| own().find(cut));
                let near = few.then(near).flatten();
                let message = format!("`{name}` is required, but no property has that name");
                let finding = diagnostics.report(Code::Contradiction, &rule.at, message);
                match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None if closed => {
                        finding.help("add the property, or take its name off the list")
                    }
                    None => finding.note(),
                };
            }
        }
    }
}
