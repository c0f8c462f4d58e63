//! Arguments that break the document are refused before anything is sent, all faults at once.
use factify_tests::deviations::{Deviation, REFUSED_ALL_THE_SAME, TOLD_OTHERWISE};
use factify_tests::in_process::InProcess;
use factify_tests::operations::own_document;
use factify_tests::recordings::{self, text, title, violations};
use factify_tests::rules::Tally;
use factify_tests::wire::{Bench, is_compared_request};
use serde_json::Value;
use std::path::Path;

#[test]
fn recorded_violations_are_refused_as_listed() {
    judge("rows with violations", TOLD_OTHERWISE, |row| {
        !violations(row).is_empty()
    });
}

/// What the older official SDK sent may differ from what ours sends; that ours sends it all the same is what counts.
#[test]
fn recorded_arguments_without_violations_pass() {
    judge(
        "further rows without violations",
        REFUSED_ALL_THE_SAME,
        |row| violations(row).is_empty() && !is_compared_request(row),
    );
}

/// Calls with the arguments of the chosen recordings: what is told must be what they list, known deviations apart.
fn judge(what: &str, deviations: &[Deviation], chosen: fn(&Value) -> bool) {
    let Some(rows) = recordings::rows("requests.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let rows: Vec<&Value> = rows.iter().filter(|row| chosen(row)).collect();
    let wrong = bench.refusals(rows.iter().copied());
    println!(
        "{} {what}, {} as listed",
        rows.len(),
        rows.len() - wrong.len()
    );
    let mut used = vec![0; deviations.len()];
    let mut failures = Vec::new();
    for one in &wrong {
        match deviations
            .iter()
            .position(|deviation| (deviation.covers)(one))
        {
            Some(known) => used[known] += 1,
            None => failures.push(format!(
                "{}: expected {:?}, told {:?}, {} sent; {}",
                title(one.row),
                one.expected,
                one.told,
                one.sent,
                one.summary
            )),
        }
    }
    for (deviation, count) in deviations.iter().zip(&used) {
        println!(
            "  {count:4} under «{}»: {}",
            deviation.name, deviation.reason
        );
    }
    assert!(!rows.is_empty(), "no rows");
    assert!(
        failures.is_empty(),
        "{} rows:\n{}",
        failures.len(),
        failures.join("\n")
    );
    let unused: Vec<&str> = deviations
        .iter()
        .zip(used)
        .filter(|(_, count)| *count == 0)
        .map(|(known, _)| known.name)
        .collect();
    assert_eq!(
        unused,
        Vec::<&str>::new(),
        "deviations that no recording has any more"
    );
}

#[test]
fn several_faults_are_told_at_once() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("refusals.yaml");
    let text = std::fs::read_to_string(path).expect("the cases are beside the tests");
    let cases: Vec<Value> = serde_yaml::from_str(&text).expect("the cases are YAML");
    assert!(cases.len() >= 10, "{} cases", cases.len());
    for case in &cases {
        assert!(
            violations(case).len() >= 3,
            "{}: too few faults",
            title(case)
        );
    }
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let wrong: Vec<String> = bench
        .refusals(&cases)
        .into_iter()
        .map(|one| {
            format!(
                "{}:\n  expected {:?}\n  told     {:?}; {}",
                title(one.row),
                one.expected,
                one.told,
                one.summary
            )
        })
        .collect();
    println!("{} cases of three faults and more", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What no type holds, whatever the validation: keywords of the recorded violations.
const INEXPRESSIBLE: [&str; 3] = ["type", "required", "additionalProperties"];

fn is_beyond_types(row: &Value) -> bool {
    let beyond = |one: &String| INEXPRESSIBLE.iter().any(|keyword| one.ends_with(keyword));
    violations(row).iter().any(beyond)
}

/// Whether a path argument would lead to another address: that is never sent.
fn steers(row: &Value) -> bool {
    let given = row["args"]["path"].as_object().into_iter().flatten();
    given
        .filter_map(|(_, value)| value.as_str())
        .any(|text| ["", ".", ".."].contains(&text))
}

#[test]
fn without_validation_what_the_types_can_express_is_sent() {
    let Some(rows) = recordings::rows("requests.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let sent_by_the_official_sdk = |row: &&Value| {
        text(row, "/sdk") == "typescript 1.1.0"
            && !violations(row).is_empty()
            && !row["request"].is_null()
    };
    let (mut tally, mut inexpressible, mut steering) = (Tally::default(), 0, 0);
    for row in rows.iter().filter(sent_by_the_official_sdk) {
        let sent = bench.unchecked(text(row, "/operation"), &row["args"], &row["request"]);
        match sent {
            None if steers(row) => steering += 1,
            None if is_beyond_types(row) => inexpressible += 1,
            None => tally
                .failures
                .push(format!("{}: refused all the same", title(row))),
            Some(_) if steers(row) => tally
                .failures
                .push(format!("{}: sent to another address", title(row))),
            Some(differences) => tally.row(&title(row), &differences),
        }
    }
    println!(
        "without validation: {} rows sent, {inexpressible} beyond the types, {steering} to another address",
        tally.rows
    );
    assert!(
        tally.failures.is_empty(),
        "{}:\n{}",
        tally.failures.len(),
        tally.failures.join("\n")
    );
}
