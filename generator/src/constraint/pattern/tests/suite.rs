//! The ECMAScript cases of the JSON-Schema-Test-Suite.
use std::path::Path;

use serde_json::Value;

use super::support::pattern;

#[test]
fn ecmascript_cases_of_the_test_suite_hold() {
    let file =
        "../../shared/corpus/json-schema-test-suite/draft2020-12/optional/ecmascript-regex.json";
    let Ok(text) = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)) else {
        println!("skipped: no {file}");
        return;
    };
    let groups: Vec<Value> = serde_json::from_str(&text).expect("the suite is JSON");
    let mut cases = 0;
    for group in &groups {
        for case in group["tests"].as_array().into_iter().flatten() {
            assert_eq!(
                Some(holds(&group["schema"], &case["data"])),
                case["valid"].as_bool(),
                "{} {case}",
                group["description"]
            );
            cases += 1;
        }
    }
    println!("{cases} cases of {} groups", groups.len());
}

/// The groups have `pattern`, or `patternProperties` and nothing else allowed.
fn holds(schema: &Value, data: &Value) -> bool {
    if let (Some(source), Some(text)) = (schema["pattern"].as_str(), data.as_str()) {
        return pattern(source).is_match(text);
    }
    let sources: Vec<&String> = schema["patternProperties"]
        .as_object()
        .into_iter()
        .flat_map(|map| map.keys())
        .collect();
    let names = data.as_object().into_iter().flat_map(|map| map.keys());
    names
        .into_iter()
        .all(|name| sources.iter().any(|source| pattern(source).is_match(name)))
}
