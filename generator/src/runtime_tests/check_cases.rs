//! What each rule says about values, as tables of schema, value and the short form of what is broken.

use serde_json::{Value, json};

use super::convert::table;
use crate::runtime::check::{CheckOptions, check_at};
use crate::runtime::violation::Violations;

pub(super) fn run(schema: &Value, value: &Value, closed: bool) -> Violations {
    let mut violations = Violations::new();
    check_at(
        "body",
        table(schema, schema),
        value,
        CheckOptions { closed },
        &mut violations,
    );
    violations
}

fn broken(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = run(schema, value, false).notation();
    found.sort_unstable();
    found
}

/// Values that a schema allows, and values that break one rule at the root.
fn holds(keyword: &str, schema: &Value, good: &[Value], bad: &[Value]) {
    for value in good {
        assert_eq!(broken(schema, value), [""; 0], "{schema} {value}");
    }
    for value in bad {
        assert_eq!(
            broken(schema, value),
            [format!("body: {keyword}")],
            "{schema} {value}"
        );
    }
}

#[test]
fn types() {
    holds(
        "type",
        &json!({"type": "integer"}),
        &[json!(7), json!(7.0), json!(1e300), json!(u64::MAX)],
        &[json!(7.5), json!("7"), json!(null), json!(true)],
    );
    holds(
        "type",
        &json!({"type": ["string", "null"]}),
        &[json!("x"), json!(null)],
        &[json!(1), json!([])],
    );
    holds(
        "type",
        &json!({"type": "string", "nullable": true}),
        &[json!("x"), json!(null)],
        &[json!(1)],
    );
    holds(
        "type",
        &json!({"type": "number"}),
        &[json!(1), json!(1.5)],
        &[json!("1")],
    );
    holds(
        "false schema",
        &json!(false),
        &[],
        &[json!(null), json!({})],
    );
}

#[test]
fn strings() {
    holds(
        "minLength",
        &json!({"minLength": 2}),
        &[json!("ab"), json!("😀😀"), json!(1)],
        &[json!("a"), json!("😀")],
    );
    holds(
        "maxLength",
        &json!({"maxLength": 2}),
        &[json!("ab"), json!("😀😀"), json!([])],
        &[json!("abc"), json!("é😀x")],
    );
    holds(
        "pattern",
        &json!({"pattern": "f.o"}),
        &[json!("a foo"), json!(3)],
        &[json!("bar"), json!("")],
    );
    holds(
        "format",
        &json!({"format": "byte"}),
        &[json!(""), json!("QUI="), json!("QUI")],
        &[json!("Q"), json!("Ä")],
    );
    let uuid = "2eb8aa08-aa98-11ea-b4aa-73b441d16380";
    holds(
        "format",
        &json!({"format": "uuid"}),
        &[json!(uuid)],
        &[json!("2eb8aa08aa9811eab4aa73b441d16380")],
    );
    holds(
        "format",
        &json!({"format": "date"}),
        &[json!("2024-02-29")],
        &[json!("2023-02-29"), json!("2024-2-1")],
    );
    holds(
        "format",
        &json!({"format": "ipv4"}),
        &[json!("127.0.0.1")],
        &[json!("127.0.0.01"), json!("1.2.3")],
    );
    holds(
        "format",
        &json!({"format": "binary"}),
        &[json!("anything")],
        &[],
    );
}

#[test]
fn numbers() {
    holds(
        "minimum",
        &json!({"minimum": 1}),
        &[json!(1), json!(1.0), json!("0")],
        &[json!(0), json!(0.9999), json!(-1)],
    );
    holds(
        "maximum",
        &json!({"maximum": 100}),
        &[json!(100), json!(-5)],
        &[json!(101), json!(100.000_001), json!(u64::MAX)],
    );
    holds(
        "maximum",
        &json!({"maximum": 2.5}),
        &[json!(2.5), json!(2)],
        &[json!(2.6), json!(3)],
    );
    holds(
        "exclusiveMinimum",
        &json!({"exclusiveMinimum": 0}),
        &[json!(1e-300)],
        &[json!(0), json!(-0.0), json!(-1)],
    );
    holds(
        "exclusiveMaximum",
        &json!({"exclusiveMaximum": 3.0}),
        &[json!(2.2)],
        &[json!(3), json!(3.5)],
    );
    holds(
        "multipleOf",
        &json!({"multipleOf": 0.1}),
        &[json!(0.3), json!(0.7), json!(3), json!(0)],
        &[json!(0.35)],
    );
    holds(
        "multipleOf",
        &json!({"multipleOf": 1e-8}),
        &[json!(12_391_239_123_u64), json!(0.000_000_07)],
        &[json!(1e-9)],
    );
    holds(
        "multipleOf",
        &json!({"multipleOf": 2}),
        &[json!(4), json!(1e300), json!("3")],
        &[json!(7), json!(1.5)],
    );
}

