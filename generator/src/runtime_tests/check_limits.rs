//! Bounds and secrets: messages, recursion, size of the report, time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::check_cases::run;
use crate::runtime::check::{CheckOptions, check};
use crate::runtime::schema::{Rule, Schema, Types};
use crate::runtime::violation::Violations;

fn message(schema: &Value, value: &Value) -> String {
    run(schema, value, false).to_string()
}

#[test]
fn messages_say_the_limit_and_the_finding() {
    let long = "é".repeat(2013);
    assert_eq!(
        message(&json!({"maxLength": 2000}), &json!(long)),
        "body: longer than 2000 characters (2013)"
    );
    assert_eq!(
        message(&json!({"type": "string"}), &json!(5)),
        "body: expected string, found number"
    );
    assert_eq!(
        message(&json!({"maximum": 100}), &json!(101)),
        "body: greater than 100 (101)"
    );
    assert_eq!(
        message(&json!({"required": ["a", "b", "c"]}), &json!({"b": 1})),
        "body: missing \"a\", \"c\""
    );
    assert_eq!(
        message(&json!({"enum": ["a", 1]}), &json!("x\n")),
        r#"body: not one of "a", 1 ("x\n")"#
    );
    assert_eq!(
        message(&json!({"uniqueItems": true}), &json!([1, 2, 1])),
        "body: items 0 and 2 are equal"
    );
    let cut = message(&json!({"format": "date"}), &json!("x".repeat(1000)));
    assert_eq!(
        cut,
        format!("body: not a date (YYYY-MM-DD) (\"{}\"…)", "x".repeat(64))
    );
    let both = message(&json!({"minLength": 3, "pattern": "^a+$"}), &json!("b"));
    assert!(both.contains("; body: "), "{both}");
}

#[test]
fn secrets_stay_out_of_messages() {
    let schema = json!({"properties": {
        "token": {"secret": true, "enum": ["a"], "pattern": "^a+$", "format": "date", "type": "string"},
        "inner": {"secret": true, "properties": {"key": {"maximum": 1}}, "additionalProperties": false},
        "referred": {"$ref": "#/$defs/key", "pattern": "^a+$"},
        "chosen": {"anyOf": [{"$ref": "#/$defs/key"}, {"type": "null"}]},
        "listed": {"items": {"secret": true}, "const": ["other"], "uniqueItems": true}},
        "const": 1, "$defs": {"key": {"secret": true, "pattern": "^a+$"}}});
    let value = json!({"token": "hunter2", "inner": {"key": 777, "hunter2": 1}, "referred": "hunter2",
        "chosen": "hunter2", "listed": ["hunter2", "hunter2"]});
    let found = run(&schema, &value, false);
    assert_eq!(found.len(), 11, "{found}");
    assert!(
        !found.to_string().contains("hunter2") && !found.to_string().contains("777"),
        "{found}"
    );
}

#[test]
fn secrets_show_in_no_literal_key_or_alternative() {
    let schema = json!({"properties": {
        "constant": {"secret": true, "const": "hunter1"},
        "map": {"secret": true, "additionalProperties": {"maximum": 1}},
        "named": {"secret": true, "patternProperties": {"^x-": {"multipleOf": 2}}, "propertyNames": {"maxLength": 3}},
        "either": {"oneOf": [{"secret": true, "type": "string", "minLength": 20}, {"const": "other"}]},
        "repeated": {"secret": true, "uniqueItems": true}}});
    let value = json!({"constant": "hunter2", "map": {"hunter2": 777}, "named": {"x-hunter2": 777},
        "either": "hunter2", "repeated": ["hunter2", "hunter2"]});
    let found = run(&schema, &value, false);
    for keyword in [
        "const",
        "maximum",
        "multipleOf",
        "propertyNames",
        "uniqueItems",
    ] {
        assert!(
            found.iter().any(|one| one.keyword == keyword),
            "{keyword}: {found}"
        );
    }
    let texts = [
        found.to_string(),
        format!("{found:?}"),
        found.notation().join(" "),
    ];
    for text in texts {
        assert!(!text.contains("hunter") && !text.contains("777"), "{text}");
    }
}

