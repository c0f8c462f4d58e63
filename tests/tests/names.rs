//! Names stay: what comes into a document later renames nothing that was there before.
use factify_codegen::{Header, Inputs, Output, Text, generate};
use factify_tests::crates;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

fn run(document: &str, config: Option<&str>, lock: Option<&str>) -> Output {
    let text = |name: &str, text: &str| Text {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let output = generate(&Inputs {
        spec: text("pets.yaml", document),
        config: config.map(|config| text("codegen.yaml", config)),
        lock: lock.map(|lock| text("codegen.lock", lock)),
        crate_name: Some("pets".to_owned()),
        header: Header {
            command: "the tests".to_owned(),
            spec: "pets.yaml".to_owned(),
        },
        ..Inputs::default()
    });
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    output
}

/// The names that come from the document; the runtime has its own.
fn surface(output: &Output) -> String {
    let files = output.surface();
    let parts = files
        .iter()
        .filter(|(name, _)| *name != "runtime")
        .map(|(name, text)| format!("[{name}]\n{text}\n"));
    parts.collect()
}

const BEFORE: &str = include_str!("../names/before.yaml");
const AFTER: &str = include_str!("../names/after.yaml");

#[test]
fn what_comes_later_and_collides_takes_another_name() {
    let before = run(BEFORE, None, None);
    let after = run(AFTER, None, Some(&before.lock));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../names");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("before.lock", before.lock);
        insta::assert_snapshot!("before.surface", surface(&before));
        insta::assert_snapshot!("after.lock", after.lock);
        insta::assert_snapshot!("after.surface", surface(&after));
        insta::assert_snapshot!("after.renamed", after.report());
    });
    // Nothing of the first document has lost its line.
    let kept: BTreeSet<&str> = after.lock.lines().collect();
    let lost: Vec<&str> = before
        .lock
        .lines()
        .filter(|line| !kept.contains(line))
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    let without = run(AFTER, None, None);
    assert_ne!(
        surface(&without),
        surface(&after),
        "without the lock the additions would have renamed something"
    );
}

#[test]
fn a_lock_is_the_lock_of_its_own_run() {
    let first = crates::own();
    let again = generate(&Inputs {
        lock: Some(Text {
            name: "codegen.lock".to_owned(),
            text: first.lock.clone(),
        }),
        ..crates::own_inputs()
    });
    assert_eq!(first.lock, again.lock);
    assert!(first.files == again.files, "the files differ");
}

/// Each property, value and component gets a sibling before it that would like to have its name.
#[test]
fn a_sibling_of_everything_renames_nothing() {
    let (mut fields, mut checked) = (0, 0);
    for case in crates::cases() {
        let text = std::fs::read_to_string(&case.path).expect("a case can be read");
        let Ok(document) = serde_yaml::from_str::<Value>(&text) else {
            continue;
        };
        let before = crates::from_text("case.json", document.to_string(), "case");
        if before.diagnostics.has_errors() {
            continue;
        }
        let mut crowded = document.clone();
        fields += crowd(&mut crowded);
        let after = generate(&Inputs {
            spec: Text {
                name: "case.json".to_owned(),
                text: crowded.to_string(),
            },
            lock: Some(Text {
                name: "case.lock".to_owned(),
                text: before.lock.clone(),
            }),
            crate_name: Some("case".to_owned()),
            ..Inputs::default()
        });
        if after.diagnostics.has_errors() {
            continue;
        }
        checked += 1;
        let lost = lost(&before, &after);
        assert!(lost.is_empty(), "{}:\n{}", case.name, lost.join("\n"));
    }
    println!("{checked} documents, {fields} siblings");
    assert!(
        checked > 60 && fields > 100,
        "{checked} documents, {fields} siblings"
    );
}

/// Names of fields, variants, types and methods that are gone.
fn lost(before: &Output, after: &Output) -> Vec<String> {
    let names = |output: &Output| -> BTreeSet<String> {
        let files = output.surface();
        let lines = files.iter().flat_map(|(file, text)| {
            text.lines().map(move |line| {
                let line = line.trim();
                // What a name means may have grown: a parameter more, a limit less.
                let end = line
                    .find(['(', ':', '{', '<', '=', ';'])
                    .unwrap_or(line.len());
                format!("{file}: {}", line[..end].trim())
            })
        });
        lines.collect()
    };
    let after = names(after);
    let gone = |name: &String| !after.contains(name);
    names(before).into_iter().filter(gone).collect()
}

