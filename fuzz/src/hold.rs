//! The whole way, from reading to printed files and findings, and what must hold whatever came in.
use factify_codegen::bundle::Loaded;
use factify_codegen::diag::Code;
use factify_codegen::{Header, Inputs, Output, Text, generate};
use serde_json::Value;

/// What a crate is generated from: the document alone.
#[must_use]
pub fn inputs(name: &str, text: String) -> Inputs {
    Inputs {
        spec: Text {
            name: name.to_owned(),
            text,
        },
        crate_name: Some("fuzz".to_owned()),
        header: Header {
            command: "the fuzzer".to_owned(),
            spec: name.to_owned(),
        },
        ..Inputs::default()
    }
}

/// Generates and asserts what must hold. With `twice`, also that a second run gives the same, and that it gives the same
/// names once more from the lock of the first.
///
/// # Panics
///
/// Where something does not hold: that is the finding.
pub fn whole_way(mut inputs: Inputs, twice: bool) {
    let mut output = generate(&inputs);
    // Files that are asked for are not there; each round may ask for no file that was given.
    for _ in 0..64 {
        if output.missing.is_empty() {
            break;
        }
        for file in &output.missing {
            let given = inputs.files.insert(
                file.clone(),
                Loaded::Unreadable("there is no such file".to_owned()),
            );
            assert!(given.is_none(), "{file} is asked for again");
        }
        output = generate(&inputs);
    }
    findings_hold(&output);
    if output.diagnostics.has_errors() {
        assert!(output.files.is_empty() && output.lock.is_empty());
        return;
    }
    files_hold(&output);
    if twice {
        second_run_holds(&mut inputs, &output);
    }
}

/// Each finding has a place, each report can be read, and none says that the generator failed.
fn findings_hold(output: &Output) {
    std::hint::black_box(output.report());
    let sarif: Value = serde_json::from_str(&output.report_sarif()).expect("SARIF is JSON");
    assert!(sarif["runs"].is_array());
    let json = output.report_json();
    let json: Value = serde_json::from_str(&json).expect("the report is JSON");
    let findings = json["findings"].as_array().expect("a list of findings");
    for finding in findings {
        let placed = finding["line"].is_u64() && finding["column"].is_u64();
        // The text itself is too large, and a file that is not there has no lines.
        let whole = finding["code"] == "too-large";
        assert!(placed || whole, "a finding without a place: {finding}");
        let said = finding["message"].as_str().is_some_and(|message| !message.is_empty());
        assert!(said, "a finding that says nothing: {finding}");
        if finding["severity"] == "error" {
            let helps = finding["help"].as_array().is_some_and(|help| !help.is_empty());
            assert!(helps, "an error without a remedy: {finding}");
        }
    }
    let internal = output.diagnostics.iter().find(|one| one.code == Code::Internal);
    assert!(internal.is_none(), "{}", output.report());
}

/// Every file lies below the crate's folder, and each that was printed is Rust.
fn files_hold(output: &Output) {
    assert!(output.files.contains_key("Cargo.toml") && output.files.contains_key("src/lib.rs"));
    for (path, text) in &output.files {
        let inside = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        assert!(path.split('/').all(inside), "a path that leads out: {path:?}");
        // What is copied is the same whatever came in.
        let copied = ["src/runtime/", "src/parts/", "src/bin/"].iter().any(|part| path.starts_with(part));
        let copied = copied && !path.contains("/dispatch/");
        if path.ends_with(".rs")
            && !copied
            && let Err(error) = syn::parse_file(text)
        {
            panic!("{path} is no Rust: {error}\n{text}");
        }
    }
    if let Some(program) = output.round_trip() {
        syn::parse_file(&program).expect("the program of the examples is Rust");
    }
}

fn second_run_holds(inputs: &mut Inputs, first: &Output) {
    std::hint::black_box(first.surface());
    let again = generate(inputs);
    assert!(again.files == first.files, "two runs differ");
    assert_eq!(again.lock, first.lock);
    assert_eq!(again.report(), first.report());
    inputs.lock = Some(Text {
        name: "codegen.lock".to_owned(),
        text: first.lock.clone(),
    });
    let locked = generate(inputs);
    assert!(!locked.diagnostics.has_errors(), "its own lock is refused: {}", locked.report());
    assert_eq!(locked.lock, first.lock, "its own lock changes");
    for (path, text) in &first.files {
        assert_eq!(Some(text), locked.files.get(path), "its own lock changes {path}");
    }
}
