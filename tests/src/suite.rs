//! Groups of JSON-Schema-Test-Suite, and documents in which each of them is the body of an operation.
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// A schema with values that it takes or refuses.
#[derive(Debug, Clone)]
pub struct Group {
    /// The file's name without its ending.
    pub file: String,
    /// What the group is about.
    pub description: String,
    /// The schema.
    pub schema: Value,
    /// The values.
    pub tests: Vec<Test>,
}

/// One value of a group.
#[derive(Debug, Clone)]
pub struct Test {
    /// What the value is.
    pub description: String,
    /// The value.
    pub data: Value,
    /// Whether the schema takes it.
    pub valid: bool,
}

impl Group {
    /// Names a value in reports and in the list of known failures.
    #[must_use]
    pub fn title(&self, test: &Test) -> String {
        format!("{}: {}: {}", self.file, self.description, test.description)
    }
}

/// The groups of a file.
///
/// # Panics
///
/// When the file is not one of the suite's form.
#[must_use]
pub fn read(path: &Path) -> Vec<Group> {
    let text = std::fs::read_to_string(path).expect("a file of the suite can be read");
    let groups: Vec<Value> = serde_json::from_str(&text).expect("a file of the suite is JSON");
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    groups
        .iter()
        .map(|group| Group {
            file: file.to_string(),
            description: text(&group["description"]),
            schema: group["schema"].clone(),
            tests: group["tests"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|test| Test {
                    description: text(&test["description"]),
                    data: test["data"].clone(),
                    valid: test["valid"].as_bool().expect("a verdict"),
                })
                .collect(),
        })
        .collect()
}

/// The JSON files of a folder and of those below it, sorted.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in crate::crates::folder(folder) {
        if path.is_dir() {
            out.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "json") {
            out.push(path);
        }
    }
    out
}

/// The operation of a group.
#[must_use]
pub fn operation(number: usize) -> String {
    format!("judge{number}")
}

/// A document of an operation a group. The value is a property of the body, because a body of `null` is none.
#[must_use]
pub fn document<'a>(groups: impl Iterator<Item = (usize, &'a Group)>) -> String {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for (number, group) in groups {
        let name = format!("G{number}");
        let reference = format!("#/components/schemas/{name}");
        schemas.insert(name, placed(&group.schema, &reference));
        paths.insert(
            format!("/g{number}"),
            json!({ "post": {
                "operationId": operation(number),
                "requestBody": { "required": true, "content": { "application/json": { "schema": {
                    "type": "object",
                    "required": ["value"],
                    "properties": { "value": { "$ref": reference } },
                } } } },
                "responses": { "204": { "description": "Done." } },
            } }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
    .to_string()
}

/// A schema that was a document of its own, as a part of another: its references begin at its new place. Names (`$anchor`)
/// lead where they led, so no two groups have one in common.
fn placed(schema: &Value, root: &str) -> Value {
    match schema {
        Value::Object(keywords) => {
            let mut out = Map::new();
            for (name, value) in keywords {
                let value = match (name.as_str(), value) {
                    ("$schema" | "$comment", Value::String(_)) => continue,
                    ("$ref" | "$dynamicRef", Value::String(text)) => moved(text, root),
                    ("mapping", Value::Object(targets)) => targets
                        .iter()
                        .map(|(tag, target)| {
                            (
                                tag.clone(),
                                moved(target.as_str().unwrap_or_default(), root),
                            )
                        })
                        .collect(),
                    ("const" | "enum" | "default" | "examples", value) => value.clone(),
                    (_, value) => placed(value, root),
                };
                out.insert(name.clone(), value);
            }
            Value::Object(out)
        }
        Value::Array(items) => items.iter().map(|item| placed(item, root)).collect(),
        other => other.clone(),
    }
}

/// A reference by pointer, from the new place.
fn moved(reference: &str, root: &str) -> Value {
    match reference.strip_prefix('#') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{root}{rest}").into(),
        _ => reference.into(),
    }
}
