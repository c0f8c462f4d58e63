//! Tells a property that is left out from one that is null.

use super::secret::Redacted;

/// A property that may be left out, null, or a value, where the API tells the three apart.
///
/// In an update, absent usually keeps what is there and null removes it. Setters take `impl Into<Nullable<T>>`, so that
/// a value, `None` (null) and `Some(value)` can all be passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Nullable<T> {
    /// The property is not there.
    #[default]
    Absent,
    /// The property is there and null.
    Null,
    /// The property has this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The value, if there is one, taken out.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Null | Self::Absent => None,
        }
    }

    /// The same state, with the value borrowed.
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Value(value) => Nullable::Value(value),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// The same state, with the value borrowed for change.
    pub fn as_mut(&mut self) -> Nullable<&mut T> {
        match self {
            Self::Value(value) => Nullable::Value(value),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// The same state, with the value changed by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Value(value) => Nullable::Value(change(value)),
            Self::Null => Nullable::Null,
            Self::Absent => Nullable::Absent,
        }
    }

    /// Whether the property is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is there and null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether there is a value.
    pub fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The same state for `Debug` output that must not show the value.
    pub fn redacted(&self) -> Nullable<Redacted> {
        self.as_ref().map(|_| Redacted)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null: who has nothing to say does not call the setter.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_option()
    }
}
