//! What is said about documents that break the specification, and what they are repaired to.
use super::{ROWS, Since, check, support};
use crate::diag::Diagnostics;
use crate::source::{Document, Pointer};

/// The document after the check, and the findings.
fn checked(text: &str) -> (Document, String) {
    let mut diagnostics = Diagnostics::new();
    let mut document =
        Document::parse("a.yaml", text.to_owned(), &mut diagnostics).expect("valid YAML");
    check(&mut document, &mut diagnostics);
    (document, diagnostics.summary())
}

/// As [`checked`], of one schema; the findings without its place.
fn schema(version: &str, schema: &str) -> (String, String) {
    let head = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    X: "
    );
    let (document, report) = checked(&format!("{head}{schema}\n"));
    let at = Pointer::parse("/components/schemas/X").expect("a pointer");
    let value = document
        .root
        .lookup(&at)
        .expect("the schema")
        .to_json()
        .to_string();
    (value, report.replace("/components/schemas/X", ""))
}

#[test]
fn unknown_and_misspelt_keywords() {
    let cases = [
        (
            "3.0.3",
            "{minLenght: 1}",
            "error[misspelt-keyword] /minLenght: `minLenght` is no keyword of a schema\n",
        ),
        (
            "3.1.0",
            "{minLenght: 1}",
            "error[misspelt-keyword] /minLenght: `minLenght` is no keyword of a schema\n",
        ),
        (
            "3.0.3",
            "{colour: red}",
            "warning[unknown-keyword] /colour: `colour` is no keyword of a schema and has no effect\n",
        ),
        (
            "3.1.0",
            "{colour: red}",
            "note[unknown-keyword] /colour: `colour` is no keyword of a schema and has no effect\n",
        ),
        ("3.0.3", "{x-colour: red}", ""),
        (
            "3.0.3",
            "{const: 1}",
            "warning[misplaced-keyword] /const: `const` is a keyword of OpenAPI 3.1; it is honoured\n",
        ),
        (
            "3.1.0",
            "{nullable: true}",
            "warning[misplaced-keyword] /nullable: `nullable` is a keyword of OpenAPI 3.0; it is honoured\n",
        ),
        (
            "3.1.0",
            "{type: []}",
            "warning[empty-type] /type: this list of types is empty, so it is ignored: a value of any type is allowed\n",
        ),
        (
            "3.0.3",
            "{allOf: [], properties: {a: {oneOf: []}}}",
            "warning[wrong-kind] /allOf: `allOf` is an empty list, and JSON Schema asks for at least one schema: it is left out\nwarning[wrong-kind] /properties/a/oneOf: `oneOf` is an empty list, and JSON Schema asks for at least one schema: it is left out\n",
        ),
        (
            "3.1.0",
            "{$recursiveRef: '#'}",
            "note[unsupported-keyword] /$recursiveRef: `$recursiveRef`: A keyword of draft 2019-09. The value is any JSON.\n",
        ),
        (
            "3.1.0",
            "{x-lowered-const: 1}",
            "warning[reserved-extension] /x-lowered-const: `x-lowered-const` is one of the generator's own names and is ignored\n",
        ),
        (
            "3.0.3",
            "{default: {minLenght: 1}, enum: [{a: 1}], example: {typ: x}}",
            "",
        ),
        (
            "3.0.3",
            "{properties: {minLenght: {typo: 1}}}",
            "error[misspelt-keyword] /properties/minLenght/typo: `typo` is no keyword of a schema\n",
        ),
    ];
    for (version, text, expected) in cases {
        assert_eq!(schema(version, text).1, expected, "{text}");
    }
}

