//! Checks a JSON value against a table of rules and collects everything that is broken.

use std::collections::HashMap;

use serde_json::Value;

use super::decode_error::kind;
use super::place::At;
use super::schema::{HasSchema, Rule, Schema, Types};
use super::violation::{Violation, Violations};
use super::wire::Wire;
use super::{
    check_closed, check_combine, check_format, check_list, check_number, check_object,
    check_string, literal,
};

/// Values below this many levels are refused, as `serde_json` refuses to read them.
const MAX_DEPTH: u32 = 128;

/// A value that can tell whether it keeps the limits of its type.
pub trait Validate {
    /// Checks the whole value.
    ///
    /// # Errors
    ///
    /// All violations, each with its place, its keyword, what was allowed and what was found.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: HasSchema + Wire> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        let mut violations = Violations::new();
        check(
            T::SCHEMA,
            &self.encode(),
            CheckOptions::default(),
            &mut violations,
        );
        violations.into_result()
    }
}

/// How a value is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Refuses properties that the schema does not name, unless it has something to say about additional ones or names
    /// none at all. For arguments that people write by hand, where such a property is a typing error.
    pub closed: bool,
}

/// Checks `value` against `schema` and adds what is broken to `out`, with places relative to the value.
///
/// The meaning is that of JSON Schema, draft 2020-12. The number of steps is bounded by the sizes of the value and of
/// the schema, because a schema that refers to itself is followed only as deep as the value goes.
pub fn check(schema: &'static Schema, value: &Value, options: CheckOptions, out: &mut Violations) {
    check_at("", schema, value, options, out);
}

/// As [`check`], with `prefix` before each place: `query/page_size`, `body`.
pub fn check_at(
    prefix: &str,
    schema: &'static Schema,
    value: &Value,
    options: CheckOptions,
    out: &mut Violations,
) {
    let mut checker = Checker {
        options,
        output: Output::Collect(out),
        known: HashMap::new(),
        fleeting: 0,
    };
    checker.value(schema, value, &At::root(prefix));
}

/// Whether a value keeps all rules of a table.
pub(super) fn keeps(schema: &'static Schema, value: &Value) -> bool {
    let mut checker = Checker {
        options: CheckOptions::default(),
        output: Output::Flag(false),
        known: HashMap::new(),
        fleeting: 0,
    };
    checker.is_valid(schema, value, &At::root(""))
}

/// One run of the interpreter.
pub(super) struct Checker<'o> {
    pub(super) options: CheckOptions,
    output: Output<'o>,
    /// Answers to "is this value valid there", by address: without them the alternatives of nested unions would multiply.
    known: HashMap<(usize, usize), bool>,
    /// Above zero while a value is checked that does not live as long as the run, so that its address means nothing.
    pub(super) fleeting: u32,
}

/// Where violations go.
enum Output<'o> {
    Collect(&'o mut Violations),
    /// Only whether there is one.
    Flag(bool),
}

