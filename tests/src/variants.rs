//! Every alternative of every union that a schema reaches, each in a value of its own.
use crate::maker::{Choices, Direction, Maker};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Alternatives by union: how many there are, and which were in a value that was tried.
#[derive(Debug, Default)]
pub struct Coverage {
    unions: BTreeMap<String, (usize, BTreeSet<usize>)>,
}

impl Coverage {
    /// Notes unions that exist.
    fn met(&mut self, unions: impl IntoIterator<Item = (String, usize)>) {
        for (at, count) in unions {
            self.unions
                .entry(at)
                .or_insert_with(|| (count, BTreeSet::new()));
        }
    }

    /// Notes that a value with these choices did what it should.
    pub fn passed(&mut self, choices: &Choices) {
        for (at, index) in choices {
            if let Some((_, tried)) = self.unions.get_mut(at) {
                tried.insert(*index);
            }
        }
    }

    /// Alternatives that passed, and all of them.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let passed = self.unions.values().map(|(_, tried)| tried.len()).sum();
        (passed, self.unions.values().map(|(count, _)| count).sum())
    }

    /// How many unions there are.
    #[must_use]
    pub fn unions(&self) -> usize {
        self.unions.len()
    }

    /// The alternatives that no value reached, as pointers.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let untried = |(at, (count, tried)): (&String, &(usize, BTreeSet<usize>))| {
            (0..*count)
                .filter(|index| !tried.contains(index))
                .map(|index| format!("{at}/{index}"))
                .collect::<Vec<_>>()
        };
        self.unions.iter().flat_map(untried).collect()
    }
}

/// Calls `make` until each alternative that it meets was chosen once, and hands out each value with its choices.
pub fn each<T>(
    document: &Value,
    direction: Direction,
    coverage: &mut Coverage,
    make: impl Fn(&Maker<'_>) -> Option<T>,
) -> Vec<(Choices, T)> {
    let mut done: BTreeSet<(String, usize)> = BTreeSet::new();
    let mut waiting = vec![Choices::new()];
    let mut out = Vec::new();
    while let Some(choices) = waiting.pop() {
        let maker = Maker::new(document, direction, true, &choices);
        let value = make(&maker);
        let met = maker.met();
        coverage.met(met.iter().cloned());
        for (at, count) in met {
            for index in 0..count {
                if done.insert((at.clone(), index)) {
                    let mut next = choices.clone();
                    next.insert(at.clone(), index);
                    waiting.push(next);
                }
            }
        }
        out.extend(value.map(|value| (choices, value)));
    }
    out
}