static TREE: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        ("name", NAME),
        (
            "children",
            Schema(&[Rule::Items(&Schema(&[Rule::Ref(&TREE)]))]),
        ),
    ]),
]);
const NAME: Schema = Schema(&[Rule::MaxLength(3)]);
static CIRCLE: Schema = Schema(&[
    Rule::Ref(&OTHER),
    Rule::AllOf(&[Schema(&[Rule::Ref(&CIRCLE)])]),
]);
static OTHER: Schema = Schema(&[Rule::AnyOf(&[
    Schema(&[Rule::Ref(&CIRCLE)]),
    Schema(&[Rule::Ref(&OTHER)]),
])]);
static UNION: Schema = Schema(&[Rule::OneOf(&[
    Schema(&[Rule::Properties(&[
        ("next", Schema(&[Rule::Ref(&UNION)])),
        ("a", NUMBER),
    ])]),
    Schema(&[Rule::Properties(&[
        ("next", Schema(&[Rule::Ref(&UNION)])),
        ("a", TEXT),
    ])]),
])]);
const NUMBER: Schema = Schema(&[Rule::Type(Types::NUMBER)]);
const TEXT: Schema = Schema(&[Rule::Type(Types::STRING)]);

fn check_plain(schema: &'static Schema, value: &Value) -> Violations {
    let mut violations = Violations::new();
    check(schema, value, CheckOptions::default(), &mut violations);
    violations
}

#[test]
fn recursion_follows_the_value() {
    let found = check_plain(
        &TREE,
        &json!({"children": [{"name": "long", "children": [{"name": "much"}, 1]}]}),
    );
    assert_eq!(
        found.notation(),
        [
            "/children/0/name: maxLength",
            "/children/0/children/0/name: maxLength",
            "/children/0/children/1: type"
        ]
    );
    assert!(check_plain(&CIRCLE, &json!(1)).len() <= 1);
    let deep = (0..60).fold(json!({"a": true}), |inner, _| json!({"children": [inner]}));
    assert!(check_plain(&TREE, &deep).is_empty());
    let deeper = (0..70).fold(json!({"a": true}), |inner, _| json!({"children": [inner]}));
    assert!(
        check_plain(&TREE, &deeper)
            .iter()
            .all(|violation| violation.keyword == "depth")
    );
    assert_eq!(check_plain(&TREE, &deeper).len(), 1);
}

#[test]
fn nested_unions_do_not_multiply() {
    let started = Instant::now();
    let value = (0..100).fold(json!({"a": 1}), |inner, _| json!({"a": "x", "next": inner}));
    assert!(check_plain(&UNION, &value).is_empty());
    let value = (0..100).fold(
        json!({"a": null}),
        |inner, _| json!({"a": "x", "next": inner}),
    );
    assert!(!check_plain(&UNION, &value).is_empty());
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn report_is_bounded() {
    let many: Vec<_> = (0..200_000)
        .map(|index| json!({"a": format!("wrong {index}")}))
        .collect();
    let found = run(
        &json!({"items": {"properties": {"a": {"type": "integer"}}}}),
        &json!(many),
        false,
    );
    assert_eq!(found.len(), 200_000);
    assert!(found.to_string().len() <= 64 * 1024);
    assert!(
        found
            .to_string()
            .ends_with(&format!("and {} more", found.more()))
    );
    assert!(found.notation().join(", ").len() <= 64 * 1024);
    let name = "n".repeat(10_000_000);
    let found = run(
        &json!({"additionalProperties": {"type": "integer"}}),
        &json!({name.as_str(): "x"}),
        false,
    );
    assert_eq!((found.len(), found.more()), (1, 0));
    assert!(found.to_string().len() < 400);
}

#[test]
fn report_on_ten_megabytes_is_bounded() {
    let long = "é".repeat(5_000_000);
    let one = run(
        &json!({"properties": {"a": {"maxLength": 9, "pattern": "^a+$", "enum": ["x"], "const": "y"}}}),
        &json!({"a": long}),
        false,
    );
    assert_eq!((one.len(), one.more()), (4, 0), "{one}");
    assert!(one.to_string().len() < 2048, "{}", one.to_string().len());
    let many = vec![json!("x".repeat(1000)); 10_000];
    let found = run(
        &json!({"items": {"maxLength": 9, "pattern": "^a+$", "enum": ["y"]}}),
        &json!(many),
        false,
    );
    assert_eq!(found.len(), 30_000);
    assert!(found.to_string().len() <= 64 * 1024);
    assert!(found.notation().join(", ").len() <= 64 * 1024);
}

#[test]
fn large_lists_are_compared_in_linear_time() {
    let started = Instant::now();
    let items: Vec<_> = (0..100_000)
        .map(|index| json!({"id": index, "tags": [index, "x"]}))
        .collect();
    let schema = json!({"uniqueItems": true});
    assert!(run(&schema, &json!(items), false).is_empty());
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}
