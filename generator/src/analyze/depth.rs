//! How deep types lie in each other. Whether a future may be sent to another thread is a question that the compiler follows
//! through all that it holds, and no further than the crate's `recursion_limit`.
use super::parts;
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::ir::{Api, Shape, TypeDef, TypeId};

/// The steps that the compiler takes without being asked, less those through what a call holds around its types.
const GIVEN: usize = 96;

/// More than this has not been seen to compile.
const MOST: usize = 16_384;

/// The `recursion_limit` that the crate needs; `None` where the compiler's own will do.
pub(crate) fn recursion_limit(
    api: &Api,
    opaque: &HashSet<TypeId>,
    diagnostics: &mut Diagnostics,
) -> Option<usize> {
    let (steps, id) = deepest(api, opaque)?;
    if steps > MOST {
        let message = "types lie so deep in each other here that no compiler follows them";
        diagnostics
            .report(Code::TooDeep, &api.ty(id).at, message)
            .help("let one of those above hold any JSON in place of the next");
    }
    (steps > GIVEN).then(|| (2 * steps).next_power_of_two())
}

/// The most steps that lead to a type, and that type. The search is the compiler's: depth first, in the order of fields, and
/// no type is entered from within itself. It is no recursion, since a document's nesting must not become our stack.
fn deepest(api: &Api, opaque: &HashSet<TypeId>) -> Option<(usize, TypeId)> {
    let mut below: Vec<Option<usize>> = vec![None; api.types.len()];
    let mut is_open = vec![false; api.types.len()];
    let mut deepest = None;
    for def in &api.types {
        let mut above = 0;
        let mut stack = vec![(def.id, 0)];
        while let Some((id, position)) = stack.pop() {
            let def = api.ty(id);
            if position == 0 {
                if below[id.0 as usize].is_some() || is_open[id.0 as usize] {
                    deepest = deepest.max(Some((above + below[id.0 as usize].unwrap_or(0), id)));
                    continue;
                }
                is_open[id.0 as usize] = true;
                above += steps(def);
                deepest = deepest.max(Some((above, id)));
            }
            let inner = if opaque.contains(&id) {
                Vec::new()
            } else {
                parts(&def.shape)
            };
            if let Some(next) = inner.get(position) {
                stack.push((id, position + 1));
                stack.push((*next, 0));
                continue;
            }
            let inner = inner.iter().filter_map(|inner| below[inner.0 as usize]);
            below[id.0 as usize] = Some(steps(def) + inner.max().unwrap_or(0));
            is_open[id.0 as usize] = false;
            above -= steps(def);
        }
    }
    deepest
}

/// The steps through one type: a list is a buffer, a pointer and what makes it unique, a map a tree of nodes.
fn steps(def: &TypeDef) -> usize {
    let own = match def.shape {
        Shape::Alias(_) => 0,
        Shape::List(_) | Shape::Map(_) => 5,
        // Alternatives are boxed.
        Shape::Union(_) => 3,
        // A field that may be left out is an `Option`.
        Shape::Struct(_)
        | Shape::Scalar(_)
        | Shape::Enum(_)
        | Shape::Tuple(_)
        | Shape::Json
        | Shape::Never => 2,
    };
    own + usize::from(def.nullable)
}
