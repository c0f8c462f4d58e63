//! The limits of a type as data: JSON Schema's rules in constant tables.

use super::pattern::Pattern;

/// The rules that a JSON value must keep, all of them; no rules allow any value.
#[derive(Debug, Clone, Copy)]
pub struct Schema(pub &'static [Rule]);

impl Schema {
    /// Any JSON value.
    pub const ANY: Self = Self(&[]);
    /// A string.
    pub const STRING: Self = Self(&[Rule::Type(Types::STRING)]);
    /// `true` or `false`.
    pub const BOOLEAN: Self = Self(&[Rule::Type(Types::BOOLEAN)]);
    /// A whole number.
    pub const INTEGER: Self = Self(&[Rule::Type(Types::INTEGER)]);
    /// A whole number of 32 bits.
    pub const INT32: Self = Self(&[
        Rule::Type(Types::INTEGER),
        Rule::Minimum(Number("-2147483648")),
        Rule::Maximum(Number("2147483647")),
    ]);
    /// A number.
    pub const NUMBER: Self = Self(&[Rule::Type(Types::NUMBER)]);
    /// A time, as RFC 3339 has it.
    pub const DATE_TIME: Self = Self(&[Rule::Type(Types::STRING), Rule::Format(Format::DateTime)]);
    /// A day, as RFC 3339 has it.
    pub const DATE: Self = Self(&[Rule::Type(Types::STRING), Rule::Format(Format::Date)]);
    /// A UUID.
    pub const UUID: Self = Self(&[Rule::Type(Types::STRING), Rule::Format(Format::Uuid)]);
}

/// A type that knows its limits.
pub trait HasSchema {
    /// The limits.
    const SCHEMA: &'static Schema;
}

/// One rule, with the meaning that JSON Schema (draft 2020-12, validation and applicator vocabularies) gives to the
/// keyword of its name. A rule about one JSON type says nothing about values of the others.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `type`.
    Type(Types),
    /// Null, or a value that keeps these rules.
    Nullable(&'static Schema),
    /// `$ref`: the rules of a named type.
    Ref(&'static Schema),

    /// `minLength`, in Unicode code points.
    MinLength(u64),
    /// `maxLength`, in Unicode code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(&'static Pattern),
    /// `format`, as an assertion.
    Format(Format),
    /// `format`, asserted by a library because the client was generated so.
    Asserted {
        /// The format's name.
        format: &'static str,
        /// Whether a text has it.
        admits: fn(&str) -> bool,
    },

    /// `minimum`.
    Minimum(Number),
    /// `maximum`.
    Maximum(Number),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(Number),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(Number),
    /// `multipleOf`, of the decimal that is written, not of a binary neighbour.
    MultipleOf(Number),

    /// `items`: of all items after those of [`Rule::PrefixItems`] in the same schema.
    Items(&'static Schema),
    /// `prefixItems`.
    PrefixItems(&'static [Schema]),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems: true`.
    UniqueItems,
    /// `contains` with `minContains` and `maxContains`.
    Contains {
        /// What is counted.
        schema: &'static Schema,
        /// `minContains`, 1 where the document is silent.
        min: u64,
        /// `maxContains`.
        max: Option<u64>,
    },

    /// `properties`.
    Properties(&'static [(&'static str, Schema)]),
    /// `required`.
    Required(&'static [&'static str]),
    /// `additionalProperties: false`: no names but those of `properties` and `patternProperties` of the same schema.
    Closed,
    /// `additionalProperties` with a schema.
    Additional(&'static Schema),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `propertyNames`.
    PropertyNames(&'static Schema),
    /// `patternProperties`.
    PatternProperties(&'static [(Pattern, Schema)]),
    /// `dependentRequired`.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `dependentSchemas`.
    DependentSchemas(&'static [(&'static str, Schema)]),

    /// `enum`.
    Enum(&'static [Literal]),
    /// `const`.
    Const(&'static Literal),
    /// `allOf`.
    AllOf(&'static [Schema]),
    /// `anyOf`.
    AnyOf(&'static [Schema]),
    /// `oneOf`.
    OneOf(&'static [Schema]),
    /// `not`.
    Not(&'static Schema),
    /// `if`, `then` and `else`.
    If {
        /// `if`.
        condition: &'static Schema,
        /// `then`.
        then: Option<&'static Schema>,
        /// `else`.
        otherwise: Option<&'static Schema>,
    },

    /// The value and all in it never appear in a message. Checks nothing.
    Secret,
    /// `readOnly`. Checks nothing.
    ReadOnly,
    /// `writeOnly`. Checks nothing.
    WriteOnly,
    /// The schema `false`: no value at all.
    Never,
}

/// A set of JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types(pub u8);

impl Types {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(2);
    /// `integer`: a number without a fraction, `7.0` among them.
    pub const INTEGER: Self = Self(4);
    /// `number`.
    pub const NUMBER: Self = Self(8);
    /// `string`.
    pub const STRING: Self = Self(16);
    /// `array`.
    pub const ARRAY: Self = Self(32);
    /// `object`.
    pub const OBJECT: Self = Self(64);
    /// All of them.
    pub const ANY: Self = Self(127);

    const NAMES: [(Self, &'static str); 7] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "boolean"),
        (Self::INTEGER, "integer"),
        (Self::NUMBER, "number"),
        (Self::STRING, "string"),
        (Self::ARRAY, "array"),
        (Self::OBJECT, "object"),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets have a type in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The names, `string or null` for example.
    pub fn describe(self) -> String {
        let names = Self::NAMES
            .iter()
            .filter(|(types, _)| self.meets(*types))
            .map(|(_, name)| *name);
        names.collect::<Vec<_>>().join(" or ")
    }
}

/// A number as the document writes it: decimal digits with an optional sign, fraction and exponent, of any size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number(pub &'static str);

/// A JSON value in a constant.
#[derive(Debug, Clone, Copy)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as the document writes it.
    Number(&'static str),
    /// A string.
    String(&'static str),
    /// An array.
    Array(&'static [Literal]),
    /// An object, names unique.
    Object(&'static [(&'static str, Literal)]),
}

/// The formats that are checked because they are types of their own; all others are annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `date-time` (RFC 3339).
    DateTime,
    /// `date` (RFC 3339, `full-date`).
    Date,
    /// `uuid` (RFC 9562).
    Uuid,
    /// `byte`: base64 (RFC 4648).
    Byte,
    /// `binary`: bytes that are not JSON; nothing to check.
    Binary,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
}
