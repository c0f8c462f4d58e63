//! Texts made from a matcher's own tables, so that it has to read all of them.
use crate::pattern::{Anchor, Class, Counted, Dfa, Matcher, Part, Pattern, Run};
use std::collections::HashMap;

/// A source of numbers that is the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: &str) -> Self {
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(seed.bytes().fold(0xcbf2_9ce4_8422_2325, fold) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound.max(1)
    }
}

/// What a text is made of.
#[derive(Clone, Copy, PartialEq)]
pub enum Mix {
    /// ASCII where the pattern has any.
    Ascii,
    /// All that the pattern has.
    All,
    /// Characters of so many bytes where the pattern has any.
    Wide(usize),
}

impl Mix {
    fn has(self, c: char) -> bool {
        match self {
            Self::Ascii => c.is_ascii(),
            Self::All => true,
            Self::Wide(width) => c.len_utf8() == width,
        }
    }
}

/// Characters that an automaton is tried with.
const POOL: &str = "abcxyzABCXYZ0123456789-_./:@ ,+=#%&?*~!$'\"()[]{}<>|\\\t\ndefghijklmnopqrstuvwDEFGHIJKLMNOPQRSTUVW\
    éßñøŁжшαωאبअกあア漢字가\u{2028}€™😀𝒳𠀀";

/// A text that leaves the matcher undecided as long as it can, `length` bytes at most. What a pattern limits in length
/// ends where the limit is.
pub fn undecided(pattern: &Pattern, mix: Mix, length: usize, dice: &mut Dice) -> String {
    let mut text = String::new();
    match &pattern.matcher {
        Matcher::Fixed(fixed) => {
            for part in fixed.parts {
                match part {
                    Part::Text(literal) => text.push_str(literal),
                    Part::Set(set, count) => {
                        let members: Vec<char> = (0..128u8)
                            .filter(|byte| set.has(*byte))
                            .map(char::from)
                            .collect();
                        text.extend((0..*count).map(|_| members[dice.below(members.len())]));
                    }
                }
            }
        }
        Matcher::Counted(counted) => of_runs(counted, mix, length, dice, &mut text),
        Matcher::Dfa(dfa) => of_states(dfa, mix, length, dice, &mut text),
        Matcher::Fallback(_) => {}
    }
    text
}

/// Runs as long as they may be. Where the pattern is searched for, one character less than it needs, and then another.
fn of_runs(counted: &Counted, mix: Mix, length: usize, dice: &mut Dice, text: &mut String) {
    if let ([Run::Class(class, min, _)], Anchor::Nowhere | Anchor::End) =
        (counted.runs, counted.anchor)
    {
        let members = members(class, mix, dice);
        let others: Vec<char> = POOL.chars().filter(|c| !is_member(class, *c)).collect();
        while text.len() + 4 * (min + 1) < length {
            text.extend((1..*min).map(|_| members[dice.below(members.len())]));
            match others.get(dice.below(others.len())) {
                Some(other) => text.push(*other),
                None => text.push(members[0]),
            }
        }
        return;
    }
    let open = counted
        .runs
        .iter()
        .filter(|run| matches!(run, Run::Class(_, _, usize::MAX)))
        .count();
    for run in counted.runs {
        match run {
            Run::Text(literal) => text.push_str(literal),
            Run::Class(class, _, max) => {
                let members = members(class, mix, dice);
                let share = length.saturating_sub(100_000) / open.max(1);
                let (mut bytes, mut count) = (0, 0);
                while count < *max && bytes < share {
                    let member = members[dice.below(members.len())];
                    text.push(member);
                    bytes += member.len_utf8();
                    count += 1;
                }
            }
        }
    }
}

fn is_member(class: &Class, c: char) -> bool {
    if c.is_ascii() {
        class.ascii.has(c as u8)
    } else {
        class.has_wide(c as u32)
    }
}

/// Characters of a class, many so that no cache remembers them in order.
fn members(class: &Class, mix: Mix, dice: &mut Dice) -> Vec<char> {
    let ascii: Vec<char> = (0..128u8)
        .filter(|byte| class.ascii.has(*byte))
        .map(char::from)
        .collect();
    let mut wide = Vec::new();
    for (first, last) in class.wide {
        for _ in 0..(10_000 / class.wide.len()).max(8) {
            let width = *last as u32 - *first as u32 + 1;
            wide.extend(char::from_u32(
                *first as u32 + dice.below(width as usize) as u32,
            ));
        }
    }
    let all = || ascii.iter().chain(&wide).copied();
    let some: Vec<char> = all().filter(|c| mix.has(*c)).collect();
    if some.is_empty() {
        all().collect()
    } else {
        some
    }
}

/// Characters that leave a state undecided, with the states that they lead to.
type Steps = HashMap<u16, Vec<(char, u16)>>;

/// A way through the states that ends nowhere.
fn of_states(dfa: &Dfa, mix: Mix, length: usize, dice: &mut Dice, text: &mut String) {
    let mut known = Steps::new();
    let mut state = dfa.start;
    while text.len() + 4 <= length {
        let steps = known.entry(state).or_insert_with(|| steps(dfa, state, mix));
        let Some((c, after)) = steps.get(dice.below(steps.len())) else {
            return;
        };
        state = *after;
        text.push(*c);
    }
}

fn steps(dfa: &Dfa, state: u16, mix: Mix) -> Vec<(char, u16)> {
    let all: Vec<_> = POOL
        .chars()
        .filter_map(|c| Some((c, after(dfa, state, c)?)))
        .filter(|(_, after)| usize::from(*after) < dfa.next.len())
        .collect();
    let some: Vec<_> = all.iter().filter(|(c, _)| mix.has(*c)).copied().collect();
    if some.is_empty() { all } else { some }
}

/// The state after a character, which may be one that decides.
fn after(dfa: &Dfa, state: u16, c: char) -> Option<u16> {
    let mut bytes = [0; 4];
    let mut bytes = c.encode_utf8(&mut bytes).bytes();
    bytes.try_fold(state, |state, byte| {
        let cell = usize::from(state) + dfa.classes.get(byte);
        dfa.next.get(cell).copied()
    })
}

/// Appends what an automaton needs to accept `text`, as short as that can be; `None` where the pool has nothing.
pub fn complete(pattern: &Pattern, text: &str) -> Option<String> {
    let Matcher::Dfa(dfa) = pattern.matcher else {
        return None;
    };
    let begin = text
        .chars()
        .try_fold(dfa.start, |state, c| after(&dfa, state, c))?;
    let mut reached: Vec<(u16, String)> = vec![(begin, text.to_owned())];
    let mut done = 0;
    while let Some((state, text)) = reached.get(done).cloned() {
        done += 1;
        if pattern.is_match(&text) {
            return Some(text);
        }
        for c in POOL.chars().filter(char::is_ascii) {
            if let Some(next) = after(&dfa, state, c)
                && next != u16::MAX
                && reached.iter().all(|(known, _)| *known != next)
            {
                reached.push((next, format!("{text}{c}")));
            }
        }
    }
    None
}

/// `unit` as often as it fits.
pub fn repeated(unit: &str, length: usize) -> String {
    unit.repeat(length / unit.len().max(1))
}

/// The begin of `text`, about `length` bytes.
pub fn begin(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Random characters of the pool, whatever the pattern.
pub fn anything(length: usize, dice: &mut Dice, keep: impl Fn(&char) -> bool) -> String {
    let pool: Vec<char> = POOL.chars().filter(keep).collect();
    let mut text = String::with_capacity(length);
    while text.len() + 4 <= length {
        text.push(pool[dice.below(pool.len())]);
    }
    text
}
