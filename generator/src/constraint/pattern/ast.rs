//! What a pattern says once its escapes are read: sets of characters, and what is done with them.
use regex_syntax::hir::ClassUnicode;

/// A piece of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Nothing.
    Empty,
    /// One character of a set; a literal is a set of one.
    Set(ClassUnicode),
    /// A condition on the place.
    Look(Look),
    /// Look-around: a condition that reads on or back.
    Around(Box<Node>),
    /// What a group matched, once more.
    BackReference,
    /// What a modifier such as `(?m:…)` makes of it, which is left to the engine.
    Modified,
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Choice(Vec<Node>),
    /// So many times; greediness does not change what matches.
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
    },
}

/// The conditions on a place that automata can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Start,
    End,
    Boundary,
    NoBoundary,
}

/// What keeps a pattern from being an automaton.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Features {
    pub(super) look_around: bool,
    pub(super) back_reference: bool,
    pub(super) modified: bool,
}

impl Node {
    /// Whether what stands before a match matters: `^`, `\b`, `\B`, look-around.
    pub(super) fn looks_back(&self) -> bool {
        match self {
            Self::Empty | Self::Set(_) | Self::BackReference | Self::Look(Look::End) => false,
            Self::Look(Look::Start | Look::Boundary | Look::NoBoundary)
            | Self::Around(_)
            | Self::Modified => true,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().any(Self::looks_back),
            Self::Repeat { node, .. } => node.looks_back(),
        }
    }

    pub(super) fn features(&self) -> Features {
        let mut found = Features::default();
        self.collect(&mut found);
        found
    }

    fn collect(&self, found: &mut Features) {
        match self {
            Self::Empty | Self::Set(_) | Self::Look(_) => {}
            Self::Around(node) => {
                found.look_around = true;
                node.collect(found);
            }
            Self::BackReference => found.back_reference = true,
            Self::Modified => found.modified = true,
            Self::Sequence(nodes) | Self::Choice(nodes) => {
                for node in nodes {
                    node.collect(found);
                }
            }
            Self::Repeat { node, .. } => node.collect(found),
        }
    }

    /// Whether every match begins where the text does.
    pub(super) fn starts_with_anchor(&self) -> bool {
        self.bound(Look::Start)
    }

    /// Whether every match ends where the text does.
    pub(super) fn ends_with_anchor(&self) -> bool {
        self.bound(Look::End)
    }

    /// Whether a condition on the place is anywhere in it.
    pub(super) fn has_look(&self) -> bool {
        match self {
            Self::Look(_) => true,
            Self::Empty | Self::Set(_) | Self::BackReference | Self::Modified => false,
            Self::Sequence(nodes) | Self::Choice(nodes) => nodes.iter().any(Self::has_look),
            Self::Around(node) | Self::Repeat { node, .. } => node.has_look(),
        }
    }

    fn bound(&self, to: Look) -> bool {
        match self {
            Self::Look(look) => *look == to,
            Self::Empty | Self::Set(_) | Self::Around(_) | Self::BackReference | Self::Modified => {
                false
            }
            // What stands before an anchor can only be empty, so any place in the sequence binds it.
            Self::Sequence(nodes) => nodes.iter().any(|node| node.bound(to)),
            Self::Choice(nodes) => nodes.iter().all(|node| node.bound(to)),
            Self::Repeat { node, min, .. } => *min > 0 && node.bound(to),
        }
    }
}
