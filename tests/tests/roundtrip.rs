//! Beyond the recordings: for every operation, each alternative of each union is sent and received once.
use factify_tests::in_process::InProcess;
use factify_tests::maker::Direction;
use factify_tests::operations::own_document;
use factify_tests::server::Answer;
use factify_tests::variants::{Coverage, each};
use factify_tests::wire::{Bench, printed_fault};

#[test]
fn values_of_every_alternative_are_sent_as_given() {
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let (mut coverage, mut calls, mut failures) = (Coverage::default(), 0, Vec::new());
    for (id, operation) in bench.operations() {
        for (choices, args) in each(&document, Direction::Request, &mut coverage, |maker| {
            operation.args(&document, maker, true)
        }) {
            calls += 1;
            let wrong = bench.request(id, &args, &operation.request(&args));
            if wrong.is_empty() {
                coverage.passed(&choices);
            }
            failures.extend(wrong.iter().map(|one| format!("{id} {choices:?}: {one}")));
        }
    }
    let (passed, all) = coverage.counts();
    println!(
        "{calls} calls of {} operations; {passed} of {all} alternatives of {} unions",
        bench.operations().len(),
        coverage.unions()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(
        coverage.missing(),
        Vec::<String>::new(),
        "alternatives that no value reached"
    );
}

#[test]
fn values_of_every_alternative_are_read_and_printed_as_they_came() {
    let (document, cli) = (own_document(), InProcess::new());
    let bench = Bench::new(&document, &cli, &str::to_owned);
    let (mut coverage, mut answers, mut failures) = (Coverage::default(), 0, Vec::new());
    for (id, operation) in bench.operations() {
        let Some(schema) = &operation.answer else {
            continue;
        };
        let args = bench.least_args(id);
        for (choices, value) in each(&document, Direction::Answer, &mut coverage, |maker| {
            maker.value(schema)
        }) {
            answers += 1;
            let (ran, _) = bench.call(id, &args, Answer::json(200, &value));
            match printed_fault(&ran, &value) {
                None => coverage.passed(&choices),
                Some(fault) => failures.push(format!("{id} {choices:?}: {fault}")),
            }
        }
    }
    let (passed, all) = coverage.counts();
    println!(
        "{answers} answers; {passed} of {all} alternatives of {} unions",
        coverage.unions()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(
        coverage.missing(),
        Vec::<String>::new(),
        "alternatives that no value reached"
    );
}
