//! What the SDK makes of answers: the good ones are read and printed as they came, the others never hide their status.
use factify_tests::in_process::InProcess;
use factify_tests::operations::own_document;
use factify_tests::recordings::{self, text, title};
use factify_tests::wire::{Bench, is_good_answer, recorded_answer, status};
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn good_answers_are_read_and_printed_as_they_came() {
    let Some(rows) = recordings::rows("responses.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let tally = bench.answers(rows.iter().filter(|row| is_good_answer(row)));
    println!(
        "answers: {} rows read and printed, {} not as they came",
        tally.rows,
        tally.failures.len()
    );
    assert!(tally.rows >= 1, "no rows");
    assert!(tally.failures.is_empty(), "{}", tally.failures.join("\n"));
}

#[test]
fn other_answers_end_in_an_error_that_says_its_status() {
    let Some(rows) = recordings::rows("responses.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for row in rows.iter().filter(|row| !is_good_answer(row)) {
        let operation = text(row, "/operation");
        let (ran, _) = bench.call(
            operation,
            &bench.least_args(operation),
            recorded_answer(row),
        );
        let error = ran.error();
        let kind = text(&error, "/error");
        *outcomes
            .entry(format!("exit code {:?} {kind}", ran.code))
            .or_default() += 1;
        let told = error["status"].as_u64() == Some(u64::from(status(row)));
        let good = (200..300).contains(&status(row));
        let right = match ran.code {
            Some(0) => good,
            Some(1) => !good && kind == "api" && told && says_what_the_body_says(row, &error),
            Some(3) => good && kind == "decode" && told,
            _ => false,
        };
        if !right {
            failures.push(format!("{}: {}", title(row), ran.summary()));
        }
    }
    for (outcome, count) in &outcomes {
        println!("  {count:5} {outcome}");
    }
    assert!(
        failures.is_empty(),
        "{}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Code and message of the body are told wherever it had them as texts.
fn says_what_the_body_says(row: &Value, error: &Value) -> bool {
    let body = match row.get("body_text").and_then(Value::as_str) {
        Some(text) => serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default(),
        None => row["body"].clone(),
    };
    ["code", "message"]
        .into_iter()
        .all(|key| match body.get(key) {
            Some(Value::String(said)) => error[key] == said.as_str(),
            _ => true,
        })
}
