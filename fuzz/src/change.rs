//! Changes of a document's structure, each chosen by bytes, so that the fuzzer can try another one by changing a byte.
use serde_json::{Map, Value, json};

/// Bytes that are read as numbers.
#[derive(Debug)]
pub struct Script<'d>(&'d [u8]);

impl<'d> Script<'d> {
    /// Reads these bytes.
    #[must_use]
    pub fn new(bytes: &'d [u8]) -> Self {
        Self(bytes)
    }

    /// The next two bytes; `None` at the end.
    pub fn next(&mut self) -> Option<usize> {
        let (first, rest) = self.0.split_at_checked(2)?;
        self.0 = rest;
        Some(usize::from(u16::from_le_bytes([first[0], first[1]])))
    }

    /// A number below `end`, which is taken as at least 1; 0 at the end of the bytes.
    pub fn below(&mut self, end: usize) -> usize {
        self.next().map_or(0, |number| number % end.max(1))
    }
}

/// Makes all changes that the script has. Nodes come from the document itself and from `donor`.
pub fn change(document: &mut Value, donor: &Value, script: &mut Script<'_>) {
    while let Some(what) = script.next() {
        let own = nth(document, script.below(count(document))).clone();
        let place = script.below(count(document));
        match what % 10 {
            0 => *nth_mut(document, place) = own,
            1 => *nth_mut(document, place) = nth(donor, script.below(count(donor))).clone(),
            2 => *nth_mut(document, place) = strange(script.below(usize::MAX)),
            3 => swap(document, place, script.below(count(document))),
            4 => delete(nth_mut(document, place), script.below(64)),
            5 => add(nth_mut(document, place), own, script),
            6 => add(nth_mut(document, place), strange(script.below(usize::MAX)), script),
            7 => rename(nth_mut(document, place), script),
            8 => {
                let place = nth_mut(document, place);
                *place = wrap(place.take(), script.below(WRAPS));
            }
            _ => text(nth_mut(document, place), script),
        }
        // A document may double with every change.
        if count(document) > 20_000 {
            return;
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// The node of this number, counted from the root down; the last where there are not so many.
fn nth(value: &Value, mut number: usize) -> &Value {
    if number == 0 {
        return value;
    }
    number -= 1;
    let children: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(map) => map.values().collect(),
        _ => Vec::new(),
    };
    for child in children {
        let inside = count(child);
        if number < inside {
            return nth(child, number);
        }
        number -= inside;
    }
    value
}

fn nth_mut(value: &mut Value, mut number: usize) -> &mut Value {
    if number == 0 {
        return value;
    }
    number -= 1;
    let sizes: Vec<usize> = match &*value {
        Value::Array(items) => items.iter().map(count).collect(),
        Value::Object(map) => map.values().map(count).collect(),
        _ => Vec::new(),
    };
    let mut at = 0;
    while at < sizes.len() && number >= sizes[at] {
        number -= sizes[at];
        at += 1;
    }
    if at == sizes.len() {
        return value;
    }
    match value {
        Value::Array(items) => nth_mut(&mut items[at], number),
        Value::Object(map) => {
            let child = map.values_mut().nth(at).expect("there are as many values as sizes");
            nth_mut(child, number)
        }
        scalar => scalar,
    }
}

fn swap(document: &mut Value, one: usize, other: usize) {
    let (first, second) = (nth(document, one).clone(), nth(document, other).clone());
    *nth_mut(document, one) = second;
    let other = other.min(count(document) - 1);
    *nth_mut(document, other) = first;
}

fn delete(value: &mut Value, at: usize) {
    match value {
        Value::Array(items) if !items.is_empty() => drop(items.remove(at % items.len())),
        Value::Object(map) if !map.is_empty() => {
            let key = map.keys().nth(at % map.len()).cloned();
            key.and_then(|key| map.shift_remove(&key));
        }
        other => *other = Value::Null,
    }
}

fn add(value: &mut Value, new: Value, script: &mut Script<'_>) {
    match value {
        Value::Array(items) => items.insert(script.below(items.len() + 1), new),
        Value::Object(map) => {
            let key = KEYS[script.below(KEYS.len())];
            map.insert(key.to_owned(), new);
        }
        other => *other = new,
    }
}

/// Gives a member another name: a keyword, or that of its neighbour with something added.
fn rename(value: &mut Value, script: &mut Script<'_>) {
    let Value::Object(map) = value else {
        return;
    };
    let (at, new) = (script.below(map.len()), script.below(KEYS.len() * 2));
    let old = std::mem::take(map);
    let entries = old.into_iter().enumerate().map(|(index, (key, value))| {
        let key = match (index == at, KEYS.get(new)) {
            (false, _) => key,
            (true, Some(word)) => (*word).to_owned(),
            (true, None) => format!("{key}{}", ODD[new % ODD.len()]),
        };
        (key, value)
    });
    *map = entries.collect::<Map<String, Value>>();
}

const WRAPS: usize = 9;

fn wrap(inner: Value, how: usize) -> Value {
    match how {
        0 => json!([inner]),
        1 => json!({ "allOf": [inner] }),
        2 => json!({ "oneOf": [inner, { "type": "null" }] }),
        3 => json!({ "anyOf": [inner.clone(), inner] }),
        4 => json!({ "type": "array", "items": inner }),
        5 => json!({ "type": "object", "additionalProperties": inner }),
        6 => json!({ "not": inner }),
        7 => json!({ "schema": inner }),
        _ => json!({ "": inner }),
    }
}

/// Puts something into a text, or cuts it.
fn text(value: &mut Value, script: &mut Script<'_>) {
    let Value::String(text) = value else {
        *value = json!(ODD[script.below(ODD.len())]);
        return;
    };
    let mut at = script.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match script.below(ODD.len() + 1) {
        0 => text.truncate(at),
        odd => text.insert_str(at, ODD[odd - 1]),
    }
}

fn strange(which: usize) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(0.1),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!([]),
        json!({}),
        json!([null]),
        json!({ "": {} }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/components/schemas/Thing" }),
        json!({ "$ref": "#/paths" }),
        json!({ "$ref": "other.yaml#/a" }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/Thing" }, { "type": "string" }] }),
        json!({ "oneOf": [] }),
        json!({ "oneOf": [{}, false] }),
        json!({ "oneOf": [{ "type": "string", "enum": ["a"] }, { "type": "object", "required": ["a"] }] }),
        json!({ "not": {} }),
        json!({ "if": {}, "then": { "required": ["a"] }, "else": false }),
        json!({ "type": ["null", "string", "integer"] }),
        json!({ "type": "string", "pattern": "^(a|b){2,5}$", "minLength": 3 }),
        json!({ "type": "string", "format": "date-time", "default": "2020-02-30T00:00:00Z" }),
        json!({ "type": "integer", "format": "int64", "maximum": 1e30 }),
        json!({ "type": "number", "multipleOf": 0.000_000_1, "minimum": -1e-300 }),
        json!({ "type": "array", "prefixItems": [{}, { "type": "string" }], "items": false, "uniqueItems": true }),
        json!({ "type": "object", "patternProperties": { "^x": { "type": "string" } }, "unevaluatedProperties": false }),
        json!({ "type": "object", "properties": { "self": {}, "Self": {}, "self_": {} }, "required": ["self", "other"] }),
        json!({ "enum": [null, 1, "a", {}, "", "A"] }),
        json!({ "const": { "a": [1] } }),
        json!({ "discriminator": { "propertyName": "x", "mapping": { "a": "#/components/schemas/Thing" } } }),
        json!({ "application/json": { "schema": {} }, "text/event-stream": {}, "*/*": {} }),
        json!({ "name": "x", "in": "query", "style": "deepObject", "schema": { "type": "object" } }),
        json!({ "200": { "description": "" }, "2XX": { "description": "" }, "default": { "$ref": "#/components/responses/x" } }),
        json!({ "example": { "a": 1 }, "examples": [1, "a"] }),
    ];
    all[which % all.len()].clone()
}

/// What is put into texts.
const ODD: &[&str] = &[
    "",
    "_",
    "/",
    "{}",
    "{id}",
    "{a}{b}",
    "*/",
    "\"#",
    "\n\n```\n",
    "\u{202e}",
    "\u{0}",
    "\u{1F600}",
    "é",
    "r#",
    "%2e%2e/",
    "~1",
    "#/components/schemas/",
    "self",
    "^(?=a)$",
    "[^]{1,5000}",
    "\\p{Lu}",
    "1e99999",
    "-",
    "A",
    "a",
    "?a=b&c",
    "://",
];

/// What members are called.
const KEYS: &[&str] = &[
    "type",
    "properties",
    "required",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "if",
    "then",
    "else",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "format",
    "pattern",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "discriminator",
    "xml",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "dependentRequired",
    "dependentSchemas",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minProperties",
    "maxProperties",
    "contentEncoding",
    "contentMediaType",
    "$ref",
    "$id",
    "$anchor",
    "$defs",
    "$dynamicRef",
    "$schema",
    "title",
    "description",
    "summary",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "headers",
    "schema",
    "style",
    "explode",
    "allowReserved",
    "in",
    "name",
    "encoding",
    "security",
    "servers",
    "callbacks",
    "webhooks",
    "tags",
    "get",
    "post",
    "head",
    "trace",
    "query",
    "200",
    "2XX",
    "default",
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/xml",
    "text/event-stream",
    "application/octet-stream",
    "x-speakeasy-pagination",
    "x-speakeasy-retries",
    "x-internal",
    "x-enum-varnames",
    "$self",
    "openapi",
    "jsonSchemaDialect",
    "components",
    "paths",
    "info",
    "",
    "self",
    "/a/{id}",
];
