//! JSON-Schema-Test-Suite, and our own groups in its form, judged by generated code: by the tables of rules over JSON
//! values, and by the types, through the same calls that a user makes.
use factify_tests::json::differences;
use factify_tests::suite::{Group, Test, document, files, operation, read};
use factify_tests::{crates, throwaway};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A value, or all values of a group or file, that generated code judges otherwise than the suite.
struct Known {
    /// How the titles of the values begin.
    begins: String,
    reason: String,
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("suite")
        .join(name)
}

fn known() -> Vec<Known> {
    let text =
        std::fs::read_to_string(beside("known-failures.yaml")).expect("it is beside the tests");
    let list: Vec<Value> = serde_yaml::from_str(&text).expect("the list is YAML");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    list.iter()
        .map(|one| Known {
            begins: text(&one["begins"]),
            reason: text(&one["reason"]),
        })
        .collect()
}

/// The groups of the published suite that are at hand, then our own.
fn groups() -> (usize, Vec<Group>) {
    let published = crates::root().join("../shared/corpus/json-schema-test-suite/draft2020-12");
    if !published.is_dir() {
        println!("skipped: JSON-Schema-Test-Suite is not at hand; our own groups are judged");
    }
    let mut all: Vec<Group> = files(&published)
        .iter()
        .filter(|path| is_judged(path))
        .flat_map(|path| read(path))
        .filter_map(as_typed)
        .collect();
    let count = all.len();
    all.extend(files(&beside("own")).iter().flat_map(|path| read(path)));
    (count, all)
}

/// Formats that no type of ours holds are annotations unless a configuration asks for more.
const ANNOTATIONS: [&str; 15] = [
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "unknown",
    "uri",
    "uri-reference",
    "uri-template",
];

fn is_judged(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let regex = name == "ecmascript-regex"
        && path
            .parent()
            .is_some_and(|folder| folder.ends_with("format"));
    let left_out = regex || name == "format-assertion" || ANNOTATIONS.contains(&&*name);
    if left_out {
        println!(
            "left out: {name} of the optional formats: an annotation, by JSON Schema's default"
        );
    }
    !left_out
}

/// `format: date-time` is a type of ours for strings: where a group asserts that format alone, its schema gets the type
/// that it speaks of. A group that asserts `format: regex` asserts what is an annotation here.
fn as_typed(mut group: Group) -> Option<Group> {
    let format = group.schema.get("format").and_then(Value::as_str);
    if format.is_none() || group.file == "format" {
        return Some(group);
    }
    if format == Some("regex") {
        return None;
    }
    group.schema["type"] = "string".into();
    group.tests.retain(|test| test.data.is_string());
    Some(group)
}

#[test]
fn generated_code_judges_as_the_suite_does() {
    let (published, groups) = groups();
    let known = known();
    let mut wrong: Vec<(String, String)> = Vec::new();
    // A schema that the generator refuses must not keep the others from being compiled.
    let taken: Vec<(usize, &Group)> = groups
        .iter()
        .enumerate()
        .filter(|(number, group)| match refusal(*number, group) {
            None => true,
            Some(report) => {
                wrong.extend(
                    group
                        .tests
                        .iter()
                        .map(|test| (group.title(test), report.clone())),
                );
                false
            }
        })
        .collect();
    let verdicts = judge(&taken);
    let (mut cases, mut held) = (0, 0);
    for ((_, group), verdicts) in taken.iter().zip(&verdicts) {
        for (test, verdict) in group.tests.iter().zip(verdicts) {
            cases += 1;
            held += usize::from(verdict["sent"] != Value::Null || test.data.is_null());
            if let Some(fault) = fault(group, test, verdict) {
                wrong.push((group.title(test), fault));
            }
        }
    }
    let all: usize = groups.iter().map(|group| group.tests.len()).sum();
    let own: usize = groups[published..]
        .iter()
        .map(|group| group.tests.len())
        .sum();
    println!(
        "{all} values of {} groups, {own} of them our own; {cases} judged by tables and types, {held} sent by types; {} failures",
        groups.len(),
        wrong.len()
    );
    let excuses = |title: &str| known.iter().position(|one| title.starts_with(&one.begins));
    let new: Vec<String> = wrong
        .iter()
        .filter(|(title, _)| excuses(title).is_none())
        .map(|(title, fault)| format!("{title}: {fault}"))
        .collect();
    assert!(
        new.is_empty(),
        "{} new failures:\n{}",
        new.len(),
        new.join("\n")
    );
    let titles = || {
        groups
            .iter()
            .flat_map(|group| group.tests.iter().map(|test| group.title(test)))
    };
    let better: Vec<String> = titles()
        .filter(|title| excuses(title).is_some() && !wrong.iter().any(|(own, _)| own == title))
        .collect();
    assert!(
        better.is_empty(),
        "pass now; take them off the list:\n{}",
        better.join("\n")
    );
    if published > 0 {
        for (at, one) in known.iter().enumerate() {
            let count = wrong
                .iter()
                .filter(|(title, _)| excuses(title) == Some(at))
                .count();
            println!("  {count:4} known: {}: {}", one.begins, one.reason);
            assert!(count > 0, "{}: nothing fails so any more", one.begins);
        }
    }
    assert!(
        wrong.len() * 20 < all,
        "{} of {all} known failures are 5 % or more",
        wrong.len()
    );
    assert!(own > 200, "only {own} values of our own");
}

