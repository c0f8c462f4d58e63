//! What actions do to the tree.
use crate::source::{Node, NodeKind, Pointer};

/// The value at a pointer, to change it.
pub(super) fn get_mut<'n>(root: &'n mut Node, at: &Pointer) -> Option<&'n mut Node> {
    let mut node = root;
    for token in at.tokens() {
        node = match &mut node.kind {
            NodeKind::Map(map) => map.get_mut(&token)?,
            NodeKind::List(items) => items.get_mut(token.parse::<usize>().ok()?)?,
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {
                return None;
            }
        };
    }
    Some(node)
}

/// Merges a value into another: members into an object, entries behind a list, a plain value in the place of one. `false`
/// where the two do not go together.
pub(super) fn merge(target: &mut Node, update: &Node) -> bool {
    match (&mut target.kind, &update.kind) {
        (NodeKind::Map(_), NodeKind::Map(_)) => {
            within(target, update);
            true
        }
        (NodeKind::List(items), NodeKind::List(more)) => {
            items.extend(more.iter().cloned());
            true
        }
        (NodeKind::List(items), _) => {
            items.push(update.clone());
            true
        }
        (NodeKind::Map(_), _) | (_, NodeKind::Map(_) | NodeKind::List(_)) => false,
        _ => {
            *target = update.clone();
            true
        }
    }
}

/// Below the target whatever is of another kind is replaced.
fn within(target: &mut Node, update: &Node) {
    match (&mut target.kind, &update.kind) {
        (NodeKind::Map(map), NodeKind::Map(more)) => {
            for entry in more.entries() {
                match map.get_mut(&entry.key) {
                    Some(inner) => within(inner, &entry.value),
                    None => map.insert(&entry.key, entry.key_at, entry.value.clone()),
                }
            }
        }
        (NodeKind::List(items), NodeKind::List(more)) => items.extend(more.iter().cloned()),
        _ => *target = update.clone(),
    }
}

/// Takes out what is at these pointers; `false` where one is the whole document.
pub(super) fn remove_all(root: &mut Node, mut found: Vec<Pointer>) -> bool {
    // Items at the end of a list go first, so that the numbers of the others hold; parts go before the whole.
    let order = |at: &Pointer| -> Vec<(usize, String)> {
        let tokens = at.tokens();
        tokens
            .map(|token| (token.parse().unwrap_or(0), token))
            .collect()
    };
    found.sort_by_cached_key(order);
    for at in found.iter().rev() {
        let (Some(parent), Some(last)) = (at.parent(), at.last()) else {
            return false;
        };
        match get_mut(root, &parent).map(|node| &mut node.kind) {
            Some(NodeKind::Map(map)) => drop(map.remove(&last)),
            Some(NodeKind::List(items)) => {
                if let Some(index) = last
                    .parse::<usize>()
                    .ok()
                    .filter(|index| *index < items.len())
                {
                    items.remove(index);
                }
            }
            _ => {}
        }
    }
    true
}
