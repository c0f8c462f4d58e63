//! Chains of schemas each of which holds the next: the crate compiles, however deep its types lie in each other.
use factify_tests::{crates, throwaway};
use serde_json::{Map, Value, json};

/// How a schema holds the next.
type Holds = fn(&Value) -> Value;

const KINDS: [(&str, Holds); 6] = [
    ("List", list),
    ("Map", map),
    ("Nullable", |next| {
        let mut map = map(next);
        map["type"] = json!(["object", "null"]);
        map
    }),
    ("Property", property),
    ("Lists", |next| property(&list(next))),
    (
        "Choice",
        |next| json!({ "oneOf": [map(next), { "type": "string" }] }),
    ),
];

#[test]
fn chains_compile() {
    for length in [10, 60, 200] {
        let output = crates::from_text("deep.json", document(length), "deep");
        assert!(!output.diagnostics.has_errors(), "{}", output.report());
        let lib = &output.files["src/lib.rs"];
        assert_eq!(lib.contains("#![recursion_limit"), length > 10, "{lib}");
        let folder = throwaway::place("deep", output.files);
        if let Err(error) = throwaway::check(&folder, &[]) {
            panic!("{length}: {error}");
        }
    }
}

#[test]
fn what_is_deeper_is_an_error() {
    let output = crates::from_text("deep.json", document(3000), "deep");
    assert!(output.report().contains("too-deep"), "{}", output.report());
    assert!(output.files.is_empty());
}

/// Of each kind a chain of that length, which an operation sends and receives.
fn document(length: usize) -> String {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for (kind, holds) in KINDS {
        let reference = |at: usize| json!({ "$ref": format!("#/components/schemas/{kind}{at}") });
        for at in 0..length {
            schemas.insert(format!("{kind}{at}"), holds(&reference(at + 1)));
        }
        schemas.insert(
            format!("{kind}{length}"),
            property(&json!({ "type": "integer" })),
        );
        let content = json!({ "application/json": { "schema": reference(0) } });
        paths.insert(
            format!("/{}", kind.to_lowercase()),
            json!({ "post": {
                "operationId": format!("send{kind}"),
                "requestBody": { "required": true, "content": content },
                "responses": { "200": { "description": "Done.", "content": content } },
            } }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Deep", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn list(next: &Value) -> Value {
    json!({ "type": "array", "items": next })
}

fn map(next: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": next })
}

fn property(next: &Value) -> Value {
    json!({ "type": "object", "properties": { "next": next } })
}