/// Why the generator refuses a group, if it does.
fn refusal(number: usize, group: &Group) -> Option<String> {
    let output = crates::from_text(
        "suite.json",
        document([(number, group)].into_iter()),
        "suite",
    );
    output.diagnostics.has_errors().then(|| output.report())
}

/// What generated code makes of each value of each group.
fn judge(groups: &[(usize, &Group)]) -> Vec<Vec<Value>> {
    let output = crates::from_text("suite.json", document(groups.iter().copied()), "suite");
    let mut crate_files = output.files;
    let driver = std::fs::read_to_string(beside("driver.rs")).expect("it is beside the tests");
    crate_files.insert("src/bin/cli/main.rs".to_owned(), driver);
    let folder = throwaway::place("suite", crate_files);
    if let Err(error) = throwaway::build(&folder, &["--features", "cli"]) {
        panic!("{error}");
    }
    let mut input = String::new();
    for (number, group) in groups {
        for test in &group.tests {
            let line = json!({ "operation": operation(*number), "value": test.data });
            input.push_str(&line.to_string());
            input.push('\n');
        }
    }
    let mut lines = answers(&input).into_iter();
    let verdicts = groups
        .iter()
        .map(|(_, group)| lines.by_ref().take(group.tests.len()).collect())
        .collect();
    assert_eq!(lines.next(), None, "more answers than values");
    verdicts
}

fn answers(input: &str) -> Vec<Value> {
    let mut child = Command::new(throwaway::binary("suite"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the judge starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the judge ends");
    writer
        .join()
        .expect("no panic")
        .expect("the judge reads all");
    assert!(output.status.success(), "the judge failed");
    String::from_utf8(output.stdout)
        .expect("JSON is UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a verdict"))
        .collect()
}

/// Where a verdict is not the suite's.
///
/// Tables must take a good value and refuse a bad one. Types must send a good value as it is; a bad one they refuse, or
/// cannot hold, so that what they send has lost what was bad and keeps the tables. A schema without `type` takes values of
/// every kind, and no type of ours holds them all: what its type cannot hold the tables alone judge.
fn fault(group: &Group, test: &Test, verdict: &Value) -> Option<String> {
    let told = verdict["tables"].as_array().map_or(0, Vec::len);
    let sent = &verdict["sent"];
    let still = verdict["still"].as_array().map_or(0, Vec::len);
    let refused = verdict["fault"] != Value::Null;
    if test.valid {
        if told > 0 {
            return Some(format!("the tables refuse it: {}", verdict["tables"]));
        }
        let typed = group.schema.get("type").is_some();
        let held = !refused && same(sent, &test.data);
        if !typed && !held {
            return None;
        }
        if refused {
            return Some(format!("the types refuse it: {}", verdict["fault"]));
        }
        return (!same(sent, &test.data)).then(|| format!("sent as {sent}"));
    }
    if told == 0 {
        return Some("the tables take it".to_owned());
    }
    if !refused && (still > 0 || same(sent, &test.data)) {
        return Some("the types send it".to_owned());
    }
    None
}

/// Numbers and instants are compared by value, and so are addresses, which have several spellings.
fn same(sent: &Value, given: &Value) -> bool {
    let address = |value: &Value| value.as_str()?.parse::<std::net::IpAddr>().ok();
    let addresses = address(sent).is_some_and(|own| address(given) == Some(own));
    addresses || differences(given, sent).is_empty()
}
