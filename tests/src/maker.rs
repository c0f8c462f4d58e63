//! Values made from the schemas of a document: each union's alternatives in turn, so that all of them are tried.
//!
//! The document is read here as plain data, so that the generator's own reading of it is not what it is tested with.
use crate::text_maker;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Which alternative is taken at which union; a union is named by the pointer of its schema.
pub type Choices = BTreeMap<String, usize>;

/// Whether a value is sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `readOnly` properties are left out.
    Request,
    /// `writeOnly` properties are left out.
    Answer,
}

/// A maker of values. What it is not told to choose is the first alternative that ends.
pub struct Maker<'d> {
    document: &'d Value,
    direction: Direction,
    full: bool,
    choices: &'d Choices,
    met: RefCell<BTreeSet<(String, usize)>>,
}

/// How often one component may lie inside itself in a value.
const NESTING: usize = 2;

impl<'d> Maker<'d> {
    /// A maker of values with every property (`full`) or only the required ones.
    #[must_use]
    pub fn new(
        document: &'d Value,
        direction: Direction,
        full: bool,
        choices: &'d Choices,
    ) -> Self {
        Self {
            document,
            direction,
            full,
            choices,
            met: RefCell::default(),
        }
    }

    /// Every union met so far, with the number of its alternatives.
    #[must_use]
    pub fn met(&self) -> BTreeSet<(String, usize)> {
        self.met.borrow().clone()
    }

    /// A value of the schema at a pointer.
    #[must_use]
    pub fn value(&self, at: &str) -> Option<Value> {
        self.make(at, &mut Vec::new())
    }

    fn make(&self, at: &str, stack: &mut Vec<String>) -> Option<Value> {
        let at = follow(self.document, at);
        let target = at.as_str();
        if stack.iter().filter(|own| *own == target).count() >= NESTING {
            return None;
        }
        stack.push(target.to_owned());
        let made = self.shape(target, stack);
        stack.pop();
        made
    }

    fn shape(&self, at: &str, stack: &mut Vec<String>) -> Option<Value> {
        let schema = self.document.pointer(at)?;
        if schema.as_bool() == Some(true) || schema.as_object().is_some_and(Map::is_empty) {
            return Some(json!({ "any": [1, null, "text"] }));
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(keyword).and_then(Value::as_array) {
                let chosen = self.choose(
                    &format!("{at}/{keyword}"),
                    branches.len(),
                    stack,
                    |index, stack| self.make(&format!("{at}/{keyword}/{index}"), stack),
                );
                return match schema.get("properties") {
                    None => chosen,
                    Some(_) => self.object(at, schema, stack).map(|own| merge(own, chosen)),
                };
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let mut whole = if schema.get("properties").is_some() {
                self.object(at, schema, stack)?
            } else {
                json!({})
            };
            for index in 0..parts.len() {
                let part = self.make(&format!("{at}/allOf/{index}"), stack)?;
                whole = if part.is_object() {
                    merge(whole, Some(part))
                } else {
                    part
                };
            }
            return Some(whole);
        }
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values.first().cloned();
        }
        match schema.get("type") {
            Some(Value::Array(types)) => {
                self.choose(&format!("{at}/type"), types.len(), stack, |index, stack| {
                    self.typed(at, schema, types[index].as_str().unwrap_or_default(), stack)
                })
            }
            Some(Value::String(name)) if schema.get("nullable") == Some(&Value::Bool(true)) => self
                .choose(
                    &format!("{at}/nullable"),
                    2,
                    stack,
                    |index, stack| match index {
                        0 => self.typed(at, schema, name, stack),
                        _ => Some(Value::Null),
                    },
                ),
            Some(Value::String(name)) => self.typed(at, schema, name, stack),
            _ if schema.get("properties").is_some() => self.object(at, schema, stack),
            _ => Some(json!("any text")),
        }
    }