#[test]
fn wrong_kinds_without_a_plain_meaning_are_errors() {
    let cases = [
        (
            "{properties: [a]}",
            "error[wrong-kind] /properties: `properties` takes an object, not a list\n",
        ),
        (
            "{minLength: many}",
            "error[wrong-kind] /minLength: `minLength` takes a whole number, not a string\n",
        ),
        (
            "{minLength: 1.5}",
            "error[wrong-kind] /minLength: `minLength` takes a whole number, not a number\n",
        ),
        (
            "{allOf: {type: string}}",
            "error[wrong-kind] /allOf: `allOf` takes a list of schemas, not an object\n",
        ),
        (
            "{properties: {a: [b]}}",
            "error[wrong-kind] /properties/a: a schema is an object, not a list\n",
        ),
        (
            "{type: strin}",
            "error[unknown-type] /type: there is no type `strin`\n",
        ),
        (
            "{type: int}",
            "warning[unknown-type] /type: there is no type `int`; it is read as `integer`\n",
        ),
        (
            "{type: {a: b}}",
            "error[wrong-kind] /type: `type` takes a type's name or a list of them, not an object\n",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(schema("3.0.3", text).1, expected, "{text}");
    }
}

#[test]
fn repairs_of_schemas() {
    let cases = [
        (
            "{minLength: '3'}",
            r#"{"minLength":3}"#,
            "a number belongs here; the string is read as 3",
        ),
        (
            "{nullable: 'true'}",
            r#"{"nullable":true}"#,
            "a boolean belongs here; the string is read as true",
        ),
        (
            "{title: 5}",
            r#"{"title":"5"}"#,
            "a string belongs here, not a number",
        ),
        (
            "{title: null}",
            r#"{"x-lowered-title":null}"#,
            "`title` is null: it is read as absent",
        ),
        (
            "{maxLength: -1}",
            r#"{"x-lowered-maxLength":null}"#,
            "a count is not negative",
        ),
        (
            "{maxLength: 3.0, maxItems: 1e2}",
            r#"{"maxLength":3.0,"maxItems":1e2}"#,
            "",
        ),
        (
            "{properties: []}",
            r#"{"properties":{}}"#,
            "the empty list is read as an empty object",
        ),
        (
            "{properties: {a: null}}",
            r#"{"properties":{"a":{}}}"#,
            "null is read as an empty object",
        ),
        (
            "{required: a}",
            r#"{"required":["a"]}"#,
            "the string is read as a list of one",
        ),
        (
            "{discriminator: kind}",
            r#"{"discriminator":{"propertyName":"kind"}}"#,
            "the string is read as its `propertyName`",
        ),
        (
            "{min_length: 2}",
            r#"{"min_length":2,"minLength":2}"#,
            "`min_length` is read as `minLength`",
        ),
        (
            "{readonly: true}",
            r#"{"readonly":true,"readOnly":true}"#,
            "`readonly` is read as `readOnly`",
        ),
        (
            "{items: string}",
            r#"{"items":{"type":"string"}}"#,
            "the string is read as its `type`",
        ),
        (
            "{properties: {a: {required: true, type: string}, b: {required: false}}}",
            r#"{"properties":{"a":{"x-lowered-required":true,"type":"string"},"b":{"x-lowered-required":false}},"required":["a"]}"#,
            "this one is read as said of the property itself",
        ),
    ];
    for (text, expected, message) in cases {
        let (value, report) = schema("3.0.3", text);
        assert_eq!(value, expected, "{text}");
        assert!(
            report.contains(message) && !report.contains("error["),
            "{text}: {report}"
        );
    }
    let (value, report) = schema("3.1.0", "{examples: {a: {value: 1}}, type: [string, null]}");
    assert_eq!(
        value,
        r#"{"x-lowered-examples":{"a":{"value":1}},"type":["string","null"]}"#
    );
    assert_eq!(report.matches("warning[wrong-kind]").count(), 2, "{report}");
}

#[test]
fn what_is_missing_is_added() {
    let text = "openapi: 3.0.0\ninfo: {}\nservers: [{}]\ntags: [{description: d}]\npaths:\n  /a/{id}:\n    parameters: [{name: id, in: path, style: form, schema: {}}, {name: q, in: query}]\n    get: {responses: {200: {}, x-y: 1}}\ncomponents:\n  securitySchemes:\n    o: {type: oauth2, flows: {implicit: {}}}\n    k: {type: apikey, name: k, in: header}\n";
    let (document, report) = checked(text);
    assert!(!report.contains("error["), "{report}");
    let value = document.root.to_json().to_string();
    for part in [
        r#""info":{"title":"","version":""}"#,
        r#""servers":[{"url":"/"}]"#,
        r#"{"description":"d","name":""}"#,
        r#"{"name":"id","in":"path","x-lowered-style":"form","schema":{},"required":true}"#,
        r#"{"name":"q","in":"query","schema":{}}"#,
        r#""200":{"description":""}"#,
        r#"{"implicit":{"authorizationUrl":"","scopes":{}}}"#,
        r#"{"type":"apiKey","name":"k","in":"header"}"#,
    ] {
        assert!(value.contains(part), "{part} is not in {value}");
    }
    assert_eq!(report.matches("missing-keyword").count(), 9, "{report}");
}

/// It is read as what it says it is, and nothing is left as no OpenAPI document has it.
#[test]
fn swagger_beside_openapi_is_an_unknown_word() {
    let (document, report) = checked("swagger: '2.0'\nopenapi: 3.1.0\npaths: {/a: {get: {}}}");
    assert!(
        report.contains("warning[unknown-keyword] /swagger: `swagger` is no keyword"),
        "{report}"
    );
    let value = document.root.to_json().to_string();
    assert!(value.contains("\"responses\""), "{value}");
}

#[test]
fn documents_that_are_not_read() {
    for (text, message) in [
        (
            "swagger: '2.0'",
            "error[unsupported-version] /swagger: Swagger 2.0 is not read\n",
        ),
        (
            "a: 1",
            "error[unsupported-version] : `openapi` is missing: this is no OpenAPI document\n",
        ),
        (
            "[1]",
            "error[wrong-kind] : an OpenAPI document is an object, this is a list\n",
        ),
        (
            "openapi: 4.0.0",
            "error[unsupported-version] /openapi: OpenAPI 4.0.0 is not read\n",
        ),
        (
            "openapi: 3.2.0\n$self: /a",
            "warning[unsupported-keyword] /$self: `$self` is a keyword of OpenAPI 3.2",
        ),
    ] {
        let report = checked(text).1;
        assert!(report.contains(message), "{text}: {report}");
    }
}

#[test]
fn a_finding_as_it_is_printed() {
    let text = "openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    X:\n      type: strin\n      minLenght: 3\n";
    let mut diagnostics = Diagnostics::new();
    let mut document =
        Document::parse("pets.yaml", text.to_owned(), &mut diagnostics).expect("valid YAML");
    check(&mut document, &mut diagnostics);
    let expected = "error[unknown-type]: there is no type `strin`
 --> pets.yaml:7:13 (/components/schemas/X/type)
  |
7 |       type: strin
  |             ^
  = help: did you mean `string`?

error[misspelt-keyword]: `minLenght` is no keyword of a schema
 --> pets.yaml:8:7 (/components/schemas/X/minLenght)
  |
8 |       minLenght: 3
  |       ^
  = help: did you mean `minLength`? (a name of your own begins with `x-`)

2 errors
";
    assert_eq!(diagnostics.render(&[&document]), expected);
}

#[test]
fn the_table_has_each_keyword_once() {
    let mut rows: Vec<_> = ROWS
        .iter()
        .copied()
        .flatten()
        .map(|row| (row.place, row.name))
        .collect();
    let count = rows.len();
    rows.sort_unstable();
    rows.dedup();
    assert_eq!(rows.len(), count);
    let page = support();
    assert_eq!(page.matches("\n| `").count(), count);
    assert!(
        ROWS.iter()
            .copied()
            .flatten()
            .all(|row| row.since != Since::From32 || !row.note.is_empty())
    );
}
