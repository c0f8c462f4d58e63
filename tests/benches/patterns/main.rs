//! What a pattern costs: the tables of every pattern of the corpus against engines, hostile texts, and parsing into a type.
//!
//! The tables are measured as users run them, in a crate of what the generator prints and of the runtime's own files,
//! made and built here. Variants take turns within one run, and what counts is the thread's CPU time, both because the
//! machine may be busy; criterion and divan measure one variant after the other, and in wall time.
//!
//! `cargo bench -p factify-tests --bench patterns -- hostile` shows the hostile texts alone, `speed` and `parse` the others.
use factify_codegen::constraint::pattern::compile;
use factify_codegen::{Files, diag, source};
use factify_tests::throwaway;
use std::process::Command;

#[path = "driver/clock.rs"]
mod clock;
#[path = "../../../generator/src/constraint/pattern/tests/documents.rs"]
mod documents;
mod parse;
mod printed;

const NAME: &str = "pattern_bench";

fn main() {
    // Cargo adds `--bench`.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let wants = |part: &str| wanted.is_empty() || wanted.iter().any(|word| word == part);
    if wants("parse") {
        parse::compare();
    }
    if wants("speed") || wants("hostile") {
        let own = documents::of_the_sdk();
        let all = documents::of_corpus().unwrap_or_else(|| own.clone());
        let compiled = all.iter().filter_map(|source| {
            let compiled = compile(source).ok()?;
            (!compiled.needs_engine()).then_some((source.as_str(), own.contains(source), compiled))
        });
        let text = printed::file(compiled.collect());
        let folder = throwaway::place(NAME, files(text));
        throwaway::build(&folder, &["--release"]).unwrap_or_else(|error| panic!("{error}"));
        let program = throwaway::binary_of("release", NAME);
        for part in ["speed", "hostile"].into_iter().filter(|part| wants(part)) {
            let status = Command::new(&program).arg(part).status();
            assert!(status.expect("it was built").success(), "{part} failed");
        }
    }
}

/// The crate: what was printed, the runtime's files, and the driver beside this file.
fn files(patterns: String) -> Files {
    let mut files = Files::new();
    let mut add = |name: &str, text: String| files.insert(name.to_owned(), text);
    let read = |path: String| {
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    for name in ["main", "clock", "hostile", "speed", "texts", "translate"] {
        let path = format!(
            "{}/benches/patterns/driver/{name}.rs",
            env!("CARGO_MANIFEST_DIR")
        );
        add(&format!("src/{name}.rs"), read(path));
    }
    for name in [
        "", "_counted", "_dfa", "_explain", "_fixed", "_heads", "_message", "_sets",
    ] {
        let file = format!("pattern{name}.rs");
        let path = format!(
            "{}/../generator/src/runtime/{file}",
            env!("CARGO_MANIFEST_DIR")
        );
        add(&format!("src/{file}"), read(path));
    }
    add("src/patterns.rs", patterns);
    add("Cargo.toml", MANIFEST.to_owned());
    files
}

/// The profile is that of the workspace.
const MANIFEST: &str = r#"[package]
name = "pattern_bench"
version = "0.0.0"
edition = "2024"

[dependencies]
regex = "1"
regress = "0.12"

[profile.release]
codegen-units = 1
lto = "thin"
debug = "line-tables-only"
"#;
