//! The two forms without an automaton: a pattern read as runs of classes, where it is no more than that.
use regex_syntax::hir::ClassUnicode;

use super::ast::{Look, Node};
use super::sets;

/// Nodes looked at, counts in counts being spread out, before a pattern is left to the automaton.
const MOST: u32 = 2048;

/// A pattern that is a sequence of counted classes.
#[derive(Debug, Clone)]
pub(super) struct Runs {
    pub(super) list: Vec<Run>,
    pub(super) from_start: bool,
    pub(super) to_end: bool,
    visited: u32,
}

/// At least `min`, at most `max` characters of a set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) set: ClassUnicode,
    pub(super) min: u32,
    pub(super) max: Option<u32>,
}

impl Run {
    pub(super) fn is_exact(&self) -> bool {
        self.max == Some(self.min)
    }

    /// Whether it is one text: no more of one character than a literal should have.
    pub(super) fn is_literal(&self) -> bool {
        self.is_exact() && self.single().is_some() && self.min <= 256
    }

    /// The only character of the set.
    pub(super) fn single(&self) -> Option<char> {
        match self.set.ranges() {
            [range] if range.start() == range.end() => Some(range.start()),
            _ => None,
        }
    }
}

impl Runs {
    /// The runs of a (shrunk) pattern that one walk without a second try can check; `None` for any other.
    pub(super) fn of(node: &Node) -> Option<Self> {
        let mut found = Self {
            list: Vec::new(),
            from_start: false,
            to_end: false,
            visited: 0,
        };
        found.push(node)?;
        let fits = if found.from_start {
            found.is_decided()
        } else {
            found.is_single_class()
        };
        fits.then_some(found)
    }

    /// Whether all is of one length, and ASCII but for literals.
    pub(super) fn is_fixed(&self) -> bool {
        self.from_start
            && self
                .list
                .iter()
                .all(|run| run.is_literal() || run.is_exact() && run.set.is_ascii())
    }

    /// Whether every text matches.
    pub(super) fn always_match(&self) -> bool {
        let anything =
            |run: &Run| run.min == 0 && run.max.is_none() && run.set == sets::everything();
        self.from_start && self.list.iter().all(anything) && (!self.to_end || !self.list.is_empty())
    }

    fn push(&mut self, node: &Node) -> Option<()> {
        self.visited += 1;
        if self.visited > MOST {
            return None;
        }
        // Behind `$` nothing but another `$` can stand.
        if self.to_end && !matches!(node, Node::Look(Look::End) | Node::Empty) {
            return None;
        }
        match node {
            Node::Empty => {}
            Node::Look(Look::Start) if self.list.is_empty() => self.from_start = true,
            Node::Look(Look::End) => self.to_end = true,
            Node::Look(_) | Node::Around(_) | Node::BackReference | Node::Modified => return None,
            Node::Set(set) => self.push_run(Run {
                set: set.clone(),
                min: 1,
                max: Some(1),
            })?,
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.push(node))?,
            Node::Choice(_) => self.push_run(Run {
                set: one_of(node)?,
                min: 1,
                max: Some(1),
            })?,
            Node::Repeat { node, min, max } => match one_of(node) {
                Some(set) => self.push_run(Run {
                    set,
                    min: *min,
                    max: *max,
                })?,
                None if *max == Some(*min) && *min < MOST => {
                    (0..*min).try_for_each(|_| self.push_plain(node))?;
                }
                None => return None,
            },
        }
        Some(())
    }

    /// A part of a repeated sequence: no anchors there.
    fn push_plain(&mut self, node: &Node) -> Option<()> {
        if node.has_look() {
            return None;
        }
        self.push(node)
    }

    fn push_run(&mut self, run: Run) -> Option<()> {
        if run.set.ranges().is_empty() {
            return None;
        }
        match self.list.last_mut() {
            Some(last) if last.set == run.set => {
                last.min = last.min.checked_add(run.min)?;
                last.max = match (last.max, run.max) {
                    (Some(one), Some(other)) => Some(one.checked_add(other)?),
                    (None, _) | (_, None) => None,
                };
            }
            Some(_) | None => self.list.push(run),
        }
        Some(())
    }

    /// Whether a search needs no more than to count characters in a row.
    fn is_single_class(&self) -> bool {
        matches!(self.list.as_slice(), [run] if run.min > 0 && run.single().is_none())
    }

    /// Whether each run that may end early shares no character with anything that may come next.
    fn is_decided(&self) -> bool {
        (0..self.list.len()).all(|index| {
            let run = &self.list[index];
            run.is_exact()
                || self
                    .may_follow(index)
                    .all(|next| is_disjoint(&run.set, &next.set))
        })
    }

    /// The runs behind `index` up to the first that cannot be empty.
    fn may_follow(&self, index: usize) -> impl Iterator<Item = &Run> {
        let behind = &self.list[index + 1..];
        let last = behind
            .iter()
            .position(|run| run.min > 0)
            .map_or(behind.len(), |at| at + 1);
        behind[..last].iter()
    }
}

/// The set of a node that is exactly one character.
fn one_of(node: &Node) -> Option<ClassUnicode> {
    match node {
        Node::Set(set) => Some(set.clone()),
        Node::Choice(nodes) => nodes.iter().try_fold(sets::set(&[]), |mut union, node| {
            union.union(&one_of(node)?);
            Some(union)
        }),
        Node::Repeat {
            node,
            min: 1,
            max: Some(1),
        } => one_of(node),
        Node::Sequence(nodes) if nodes.len() == 1 => one_of(&nodes[0]),
        Node::Empty
        | Node::Look(_)
        | Node::Around(_)
        | Node::BackReference
        | Node::Modified
        | Node::Sequence(_)
        | Node::Repeat { .. } => None,
    }
}

fn is_disjoint(one: &ClassUnicode, other: &ClassUnicode) -> bool {
    let mut both = one.clone();
    both.intersect(other);
    both.ranges().is_empty()
}

/// Runs as they are printed: neighbouring literals together.
pub(super) enum Piece<'a> {
    Text(String),
    Run(&'a Run),
}

/// The pieces of runs.
pub(super) fn pieces(runs: &[Run]) -> Vec<Piece<'_>> {
    let chunks = runs.chunk_by(|one, other| one.is_literal() && other.is_literal());
    chunks
        .map(|chunk| {
            if chunk[0].is_literal() {
                let chars = chunk
                    .iter()
                    .filter_map(|run| Some(std::iter::repeat_n(run.single()?, run.min as usize)));
                Piece::Text(chars.flatten().collect())
            } else {
                Piece::Run(&chunk[0])
            }
        })
        .collect()
}
