//! Strings with a type of their own: identifiers that follow a pattern, and open sets of values.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::decode_error::DecodeError;
use super::pattern::{Matcher, Pattern};

/// Text that is borrowed when it is a constant, so that a constant identifier costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Cow<'static, str>);

impl Text {
    /// Constant text.
    pub const fn borrowed(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Text of its own.
    pub const fn owned(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, taken out.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

/// Text that does not follow the pattern of its type.
///
/// Shown as ``not a valid `OrganizationId`: expected `_` at byte 3``. The text itself is never shown: it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    type_name: &'static str,
    pattern: &'static str,
    reason: String,
    offset: Option<usize>,
}

impl PatternError {
    /// What is wrong with `text`.
    #[cold]
    pub fn new(type_name: &'static str, pattern: &Pattern, text: &str) -> Self {
        let fault = pattern.fault(text);
        Self {
            type_name,
            pattern: pattern.source,
            reason: fault
                .map(|at| pattern.explain_at(text, at))
                .unwrap_or_default(),
            offset: match pattern.matcher {
                // An engine says no more than that it found nothing.
                Matcher::Fallback(_) => None,
                Matcher::Fixed(_) | Matcher::Counted(_) | Matcher::Dfa(_) => fault,
            },
        }
    }

    /// The name of the type.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// The pattern that the text should follow.
    pub fn pattern(&self) -> &'static str {
        self.pattern
    }

    /// The byte from which on no text could have followed the pattern, where that is known.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not a valid `{}` (`{}`): {}",
            self.type_name, self.pattern, self.reason
        )
    }
}

impl std::error::Error for PatternError {}

/// Reads a string for a type that holds any.
///
/// # Errors
///
/// When the value is no string.
pub fn decode_text(value: Value) -> Result<String, DecodeError> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(DecodeError::unexpected("a string", &other)),
    }
}

/// Implements `Serialize` and `Deserialize` by way of a JSON value.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! wire_serde {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::runtime::wire::Wire::encode(self), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                <$name as $crate::runtime::wire::Wire>::decode(value)
                    .map_err(serde::de::Error::custom)
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use wire_serde;

/// Implements the traits that are the same for all wrappers of text that have `as_str`.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! text_traits {
    ($name:ident) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl $crate::runtime::wire::Wire for $name {
            fn decode(
                value: serde_json::Value,
            ) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                $crate::runtime::text::decode_text(value).map(Self::from_wire)
            }

            fn encode(&self) -> serde_json::Value {
                serde_json::Value::String(self.as_str().to_owned())
            }
        }

        $crate::runtime::text::wire_serde!($name);
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use text_traits;

/// Implements `Display`: of text that is not secret.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! text_display {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use text_display;

/// Implements the interface of a type of text that follows a pattern: `text_type!(OrganizationId, MATCHER);`, or
/// `text_type!(ApiKey, MATCHER, secret);` for one that `Debug` must not show and that has no
/// `Display`.
///
/// The type is a tuple struct around [`Text`] with a constant `PATTERN`, the matcher a static [`Pattern`].
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! text_type {
    ($name:ident, $matcher:path) => {
        $crate::runtime::text::text_type!(@common $name, $matcher);
        $crate::runtime::text::text_display!($name);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_str()).finish()
            }
        }
    };
    ($name:ident, $matcher:path, secret) => {
        $crate::runtime::text::text_type!(@common $name, $matcher);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&$crate::runtime::secret::Redacted).finish()
            }
        }
    };
    (@common $name:ident, $matcher:path) => {
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The text, taken out.
            pub fn into_string(self) -> String {
                self.0.into_string()
            }

            /// Whether the text follows the pattern. What a server sent is kept even when it does not.
            pub fn is_valid(&self) -> bool {
                $matcher.is_match(self.as_str())
            }

            /// Takes text without a check, for values that come from the API by another way, a database for example.
            /// A value that does not follow the pattern is refused when it is sent.
            pub fn new_unchecked(text: impl Into<String>) -> Self {
                Self($crate::runtime::text::Text::owned(text.into()))
            }

            fn from_wire(text: String) -> Self {
                Self($crate::runtime::text::Text::owned(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::runtime::text::PatternError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::runtime::text::PatternError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                if $matcher.is_match(text) {
                    Ok(Self::from_wire(text.to_owned()))
                } else {
                    Err($crate::runtime::text::PatternError::new(stringify!($name), &$matcher, text))
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::runtime::text::PatternError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                if $matcher.is_match(&text) {
                    Ok(Self::from_wire(text))
                } else {
                    Err($crate::runtime::text::PatternError::new(stringify!($name), &$matcher, &text))
                }
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.into_string()
            }
        }

        $crate::runtime::text::text_traits!($name);
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use text_type;

/// Implements an open set of strings: `string_enum!(AccessLevel { ReadOnly = "read_only", Full = "full" });`.
///
/// The type is an enum of these variants and of `Unknown(String)`, which keeps a value that is not listed. Its limits
/// are a static `SCHEMA` in the same file; that says no more than the list where the braces are brackets. Without a list,
/// `string_enum!(AccessLevel);`, it implements the rest for a type that has `as_str`, and `From<&str>`.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! string_enum {
    ($name:ident [$($variant:ident = $text:literal,)*]) => {
        $crate::runtime::text::string_enum!($name { $($variant = $text,)* });

        pub(crate) static SCHEMA: $crate::runtime::schema::Schema = $crate::runtime::schema::Schema(&[
            $crate::runtime::schema::Rule::Type($crate::runtime::schema::Types::STRING),
            $crate::runtime::schema::Rule::Enum(&[$($crate::runtime::schema::Literal::String($text)),*]),
        ]);
    };
    ($name:ident {$($variant:ident = $text:literal,)*}) => {
        impl $name {
            /// The values that the API's description lists.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    text => Self::Unknown(text.to_owned()),
                }
            }
        }

        $crate::runtime::text::string_enum!($name);

        impl $crate::runtime::schema::HasSchema for $name {
            const SCHEMA: &'static $crate::runtime::schema::Schema = &SCHEMA;
        }
    };
    ($name:ident) => {
        impl $name {
            fn from_wire(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from_wire(text)
            }
        }

        impl From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        $crate::runtime::text::text_display!($name);
        $crate::runtime::text::text_traits!($name);
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use string_enum;
