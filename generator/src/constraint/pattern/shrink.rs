//! Cuts what an unanchored end does not need: where anything may follow, `[a-z]{3,32}` asks no more than `[a-z]{3}`.
use std::collections::VecDeque;

use super::ast::Node;

/// The same search with as little as possible at its unanchored ends.
pub(super) fn shrink(node: Node) -> Node {
    end(end(node, End::Head), End::Tail)
}

#[derive(Clone, Copy)]
enum End {
    Head,
    Tail,
}

/// Every match of more repetitions holds one of fewer, which begins later or ends sooner.
fn end(node: Node, which: End) -> Node {
    match node {
        Node::Repeat { min: 0, .. } => Node::Empty,
        Node::Repeat { node, min: 1, .. } => end(*node, which),
        Node::Repeat { node, min, .. } => Node::Repeat {
            node,
            min,
            max: Some(min),
        },
        Node::Choice(nodes) => {
            Node::Choice(nodes.into_iter().map(|node| end(node, which)).collect())
        }
        Node::Sequence(nodes) => sequence(nodes, which),
        Node::Empty
        | Node::Set(_)
        | Node::Look(_)
        | Node::Around(_)
        | Node::BackReference
        | Node::Modified => node,
    }
}

fn sequence(nodes: Vec<Node>, which: End) -> Node {
    let mut nodes = VecDeque::from(nodes);
    loop {
        let outermost = match which {
            End::Head => nodes.pop_front(),
            End::Tail => nodes.pop_back(),
        };
        let Some(outermost) = outermost else {
            return Node::Empty;
        };
        match end(outermost, which) {
            Node::Empty => {}
            node => {
                match which {
                    End::Head => nodes.push_front(node),
                    End::Tail => nodes.push_back(node),
                }
                return Node::Sequence(nodes.into());
            }
        }
    }
}
