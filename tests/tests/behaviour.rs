//! Constructs that the SDK's own document lacks are called for real, in a crate generated for them.
use factify_tests::compare::differences;
use factify_tests::recordings::{title, violations};
use factify_tests::run::{CommandLine, Process};
use factify_tests::server::{Answer, Server};
use factify_tests::{crates, percent, throwaway};
use serde_json::{Value, json};
use std::path::Path;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("behaviour")
        .join(name);
    std::fs::read_to_string(path).expect("it is beside the tests")
}

#[test]
fn what_the_document_lacks_is_called_for_real() {
    let output = crates::from_text("document.yaml", read("document.yaml"), "behaviour");
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let folder = throwaway::place("behaviour", output.files);
    if let Err(error) = throwaway::build(&folder, &["--features", "cli"]) {
        panic!("{error}");
    }
    let cli = Process(throwaway::binary("behaviour"));
    let server = Server::start();
    let calls: Vec<Value> = serde_yaml::from_str(&read("calls.yaml")).expect("the calls are YAML");
    let wrong: Vec<String> = calls
        .iter()
        .filter_map(|call| fault(&cli, &server, call).map(|one| format!("{}: {one}", title(call))))
        .collect();
    println!("{} calls", calls.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with a call, if anything is.
fn fault(cli: &Process, server: &Server, call: &Value) -> Option<String> {
    // An answer that every operation of the document can read.
    server.answer(Answer::json(
        200,
        &json!({ "kind": "cat", "lives": 1, "id": "c1" }),
    ));
    let operation = call["operation"].as_str().unwrap_or_default();
    let ran = cli.call(operation, &call["args"], server.base());
    let seen = server.take();
    let Some(wanted) = call.get("request") else {
        let (told, expected) = (ran.violations(), violations(call));
        let right = told == expected && ran.code == Some(2) && seen.is_empty();
        return (!right)
            .then(|| format!("told {told:?}, expected {expected:?}; {}", ran.summary()));
    };
    let [one] = seen.as_slice() else {
        return Some(format!("{} requests; {}", seen.len(), ran.summary()));
    };
    let mut wrong: Vec<String> = match wanted.get("form").and_then(Value::as_str) {
        None => differences(wanted, one)
            .iter()
            .map(ToString::to_string)
            .collect(),
        Some(form) => {
            let body = String::from_utf8_lossy(&one.body);
            let sorted = |text: &str| {
                let mut pairs = percent::query(text);
                pairs.sort();
                pairs
            };
            let same = sorted(form) == sorted(&body);
            (!same)
                .then(|| format!("sent {body}"))
                .into_iter()
                .collect()
        }
    };
    if ran.code != Some(0) {
        wrong.push(ran.summary());
    }
    (!wrong.is_empty()).then(|| wrong.join("; "))
}
