//! Findings for programs: the shapes that are promised.
use super::{Code, Detail, Diagnostics};
use crate::source::{Document, Pointer};
use serde_json::Value;

fn found() -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let text = "a: 1\nb:\n  ü: {x: 2}\n".to_owned();
    let document =
        Document::parse("some dir/ä.yaml", text, &mut diagnostics).expect("this is YAML");
    let at = |text| Pointer::parse(text).expect("a pointer");
    diagnostics
        .report(Code::UnknownType, &at("/b/ü/x"), "no `type`\u{202e}")
        .related(&at("/a"), "the other");
    diagnostics
        .report(Code::Renamed, &at("/a"), "note one")
        .help("rename it");
    diagnostics.report(Code::Renamed, &at("/b"), "note two");
    diagnostics.report(Code::MissingKeyword, &at("/b"), "a warning");
    (document, diagnostics)
}

#[test]
fn json_has_the_shape_that_is_documented() {
    let (document, diagnostics) = found();
    let text = diagnostics.to_json(&[&document]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(
        report["counts"],
        serde_json::json!({ "errors": 1, "warnings": 1, "notes": 2 })
    );
    assert_eq!(
        report["findings"][3],
        serde_json::json!({
            "code": "unknown-type",
            "severity": "error",
            "message": "no `type`\u{202e}",
            "file": "some dir/ä.yaml",
            "pointer": "/b/ü/x",
            "line": 3,
            "column": 10,
            "help": ["write one of null, boolean, integer, number, string, array, object"],
            "related": [{
                "message": "the other",
                "file": "some dir/ä.yaml",
                "pointer": "/a",
                "line": 1,
                "column": 1,
            }],
        })
    );
    let documented = include_str!("../../../docs/findings.md");
    let keys = report["findings"][3].as_object().expect("an object").keys();
    for key in keys.chain(report.as_object().expect("an object").keys()) {
        assert!(
            documented.contains(&format!("`{key}`")),
            "{key} is not documented"
        );
    }
}

/// What the schema of SARIF 2.1.0 requires of the objects that are used here, and the words that it allows.
#[test]
fn sarif_has_what_its_schema_requires() {
    let (document, diagnostics) = found();
    let log: Value = serde_json::from_str(&diagnostics.to_sarif(&[&document])).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules = driver["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), Code::ALL.len());
    for rule in rules {
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        assert!(rule["help"]["text"].is_string());
        let level = rule["defaultConfiguration"]["level"].as_str();
        assert!(matches!(level, Some("error" | "warning" | "note")));
    }
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 4);
    for result in results {
        assert!(result["message"]["text"].is_string());
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            physical["artifactLocation"]["uri"],
            "some%20dir/%C3%A4.yaml"
        );
        assert!(physical["region"]["startLine"].as_u64() >= Some(1));
        assert!(physical["region"]["startColumn"].as_u64() >= Some(1));
    }
    let related = &results[3]["relatedLocations"][0];
    assert!(related["id"].is_u64() && related["message"]["text"].is_string());
}

#[test]
fn in_brief_notes_are_counted() {
    let (document, diagnostics) = found();
    let text = diagnostics.render_in(&[&document], Detail::Brief);
    assert!(
        text.contains("a warning") && text.contains("no `type`"),
        "{text}"
    );
    assert!(!text.contains("note one"), "{text}");
    assert!(
        text.ends_with("notes: 2 renamed (`--verbose` prints them)\n1 error, 1 warning, 2 notes\n"),
        "{text}"
    );
}
