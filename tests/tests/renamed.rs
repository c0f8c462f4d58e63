//! Nothing knows the API: under other names throughout, the same recordings hold.
use factify_codegen::{Header, Inputs, Text, generate};
use factify_tests::operations::own_document;
use factify_tests::recordings;
use factify_tests::rename::{dangling, rename};
use factify_tests::run::Process;
use factify_tests::wire::{Bench, is_compared_request, is_good_answer};
use factify_tests::{crates, throwaway};

#[test]
fn under_other_names_the_same_recordings_hold() {
    let document = own_document();
    let renamed = rename(&document, "factify", "acmeland");
    assert_eq!(
        dangling(&renamed.document),
        Vec::<String>::new(),
        "the renaming broke references"
    );
    let config = crates::own_inputs().config.map(|own| Text {
        name: "codegen.yaml".to_owned(),
        text: own
            .text
            .replace("factify", "acmeland")
            .replace("FACTIFY", "ACMELAND")
            .replace("Factify", "Acmeland"),
    });
    let output = generate(&Inputs {
        spec: Text {
            name: "renamed.json".to_owned(),
            text: renamed.document.to_string(),
        },
        config,
        header: Header {
            command: "the tests".to_owned(),
            spec: "renamed.json".to_owned(),
        },
        ..Inputs::default()
    });
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let knowing = output
        .files
        .iter()
        .filter(|(_, text)| text.to_lowercase().contains("factify"))
        .map(|(path, _)| path);
    assert_eq!(
        knowing.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "files that know the API's real name"
    );

    let folder = throwaway::place("renamed", output.files);
    if let Err(error) = throwaway::build(&folder, &["--features", "cli"]) {
        panic!("the renamed crate does not compile:\n{error}");
    }
    let (Some(requests), Some(answers)) = (
        recordings::rows("requests.jsonl"),
        recordings::rows("responses.jsonl"),
    ) else {
        return;
    };
    let cli = Process(throwaway::binary("acmeland"));
    let names = |id: &str| renamed.operations.get(id).cloned().unwrap_or_default();
    let bench = Bench::new(&document, &cli, &names);
    let sent = bench.requests(requests.iter().filter(|row| is_compared_request(row)));
    sent.print("renamed requests");
    let read = bench.answers(answers.iter().filter(|row| is_good_answer(row)));
    println!("renamed answers: {} rows", read.rows);
    assert!(sent.rows >= 1 && read.rows >= 1, "no rows");
    let failures: Vec<String> = sent.failures.into_iter().chain(read.failures).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
