//! Which alternative of a union a value is taken for.

use serde_json::json;

use crate::runtime::schema::{Format, Literal, Rule, Schema, Types};
use crate::runtime::union::{Probe, pick};

const OBJECT: Probe = Probe {
    kinds: Types::OBJECT,
    ..Probe::ANY
};
const STRING: Probe = Probe {
    kinds: Types::STRING,
    ..Probe::ANY
};

#[test]
fn kinds_tell_apart() {
    let probes = [
        STRING,
        Probe {
            kinds: Types::INTEGER,
            ..Probe::ANY
        },
        Probe {
            kinds: Types::NUMBER,
            ..Probe::ANY
        },
        OBJECT,
    ];
    assert_eq!(pick(&json!("x"), &probes), Some(0));
    assert_eq!(pick(&json!(7.0), &probes), Some(1));
    assert_eq!(pick(&json!(7.5), &probes), Some(2));
    assert_eq!(pick(&json!({}), &probes), Some(3));
    assert_eq!(pick(&json!(null), &probes), None);
    assert_eq!(pick(&json!([]), &[]), None);
}

#[test]
fn values_of_properties_and_items_tell_apart() {
    const COIN: Probe = Probe {
        required: &["coin"],
        known: &["coin"],
        ..OBJECT
    };
    let probes = [
        Probe {
            required: &["parameters"],
            known: &["parameters"],
            parts: &[("parameters", STRING)],
            ..OBJECT
        },
        Probe {
            required: &["parameters"],
            known: &["parameters"],
            parts: &[("parameters", COIN)],
            ..OBJECT
        },
    ];
    assert_eq!(pick(&json!({"parameters": "x"}), &probes), Some(0));
    assert_eq!(pick(&json!({"parameters": {"coin": 1}}), &probes), Some(1));
    // None of both: the first.
    assert_eq!(pick(&json!({"parameters": 1}), &probes), Some(0));
    assert_eq!(pick(&json!({"parameters": null}), &probes), Some(0));
    let lists = [
        Probe {
            kinds: Types::ARRAY,
            items: Some(&STRING),
            ..Probe::ANY
        },
        Probe {
            kinds: Types::ARRAY,
            items: Some(&COIN),
            ..Probe::ANY
        },
    ];
    assert_eq!(pick(&json!(["x"]), &lists), Some(0));
    assert_eq!(pick(&json!([{"coin": 1}]), &lists), Some(1));
    assert_eq!(pick(&json!([]), &lists), Some(0));
    assert_eq!(pick(&json!([{"coin": 1}, "x"]), &lists), Some(0));
}

#[test]
fn keys_tell_apart() {
    let probes = [
        Probe {
            required: &["text"],
            known: &["text", "id"],
            ..OBJECT
        },
        Probe {
            required: &["image"],
            known: &["image", "id"],
            ..OBJECT
        },
        Probe {
            known: &["image", "size"],
            ..OBJECT
        },
    ];
    assert_eq!(pick(&json!({"text": 1, "new": 2}), &probes), Some(0));
    assert_eq!(pick(&json!({"image": 1}), &probes), Some(1));
    assert_eq!(pick(&json!({"image": 1, "size": 1}), &probes), Some(2));
    assert_eq!(
        pick(&json!({"text": 1, "image": 1}), &probes),
        Some(0),
        "the first of equals"
    );
    assert_eq!(pick(&json!({"other": 1}), &probes), Some(2));
    assert_eq!(pick(&json!({}), &probes[..2]), None);
}

#[test]
fn tables_tell_what_nothing_outside_does() {
    static STRINGS: Schema = Schema(&[Rule::Additional(&Schema::STRING)]);
    static INTEGERS: Schema = Schema(&[Rule::Additional(&Schema::INTEGER)]);
    let probes = [&STRINGS, &INTEGERS].map(|table| Probe {
        table: Some(table),
        ..OBJECT
    });
    assert_eq!(pick(&json!({"id": "x"}), &probes), Some(0));
    assert_eq!(pick(&json!({"id": 1}), &probes), Some(1));
    assert_eq!(pick(&json!({}), &probes), Some(0), "the first that fits");
    assert_eq!(
        pick(&json!({"id": true}), &probes),
        Some(0),
        "newer than the document"
    );
}

#[test]
fn what_keeps_all_comes_before_what_loses_all() {
    let probes = [
        Probe {
            known: &["id"],
            ..OBJECT
        },
        Probe {
            rest: true,
            ..OBJECT
        },
    ];
    assert_eq!(pick(&json!({"id": 1, "new": 2}), &probes), Some(0));
    assert_eq!(pick(&json!({"new": 2}), &probes), Some(1));
    assert_eq!(pick(&json!({}), &probes), Some(0));
}

#[test]
fn constants_tell_apart() {
    const CAT: &[Literal] = &[Literal::String("cat")];
    const DOG: &[Literal] = &[Literal::String("dog"), Literal::String("puppy")];
    let probes = [
        Probe {
            constants: &[("kind", CAT)],
            known: &["kind", "a"],
            ..OBJECT
        },
        Probe {
            constants: &[("kind", DOG)],
            known: &["kind", "a", "b"],
            ..OBJECT
        },
        Probe {
            known: &["a"],
            ..OBJECT
        },
    ];
    assert_eq!(pick(&json!({"kind": "cat", "b": 1}), &probes), Some(0));
    assert_eq!(pick(&json!({"kind": "puppy"}), &probes), Some(1));
    assert_eq!(
        pick(&json!({"kind": "bird"}), &probes),
        Some(2),
        "an unknown value of an enum is a weak match"
    );
    assert_eq!(
        pick(&json!({"kind": "bird"}), &probes[..2]),
        Some(1),
        "but better than none"
    );
    assert_eq!(
        pick(&json!({"kind": "bird"}), &probes[..1]),
        None,
        "a constant must be met"
    );
}

#[test]
fn strings_tell_apart() {
    let probes = [
        Probe {
            values: &[Literal::String("auto")],
            ..STRING
        },
        Probe {
            format: Some(Format::DateTime),
            ..STRING
        },
        STRING,
    ];
    assert_eq!(pick(&json!("auto"), &probes), Some(0));
    assert_eq!(pick(&json!("2026-01-15T09:30:15Z"), &probes), Some(1));
    assert_eq!(pick(&json!("free"), &probes), Some(2));
    assert_eq!(pick(&json!("free"), &probes[..2]), Some(0));
}
