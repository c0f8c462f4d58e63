//! Reading and writing of plain values and objects: what is lenient and what is an error, with places.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::runtime::decode_error::DecodeError;
use crate::runtime::nullable::Nullable;
use crate::runtime::object::Object;
use crate::runtime::wire::Wire;

fn error<T: Wire>(value: Value) -> String {
    T::decode(value)
        .err()
        .map_or_else(|| "no error".to_owned(), |error| error.to_string())
}

#[test]
fn integers_take_whole_numbers_only() {
    for (json, expected) in [
        ("7", 7),
        ("7.0", 7),
        ("-0.0", 0),
        ("1e3", 1000),
        ("9007199254740992.0", 1 << 53),
        ("9007199254740993", (1 << 53) + 1),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ] {
        assert_eq!(
            i64::decode(serde_json::from_str(json).expect("JSON")),
            Ok(expected),
            "{json}"
        );
    }
    for json in [
        "7.5",
        "9223372036854775808",
        "1e19",
        "1e300",
        "9223372036854775807.0",
        "-1e300",
        "\"7\"",
        "true",
        "null",
    ] {
        assert!(
            i64::decode(serde_json::from_str(json).expect("JSON")).is_err(),
            "{json}"
        );
    }
    assert_eq!(u64::decode(json!(u64::MAX)), Ok(u64::MAX));
    assert_eq!(u64::decode(json!(3.0)), Ok(3));
    assert!(
        u64::decode(json!(-1)).is_err()
            && u64::decode(json!(-1.0)).is_err()
            && u64::decode(json!(1e20)).is_err()
    );
    assert_eq!(
        error::<i64>(json!("7")),
        "expected an integer, found a string"
    );
    assert_eq!(
        error::<i64>(json!(7.5)),
        "expected an integer from -2^63 to 2^63-1, found another number"
    );
}

#[test]
fn plain_values_refuse_other_types() {
    assert_eq!(f64::decode(json!(3)), Ok(3.0));
    assert_eq!(
        error::<f64>(json!("3")),
        "expected a number, found a string"
    );
    assert_eq!(
        error::<bool>(json!("true")),
        "expected a boolean, found a string"
    );
    assert_eq!(
        error::<bool>(json!(0)),
        "expected a boolean, found a number"
    );
    assert_eq!(
        error::<String>(json!(12345)),
        "expected a string, found a number"
    );
    assert_eq!(
        error::<String>(Value::Null),
        "expected a string, found null"
    );
    assert_eq!(
        error::<Vec<String>>(json!({})),
        "expected an array, found an object"
    );
    assert_eq!(
        error::<Vec<String>>(json!(["a", null])),
        "/1: expected a string, found null"
    );
    assert_eq!(
        error::<Map<String, Value>>(json!([])),
        "expected an object, found an array"
    );
    let deep = json!({"a/b": [{"~": 1}]});
    assert_eq!(
        error::<BTreeMap<String, Vec<BTreeMap<String, bool>>>>(deep),
        "/a~1b/0/~0: expected a boolean, found a number"
    );
}

#[test]
fn numbers_survive() {
    assert_eq!(i64::MIN.encode(), json!(i64::MIN));
    assert_eq!(u64::MAX.encode(), json!(u64::MAX));
    assert_eq!(7.0_f64.encode().to_string(), "7.0");
    assert_eq!(f64::NAN.encode(), Value::Null);
    for value in [
        json!(null),
        json!(1),
        json!(1.0),
        json!({"a": [u64::MAX, 0.1]}),
    ] {
        assert_eq!(
            Value::decode(value.clone()).map(|same| same.encode()),
            Ok(value)
        );
    }
    assert_eq!(Option::<i64>::decode(Value::Null), Ok(None));
    assert_eq!(
        Vec::<Option<i64>>::decode(json!([1, null])).map(|list| list.encode()),
        Ok(json!([1, null]))
    );
}

