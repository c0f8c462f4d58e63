//! Determinises: from the tree to a complete automaton over bytes that accepts where the text ends.
use crate::hash::HashMap;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::Hir;

/// States before minimising.
pub(super) const STATES: usize = 4096;
/// Memory for each step of building.
const MEMORY: usize = 2 << 20;

/// A complete automaton: every state has a next state for every class of bytes.
#[derive(Debug, Clone)]
pub(super) struct Automaton {
    /// The class of each byte.
    pub(super) classes: [u8; 256],
    /// The number of classes.
    pub(super) width: usize,
    /// Next states, `width` for each state.
    pub(super) next: Vec<u32>,
    /// Whether a text that ends here matches.
    pub(super) accepts: Vec<bool>,
    pub(super) start: u32,
}

impl Automaton {
    pub(super) fn states(&self) -> usize {
        self.accepts.len()
    }
}

/// The automaton of `hir`; `None` where it gets too big.
pub(super) fn determinise(hir: &Hir) -> Option<Automaton> {
    let nfa = thompson::Compiler::new()
        .configure(
            thompson::Config::new()
                .utf8(false)
                .nfa_size_limit(Some(MEMORY))
                .which_captures(thompson::WhichCaptures::None),
        )
        .build_from_hir(hir)
        .ok()?;
    let dense = dense::Builder::new()
        .configure(
            dense::Config::new()
                .start_kind(StartKind::Anchored)
                .match_kind(MatchKind::LeftmostFirst)
                .dfa_size_limit(Some(MEMORY))
                .determinize_size_limit(Some(MEMORY)),
        )
        .build_from_nfa(&nfa)
        .ok()?;
    extract(&dense)
}

/// The states of `dense` that can be reached; all that have matched become one, from which everything matches.
fn extract(dense: &dense::DFA<Vec<u32>>) -> Option<Automaton> {
    let (classes, bytes) = columns(dense);
    let first = dense
        .start_state(&start::Config::new().anchored(Anchored::Yes))
        .ok()?;
    let mut found = Automaton {
        classes,
        width: bytes.len(),
        next: Vec::new(),
        accepts: Vec::new(),
        start: 0,
    };
    let mut numbers: HashMap<StateID, u32> = HashMap::from_iter([(first, 0)]);
    let mut queue = vec![first];
    let mut done = 0;
    while let Some(&state) = queue.get(done) {
        done += 1;
        if queue.len() > STATES {
            return None;
        }
        let matched = dense.is_match_state(state);
        found
            .accepts
            .push(matched || dense.is_match_state(dense.next_eoi_state(state)));
        for byte in &bytes {
            // The automaton of regex-automata says one byte later that it has matched.
            let next = if matched {
                state
            } else {
                dense.next_state(state, *byte)
            };
            let fresh = queue.len() as u32;
            let number = *numbers.entry(next).or_insert(fresh);
            if number == fresh {
                queue.push(next);
            }
            found.next.push(number);
        }
    }
    Some(found)
}

/// The class of each byte and a byte of each class.
fn columns(dense: &dense::DFA<Vec<u32>>) -> ([u8; 256], Vec<u8>) {
    let known = dense.byte_classes();
    let mut classes = [0; 256];
    let mut bytes: Vec<u8> = Vec::new();
    for byte in 0..=255 {
        let class = bytes
            .iter()
            .position(|other| known.get(*other) == known.get(byte))
            .unwrap_or_else(|| {
                bytes.push(byte);
                bytes.len() - 1
            });
        classes[usize::from(byte)] = class as u8;
    }
    (classes, bytes)
}
