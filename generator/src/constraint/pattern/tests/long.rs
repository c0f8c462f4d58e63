//! How long a text may be for an engine that backtracks: it takes forever only on patterns of certain shapes.
use crate::constraint::pattern::ast::Node;

/// Characters of a long text, where the engine is quick.
const LONG: usize = 40_000;
/// And where it may not be.
const SHORT: usize = 300;
/// Ways to try at one place of the text, above which it is not.
const WAYS: u64 = 2_000;

/// About how long the longest texts for a pattern can be.
pub(super) fn longest(node: &Node) -> usize {
    let open = open_repeats(node);
    // A search tries every place of the text, and an open repeat there may read all that follows.
    let is_quick = match (open, node.starts_with_anchor()) {
        (Some(0 | 1), true) | (Some(0), false) => ways(node) <= WAYS,
        (Some(_) | None, _) => false,
    };
    if is_quick { LONG } else { SHORT }
}

/// The repeats without a limit; `None` where one holds a choice or another repeat, so that a text has many ways through.
fn open_repeats(node: &Node) -> Option<usize> {
    match node {
        Node::Repeat {
            node, max: None, ..
        } => (ways(node) == 1).then_some(1),
        Node::Repeat {
            node,
            max: Some(max),
            ..
        } => Some(open_repeats(node)?.saturating_mul(*max as usize)),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes
            .iter()
            .try_fold(0_usize, |sum, node| Some(sum + open_repeats(node)?)),
        Node::Empty
        | Node::Set(_)
        | Node::Look(_)
        | Node::Around(_)
        | Node::BackReference
        | Node::Modified => Some(0),
    }
}

/// The ways that a part can match, the open repeats in it taken as one.
fn ways(node: &Node) -> u64 {
    match node {
        Node::Choice(nodes) => nodes.iter().map(ways).fold(0, u64::saturating_add),
        Node::Sequence(nodes) => nodes.iter().map(ways).fold(1, u64::saturating_mul),
        Node::Repeat {
            node, max: None, ..
        } => ways(node).saturating_mul(2),
        Node::Repeat {
            node,
            min,
            max: Some(max),
        } => {
            let once = ways(node);
            let all = once.saturating_pow(*max).max(1);
            all.saturating_mul(u64::from(max - min) + 1)
        }
        Node::Empty
        | Node::Set(_)
        | Node::Look(_)
        | Node::Around(_)
        | Node::BackReference
        | Node::Modified => 1,
    }
}
