//! Makes an automaton minimal and lays it out as the runtime walks it.
use super::dfa::Automaton;
use super::heads::Heads;
use crate::hash::HashMap;

/// The runtime's number for the state from which nothing matches.
pub(super) const DEAD: u16 = u16::MAX;
/// The runtime's number for the state from which everything matches.
pub(super) const ALWAYS: u16 = u16::MAX - 1;
/// Cells of a table: 64 KiB.
const CELLS: usize = 32 << 10;

/// An automaton as the runtime has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The class of each byte.
    pub(super) classes: [u8; 256],
    pub(super) next: Vec<u16>,
    pub(super) start: u16,
    pub(super) accept: u16,
    pub(super) heads: Option<Heads>,
}

impl Table {
    pub(super) fn never_matches(&self) -> bool {
        self.start == DEAD
    }

    pub(super) fn always_matches(&self) -> bool {
        self.start == ALWAYS
    }
}

/// The smallest table of `automaton`; `None` where it is above 64 KiB.
pub(super) fn table(automaton: &Automaton) -> Option<Table> {
    let blocks = partition(automaton, &distances(automaton));
    lay_out(&quotient(automaton, &blocks))
}

/// The fewest bytes to an accepting state; `u32::MAX` where there is none.
fn distances(automaton: &Automaton) -> Vec<u32> {
    let count = automaton.accepts.len();
    let mut before = vec![Vec::new(); count];
    for (cell, next) in automaton.next.iter().enumerate() {
        before[*next as usize].push(cell / automaton.width);
    }
    let mut distances = vec![u32::MAX; count];
    let mut queue: Vec<usize> = (0..count)
        .filter(|state| automaton.accepts[*state])
        .collect();
    for state in &queue {
        distances[*state] = 0;
    }
    let mut done = 0;
    while let Some(&state) = queue.get(done) {
        done += 1;
        for &previous in &before[state] {
            if distances[previous] == u32::MAX {
                distances[previous] = distances[state] + 1;
                queue.push(previous);
            }
        }
    }
    distances
}

/// The block of equal states of each state. States of different distance differ, and beginning with that a wide
/// counter, whose states differ in nothing else, takes one round instead of thousands.
fn partition(automaton: &Automaton, distances: &[u32]) -> Vec<u32> {
    let mut blocks = distances.to_vec();
    let mut count = 0;
    loop {
        let mut numbers: HashMap<Vec<u32>, u32> = HashMap::default();
        let refined: Vec<u32> = automaton
            .next
            .chunks(automaton.width)
            .zip(&blocks)
            .map(|(row, block)| {
                let signature: Vec<u32> = std::iter::once(*block)
                    .chain(row.iter().map(|next| blocks[*next as usize]))
                    .collect();
                let fresh = numbers.len() as u32;
                *numbers.entry(signature).or_insert(fresh)
            })
            .collect();
        blocks = refined;
        if numbers.len() == count {
            return blocks;
        }
        count = numbers.len();
    }
}

/// The automaton of the blocks, in which bytes that no block tells apart share a class.
fn quotient(automaton: &Automaton, blocks: &[u32]) -> Automaton {
    let mut samples: Vec<usize> = Vec::new();
    // Blocks are numbered in the order of their first states.
    for (state, block) in blocks.iter().enumerate() {
        if *block as usize == samples.len() {
            samples.push(state);
        }
    }
    let mut columns = Vec::new();
    let mut numbers: HashMap<Vec<u32>, u8> = HashMap::default();
    let mut merged = Vec::new();
    for column in 0..automaton.width {
        let cells = samples
            .iter()
            .map(|state| automaton.next[state * automaton.width + column]);
        let content: Vec<u32> = cells.map(|next| blocks[next as usize]).collect();
        let fresh = columns.len() as u8;
        let number = *numbers.entry(content.clone()).or_insert(fresh);
        if number == fresh {
            columns.push(content);
        }
        merged.push(number);
    }
    Automaton {
        classes: automaton.classes.map(|class| merged[usize::from(class)]),
        width: columns.len(),
        next: (0..samples.len())
            .flat_map(|block| columns.iter().map(move |column| column[block]))
            .collect(),
        accepts: samples
            .iter()
            .map(|state| automaton.accepts[*state])
            .collect(),
        start: blocks[automaton.start as usize],
    }
}

/// Numbers the states: those that only go on, then those that accept; the two that decide get no row.
fn lay_out(minimal: &Automaton) -> Option<Table> {
    let mut numbers = vec![DEAD; minimal.accepts.len()];
    let (mut plain, mut accepting) = (Vec::new(), Vec::new());
    for (state, row) in minimal.next.chunks(minimal.width).enumerate() {
        let decided = row.iter().all(|next| *next as usize == state);
        match (minimal.accepts[state], decided) {
            (false, true) => numbers[state] = DEAD,
            (true, true) => numbers[state] = ALWAYS,
            (false, false) => plain.push(state),
            (true, false) => accepting.push(state),
        }
    }
    let accept = if accepting.is_empty() {
        ALWAYS
    } else {
        (plain.len() * minimal.width).try_into().ok()?
    };
    let order = [plain, accepting].concat();
    if order.len() * minimal.width > CELLS {
        return None;
    }
    for (place, state) in order.iter().enumerate() {
        numbers[*state] = (place * minimal.width) as u16;
    }
    let rows = order
        .iter()
        .map(|state| &minimal.next[state * minimal.width..(state + 1) * minimal.width]);
    Some(Table {
        classes: minimal.classes,
        next: rows.flatten().map(|next| numbers[*next as usize]).collect(),
        start: numbers[minimal.start as usize],
        accept,
        heads: None,
    })
}
