//! The macros that give types of text, and models, their interface.
#![allow(
    unreachable_pub,
    reason = "the macros write the interface of public types"
)]

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::runtime::check::Validate;
use crate::runtime::decode_error::DecodeError;
use crate::runtime::nullable::Nullable;
use crate::runtime::object::Object;
use crate::runtime::pattern::{Matcher, Pattern};
use crate::runtime::schema::{HasSchema, Rule, Schema, Types};
use crate::runtime::text::{Text, string_enum, text_type, wire_serde};
use crate::runtime::wire::Wire;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Code(Text);

impl Code {
    const PATTERN: &'static str = "^x-";
    const fn constant(text: &'static str) -> Self {
        Self(Text::borrowed(text))
    }
}

static CODE: Pattern = Pattern {
    source: Code::PATTERN,
    matcher: Matcher::Fallback(|text| text.starts_with("x-")),
};
static CODE_SCHEMA: Schema = Schema(&[Rule::Type(Types::STRING), Rule::Pattern(&CODE)]);
text_type!(Code, CODE);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key(Text);
text_type!(Key, CODE, secret);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Level {
    High,
    Unknown(String),
}

impl Level {
    fn as_str(&self) -> &str {
        match self {
            Self::High => "HIGH",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Level {
    fn from(text: &str) -> Self {
        if text == "HIGH" {
            Self::High
        } else {
            Self::Unknown(text.to_owned())
        }
    }
}
string_enum!(Level);

#[derive(Debug, Clone, PartialEq)]
struct Model {
    code: Code,
    level: Option<Level>,
    note: Nullable<String>,
}

impl Wire for Model {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let read = Self {
            code: object.required("code")?,
            level: object.optional("level"),
            note: object.nullable("note"),
        };
        object.sound()?;
        Ok(read)
    }

    fn encode(&self) -> Value {
        let mut object = Object::new();
        object.put("code", &self.code);
        object.put_optional("level", &self.level);
        object.put_nullable("note", &self.note);
        object.into_value()
    }
}
wire_serde!(Model);

static SCHEMA: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        ("code", Schema(&[Rule::Ref(&CODE_SCHEMA)])),
        (
            "note",
            Schema(&[Rule::Nullable(&Schema(&[
                Rule::Type(Types::STRING),
                Rule::MaxLength(3),
            ]))]),
        ),
    ]),
    Rule::Required(&["code"]),
    Rule::Closed,
]);

impl HasSchema for Model {
    const SCHEMA: &'static Schema = &SCHEMA;
}

#[test]
fn pattern_types_check_what_people_write_and_keep_what_servers_send() {
    const CONSTANT: Code = Code::constant("x-1");
    assert_eq!("x-1".parse(), Ok(CONSTANT));
    assert_eq!(Code::try_from("x-1".to_owned()), Ok(CONSTANT));
    let error = Code::try_from("y").expect_err("another pattern");
    assert_eq!(
        (error.type_name(), error.pattern(), error.offset()),
        ("Code", "^x-", None)
    );
    assert!(
        error
            .to_string()
            .starts_with("not a valid `Code` (`^x-`): "),
        "{error}"
    );
    let sent = Code::decode(json!("moved on")).expect("kept");
    assert!(!sent.is_valid() && CONSTANT.is_valid() && !Code::new_unchecked("y").is_valid());
    assert_eq!(sent.encode(), json!("moved on"));
    assert_eq!(HashMap::from([(CONSTANT, 1)]).get("x-1"), Some(&1));
    assert_eq!(
        format!("{CONSTANT} {CONSTANT:?} {CONSTANT:>5}"),
        "x-1 Code(\"x-1\")   x-1"
    );
    assert!(CONSTANT == "x-1" && CONSTANT == *"x-1" && CONSTANT.as_ref() == "x-1");
    assert_eq!(String::from(Code::from(&CONSTANT)), "x-1");
    assert!(Key::new_unchecked("x-1").is_valid());
    assert_eq!(
        format!("{:?}", Key::new_unchecked("x-hunter2")),
        "Key([redacted])"
    );
    assert_eq!(
        Code::decode(json!(1))
            .err()
            .map(|error| error.to_string())
            .as_deref(),
        Some("expected a string, found a number")
    );
}

#[test]
fn enums_keep_what_they_do_not_know() {
    assert_eq!(Level::decode(json!("HIGH")), Ok(Level::High));
    assert_eq!(
        Level::decode(json!("NEW")).map(|level| level.encode()),
        Ok(json!("NEW"))
    );
    assert_eq!("LOW".parse(), Ok(Level::Unknown("LOW".to_owned())));
    assert!(Level::High == "HIGH" && Level::from("HIGH".to_owned()) == Level::High);
    assert!(Level::decode(Value::Null).is_err());
}

#[test]
fn serde_goes_through_json_values() {
    let text = r#"{"code":"x-1","level":"NEW","note":null}"#;
    let model: Model = serde_json::from_str(text).expect("a model");
    assert_eq!(
        (
            model.level.as_ref().map(Level::as_str),
            model.note.is_null()
        ),
        (Some("NEW"), true)
    );
    assert_eq!(serde_json::to_string(&model).expect("JSON"), text);
    assert_eq!(
        serde_json::from_value::<Model>(serde_json::to_value(&model).expect("JSON"))
            .expect("a model"),
        model
    );
    let yaml = serde_yaml::to_string(&model).expect("YAML");
    assert_eq!(
        serde_yaml::from_str::<Model>(&yaml).expect("a model"),
        model
    );
    let error = serde_json::from_str::<Vec<Model>>("[{\"code\": 5}]").expect_err("no model");
    assert!(
        error
            .to_string()
            .starts_with("/code: expected a string, found a number"),
        "{error}"
    );
    let list: HashMap<Code, Level> =
        serde_json::from_str(r#"{"x-1":"HIGH"}"#).expect("a map by code");
    assert_eq!(list.get("x-1"), Some(&Level::High));
}

#[test]
fn models_validate_by_their_tables() {
    let good = Model {
        code: Code::new_unchecked("x-1"),
        level: None,
        note: Nullable::Null,
    };
    assert_eq!(good.validate(), Ok(()));
    let bad = Model {
        code: Code::new_unchecked("y"),
        level: Some(Level::High),
        note: Nullable::from("long"),
    };
    let found = bad.validate().expect_err("three violations");
    assert_eq!(
        found.notation(),
        [
            "/code: pattern",
            "/note: maxLength",
            ": additionalProperties"
        ]
    );
}
