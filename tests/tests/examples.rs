//! Examples of documents, read into their types and written back: each comes back equal, or a finding says how it breaks
//! its schema. In the documents of `round-trip` the name of an example, or of the schema that has it, says which it is.
use factify_codegen::diag::Code;
use factify_codegen::{Files, Output};
use factify_tests::one_crate::OneCrate;
use factify_tests::{crates, throwaway};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// What every crate is called, and their one.
const CRATE: &str = "case";

fn documents() -> Vec<(String, Output)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("round-trip");
    let paths = crates::folder(&folder).into_iter();
    paths
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a document can be read");
            let name = path.file_name().expect("it is a file").to_string_lossy();
            let output = crates::from_text(&name, text, CRATE);
            (name.into_owned(), output)
        })
        .collect()
}

/// One crate of all, with a program that tries the examples of each in turn.
fn whole(documents: &[(String, Output)]) -> Files {
    let (mut whole, mut modules, mut calls) = (OneCrate::default(), String::new(), String::new());
    for (index, (name, output)) in documents.iter().enumerate() {
        whole.add(name, &output.files);
        let program = output.round_trip().expect("the document has examples");
        let program = program.replace("fn main()", "pub fn main()").replace(
            &format!("{CRATE}::models"),
            &format!("{CRATE}::case{index}::models"),
        );
        write!(modules, "mod case{index} {{\n{program}\n}}\n").expect("a string takes all");
        write!(calls, "println!(\"{name}\"); case{index}::main();").expect("a string takes all");
    }
    let mut files = whole.finish();
    let main = format!("//! Tries examples.\n{modules}\nfn main() {{ {calls} }}\n");
    files.insert("examples/round_trip.rs".to_owned(), main);
    files
}

#[test]
fn examples_come_back_equal_or_are_named() {
    let documents = documents();
    for (name, output) in &documents {
        assert!(!output.files.is_empty(), "{name}: {}", output.report());
    }
    let folder = throwaway::place("round-trip", whole(&documents));
    let options = [
        "--example",
        "round_trip",
        "--no-default-features",
        "--features",
        "cases",
    ];
    if let Err(error) = throwaway::build(&folder, &options) {
        panic!("{error}");
    }
    let program = throwaway::binary("examples/round_trip");
    let ran = Command::new(program).output().expect("the program starts");
    assert!(ran.status.success(), "the program failed");
    let said = String::from_utf8(ran.stdout).expect("a text");
    let (mut document, mut equal, mut named, mut faults) = (&documents[0], 0, 0, Vec::new());
    for line in said.lines() {
        let Some((at, outcome)) = line.split_once('\t') else {
            let found = documents.iter().find(|(name, _)| name == line);
            document = found.expect("a document's name");
            continue;
        };
        let (name, output) = document;
        let finding = output.diagnostics.iter().find(|finding| {
            finding.code == Code::ExampleMismatch && finding.at.as_str().starts_with(at)
        });
        let meant_wrong = at
            .split('/')
            .any(|part| part.to_lowercase().starts_with("wrong"));
        match (meant_wrong, finding) {
            (false, None) if outcome == "equal" => equal += 1,
            // What is none of a union's alternatives is kept as it came.
            (true, Some(_)) => named += 1,
            _ => faults.push(format!("{name} {at}: {outcome}; {finding:?}")),
        }
    }
    println!("{equal} examples come back equal, {named} break their schema and are named");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(equal >= 19 && named >= 28, "too few were tried");
}
