//! Every model of the SDK: a value within the limits validates, and one that is broken in one place is told exactly there.
//!
//! The list of models comes from the SDK itself (`build.rs`).
#![allow(
    unused_macros,
    dead_code,
    reason = "the list of the SDK's types has more than models"
)]
use factify::{CheckOptions, HasSchema, Validate, Violations, check};
use factify_tests::breaker::{Broken, broken, good};
use factify_tests::maker::{Choices, Direction, Maker};
use factify_tests::operations::own_document;
use serde_json::Value;
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/public_types.rs"));

fn notation(result: Result<(), Violations>) -> Vec<String> {
    let violations = result.err().unwrap_or_default();
    violations
        .iter()
        .map(factify::Violation::notation)
        .collect()
}

fn of_tables(schema: &'static factify::Schema, value: &Value) -> Vec<String> {
    let mut all = Violations::new();
    check(schema, value, CheckOptions::default(), &mut all);
    notation(all.into_result())
}

/// Why a type may be unable to hold a broken value, so that reading it is what fails.
const UNREADABLE: [&str; 3] = ["type", "required", "format"];

#[test]
fn a_value_broken_in_one_place_is_told_there_and_nowhere_else() {
    let (mut models, mut typed) = (0, 0);
    let mut breaks: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    macro_rules! one {
        ($model:path) => {{
            let name = stringify!($model);
            let schema = <$model as HasSchema>::SCHEMA;
            let value = good(schema);
            let told = of_tables(schema, &value);
            let model: Result<$model, _> = serde_json::from_value(value.clone());
            match model {
                Ok(model) if told.is_empty() && notation(model.validate()).is_empty() => {}
                Ok(_) => wrong.push(format!(
                    "{name}: a good value is refused: {told:?}: {value}"
                )),
                Err(error) => wrong.push(format!(
                    "{name}: a good value is not read: {error}: {value}"
                )),
            }
            models += 1;
            for Broken {
                place,
                keyword,
                value,
            } in broken(schema, &value)
            {
                *breaks.entry(keyword).or_default() += 1;
                let expected = vec![format!("{place}: {keyword}")];
                let told = of_tables(schema, &value);
                if told != expected {
                    wrong.push(format!("{name}: {expected:?} is told as {told:?}: {value}"));
                }
                match serde_json::from_value::<$model>(value) {
                    // What a type has no place for is gone once it is read.
                    Ok(_) if keyword == "additionalProperties" => {}
                    Ok(model) => {
                        typed += 1;
                        let told = notation(model.validate());
                        if told != expected && keyword != "type" {
                            wrong.push(format!("{name}: {expected:?}, by the type {told:?}"));
                        }
                    }
                    Err(_) if UNREADABLE.contains(&keyword) => {}
                    Err(error) => wrong.push(format!("{name}: {expected:?} is not read: {error}")),
                }
            }
        }};
    }
    each_model!(one);
    println!("{models} models, {typed} broken values held by types; broken: {breaks:?}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(models > 150, "only {models} models");
    // Each kind of rule that the SDK's tables have.
    let kinds = [
        "additionalProperties",
        "enum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "pattern",
        "required",
        "type",
    ];
    let told: Vec<&str> = breaks.keys().copied().collect();
    assert_eq!(told, kinds, "the kinds of rules that were broken");
}

/// The tables are held against the document itself: what its schemas allow, the models of their names take.
#[test]
fn values_made_from_the_document_validate() {
    let document = own_document();
    let choices = Choices::new();
    let (mut count, mut wrong) = (0, Vec::new());
    macro_rules! one {
        ($model:path) => {{
            let name = stringify!($model)
                .rsplit("::")
                .next()
                .unwrap_or_default()
                .trim();
            let at = format!("/components/schemas/{name}");
            // A file among the parts of a form is no JSON.
            let json = |schema: &&Value| !schema.to_string().contains("\"binary\"");
            if document.pointer(&at).filter(json).is_some() {
                // What only answers have may be required in them.
                let told = [Direction::Answer, Direction::Request].map(|direction| {
                    let maker = Maker::new(&document, direction, true, &choices);
                    let value = maker.value(&at).expect("each schema has a value");
                    of_tables(<$model as HasSchema>::SCHEMA, &value)
                });
                if told.iter().all(|told| !told.is_empty()) {
                    wrong.push(format!("{name}: {told:?}"));
                }
                count += 1;
            }
        }};
    }
    each_model!(one);
    println!("{count} models of the document's schemas");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 80, "only {count} models");
}
