//! How long the texts are that a pattern matches, as far as its parts say it: exact but for conditions on the place.
use super::ast::{Look, Node};
use super::dialect::foreign;
use super::parse::{self, Mode};

/// The lengths, in Unicode code points, of the texts that a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lengths {
    /// No text matches.
    None,
    /// None is shorter or longer; where look-around or `\b` say more, not all of them match.
    Within { min: u64, max: Option<u64> },
}

/// The lengths of what a pattern matches; `None` where it is no pattern, or one of another language.
pub(crate) fn lengths(pattern: &str) -> Option<Lengths> {
    if let Ok(node) = parse::parse(pattern, Mode::Unicode) {
        return Some(of_text(&node, 1));
    }
    if foreign(pattern).is_some() {
        return None;
    }
    // Without the flag `u` a character beyond the basic plane counts as two.
    let node = parse::parse(pattern, Mode::Legacy).ok()?;
    Some(of_text(&node, 2))
}

fn of_text(node: &Node, units: u64) -> Lengths {
    match of(node) {
        None => Lengths::None,
        Some((min, max)) => Lengths::Within {
            min: min.div_ceil(units),
            max: max.filter(|_| node.starts_with_anchor() && node.ends_with_anchor()),
        },
    }
}

/// The least and the most characters that a part takes; `None` where it never matches.
fn of(node: &Node) -> Option<(u64, Option<u64>)> {
    match node {
        Node::Empty | Node::Look(_) | Node::Around(_) => Some((0, Some(0))),
        Node::BackReference | Node::Modified => Some((0, None)),
        Node::Set(set) if set.ranges().is_empty() => None,
        Node::Set(_) => Some((1, Some(1))),
        Node::Sequence(nodes) => of_sequence(nodes),
        Node::Choice(nodes) => {
            let branches = nodes.iter().filter_map(of);
            branches.reduce(|(min, max), (other_min, other_max)| {
                let longest = max.zip(other_max).map(|(one, other)| one.max(other));
                (min.min(other_min), longest)
            })
        }
        Node::Repeat { node, min, max } => match of(node) {
            None if *min == 0 => Some((0, Some(0))),
            None => None,
            Some((own_min, own_max)) => Some((
                own_min.saturating_mul(u64::from(*min)),
                match (own_max, max) {
                    (Some(0), _) | (None, Some(0)) => Some(0),
                    (Some(own), Some(times)) => own.checked_mul(u64::from(*times)),
                    (None, _) | (_, None) => None,
                },
            )),
        },
    }
}

/// The sum of the parts. Text before `^` or behind `$` leaves nothing.
fn of_sequence(nodes: &[Node]) -> Option<(u64, Option<u64>)> {
    let (mut min, mut max) = (0_u64, Some(0));
    let mut ended = false;
    for node in nodes {
        let (own_min, own_max) = of(node)?;
        let late = matches!(node, Node::Look(Look::Start)) && min > 0;
        if late || ended && own_min > 0 {
            return None;
        }
        ended |= matches!(node, Node::Look(Look::End));
        min = min.saturating_add(own_min);
        max = plus(max, own_max);
    }
    Some((min, max))
}

fn plus(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one?.checked_add(other?)
}

#[cfg(test)]
mod tests {
    use super::{Lengths, lengths};

    #[test]
    fn lengths_are_told_in_every_form() {
        let within = |min, max| Some(Lengths::Within { min, max });
        for (pattern, of) in [
            ("^[a-z]{2,5}$", within(2, Some(5))),
            ("^(a|bcd)?$", within(0, Some(3))),
            ("[a-z]{3}", within(3, None)),
            ("^a$|b", within(1, None)),
            ("^(?=.*[0-9]).{8,64}$", within(8, Some(64))),
            ("^(a)\\1$", within(1, None)),
            ("^[]$", Some(Lengths::None)),
            ("^(?=a)[]$", Some(Lengths::None)),
            ("^(?:a|[])$", within(1, Some(1))),
            ("^[]*$", within(0, Some(0))),
            ("/^[a-z]$/", Some(Lengths::None)),
            ("^a$(?!b)c", Some(Lengths::None)),
            (
                "^(?:(?:a{60000}){60000}){60000}b$",
                within(216_000_000_000_001, Some(216_000_000_000_001)),
            ),
            ("^\\-..$", within(2, Some(3))),
            ("(", None),
        ] {
            assert_eq!(lengths(pattern), of, "{pattern}");
        }
    }
}
