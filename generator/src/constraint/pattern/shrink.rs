//! Cuts what an unanchored end does not need: where anything may follow, `[a-z]{3,32}` asks no more than `[a-z]{3}`.
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
        Node::Empty | Node::Set(_) | Node::Look(_) | Node::Around(_) | Node::BackReference => node,
    }
}

fn sequence(mut nodes: Vec<Node>, which: End) -> Node {
    loop {
        let outermost = match which {
            End::Head if !nodes.is_empty() => nodes.remove(0),
            End::Tail if !nodes.is_empty() => nodes.remove(nodes.len() - 1),
            End::Head | End::Tail => return Node::Empty,
        };
        match end(outermost, which) {
            Node::Empty => {}
            node => {
                match which {
                    End::Head => nodes.insert(0, node),
                    End::Tail => nodes.push(node),
                }
                return Node::Sequence(nodes);
            }
        }
    }
}