#[test]
fn lists() {
    holds(
        "minItems",
        &json!({"minItems": 1}),
        &[json!([1]), json!("")],
        &[json!([])],
    );
    holds(
        "maxItems",
        &json!({"maxItems": 1}),
        &[json!([1]), json!("ab")],
        &[json!([1, 2])],
    );
    holds(
        "uniqueItems",
        &json!({"uniqueItems": true}),
        &[json!([1, "1", true, [1], {"a": 1}])],
        &[
            json!([1, 2, 1.0]),
            json!([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}]),
            json!([[0], [-0.0]]),
            json!(["a", "b", "a"]),
        ],
    );
    holds(
        "maxContains",
        &json!({"contains": {"const": 1}, "maxContains": 1}),
        &[json!([1, 2])],
        &[json!([1, 1])],
    );
    let tuple = json!({"prefixItems": [{"type": "string"}], "items": {"type": "integer"}});
    assert_eq!(
        broken(&tuple, &json!([1, 2, "x", "y"])),
        ["body/0: type", "body/2: type", "body/3: type"]
    );
    assert_eq!(
        broken(
            &json!({"prefixItems": [true], "items": false}),
            &json!([1, 2])
        ),
        ["body/1: false schema"]
    );
}

#[test]
fn objects() {
    let schema = json!({"properties": {"a": {"type": "string"}}, "patternProperties": {"^x-": {"type": "integer"}},
        "additionalProperties": false, "required": ["a", "b"]});
    assert_eq!(
        broken(&schema, &json!({"a": "", "x-b": "1", "b": 1, "c": 2})),
        ["body/x-b: type", "body: additionalProperties"]
    );
    assert_eq!(broken(&schema, &json!({})), ["body: required"]);
    let map = json!({"properties": {"a": {}}, "additionalProperties": {"type": "integer"}});
    assert_eq!(
        broken(&map, &json!({"a": "x", "b": "x", "c/~d": null})),
        ["body/b: type", "body/c~1~0d: type"]
    );
    holds(
        "minProperties",
        &json!({"minProperties": 1}),
        &[json!({"a": 1}), json!([])],
        &[json!({})],
    );
    holds(
        "maxProperties",
        &json!({"maxProperties": 1}),
        &[json!({"a": 1})],
        &[json!({"a": 1, "b": 1})],
    );
    holds(
        "propertyNames",
        &json!({"propertyNames": {"maxLength": 2}}),
        &[json!({"ab": 1})],
        &[json!({"abc": 1, "abcd": 1})],
    );
    holds(
        "dependentRequired",
        &json!({"dependentRequired": {"a": ["b"]}}),
        &[json!({"b": 1})],
        &[json!({"a": 1})],
    );
    let dependent = json!({"dependentSchemas": {"a": {"properties": {"b": {"type": "string"}}}}});
    assert_eq!(
        broken(&dependent, &json!({"a": 1, "b": 1})),
        ["body/b: type"]
    );
    assert_eq!(broken(&dependent, &json!({"b": 1})), [""; 0]);
}

#[test]
fn constants() {
    holds(
        "enum",
        &json!({"enum": [1, "a", null, {"x": [1]}]}),
        &[json!(1.0), json!(null), json!({"x": [1.0]})],
        &[json!("1"), json!(true), json!({"x": [1], "y": 1})],
    );
    holds(
        "type",
        &json!({"type": "string", "enum": ["a"]}),
        &[json!("a")],
        &[json!(1)],
    );
    holds(
        "enum",
        &json!({"enum": [0]}),
        &[json!(-0.0)],
        &[json!(false)],
    );
    holds(
        "const",
        &json!({"const": 9_007_199_254_740_993_u64}),
        &[json!(9_007_199_254_740_993_u64)],
        &[
            json!(9_007_199_254_740_992_u64),
            json!(9_007_199_254_740_992.0),
        ],
    );
}

