//! The values that `type` can name, as a set.

/// A set of JSON types; `number` holds `integer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Types(u8);

/// One JSON type other than `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// All of them, in the order in which alternatives are tried.
    pub(crate) const ALL: [Self; 6] = [
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The name that JSON Schema gives it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The set of this kind alone; a number may be whole.
    pub(crate) fn types(self) -> Types {
        match self {
            Self::Boolean => Types::BOOLEAN,
            Self::Integer => Types::INTEGER,
            Self::Number => Types::NUMBER,
            Self::String => Types::STRING,
            Self::Array => Types::ARRAY,
            Self::Object => Types::OBJECT,
        }
    }
}

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const BOOLEAN: Self = Self(2);
    pub(crate) const INTEGER: Self = Self(4);
    /// The bit of `integer` is part of it.
    pub(crate) const NUMBER: Self = Self(4 | 8);
    pub(crate) const STRING: Self = Self(16);
    pub(crate) const ARRAY: Self = Self(32);
    pub(crate) const OBJECT: Self = Self(64);
    /// Every value but `null`.
    pub(crate) const ALL: Self = Self(2 | 4 | 8 | 16 | 32 | 64);

    /// The set that a name in `type` stands for.
    pub(crate) fn named(name: &str) -> Option<Self> {
        if name == "null" {
            return Some(Self::NULL);
        }
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .map(Kind::types)
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The kinds in this set; `integer` only where `number` is not.
    pub(crate) fn kinds(self) -> impl Iterator<Item = Kind> {
        let hidden = move |kind| kind == Kind::Integer && self.contains(Self::NUMBER);
        Kind::ALL
            .into_iter()
            .filter(move |kind| self.contains(kind.types()) && !hidden(*kind))
    }

    /// The only kind in this set.
    pub(crate) fn single(self) -> Option<Kind> {
        let mut kinds = self.kinds();
        kinds.next().filter(|_| kinds.next().is_none())
    }
}
