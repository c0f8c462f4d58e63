//! Documents that somebody broke: whatever comes in, findings come out, and never a panic. `fuzz/` does the same for longer.
use factify_codegen::generate;
use factify_tests::crates;
use factify_tests::mutate::{self, Dice};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Changed documents of each kind.
const ROUNDS: usize = 1500;

fn panics(name: &str, text: &str) -> bool {
    let inputs = crates::inputs(name, text.to_owned(), "case");
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let output = generate(&inputs);
        // What is printed of the findings is tried as well.
        (
            output.report().len(),
            output.report_json().len(),
            output.report_sarif().len(),
        )
    }));
    outcome.is_err()
}

fn texts() -> Vec<(String, String)> {
    let read = |case: crates::Case| {
        let text = std::fs::read_to_string(&case.path).expect("a case can be read");
        (case.name, text)
    };
    crates::cases().into_iter().map(read).collect()
}

#[test]
fn changed_bytes_never_panic() {
    let texts = texts();
    let mut wrong = Vec::new();
    for round in 0..ROUNDS {
        let mut dice = Dice::new(round as u64 + 1);
        let (name, text) = &texts[dice.below(texts.len())];
        let changed = mutate::bytes(text, &mut dice);
        if panics("case.yaml", &changed) {
            wrong.push(format!("{name}, round {round}:\n{changed}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} panics, the first:\n{}",
        wrong.len(),
        wrong[0]
    );
}

#[test]
fn changed_values_never_panic() {
    let texts = texts();
    let documents: Vec<(&String, Value)> = texts
        .iter()
        .filter_map(|(name, text)| Some((name, serde_yaml::from_str(text).ok()?)))
        .collect();
    let (mut wrong, mut good) = (Vec::new(), 0);
    for round in 0..ROUNDS {
        let mut dice = Dice::new(round as u64 + 1);
        let (name, document) = &documents[dice.below(documents.len())];
        let mut changed = document.clone();
        mutate::values(&mut changed, &mut dice);
        let text = changed.to_string();
        if panics("case.json", &text) {
            wrong.push(format!("{name}, round {round}:\n{text}"));
        } else {
            good += 1;
        }
    }
    println!("{good} of {ROUNDS} documents");
    assert!(
        wrong.is_empty(),
        "{} panics, the first:\n{}",
        wrong.len(),
        wrong[0]
    );
}
