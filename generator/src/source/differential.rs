//! The independent check of our YAML reader: `serde_yaml` reads the same documents, and the values are equal.
use super::{Document, Json};
use crate::corpus::{documents, text};
use crate::diag::Diagnostics;

/// `serde_yaml`'s reading of a document; numbers as `f64` or their text.
fn by_serde_yaml(text: &str) -> Result<Json, String> {
    let mut value: serde_yaml::Value =
        serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    value.apply_merge().map_err(|error| error.to_string())?;
    Ok(json(&value))
}

fn json(value: &serde_yaml::Value) -> Json {
    match value {
        serde_yaml::Value::Null => Json::Null,
        serde_yaml::Value::Bool(value) => Json::Bool(*value),
        serde_yaml::Value::Number(number) => Json::Number(number.to_string()),
        serde_yaml::Value::String(text) => Json::String(text.clone()),
        serde_yaml::Value::Sequence(items) => Json::Array(items.iter().map(json).collect()),
        serde_yaml::Value::Mapping(map) => Json::Object(
            map.iter()
                .map(|(key, value)| (key_text(key), json(value)))
                .collect(),
        ),
        serde_yaml::Value::Tagged(tagged) => json(&tagged.value),
    }
}

fn key_text(key: &serde_yaml::Value) -> String {
    match json(key) {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

/// The first place where two readings differ.
fn difference(ours: &Json, theirs: &Json, at: &str) -> Option<String> {
    match (ours, theirs) {
        (Json::Number(a), Json::Number(b)) => {
            let same = a == b || a.parse::<f64>().ok() == b.parse::<f64>().ok();
            (!same).then(|| format!("{at}: {a} is not {b}"))
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .enumerate()
            .find_map(|(index, (a, b))| difference(a, b, &format!("{at}/{index}"))),
        (Json::Object(a), Json::Object(b)) if a.len() == b.len() => {
            a.iter().zip(b).find_map(|((key, a), (other, b))| {
                if key == other {
                    difference(a, b, &format!("{at}/{key}"))
                } else {
                    Some(format!("{at}: key {key} is not {other}"))
                }
            })
        }
        (a, b) if a == b => None,
        (a, b) => Some(format!("{at}: {a:.60} is not {b:.60}")),
    }
}

/// Documents that `serde_yaml` reads otherwise, and why ours is the better reading.
const DIFFERENT: &[(&str, &str)] = &[(
    "openai/openai-openapi-openapi.yaml.gz",
    "it refuses an integer beyond 64 bits, ours keeps the digits",
)];

#[test]
fn yaml_is_read_as_serde_yaml_reads_it() {
    let Some(documents) = documents("corpus") else {
        return;
    };
    let mut failures = Vec::new();
    let mut compared = 0;
    for (name, path) in documents
        .iter()
        .filter(|(name, _)| !name.ends_with(".json.gz"))
    {
        let text = text(path);
        let theirs = by_serde_yaml(&text);
        let mut diagnostics = Diagnostics::new();
        let ours = Document::parse(name.trim_end_matches(".gz"), text, &mut diagnostics)
            .map(|document| document.root.to_json());
        let difference = match (&ours, &theirs) {
            (Some(ours), Ok(theirs)) => difference(ours, theirs, ""),
            (None, Err(_)) => None,
            (Some(_), Err(error)) => Some(format!("only we can read it: {error}")),
            (None, Ok(_)) => Some(format!("we cannot read it: {}", diagnostics.summary())),
        };
        compared += 1;
        let expected = DIFFERENT.iter().any(|(different, _)| different == name);
        if difference.is_some() != expected {
            failures.push(format!("{name}: {difference:?}"));
        }
    }
    println!("{compared} documents compared");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