    /// The alternative that is wanted here, else the first one that ends.
    fn choose(
        &self,
        at: &str,
        count: usize,
        stack: &mut Vec<String>,
        make: impl Fn(usize, &mut Vec<String>) -> Option<Value>,
    ) -> Option<Value> {
        self.met.borrow_mut().insert((at.to_owned(), count));
        let nested = stack
            .last()
            .is_some_and(|own| stack.iter().filter(|other| *other == own).count() > 1);
        if let Some(index) = self.choices.get(at).filter(|_| !nested) {
            return make(*index, stack);
        }
        (0..count).find_map(|index| make(index, stack))
    }

    fn typed(
        &self,
        at: &str,
        schema: &Value,
        name: &str,
        stack: &mut Vec<String>,
    ) -> Option<Value> {
        Some(match name {
            "null" => Value::Null,
            "boolean" => json!(true),
            "integer" => json!(whole(schema)),
            "number" => json!(
                schema
                    .get("minimum")
                    .and_then(Value::as_f64)
                    .map_or(1.5, |least| least.max(1.5))
            ),
            "string" => json!(text_maker::text(schema)?),
            "array" if schema.get("items").is_none() => json!([1, "a", null]),
            "array" => {
                let wanted = schema
                    .get("minItems")
                    .and_then(Value::as_u64)
                    .unwrap_or(u64::from(self.full));
                match self.make(&format!("{at}/items"), stack) {
                    Some(item) => Value::Array((0..wanted).map(|_| item.clone()).collect()),
                    None if schema.get("minItems").is_some() => return None,
                    None => json!([]),
                }
            }
            _ => self.object(at, schema, stack)?,
        })
    }

    fn object(&self, at: &str, schema: &Value, stack: &mut Vec<String>) -> Option<Value> {
        let required: Vec<&str> = strings(schema.get("required"));
        let mut out = Map::new();
        for name in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
        {
            let place = format!("{at}/properties/{}", escape(name));
            let resolved = follow(self.document, &place);
            let said = |keyword: &str| {
                [&place, &resolved].into_iter().any(|at| {
                    self.document
                        .pointer(at)
                        .and_then(|schema| schema.get(keyword))
                        == Some(&Value::Bool(true))
                })
            };
            let hidden = match self.direction {
                Direction::Request => said("readOnly"),
                Direction::Answer => said("writeOnly"),
            };
            let needed = required.contains(&name.as_str());
            if hidden || !(needed || self.full) {
                continue;
            }
            match self.make(&place, stack) {
                Some(value) => drop(out.insert(name.clone(), value)),
                None if needed => return None,
                None => {}
            }
        }
        let additional = schema
            .get("additionalProperties")
            .filter(|more| !matches!(more, Value::Bool(_)));
        if let Some(value) = additional
            .filter(|_| self.full)
            .and_then(|_| self.make(&format!("{at}/additionalProperties"), stack))
        {
            out.insert("some key".to_owned(), value);
        }
        let free = schema.get("properties").is_none()
            && schema.get("additionalProperties") == Some(&Value::Bool(true));
        if free && self.full {
            out.insert("any".to_owned(), json!([true, { "deep": null }]));
        }
        Some(Value::Object(out))
    }
}

fn whole(schema: &Value) -> i64 {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|above| above + 1));
    let most = bound("maximum").unwrap_or(i64::MAX);
    least.unwrap_or(7).max(7.min(most))
}

fn merge(whole: Value, part: Option<Value>) -> Value {
    match (whole, part) {
        (Value::Object(mut whole), Some(Value::Object(part))) => {
            whole.extend(part);
            Value::Object(whole)
        }
        (whole, _) => whole,
    }
}

/// The texts of a list.
pub(crate) fn strings(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// A name as one step of a JSON pointer.
#[must_use]
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Where the references at a place lead.
#[must_use]
pub fn follow(document: &Value, at: &str) -> String {
    let mut at = at.to_owned();
    while let Some(target) = document
        .pointer(&at)
        .and_then(|node| node.get("$ref"))
        .and_then(Value::as_str)
    {
        at = target.trim_start_matches('#').to_owned();
    }
    at
}
