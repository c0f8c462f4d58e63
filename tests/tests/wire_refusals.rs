//! Arguments that break the document are refused before anything is sent, all faults at once.
use factify_tests::deviations::DEVIATIONS;
use factify_tests::in_process::InProcess;
use factify_tests::operations::own_document;
use factify_tests::recordings::{self, title, violations};
use factify_tests::wire::Bench;
use serde_json::Value;
use std::path::Path;

#[test]
fn recorded_violations_are_refused_as_listed() {
    let Some(rows) = recordings::rows("requests.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let bad: Vec<&Value> = rows
        .iter()
        .filter(|row| !violations(row).is_empty())
        .collect();
    let wrong = bench.refusals(bad.iter().copied());
    println!(
        "{} rows with violations, {} refused exactly as listed",
        bad.len(),
        bad.len() - wrong.len()
    );
    let mut used = vec![0; DEVIATIONS.len()];
    let mut failures = Vec::new();
    for one in &wrong {
        match DEVIATIONS
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
    for (deviation, count) in DEVIATIONS.iter().zip(&used) {
        println!(
            "  {count:4} under «{}»: {}",
            deviation.name, deviation.reason
        );
    }
    assert!(!bad.is_empty(), "no rows");
    assert!(
        failures.is_empty(),
        "{} rows:\n{}",
        failures.len(),
        failures.join("\n")
    );
    let unused: Vec<&str> = DEVIATIONS
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
