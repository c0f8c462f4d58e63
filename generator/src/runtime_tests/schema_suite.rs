//! Runs the files of JSON-Schema-Test-Suite that are at hand through the interpreter.

use std::path::Path;

use serde_json::Value;

use super::convert::table;
use crate::runtime::check::{CheckOptions, check};
use crate::runtime::violation::Violations;

/// Files that assert what the runtime never asserts, with the reason.
const OTHER: [(&str, &str); 9] = [
    ("ecmascript-regex", "patterns have tests of their own"),
    ("duration", "an annotation here"),
    ("email", "an annotation here"),
    ("hostname", "an annotation here"),
    ("idn-email", "an annotation here"),
    ("idn-hostname", "an annotation here"),
    ("iri", "an annotation here"),
    ("relative-json-pointer", "an annotation here"),
    ("uri-reference", "an annotation here"),
];

#[test]
fn suite_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/json-schema-test-suite/draft2020-12");
    if !folder.is_dir() {
        println!("skipped: JSON-Schema-Test-Suite is not at hand");
        return;
    }
    let mut cases = 0;
    let mut failures = Vec::new();
    for part in ["", "optional", "optional/format"] {
        let entries = folder.join(part).read_dir().expect("a readable folder");
        for entry in entries
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "json"))
        {
            cases += run_file(&entry.path(), &mut failures);
        }
    }
    println!(
        "{cases} cases of JSON-Schema-Test-Suite, {} failures",
        failures.len()
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(cases > 300, "only {cases} cases");
}

fn run_file(path: &Path, failures: &mut Vec<String>) -> usize {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    if let Some((_, reason)) = OTHER.iter().find(|(other, _)| *other == name) {
        println!("skipped: {name}: {reason}");
        return 0;
    }
    // That file takes `format` as an annotation; the table of such a document has no rule for it.
    let strip = name == "format";
    let groups: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON");
    let mut cases = 0;
    for mut group in groups {
        if strip {
            group["schema"]
                .as_object_mut()
                .map(|schema| schema.remove("format"));
        }
        let schema = table(&group["schema"], &group["schema"]);
        for case in group["tests"].as_array().into_iter().flatten() {
            cases += 1;
            let mut violations = Violations::new();
            check(
                schema,
                &case["data"],
                CheckOptions::default(),
                &mut violations,
            );
            if Value::Bool(violations.is_empty()) != case["valid"] {
                failures.push(format!(
                    "{name}: {}: {}: {violations}",
                    group["description"], case["description"]
                ));
            }
        }
    }
    cases
}
