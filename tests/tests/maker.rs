//! The maker of values, tried on the project's own document before anything is tested with it.
use factify_tests::maker::{Choices, Direction, Maker};
use factify_tests::operations::{operations, own_document};
use factify_tests::variants::{Coverage, each};

#[test]
fn every_operation_has_arguments_and_an_answer() {
    let document = own_document();
    let all = operations(&document);
    assert!(!all.is_empty(), "the document has operations");
    let (mut coverage, mut answers, mut requests) = (Coverage::default(), 0, 0);
    for operation in &all {
        for full in [false, true] {
            let choices = Choices::new();
            let maker = Maker::new(&document, Direction::Request, full, &choices);
            assert!(
                operation.args(&document, &maker, full).is_some(),
                "{}: no arguments",
                operation.id
            );
        }
        let made = each(&document, Direction::Request, &mut coverage, |maker| {
            operation.args(&document, maker, true)
        });
        requests += made.len();
        for (choices, _) in made {
            coverage.passed(&choices);
        }
        let Some(schema) = &operation.answer else {
            continue;
        };
        for (choices, _) in each(&document, Direction::Answer, &mut coverage, |maker| {
            maker.value(schema)
        }) {
            answers += 1;
            coverage.passed(&choices);
        }
    }
    println!(
        "{} operations, {requests} requests, {answers} answers, {} unions, alternatives {:?}",
        all.len(),
        coverage.unions(),
        coverage.counts()
    );
    assert_eq!(
        coverage.missing(),
        Vec::<String>::new(),
        "each alternative can be made"
    );
}