/// Adds the siblings; says how many.
fn crowd(value: &mut Value) -> usize {
    let mut count = 0;
    match value {
        Value::Array(items) => count += items.iter_mut().map(crowd).sum::<usize>(),
        Value::Object(object) => {
            for (key, inner) in object.iter_mut() {
                match (key.as_str(), inner) {
                    ("properties", Value::Object(properties)) => {
                        count += properties.values_mut().map(crowd).sum::<usize>();
                        count += siblings(properties, || json!({ "type": "string" }));
                    }
                    ("enum", Value::Array(values)) => {
                        let more: Vec<Value> = values
                            .iter()
                            .filter_map(|value| Some(json!(sibling(value.as_str()?))))
                            .filter(|value| !values.contains(value))
                            .collect();
                        count += more.len();
                        values.splice(0..0, more);
                    }
                    // A property more changes what tells alternatives apart, and so what they are.
                    ("oneOf" | "anyOf", _) => {}
                    (_, inner) => count += crowd(inner),
                }
            }
        }
        _ => {}
    }
    count
}

fn siblings(properties: &mut Map<String, Value>, schema: impl Fn() -> Value) -> usize {
    let names: Vec<String> = properties.keys().map(|name| sibling(name)).collect();
    let old = std::mem::take(properties);
    let fresh = names.into_iter().filter(|name| !old.contains_key(name));
    properties.extend(fresh.map(|name| (name, schema())));
    let count = properties.len();
    properties.extend(old);
    count
}

/// Another name that becomes the same identifier.
fn sibling(name: &str) -> String {
    if name.contains('_') {
        name.replace('_', "-")
    } else {
        format!("_{name}")
    }
}

const RENAMING: &str = "\
name: pets
names:
  /components/schemas/pet: Animal
  /components/schemas/pet/properties/owner: keeper
  /paths/~1pets/get: every
  /paths/~1pets/get/parameters/query/page-size: size
  /components/schemas/pet/properties/kind: Species
  /components/schemas/pet/properties/kind/enum/cat: Feline
  /resources/pets: zoo
";

#[test]
fn names_of_the_configuration_come_before_all_others() {
    let output = run(BEFORE, Some(RENAMING), None);
    let text = surface(&output) + &output.files["src/client.rs"];
    for name in [
        "struct Animal",
        "keeper:",
        "fn every",
        "fn size",
        "enum Species",
        "Feline",
        "zoo: crate::resources::Pets",
    ] {
        assert!(text.contains(name), "{name} is not in\n{text}");
    }
    assert!(
        !output.report().contains("config-unused"),
        "{}",
        output.report()
    );
}

#[test]
fn names_of_the_configuration_that_cannot_be_had_are_refused() {
    let refused = |names: &str| {
        let output = generate(&Inputs {
            spec: Text {
                name: "pets.yaml".to_owned(),
                text: BEFORE.to_owned(),
            },
            config: Some(Text {
                name: "codegen.yaml".to_owned(),
                text: format!("name: pets\nnames:\n{names}"),
            }),
            ..Inputs::default()
        });
        output.diagnostics.summary()
    };
    for (names, told) in [
        (
            "  /components/schemas/pet: String\n",
            "error[config-invalid] /names/~1components~1schemas~1pet: `String` is the name of something else",
        ),
        (
            "  /components/schemas/pet: My_Pet\n",
            "error[config-invalid] /names/~1components~1schemas~1pet: `My_Pet` is not written as Rust",
        ),
        (
            "  /components/schemas/nothing: Pet\n",
            "warning[config-unused] /names/~1components~1schemas~1nothing: this matches no type",
        ),
        (
            "  /components/schemas/pet: 'fn x() {}'\n",
            "error[config-invalid] /names/~1components~1schemas~1pet: `fn x() {}` is not a name",
        ),
    ] {
        let summary = refused(names);
        assert!(summary.contains(told), "{names}:\n{summary}");
    }
}
