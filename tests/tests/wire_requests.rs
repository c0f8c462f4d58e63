//! What the SDK sends, held against what the official SDKs were seen to send.
use factify_tests::in_process::InProcess;
use factify_tests::operations::own_document;
use factify_tests::recordings;
use factify_tests::rules::RULES;
use factify_tests::wire::{Bench, is_compared_request};

#[test]
fn requests_are_those_of_the_official_sdk() {
    let Some(rows) = recordings::rows("requests.jsonl") else {
        return;
    };
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let tally = bench.requests(rows.iter().filter(|row| is_compared_request(row)));
    tally.print("requests");
    assert!(tally.rows >= 1, "no rows");
    assert!(RULES.len() <= 12, "{} rules", RULES.len());
    assert!(
        tally.failures.is_empty(),
        "{} differences:\n{}",
        tally.failures.len(),
        tally.failures.join("\n")
    );
    assert_eq!(
        tally.unused(),
        Vec::<&str>::new(),
        "rules that nothing uses"
    );
}
