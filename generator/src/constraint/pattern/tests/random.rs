//! Patterns put together at random, against an independent engine: both take the same ones and mean the same.
use super::sample::{Dice, texts};
use super::support::load;
use crate::constraint::pattern::parse::{Mode, parse};
use crate::constraint::pattern::{Compiled, compile};

const PIECES: &[&str] = &[
    "a",
    "b",
    "0",
    "-",
    "_",
    ".",
    "é",
    "😀",
    "/",
    ",",
    " ",
    "^",
    "$",
    "|",
    "(",
    ")",
    "(?:",
    "(?<n>",
    "(?i:",
    "(?s-i:",
    "(?m:",
    "[",
    "]",
    "[^",
    "[a-c]",
    "[^a]",
    "[]",
    "[^]",
    "*",
    "+",
    "?",
    "{",
    "}",
    "{2}",
    "{1,3}",
    "{,2}",
    "{0,}",
    "*?",
    r"\d",
    r"\D",
    r"\w",
    r"\W",
    r"\s",
    r"\S",
    r"\b",
    r"\B",
    r"\n",
    r"\0",
    r"\x61",
    r"\x6",
    r"\u0061",
    r"\u{61}",
    r"\ud83d\ude00",
    r"\ca",
    r"\c",
    r"\c1",
    r"\-",
    r"\.",
    r"\/",
    r"\]",
    r"\_",
    r"\a",
    r"\7",
    r"\08",
    r"\12",
    r"\k",
    r"\p{L}",
    r"\p",
    "a-",
    "-z",
    "a-z",
    "(a|b)",
    "(a|bc)*",
    "x{2,4}",
];

fn pattern(dice: &mut Dice) -> String {
    (0..=dice.below(9))
        .map(|_| PIECES[dice.below(PIECES.len())])
        .collect()
}

/// What regress takes against the standard: `\u{…}` without the flag `u`, and `\b*`.
fn beyond_ecma(source: &str, mode: Mode) -> bool {
    let repeated = |(at, _): (usize, &str)| source[at + 2..].starts_with(['*', '+', '?', '{']);
    mode == Mode::Legacy && source.contains(r"\u{")
        || source
            .match_indices(r"\b")
            .chain(source.match_indices(r"\B"))
            .any(repeated)
}

#[test]
fn random_patterns_agree_with_regress() {
    let mut dice = Dice::new("patterns");
    let (mut taken, mut wrong) = (0, Vec::new());
    for _ in 0..1000 {
        let source = pattern(&mut dice);
        for (mode, flags) in [(Mode::Unicode, "u"), (Mode::Legacy, "")] {
            let (ours, theirs) = (
                parse(&source, mode),
                regress::Regex::with_flags(&source, flags),
            );
            if ours.is_ok() != theirs.is_ok() && !beyond_ecma(&source, mode) {
                wrong.push(format!(
                    "{source} {mode:?}: {:?}, {:?}",
                    ours.err(),
                    theirs.err()
                ));
            }
        }
        if let Ok(compiled) = compile(&source) {
            taken += 1;
            wrong.extend(disagreement(&source, &compiled, &mut dice));
        }
    }
    println!("{taken} of 1000 taken");
    assert_eq!(wrong, Vec::<String>::new());
}

fn disagreement(source: &str, compiled: &Compiled, dice: &mut Dice) -> Option<String> {
    let (mode, flags) = if compiled.unicode {
        (Mode::Unicode, "u")
    } else {
        (Mode::Legacy, "")
    };
    if compiled.needs_engine() || beyond_ecma(source, mode) {
        return None;
    }
    let (pattern, node) = (load(source, compiled), parse(source, mode).ok()?);
    let engine = regress::Regex::with_flags(source, flags).ok()?;
    let texts = texts(&node, dice, 30);
    let text = texts.iter().step_by(5).find(|text| {
        let expected = engine.find(text).is_some();
        pattern.is_match(text) != expected || pattern.fault(text).is_none() != expected
    })?;
    Some(format!("{source} on {text:?}: {:?}", compiled.form))
}