impl Checker<'_> {
    /// Checks a value where it stands: a root, a property, an item.
    pub(super) fn value(&mut self, schema: &'static Schema, value: &Value, at: &At<'_>) {
        if at.depth() > MAX_DEPTH {
            self.report(at, "depth", || {
                format!("nested deeper than {MAX_DEPTH} levels")
            });
            return;
        }
        self.schema(schema, value, at);
        if self.options.closed {
            check_closed::check(self, schema, value, at);
        }
    }

    /// Checks a value against one more schema: a reference, a part of `allOf`, an alternative.
    pub(super) fn schema(&mut self, schema: &'static Schema, value: &Value, at: &At<'_>) {
        if !at.is_secret() && schema.is_secret() {
            return self.schema(schema, value, &at.hidden());
        }
        for rule in schema.0 {
            if self.is_settled() {
                return;
            }
            self.rule(rule, schema, value, at);
        }
    }

    fn rule(&mut self, rule: &'static Rule, schema: &'static Schema, value: &Value, at: &At<'_>) {
        match *rule {
            Rule::Type(types) => self.types(types, value, at),
            Rule::Nullable(inner) => {
                if !value.is_null() {
                    self.schema(inner, value, at);
                }
            }
            Rule::Ref(target) => {
                if !at.is_within(target) {
                    self.schema(target, value, &at.under(target));
                }
            }
            // A value of the wrong type is told once.
            Rule::Enum(_) | Rule::Const(_) if !schema.admits_type(value) => {}
            Rule::Enum(values) => literal::check_enum(self, values, value, at),
            Rule::Const(expected) => literal::check_const(self, expected, value, at),
            Rule::Never => {
                self.report(at, "false schema", || "no value is allowed here".to_owned());
            }
            Rule::Secret | Rule::ReadOnly | Rule::WriteOnly => {}
            Rule::Format(format) => check_format::check(self, format, value, at),
            Rule::Asserted { format, admits } => {
                check_format::check_asserted(self, (format, admits), value, at);
            }
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => {
                check_string::check(self, rule, value, at);
            }
            Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_) => check_number::check(self, rule, value, at),
            Rule::Items(_)
            | Rule::PrefixItems(_)
            | Rule::MinItems(_)
            | Rule::MaxItems(_)
            | Rule::UniqueItems
            | Rule::Contains { .. } => check_list::check(self, rule, schema, value, at),
            Rule::Properties(_)
            | Rule::Required(_)
            | Rule::Closed
            | Rule::Additional(_)
            | Rule::MinProperties(_)
            | Rule::MaxProperties(_)
            | Rule::PropertyNames(_)
            | Rule::PatternProperties(_)
            | Rule::DependentRequired(_)
            | Rule::DependentSchemas(_) => check_object::check(self, rule, schema, value, at),
            Rule::AllOf(_) | Rule::AnyOf(_) | Rule::OneOf(_) | Rule::Not(_) | Rule::If { .. } => {
                check_combine::check(self, rule, value, at);
            }
        }
    }

    fn types(&mut self, types: Types, value: &Value, at: &At<'_>) {
        if !types.admits(value) {
            self.report(at, "type", || {
                format!("expected {}, found {}", types.describe(), kind(value))
            });
        }
    }

    /// Whether the value keeps the rules, without telling which it breaks.
    pub(super) fn is_valid(&mut self, schema: &'static Schema, value: &Value, at: &At<'_>) -> bool {
        let address = (
            std::ptr::from_ref(schema).addr(),
            std::ptr::from_ref(value).addr(),
        );
        let lasting = self.fleeting == 0;
        if lasting && let Some(answer) = self.known.get(&address) {
            return *answer;
        }
        let output = std::mem::replace(&mut self.output, Output::Flag(false));
        self.schema(schema, value, at);
        let valid = !self.is_settled();
        self.output = output;
        if lasting {
            self.known.insert(address, valid);
        }
        valid
    }

    /// Whether nothing more can be learnt: one violation is enough for a question about validity.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.output, Output::Flag(true))
    }

    /// Whether violations are told, not only counted.
    pub(super) fn is_telling(&self) -> bool {
        matches!(self.output, Output::Collect(_))
    }

    /// Tells a violation. The message is made only when somebody will read it.
    pub(super) fn report(
        &mut self,
        at: &At<'_>,
        keyword: &'static str,
        message: impl FnOnce() -> String,
    ) {
        match &mut self.output {
            Output::Flag(broken) => *broken = true,
            Output::Collect(out) => out.push(Violation {
                place: at.pointer(),
                keyword,
                message: message(),
            }),
        }
    }
}

impl Types {
    /// Whether the value has one of these types.
    pub(super) fn admits(self, value: &Value) -> bool {
        let types = match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.as_f64().is_none_or(|number| number.fract() == 0.0) => {
                Self::INTEGER.or(Self::NUMBER)
            }
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        };
        self.meets(types)
    }
}

impl Schema {
    /// Whether `type` of this schema itself allows the value.
    fn admits_type(&self, value: &Value) -> bool {
        self.0.iter().all(|rule| match rule {
            Rule::Type(types) => types.admits(value),
            _ => true,
        })
    }

    /// Whether this schema, or a named one that it only refers to, is of a secret.
    pub(super) fn is_secret(&self) -> bool {
        let mut schema = self;
        for _ in 0..MAX_DEPTH {
            let mut next = None;
            for rule in schema.0 {
                match rule {
                    Rule::Secret => return true,
                    Rule::Ref(target) | Rule::Nullable(target) => next = Some(*target),
                    _ => {}
                }
            }
            match next {
                Some(target) => schema = target,
                None => return false,
            }
        }
        false
    }
}
