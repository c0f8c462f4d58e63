//! Our tree as regex-syntax's, with a prefix that looks for the match anywhere.
use regex_syntax::hir::{Class, Dot, Hir, Look as HirLook, Repetition};

use super::ast::{Look, Node};

/// What matches where the pattern's search succeeds, read from the start of the text. `None` for a pattern that is
/// not regular.
pub(super) fn search(node: &Node) -> Option<Hir> {
    let body = body(node)?;
    if node.starts_with_anchor() {
        return Some(body);
    }
    // Between the bytes of one character a lone `\B` would see a place that is none.
    let empty_by_place =
        body.properties().minimum_len() == Some(0) && body.properties().look_set().contains_word();
    let any = if empty_by_place {
        Dot::AnyChar
    } else {
        Dot::AnyByte
    };
    let skip = Repetition {
        min: 0,
        max: None,
        greedy: false,
        sub: Box::new(Hir::dot(any)),
    };
    Some(Hir::concat(vec![Hir::repetition(skip), body]))
}

/// What the pattern itself matches.
pub(super) fn body(node: &Node) -> Option<Hir> {
    Some(match node {
        Node::Empty => Hir::empty(),
        Node::Set(set) => Hir::class(Class::Unicode(set.clone())),
        Node::Look(look) => Hir::look(match look {
            Look::Start => HirLook::Start,
            Look::End => HirLook::End,
            Look::Boundary => HirLook::WordAscii,
            Look::NoBoundary => HirLook::WordAsciiNegate,
        }),
        Node::Around(_) | Node::BackReference | Node::Modified => return None,
        Node::Sequence(nodes) => Hir::concat(nodes.iter().map(body).collect::<Option<_>>()?),
        Node::Choice(nodes) => Hir::alternation(nodes.iter().map(body).collect::<Option<_>>()?),
        Node::Repeat { node, min, max } => Hir::repetition(Repetition {
            min: *min,
            max: *max,
            greedy: true,
            sub: Box::new(body(node)?),
        }),
    })
}
