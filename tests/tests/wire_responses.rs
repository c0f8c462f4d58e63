//! What the SDK makes of answers: the good ones are read and printed as they came, the others never hide their status,
//! and nothing is made up for what is missing.
use factify_tests::in_process::InProcess;
use factify_tests::json::{self, Unequal};
use factify_tests::operations::own_document;
use factify_tests::recordings::{self, text, title};
use factify_tests::run::Ran;
use factify_tests::wire::{Bench, is_good_answer, recorded_answer, status};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

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
fn every_answer_ends_and_is_told_as_it_was() {
    let Some(rows) = recordings::rows("responses.jsonl") else {
        return;
    };
    let count = rows.len();
    let outcomes = outcomes(rows);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in &outcomes {
        *counts.entry(one.outcome.clone()).or_default() += 1;
    }
    for (outcome, count) in &counts {
        println!("  {count:5} {outcome}");
    }
    let faults: Vec<&str> = outcomes
        .iter()
        .filter_map(|one| one.fault.as_deref())
        .collect();
    println!(
        "answers: {} of {count} rows, {} wrong",
        outcomes.len(),
        faults.len()
    );
    assert_eq!(outcomes.len(), count, "every row is tried");
    assert!(
        faults.is_empty(),
        "{}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// What came of a row.
struct Outcome {
    outcome: String,
    fault: Option<String>,
}

/// Runs every row on a thread of its own, so that a call without end is told by its row. A panic there is one here.
fn outcomes(rows: Vec<Value>) -> Vec<Outcome> {
    let titles: Vec<String> = rows.iter().map(title).collect();
    let (tell, told) = channel();
    let worker = thread::spawn(move || {
        let (document, cli) = (own_document(), InProcess::new());
        let bench = Bench::new(&document, &cli, &str::to_owned);
        for row in &rows {
            let operation = text(row, "/operation");
            let args = bench.least_args(operation);
            let (ran, _) = bench.call(operation, &args, recorded_answer(row));
            if tell.send(judge(row, &ran)).is_err() {
                return;
            }
        }
    });
    let mut outcomes = Vec::new();
    loop {
        match told.recv_timeout(Duration::from_secs(60)) {
            Ok(outcome) => outcomes.push(outcome),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => panic!("no end: {}", titles[outcomes.len()]),
        }
    }
    if let Err(panic) = worker.join() {
        println!("it panics: {}", titles[outcomes.len()]);
        std::panic::resume_unwind(panic);
    }
    outcomes
}

fn judge(row: &Value, ran: &Ran) -> Outcome {
    let error = ran.error();
    let good = (200..300).contains(&status(row));
    let told = error["status"].as_u64() == Some(u64::from(status(row)));
    let (outcome, fault) = match (ran.code, text(&error, "/error")) {
        (Some(0), _) if good && lacks_a_value(row) => {
            ("kept as an unknown alternative", kept_fault(row, ran))
        }
        (Some(0), _) if good => ("read", read_fault(row, ran)),
        (Some(1), "api") if !good && told => ("error of the server", api_fault(row, &error)),
        (Some(3), "decode") if good && told => ("unreadable", decode_fault(row, &error)),
        _ => ("something else", Some("not this outcome".to_owned())),
    };
    Outcome {
        outcome: format!("{}xx {outcome}", status(row) / 100),
        fault: fault.map(|fault| format!("{}: {fault}; {}", title(row), ran.summary())),
    }
}

/// The body as JSON; null where it is none.
fn body(row: &Value) -> Value {
    match row.get("body_text").and_then(Value::as_str) {
        Some(text) => serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default(),
        None => row["body"].clone(),
    }
}

/// What was done to the body, and where.
fn variant(row: &Value) -> (&str, &str) {
    let whole = text(row, "/variant");
    whole.split_once(':').unwrap_or((whole, ""))
}

fn lacks_a_value(row: &Value) -> bool {
    matches!(variant(row).0, "missing-required" | "null-required")
}

/// Inside a `oneOf`, what lacks a value is none of the alternatives that the document knows. It is kept as it came, to
/// the last field. Only this operation's answers have a `oneOf`.
fn kept_fault(row: &Value, ran: &Ran) -> Option<String> {
    if text(row, "/operation") != "getVersionRecord" {
        return Some("a value was missing, and the answer was read".to_owned());
    }
    listed(&json::differences(&body(row), &ran.output()))
}

/// Of a body that was read, everything is there, and nothing else is.
fn read_fault(row: &Value, ran: &Ran) -> Option<String> {
    let mut all = json::differences(&body(row), &ran.output());
    // Of several alternatives the first one counts.
    let second =
        |one: &Unequal| variant(row).0 == "both-alternatives" && one.place == "/spreadsheet";
    all.retain(|one| !may_be_dropped(one) && !second(one));
    listed(&all)
}

fn listed(all: &[Unequal]) -> Option<String> {
    let words: Vec<String> = all.iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// A null of an optional field says no more than its absence; fields that the document lacks are not kept everywhere.
fn may_be_dropped(one: &Unequal) -> bool {
    let unknown = one.place.rsplit('/').next() == Some("brand_new_field");
    one.found.is_none() && (unknown || one.expected == Some(Value::Null))
}

/// Code, message and reason of the body are told wherever it had them as texts, and nowhere else.
fn api_fault(row: &Value, error: &Value) -> Option<String> {
    let body = body(row);
    let reasons = ["reason", "debug/reason"].map(|place| format!("/{place}"));
    let details = body["details"].as_array();
    let reason = reasons.iter().find_map(|place| {
        let mut all = details.into_iter().flatten();
        all.find_map(|detail| detail.pointer(place)?.as_str())
    });
    let code = body.get("code").and_then(Value::as_str);
    let wrong = |key: &str, said: Option<&str>| {
        let told = error.get(key).and_then(Value::as_str);
        (told != said).then(|| format!("{key} is {said:?}, told is {told:?}"))
    };
    let message = body.get("message").and_then(Value::as_str);
    wrong("code", code)
        .or_else(|| wrong("reason", reason))
        .or_else(|| message.and_then(|message| wrong("message", Some(message))))
}

/// Where one place of the body was spoilt, the error names it; of a place that was emptied, what is missing there.
fn decode_fault(row: &Value, error: &Value) -> Option<String> {
    let (kind, place) = variant(row);
    let after = if matches!(kind, "empty-object" | "array-of-null") {
        "/"
    } else {
        ": expected "
    };
    let named = text(error, "/message").contains(&format!(" {place}{after}"));
    (!place.is_empty() && !named).then(|| format!("{place} is not named"))
}
