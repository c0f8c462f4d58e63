//! What openapiv3 is shown: names that look like keywords, deep documents, and whatever a broken document holds.
use crate::diag::Diagnostics;
use crate::source::{Document, Node};
use crate::{lower, vocab};
use openapiv3::{OpenAPI, ReferenceOr, SchemaKind};

fn typed(name: &str, text: &str) -> (Document, OpenAPI, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = Document::parse(name, text.to_owned(), &mut diagnostics);
    let mut document = document.unwrap_or_else(|| panic!("{text}: {}", diagnostics.summary()));
    let dialect = vocab::check(&mut document, &mut diagnostics);
    lower::lower(&mut document, dialect, &mut diagnostics);
    let openapi = super::to_openapi(&document, &mut diagnostics);
    (document, openapi, diagnostics)
}

#[test]
fn properties_named_like_keywords_stay() {
    let text = "openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {get: {responses: {2XX: {description: d, content: {x/y: {schema: {$ref: '#/components/schemas/X'}, example: 1}}}}, callbacks: {c: {x-a: 1}}}}}
components:
  schemas:
    X:
      type: object
      required: [enum]
      properties: {enum: {type: integer, minimum: -9223372036854775809, enum: [1.5, a]}, default: {type: [string, 'null']}, x-y: {}, $ref: {type: string}}
      additionalProperties: false
";
    let (_, openapi, diagnostics) = typed("a.yaml", text);
    assert_eq!(diagnostics.summary(), "");
    let components = openapi.components.expect("components");
    let Some(ReferenceOr::Item(schema)) = components.schemas.get("X") else {
        panic!("X is a schema")
    };
    let SchemaKind::Any(object) = &schema.schema_kind else {
        panic!("X is an object")
    };
    assert_eq!(
        object.properties.keys().collect::<Vec<_>>(),
        ["enum", "default", "x-y", "$ref"]
    );
    let Some(ReferenceOr::Item(default)) = object.properties.get("default") else {
        panic!("default is a schema")
    };
    assert!(default.schema_data.nullable);
    let Some(ReferenceOr::Item(item)) = openapi.paths.paths.get("/a") else {
        panic!("/a is a path item")
    };
    let responses = &item.get.as_ref().expect("get").responses.responses;
    assert_eq!(responses.len(), 1);
}

/// A schema in schemas, as deep as may be.
fn nest(levels: usize, open: &str, close: &str) -> String {
    let head = r#"{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},"components":{"schemas":{"X":"#;
    format!(
        "{head}{}{{}}{}}}}}}}",
        open.repeat(levels),
        close.repeat(levels)
    )
}

#[test]
fn the_deepest_documents_pass() {
    for (levels, open, close) in [
        (250, r#"{"properties":{"a":"#, "}}"),
        (500, r#"{"items":"#, "}"),
        (500, r#"{"additionalProperties":"#, "}"),
        (
            250,
            r#"{"type":["string","integer"],"$ref":"a","allOf":["#,
            "]}",
        ),
        (500, r#"{"not":"#, "}"),
        (250, r#"{"prefixItems":["#, "]}"),
    ] {
        let (_, openapi, diagnostics) = typed("a.json", &nest(levels, open, close));
        assert!(
            !diagnostics.has_errors(),
            "{open}: {}",
            diagnostics.summary()
        );
        assert!(
            openapi
                .components
                .is_some_and(|components| components.schemas.contains_key("X")),
            "{open}"
        );
    }
}

#[test]
fn whatever_a_keyword_holds_nothing_fails_inside() {
    let values = [
        "null",
        "true",
        "1.5",
        "-1",
        "1e999",
        "x",
        "[]",
        "[1]",
        "[null]",
        "{}",
        "{a: 1}",
        "{a: {b: []}}",
        "[[]]",
        "{$ref: 1}",
        "{$ref: a}",
    ];
    for row in vocab::ROWS.iter().copied().flatten() {
        for value in values {
            let text = around(row.place, &format!("{{\"{}\": {value}}}", row.name));
            let (_, _, diagnostics) = typed("a.yaml", &text);
            assert!(
                !diagnostics.summary().contains("[internal]"),
                "{text}: {}",
                diagnostics.summary()
            );
        }
    }
}

/// A document that has an object of a kind.
fn around(place: vocab::Place, object: &str) -> String {
    use vocab::Place;
    let schema = |inner: &str| format!("components: {{schemas: {{X: {inner}}}}}");
    let operation = |inner: &str| format!("paths: {{/a: {{get: {inner}}}}}");
    let security = |inner: &str| format!("components: {{securitySchemes: {{s: {inner}}}}}");
    let body = |inner: &str| {
        format!("components: {{requestBodies: {{b: {{content: {{x/y: {inner}}}}}}}}}")
    };
    let rest = match place {
        Place::Document => object[1..object.len() - 1].to_owned(),
        Place::Info => format!("info: {object}"),
        Place::Contact => format!("info: {{contact: {object}}}"),
        Place::License => format!("info: {{license: {object}}}"),
        Place::ExternalDocs => schema(&format!("{{externalDocs: {object}}}")),
        Place::Server => format!("servers: [{object}]"),
        Place::ServerVariable => format!("servers: [{{url: u, variables: {{v: {object}}}}}]"),
        Place::Tag => format!("tags: [{object}]"),
        Place::Components => format!("components: {object}"),
        Place::PathItem => format!("paths: {{/a: {object}}}"),
        Place::Operation => operation(object),
        Place::Parameter => operation(&format!("{{parameters: [{object}]}}")),
        Place::RequestBody | Place::Reference => operation(&format!("{{requestBody: {object}}}")),
        Place::MediaType => body(object),
        Place::Encoding => body(&format!("{{encoding: {{e: {object}}}}}")),
        Place::Response => operation(&format!("{{responses: {{200: {object}}}}}")),
        Place::Header => operation(&format!(
            "{{responses: {{200: {{headers: {{h: {object}}}}}}}}}"
        )),
        Place::Link => operation(&format!(
            "{{responses: {{200: {{links: {{l: {object}}}}}}}}}"
        )),
        Place::Example => body(&format!("{{examples: {{e: {object}}}}}")),
        Place::SecurityScheme => security(object),
        Place::OauthFlows => security(&format!("{{type: oauth2, flows: {object}}}")),
        Place::OauthFlow => security(&format!("{{type: oauth2, flows: {{implicit: {object}}}}}")),
        Place::Schema => schema(object),
        Place::Discriminator => schema(&format!("{{discriminator: {object}}}")),
        Place::Xml => schema(&format!("{{xml: {object}}}")),
    };
    let head = if rest.starts_with("\"openapi\"") {
        String::new()
    } else {
        "openapi: 3.1.0\n".to_owned()
    };
    format!("{head}{rest}\n")
}

#[test]
fn a_node_is_a_deserializer() {
    let mut diagnostics = Diagnostics::new();
    let text = r#"{"a":[1,-2,3.5,1e999,null,true,"x"],"enum":18446744073709551615,"x-b":{}}"#;
    let document =
        Document::parse("a.json", text.to_owned(), &mut diagnostics).expect("valid JSON");
    let root: &Node = &document.root;
    let value: serde_json::Value = serde::Deserialize::deserialize(root).expect("any JSON");
    assert_eq!(
        value.to_string(),
        r#"{"a":[1,-2,3.5,null,null,true,"x"],"enum":18446744073709551615,"x-b":{}}"#
    );
}