#[test]
fn combinations() {
    let both = json!({"allOf": [{"maxLength": 1}, {"pattern": "^a*$"}]});
    assert_eq!(
        broken(&both, &json!("bb")),
        ["body: maxLength", "body: pattern"]
    );
    holds(
        "anyOf",
        &json!({"anyOf": [{"type": "string"}, {"minimum": 2}]}),
        &[json!("x"), json!(2)],
        &[],
    );
    holds(
        "oneOf",
        &json!({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}),
        &[json!(2), json!(3)],
        &[json!(6), json!(7)],
    );
    holds(
        "not",
        &json!({"not": {"type": "string"}}),
        &[json!(1)],
        &[json!("x")],
    );
    let branch =
        json!({"if": {"type": "string"}, "then": {"minLength": 1}, "else": {"minimum": 1}});
    assert_eq!(broken(&branch, &json!("")), ["body: minLength"]);
    assert_eq!(broken(&branch, &json!(0)), ["body: minimum"]);
    assert_eq!(broken(&branch, &json!(1)), [""; 0]);
    let nested = json!({"not": {"not": {"anyOf": [{"enum": [1]}, {"not": {"type": "number"}}]}}});
    holds("not", &nested, &[json!(1), json!("x")], &[json!(2)]);
}

#[test]
fn the_alternative_that_is_meant_tells_what_is_wrong() {
    let keyed = json!({"oneOf": [
        {"type": "object", "required": ["text"], "properties": {"text": {"properties": {"size": {"maximum": 9}}}}},
        {"type": "object", "required": ["image"], "properties": {"image": {"type": "string"}}},
    ]});
    assert_eq!(
        broken(&keyed, &json!({"text": {"size": 10}})),
        ["body/text/size: maximum"]
    );
    assert_eq!(broken(&keyed, &json!({"image": 1})), ["body/image: type"]);
    assert_eq!(broken(&keyed, &json!({})), ["body: oneOf"]);
    assert_eq!(broken(&keyed, &json!(7)), ["body: oneOf"]);
    let tagged = json!({"anyOf": [
        {"required": ["kind", "lives"], "properties": {"kind": {"const": "cat"}, "lives": {"maximum": 9}}},
        {"required": ["kind"], "properties": {"kind": {"enum": ["dog"]}, "name": {"minLength": 1}}},
    ]});
    assert_eq!(
        broken(&tagged, &json!({"kind": "dog", "name": ""})),
        ["body/name: minLength"]
    );
    assert_eq!(
        broken(&tagged, &json!({"kind": "cat", "lives": 10})),
        ["body/lives: maximum"]
    );
    assert_eq!(broken(&tagged, &json!({"kind": "cat"})), ["body: required"]);
    assert_eq!(broken(&tagged, &json!({"kind": "bird"})), ["body: anyOf"]);
    let nullable = json!({"oneOf": [{"type": "string", "maxLength": 1}, {"type": "null"}]});
    assert_eq!(broken(&nullable, &json!("ab")), ["body: maxLength"]);
}

#[test]
fn closed_arguments_refuse_unknown_names() {
    let schema = json!({"properties": {"a": {"properties": {"b": {}}}, "free": {"type": "object"},
        "map": {"additionalProperties": {"type": "integer"}}}, "allOf": [{"properties": {"c": {}}}],
        "oneOf": [{"required": ["d"], "properties": {"d": {}}}, {"required": ["e"], "properties": {"e": {}}}]});
    let value = json!({"a": {"b": 1, "x": 2}, "c": 1, "d": 1, "free": {"y": 1}, "map": {"z": 1}, "w": 1, "v": 1});
    let found = run(&schema, &value, true);
    assert_eq!(
        found.notation(),
        ["body/a: additionalProperties", "body: additionalProperties"]
    );
    assert_eq!(
        found.iter().last().map(|last| &*last.message),
        Some("unknown properties: \"v\", \"w\"")
    );
    assert!(run(&schema, &value, false).is_empty());
}
