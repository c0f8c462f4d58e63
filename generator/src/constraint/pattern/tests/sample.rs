//! Texts to try a pattern on: half of them meant to match, half of those spoiled.
use regex_syntax::hir::ClassUnicode;

use crate::constraint::pattern::ast::Node;

/// A source of numbers that is the same in every run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: &str) -> Self {
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(seed.bytes().fold(0xcbf2_9ce4_8422_2325, fold) | 1)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound.max(1)
    }
}

/// Two hundred texts for a pattern, `longest` being about the length of the long ones.
pub(super) fn texts(node: &Node, dice: &mut Dice, longest: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    for index in 0..99 {
        let mut text = String::new();
        matching(node, dice, &mut text);
        if index % 10 == 0 {
            text = around(&text, dice);
        }
        if index % 33 == 0 && !text.is_empty() {
            text = text.repeat((longest / text.len()).max(1));
        }
        texts.push(text);
    }
    for index in 0..100 {
        let text = spoiled(&texts[index].clone(), dice);
        texts.push(text);
    }
    texts
}

/// Appends a text that the node matches, conditions on the place aside.
fn matching(node: &Node, dice: &mut Dice, text: &mut String) {
    match node {
        Node::Empty | Node::Look(_) | Node::Around(_) | Node::BackReference | Node::Modified => {}
        Node::Set(set) => text.extend(member(set, dice)),
        Node::Sequence(nodes) => nodes.iter().for_each(|node| matching(node, dice, text)),
        Node::Choice(nodes) => matching(&nodes[dice.below(nodes.len())], dice, text),
        Node::Repeat { node, min, max } => {
            let max = max
                .unwrap_or(min.saturating_add(40))
                .min(min.saturating_add(300));
            let count = match dice.below(4) {
                0 => *min,
                1 => max,
                _ => min + dice.below((max - min).min(5) as usize + 1) as u32,
            };
            for _ in 0..count.min(5000) {
                matching(node, dice, text);
            }
        }
    }
}

/// A character of the set, mostly of its first ranges.
fn member(set: &ClassUnicode, dice: &mut Dice) -> Option<char> {
    let count = set.ranges().len();
    let few = if dice.below(5) == 0 {
        count
    } else {
        count.min(4)
    };
    let range = set.ranges().get(dice.below(few))?;
    let (first, last) = (u32::from(range.start()), u32::from(range.end()));
    let width = if dice.below(3) == 0 {
        last - first
    } else {
        (last - first).min(127)
    };
    char::from_u32(first + dice.below(width as usize + 1) as u32).or(Some(range.start()))
}

fn around(text: &str, dice: &mut Dice) -> String {
    let pieces = ["", " ", "x", "é", "\n", "0", "-", "😀"];
    let mut piece = || pieces[dice.below(pieces.len())];
    [piece(), text, piece()].concat()
}

fn spoiled(text: &str, dice: &mut Dice) -> String {
    let others = [
        'a', 'Z', '0', '_', '-', '.', ' ', '\n', '/', 'é', '\u{2028}', '😀', '\0', 'g', ':',
    ];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(chars.len() + 1);
        let other = others[dice.below(others.len())];
        match dice.below(5) {
            0 => chars.insert(at, other),
            1 if at < chars.len() => chars[at] = other,
            2 if at < chars.len() => drop(chars.remove(at)),
            3 => chars.truncate(at),
            _ => chars.extend(chars.get(at).copied()),
        }
    }
    chars.into_iter().collect()
}
