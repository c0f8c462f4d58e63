//! What actions do to the tree.
use crate::hash::HashSet;
use crate::source::{Node, NodeKind, Pointer};
use std::collections::BTreeMap;

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
            let mut new = Vec::new();
            for entry in more.entries() {
                match map.get_mut(&entry.key) {
                    Some(inner) => within(inner, &entry.value),
                    None => new.push(entry.clone()),
                }
            }
            map.extend(new);
        }
        (NodeKind::List(items), NodeKind::List(more)) => items.extend(more.iter().cloned()),
        _ => *target = update.clone(),
    }
}

/// Takes out what is at these pointers; `false` where one is the whole document.
pub(super) fn remove_all(root: &mut Node, found: Vec<Pointer>) -> bool {
    // Members go first, all of an object at once: that moves nothing which another pointer leads through.
    let mut members: BTreeMap<Pointer, HashSet<String>> = BTreeMap::new();
    let mut items = Vec::new();
    for at in found {
        let (Some(parent), Some(last)) = (at.parent(), at.last()) else {
            return false;
        };
        match root.lookup_mut(&parent).map(|node| &node.kind) {
            Some(NodeKind::Map(_)) => {
                let names = members.entry(parent).or_default();
                names.insert(last.into_owned());
            }
            Some(NodeKind::List(_)) => items.push(at),
            _ => {}
        }
    }
    for (parent, names) in &members {
        if let Some(map) = root.lookup_mut(parent).and_then(Node::as_map_mut) {
            map.retain(|key, _| !names.contains(key));
        }
    }
    remove_items(root, items);
    true
}

/// Items at the end of a list go first, so that the numbers of the others hold; parts go before the whole.
fn remove_items(root: &mut Node, mut found: Vec<Pointer>) {
    let order = |at: &Pointer| -> Vec<(usize, String)> {
        let tokens = at.tokens();
        tokens
            .map(|token| (token.parse().unwrap_or(0), token.into_owned()))
            .collect()
    };
    found.sort_by_cached_key(order);
    for at in found.iter().rev() {
        let index = at.last().and_then(|last| last.parse::<usize>().ok());
        let parent = at.parent().and_then(|parent| root.lookup_mut(&parent));
        if let (Some(index), Some(NodeKind::List(items))) =
            (index, parent.map(|node| &mut node.kind))
            && index < items.len()
        {
            items.remove(index);
        }
    }
}
