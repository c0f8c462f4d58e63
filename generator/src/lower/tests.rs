//! Each rewrite on a document of its own: what comes out, and that every old pointer still finds what it found.
use crate::diag::Diagnostics;
use crate::source::{Document, Node, NodeKind, Pointer};
use crate::vocab::{self, Dialect};

fn document(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\ncomponents:\n  schemas:\n    X: {schema}\n"
    )
}

fn lowered(text: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let mut document =
        Document::parse("a.yaml", text.to_owned(), &mut diagnostics).expect("valid YAML");
    let dialect = vocab::check(&mut document, &mut diagnostics);
    super::lower(&mut document, dialect, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{}", diagnostics.summary());
    document
}

fn schema(schema: &str) -> String {
    let document = lowered(&document(schema));
    let at = Pointer::parse("/components/schemas/X").expect("a pointer");
    document
        .root
        .lookup(&at)
        .expect("the schema")
        .to_json()
        .to_string()
}

#[test]
fn every_rewrite() {
    let cases = [
        (
            "{type: [string, 'null']}",
            r#"{"x-lowered-type":["string","null"],"type":"string","nullable":true}"#,
        ),
        (
            "{type: [string]}",
            r#"{"x-lowered-type":["string"],"type":"string"}"#,
        ),
        (
            "{type: [string, integer, 'null']}",
            r#"{"x-lowered-type":["string","integer","null"],"nullable":true}"#,
        ),
        (
            "{type: 'null'}",
            r#"{"x-lowered-type":"null","nullable":true}"#,
        ),
        ("{const: a}", r#"{"x-lowered-const":"a","enum":["a"]}"#),
        (
            "{const: a, enum: [a, b]}",
            r#"{"x-lowered-const":"a","enum":["a","b"]}"#,
        ),
        (
            "{exclusiveMinimum: 1.50, minimum: 0}",
            r#"{"x-lowered-exclusiveMinimum":1.50,"minimum":0}"#,
        ),
        ("{examples: [1, 2]}", r#"{"x-lowered-examples":[1,2]}"#),
        (
            "{items: true, not: false}",
            r#"{"items":{"x-lowered-schema":true},"not":{"not":{},"x-lowered-schema":false}}"#,
        ),
        (
            "{additionalProperties: false, unevaluatedItems: false}",
            r#"{"additionalProperties":false,"x-lowered-unevaluatedItems":false}"#,
        ),
        (
            "{prefixItems: [{type: [string]}]}",
            r#"{"x-lowered-prefixItems":[{"x-lowered-type":["string"],"type":"string"}]}"#,
        ),
        (
            "{items: [{type: string}]}",
            r#"{"x-lowered-items":[{"type":"string"}],"x-lowered-prefixItems":[{"type":"string"}]}"#,
        ),
        (
            "{patternProperties: {^a: {const: 1}}}",
            r#"{"x-lowered-patternProperties":{"^a":{"x-lowered-const":1,"enum":[1]}}}"#,
        ),
        (
            "{if: {}, then: false}",
            r#"{"x-lowered-if":{},"x-lowered-then":{"not":{},"x-lowered-schema":false}}"#,
        ),
        (
            "{dependentRequired: {a: [b]}}",
            r#"{"x-lowered-dependentRequired":{"a":["b"]}}"#,
        ),
        (
            "{contentEncoding: base64}",
            r#"{"x-lowered-contentEncoding":"base64","format":"byte"}"#,
        ),
        (
            "{contentMediaType: application/octet-stream}",
            r#"{"x-lowered-contentMediaType":"application/octet-stream","format":"binary"}"#,
        ),
        ("{$ref: '#/x'}", r##"{"$ref":"#/x"}"##),
        ("{$ref: '#/x', x-a: 1}", r##"{"$ref":"#/x","x-a":1}"##),
        (
            "{$ref: '#/x', title: t}",
            r##"{"x-lowered-$ref":"#/x","title":"t","allOf":[{"$ref":"#/x"}],"x-lowered-ref-siblings":true}"##,
        ),
        (
            "{$ref: '#/x', allOf: [{}]}",
            r##"{"x-lowered-$ref":"#/x","allOf":[{},{"$ref":"#/x"}],"x-lowered-ref-siblings":true}"##,
        ),
        (
            "{$dynamicRef: '#x'}",
            r##"{"x-lowered-$dynamicRef":"#x","allOf":[{"$ref":"#x"}]}"##,
        ),
        (
            "{$dynamicRef: '#x', allOf: [{}]}",
            r##"{"x-lowered-$dynamicRef":"#x","allOf":[{},{"$ref":"#x"}]}"##,
        ),
        (
            "{properties: {type: {const: 1}, const: {type: [string]}}}",
            r#"{"properties":{"type":{"x-lowered-const":1,"enum":[1]},"const":{"x-lowered-type":["string"],"type":"string"}}}"#,
        ),
        (
            "{default: {type: [string]}, example: {const: 1}, enum: [{const: 1}]}",
            r#"{"default":{"type":["string"]},"example":{"const":1},"enum":[{"const":1}]}"#,
        ),
    ];
    for (input, expected) in cases {
        assert_eq!(schema(input), expected, "{input}");
    }
}

#[test]
fn documents_of_3_1() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1', license: {name: MIT, identifier: MIT}}\nwebhooks:\n  a: {post: {requestBody: {content: {x/y: {schema: {const: 1}}}}}}\ncomponents: {pathItems: {p: {}}}\n";
    let document = lowered(text);
    let keys: Vec<_> = document
        .root
        .entries()
        .iter()
        .map(|entry| &*entry.key)
        .collect();
    assert_eq!(
        keys,
        ["openapi", "info", "x-lowered-webhooks", "components"]
    );
    for pointer in [
        "/webhooks/a/post/requestBody/content/x~1y/schema/const",
        "/components/pathItems/p",
        "/info/license/identifier",
    ] {
        let pointer = Pointer::parse(pointer).expect("a pointer");
        assert!(document.root.lookup(&pointer).is_some(), "{pointer}");
    }
}

/// Every pointer of the tree with what it leads to.
fn pointers(node: &Node, at: &Pointer, visit: &mut impl FnMut(&Pointer, &Node)) {
    visit(at, node);
    match &node.kind {
        NodeKind::List(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| pointers(item, &at.index(index), visit)),
        NodeKind::Map(map) => map
            .entries()
            .iter()
            .for_each(|entry| pointers(&entry.value, &at.child(&entry.key), visit)),
        _ => {}
    }
}

#[test]
fn old_pointers_find_old_scalars() {
    let text = document(
        "{type: [string, 'null'], const: a, exclusiveMinimum: 3, $ref: '#/y', allOf: [{const: 2}], $defs: {d: {if: {const: 5}}}, properties: {p: {prefixItems: [{type: 'null'}]}}}",
    );
    let mut diagnostics = Diagnostics::new();
    let before = Document::parse("a.yaml", text.clone(), &mut diagnostics).expect("valid YAML");
    let after = lowered(&text);
    pointers(&before.root, &Pointer::root(), &mut |at, was| {
        let is = after
            .root
            .lookup(at)
            .unwrap_or_else(|| panic!("{at} is lost"));
        if !matches!(was.kind, NodeKind::List(_) | NodeKind::Map(_)) {
            assert_eq!(is, was, "{at}");
            assert_eq!(before.value_place(at), after.value_place(at), "{at}");
        }
    });
}

#[test]
fn a_dynamic_reference_with_several_anchors_is_reported() {
    let text = document(
        "{items: {$dynamicRef: '#x'}, not: {$dynamicRef: 'b.yaml#y'}, $defs: {a: {$dynamicAnchor: x}, b: {$dynamicAnchor: x}}}",
    );
    let mut diagnostics = Diagnostics::new();
    let mut document = Document::parse("a.yaml", text, &mut diagnostics).expect("valid YAML");
    super::lower(&mut document, Dialect::V31, &mut diagnostics);
    let several = "several schemas have the `$dynamicAnchor` `x`, so where this leads depends on the way here";
    let abroad = "`$dynamicRef` leads within the document only, so";
    let at = "note[unsupported-keyword] /components/schemas/X";
    assert_eq!(
        diagnostics.summary(),
        format!(
            "{at}/items/$dynamicRef: {several}: the value is any JSON\n{at}/not/$dynamicRef: {abroad} the value is any JSON\n"
        ),
    );
}

#[test]
fn the_dialect_is_read() {
    for (version, expected) in [
        ("3.0.3", Dialect::V30),
        ("3.1.1", Dialect::V31),
        ("3.2.0", Dialect::V31),
    ] {
        let mut diagnostics = Diagnostics::new();
        let text = format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n");
        let mut document = Document::parse("a.yaml", text, &mut diagnostics).expect("valid YAML");
        assert_eq!(vocab::check(&mut document, &mut diagnostics), expected);
    }
}