#[test]
fn objects_tell_missing_null_and_value_apart() {
    let value = json!({"a": "x", "nothing": null, "n": 1, "left": true});
    let mut object = Object::decode(value).expect("an object");
    assert_eq!(object.required::<String>("a"), Ok("x".to_owned()));
    assert_eq!(
        object
            .required::<String>("gone")
            .map_err(|error| error.to_string()),
        Err("/gone: expected a value, found nothing".to_owned())
    );
    assert_eq!(object.optional::<i64>("gone"), None);
    assert_eq!(object.nullable::<i64>("gone"), Nullable::Absent);
    assert_eq!(object.nullable::<i64>("n"), Nullable::Value(1));
    assert!(object.contains("nothing"));
    assert_eq!(object.clone().optional::<i64>("nothing"), None);
    assert_eq!(object.clone().nullable::<i64>("nothing"), Nullable::Null);
    assert_eq!(object.clone().take("nothing"), Some(Value::Null));
    let required = object
        .required::<i64>("nothing")
        .map_err(|error| error.path());
    assert_eq!(required, Err("/nothing".to_owned()));
    assert_eq!(
        object.rest::<bool>(),
        BTreeMap::from([("left".to_owned(), true)])
    );
    assert_eq!(object.sound(), Ok(()));
}

#[test]
fn objects_keep_the_first_fault() {
    let value = json!({"a": "x", "b": false, "c": 1, "left": "x"});
    let mut object = Object::decode(value).expect("an object");
    assert_eq!(object.optional::<i64>("c"), Some(1));
    assert_eq!(object.nullable::<i64>("b"), Nullable::Absent);
    assert_eq!(object.optional::<i64>("a"), None);
    assert_eq!(object.rest::<bool>(), BTreeMap::new());
    let fault = object.sound().map_err(|error| error.to_string());
    assert_eq!(
        fault,
        Err("/b: expected an integer, found a boolean".to_owned())
    );
}

#[test]
fn objects_leave_out_what_is_absent() {
    let mut object = Object::new();
    object.put("a", &1_i64);
    object.put_optional("b", &None::<i64>);
    object.put_optional("c", &Some(2_i64));
    object.put_nullable("d", &Nullable::<i64>::Absent);
    object.put_nullable("e", &Nullable::<i64>::Null);
    object.put_nullable("f", &Nullable::Value(3_i64));
    object.extend(&BTreeMap::from([
        ("a".to_owned(), 9_i64),
        ("g".to_owned(), 4),
    ]));
    object.merge(json!({"c": 9, "h": 5}));
    object.merge(json!("no object"));
    assert_eq!(
        object.into_value(),
        json!({"a": 1, "c": 2, "e": null, "f": 3, "g": 4, "h": 5})
    );
    assert_eq!(Object::new().into_value(), json!({}));
}

#[test]
fn one_of_several_properties_is_one_that_can_be_read() {
    let object = || Object::decode(json!({"a": null, "c": 1, "b": "x"})).expect("an object");
    assert_eq!(object().count_of(&["a", "b", "c"]), 2);
    let mut read = object();
    assert_eq!(read.one_of_several::<i64>("a", true), None);
    assert!(
        read.one_of_several::<i64>("b", true)
            .expect("a value")
            .is_err()
    );
    assert_eq!(read.one_of_several::<i64>("c", true), Some(Ok(1)));
    assert_eq!(read.into_value(), json!({"a": null, "b": "x"}));
}

/// As a setter does it.
fn set(value: impl Into<Nullable<String>>) -> Nullable<String> {
    value.into()
}

#[test]
fn nullable_converts() {
    assert_eq!(set(None), Nullable::Null);
    assert_eq!(set("x"), set("x".to_owned()));
    assert_eq!(
        set(Some("x".to_owned())),
        set(Nullable::Value("x".to_owned()))
    );
    assert!(set(Nullable::Absent).is_absent());
    assert_eq!(Nullable::<String>::default(), Nullable::Absent);
    assert_eq!(
        Nullable::<String>::from("x"),
        Nullable::Value("x".to_owned())
    );
    assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
    assert_eq!(
        Nullable::<i32>::from(Some(1))
            .map(|one| one + 1)
            .into_option(),
        Some(2)
    );
    assert_eq!(
        format!("{:?}", Nullable::Value("hunter2").redacted()),
        "Value([redacted])"
    );
}

#[test]
fn errors_of_text_name_the_place_in_it() {
    let error = |text: &str| {
        DecodeError::from(serde_json::from_str::<Value>(text).expect_err("no JSON")).to_string()
    };
    assert_eq!(
        error("{\"a\": hunter2}"),
        "expected JSON, found other text (line 1, column 7)"
    );
    assert_eq!(
        error("{\"a\": "),
        "expected JSON, found text that ends early (line 1, column 6)"
    );
    assert!(size_of::<DecodeError>() == size_of::<usize>());
}
