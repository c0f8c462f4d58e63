//! Makes tables of rules from JSON Schema, so that cases can be written as JSON. Leaks: for tests only.

use serde_json::Value;

use crate::runtime::pattern::{Matcher, Pattern};
use crate::runtime::schema::{Format, Literal, Number, Rule, Schema, Types};
use crate::runtime::wire::Wire;

/// The table for a schema; `root` is what its references point into, none of them in a circle.
pub(super) fn table(schema: &Value, root: &Value) -> &'static Schema {
    leak(convert(schema, root))
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_all<T>(values: impl IntoIterator<Item = T>) -> &'static [T] {
    Vec::from_iter(values).leak()
}

fn text(value: &Value) -> &'static str {
    String::leak(
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned),
    )
}

fn convert(schema: &Value, root: &Value) -> Schema {
    let Value::Object(keywords) = schema else {
        return if schema == &Value::Bool(false) {
            Schema(&[Rule::Never])
        } else {
            Schema(&[])
        };
    };
    let nullable = keywords.get("nullable") == Some(&Value::Bool(true));
    let rules = keywords
        .iter()
        .filter_map(|(name, value)| rule(name, value, schema, root));
    let converted = Schema(leak_all(rules));
    if nullable {
        Schema(leak_all([Rule::Nullable(leak(converted))]))
    } else {
        converted
    }
}

fn rule(name: &str, value: &Value, schema: &Value, root: &Value) -> Option<Rule> {
    let one = || leak(convert(value, root));
    let many = || {
        leak_all(
            value
                .as_array()
                .into_iter()
                .flatten()
                .map(|part| convert(part, root)),
        )
    };
    let count = || whole(value).unwrap_or(0);
    let number = || Number(text(value));
    Some(match name {
        "type" => Rule::Type(types(value)),
        "$ref" => Rule::Ref(table(
            root.pointer(text(value).trim_start_matches('#'))?,
            root,
        )),
        "minLength" => Rule::MinLength(count()),
        "maxLength" => Rule::MaxLength(count()),
        "pattern" => Rule::Pattern(leak(pattern(text(value)))),
        "format" => Rule::Format(format(text(value))?),
        "minimum" => Rule::Minimum(number()),
        "maximum" => Rule::Maximum(number()),
        "exclusiveMinimum" => Rule::ExclusiveMinimum(number()),
        "exclusiveMaximum" => Rule::ExclusiveMaximum(number()),
        "multipleOf" => Rule::MultipleOf(number()),
        "items" => Rule::Items(one()),
        "prefixItems" => Rule::PrefixItems(many()),
        "minItems" => Rule::MinItems(count()),
        "maxItems" => Rule::MaxItems(count()),
        "uniqueItems" if value == &Value::Bool(true) => Rule::UniqueItems,
        "contains" => contains(one(), schema),
        "enum" => Rule::Enum(leak_all(
            value.as_array().into_iter().flatten().map(literal),
        )),
        "const" => Rule::Const(leak(literal(value))),
        "allOf" => Rule::AllOf(many()),
        "anyOf" => Rule::AnyOf(many()),
        "oneOf" => Rule::OneOf(many()),
        "not" => Rule::Not(one()),
        "if" => Rule::If {
            condition: one(),
            then: schema.get("then").map(|part| table(part, root)),
            otherwise: schema.get("else").map(|part| table(part, root)),
        },
        "secret" => Rule::Secret,
        _ => return object_rule(name, value, root),
    })
}

fn object_rule(name: &str, value: &Value, root: &Value) -> Option<Rule> {
    let one = || table(value, root);
    let named = || {
        let entries = value.as_object().into_iter().flatten();
        leak_all(entries.map(|(name, part)| (&*name.clone().leak(), convert(part, root))))
    };
    let count = || whole(value).unwrap_or(0);
    Some(match name {
        "properties" => Rule::Properties(named()),
        "required" => Rule::Required(names(value)),
        "additionalProperties" if value == &Value::Bool(false) => Rule::Closed,
        "additionalProperties" => Rule::Additional(one()),
        "minProperties" => Rule::MinProperties(count()),
        "maxProperties" => Rule::MaxProperties(count()),
        "propertyNames" => Rule::PropertyNames(one()),
        "patternProperties" => Rule::PatternProperties(leak_all(
            named().iter().map(|(name, part)| (pattern(name), *part)),
        )),
        "dependentRequired" => Rule::DependentRequired(leak_all(
            value
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, value)| (&*name.clone().leak(), names(value))),
        )),
        "dependentSchemas" => Rule::DependentSchemas(named()),
        _ => return None,
    })
}

fn contains(schema: &'static Schema, parent: &Value) -> Rule {
    let count = |name| parent.get(name).and_then(whole);
    Rule::Contains {
        schema,
        min: count("minContains").unwrap_or(1),
        max: count("maxContains"),
    }
}

/// A count, `2.0` among them.
fn whole(value: &Value) -> Option<u64> {
    u64::decode(value.clone()).ok()
}

fn types(value: &Value) -> Types {
    let names = value
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![value.clone()]);
    let all = [
        (Types::NULL, "null"),
        (Types::BOOLEAN, "boolean"),
        (Types::INTEGER, "integer"),
        (Types::NUMBER, "number"),
        (Types::STRING, "string"),
        (Types::ARRAY, "array"),
        (Types::OBJECT, "object"),
    ];
    let of = |name: &Value| {
        all.iter()
            .find(|(_, known)| name == known)
            .expect("a type of JSON Schema")
            .0
    };
    names.iter().map(of).fold(Types(0), Types::or)
}

fn names(value: &Value) -> &'static [&'static str] {
    leak_all(value.as_array().into_iter().flatten().map(text))
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(flag) => Literal::Bool(*flag),
        Value::Number(number) => Literal::Number(number.to_string().leak()),
        Value::String(text) => Literal::String(text.clone().leak()),
        Value::Array(items) => Literal::Array(leak_all(items.iter().map(literal))),
        Value::Object(object) => Literal::Object(leak_all(
            object
                .iter()
                .map(|(name, value)| (&*name.clone().leak(), literal(value))),
        )),
    }
}

fn format(name: &str) -> Option<Format> {
    Some(match name {
        "date-time" => Format::DateTime,
        "date" => Format::Date,
        "uuid" => Format::Uuid,
        "byte" => Format::Byte,
        "binary" => Format::Binary,
        "ipv4" => Format::Ipv4,
        "ipv6" => Format::Ipv6,
        _ => return None,
    })
}

/// The few patterns that the cases need; compiled patterns have tests of their own.
fn pattern(source: &'static str) -> Pattern {
    let matches: fn(&str) -> bool = match source {
        "^a*$" => |text| text.bytes().all(|byte| byte == b'a'),
        "^a+$" => |text| !text.is_empty() && text.bytes().all(|byte| byte == b'a'),
        "f.o" => |text| {
            text.as_bytes()
                .windows(3)
                .any(|part| part[0] == b'f' && part[2] == b'o')
        },
        "^x-" => |text| text.starts_with("x-"),
        other => panic!("no matcher for `{other}`"),
    };
    Pattern {
        source,
        matcher: Matcher::Fallback(matches),
    }
}
