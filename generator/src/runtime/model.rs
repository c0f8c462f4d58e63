//! What models of one kind have in common, as macros: a line for each field in place of a setter, a read and a write.

/// Implements what every model has beside its JSON form: serde by way of it, and the table of its limits, a static
/// `SCHEMA` in the same file.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! model {
    ($name:ident) => {
        $crate::runtime::text::wire_serde!($name);

        impl $crate::runtime::schema::HasSchema for $name {
            const SCHEMA: &'static $crate::runtime::schema::Schema = &SCHEMA;
        }
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use model;

/// Implements a struct that is a JSON object: `new`, a setter for each field that may be left out, and the JSON form.
///
/// ```text
/// object!(Invite {
///     required email.into(): impl Into<String> = "email",
///     optional note.into(): impl Into<String> = "note",
///     optional days: i64 = "days",
///     nullable team: String = "team",
/// });
/// ```
///
/// Each line has the field, the type of the argument that sets it, how the argument becomes the field's value, and the
/// property's name on the wire. A raw identifier has its name in parentheses behind it, `r#type("type")`, since no link
/// can be made from the identifier. The kinds come in this order:
///
/// - `whole`: an enum that looks at the whole object, before any property is taken out of it,
/// - `required`: an argument of `new`, and an error where it is missing,
/// - `optional`: `None` where it is missing or null,
/// - `nullable`: tells missing from null,
/// - `json`: any JSON, `None` only where it is missing,
/// - `keyed`: an enum that takes one of several properties,
/// - `rest`: a map of all that is left.
///
/// A struct without `required` fields is written `object!(default Invite { … })` and has `Default`. One with many takes
/// them as a struct, `object!(Invite, InviteInit { … })`; the type of a `required` line is then the field's.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! object {
    (default $name:ident { $($lines:tt)* }) => {
        impl $name {
            /// A value with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }

        $crate::runtime::model::object!(@body $name { $($lines)* });
    };
    ($name:ident {
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident $(($bare:literal))? $(. $into:ident())?: $ty:ty = $wire:literal,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $optional_into:ident())?: $optional_ty:ty = $optional_wire:literal,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
    }) => {
        impl $name {
            /// A value with what is required; the rest is absent.
            #[must_use]
            pub fn new($($field: $ty,)* $($whole: $enum,)? $($keyed: $keys,)?) -> Self {
                Self {
                    $($field: $field $(. $into())?,)*
                    $($whole,)?
                    $($keyed,)?
                    $($optional: None,)*
                    $($nullable: $crate::runtime::nullable::Nullable::Absent,)*
                    $($json: None,)*
                    $($rest: std::collections::BTreeMap::new(),)?
                }
            }
        }

        $crate::runtime::model::object!(@body $name {
            $(whole $whole: $enum,)?
            $(required $field: $ty = $wire,)*
            $(optional $optional $(($optional_bare))? $(. $optional_into())?: $optional_ty = $optional_wire,)*
            $(nullable $nullable $(($nullable_bare))?: $nullable_ty = $nullable_wire,)*
            $(json $json $(($json_bare))? = $json_wire,)*
            $(keyed $keyed: $keys,)?
            $(rest $rest: $value,)?
        });
    };
    ($name:ident, $init:ident {
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident $(($bare:literal))?: $ty:ty = $wire:literal,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $optional_into:ident())?: $optional_ty:ty = $optional_wire:literal,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
    }) => {
        #[doc = concat!("What [`", stringify!($name), "::new`] needs: all required fields of [`", stringify!($name), "`].")]
        #[derive(Debug, Clone, PartialEq)]
        pub struct $init {
            $(
                #[doc = concat!(
                    "See [`", stringify!($name), "::", $crate::runtime::model::bare!([$($bare)?] $field), "`].",
                )]
                pub $field: $ty,
            )*
            $(
                #[doc = concat!("See [`", stringify!($name), "::", stringify!($whole), "`].")]
                pub $whole: $enum,
            )?
            $(
                #[doc = concat!("See [`", stringify!($name), "::", stringify!($keyed), "`].")]
                pub $keyed: $keys,
            )?
        }

        impl $name {
            /// A value with what is required; the rest is absent.
            #[must_use]
            pub fn new(fields: $init) -> Self {
                Self {
                    $($field: fields.$field,)*
                    $($whole: fields.$whole,)?
                    $($keyed: fields.$keyed,)?
                    $($optional: None,)*
                    $($nullable: $crate::runtime::nullable::Nullable::Absent,)*
                    $($json: None,)*
                    $($rest: std::collections::BTreeMap::new(),)?
                }
            }
        }

        $crate::runtime::model::object!(@body $name {
            $(whole $whole: $enum,)?
            $(required $field: $ty = $wire,)*
            $(optional $optional $(($optional_bare))? $(. $optional_into())?: $optional_ty = $optional_wire,)*
            $(nullable $nullable $(($nullable_bare))?: $nullable_ty = $nullable_wire,)*
            $(json $json $(($json_bare))? = $json_wire,)*
            $(keyed $keyed: $keys,)?
            $(rest $rest: $value,)?
        });
    };
    (@body $name:ident {}) => {
        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                $crate::runtime::object::Object::decode(value).map(|_| Self {})
            }

            fn encode(&self) -> serde_json::Value {
                $crate::runtime::object::Object::new().into_value()
            }
        }

        $crate::runtime::model::model!($name);
    };
    (@body $name:ident {
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident: $ty:ty = $wire:literal,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $into:ident())?: $optional_ty:ty = $optional_wire:literal,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
    }) => {
        impl $name {
            $(
                #[doc = concat!(
                    "Sets [`", $crate::runtime::model::bare!([$($optional_bare)?] $optional), "`](Self::",
                    $crate::runtime::model::bare!([$($optional_bare)?] $optional), ").",
                )]
                #[must_use]
                pub fn $optional(mut self, $optional: $optional_ty) -> Self {
                    self.$optional = Some($optional $(. $into())?);
                    self
                }
            )*
            $(
                #[doc = concat!(
                    "Sets [`", $crate::runtime::model::bare!([$($nullable_bare)?] $nullable), "`](Self::",
                    $crate::runtime::model::bare!([$($nullable_bare)?] $nullable), ").",
                )]
                #[must_use]
                pub fn $nullable(
                    mut self,
                    $nullable: impl Into<$crate::runtime::nullable::Nullable<$nullable_ty>>,
                ) -> Self {
                    self.$nullable = $nullable.into();
                    self
                }
            )*
            $(
                #[doc = concat!(
                    "Sets [`", $crate::runtime::model::bare!([$($json_bare)?] $json), "`](Self::",
                    $crate::runtime::model::bare!([$($json_bare)?] $json), ").",
                )]
                #[must_use]
                pub fn $json(mut self, $json: impl Into<serde_json::Value>) -> Self {
                    self.$json = Some($json.into());
                    self
                }
            )*
        }

        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                #[allow(unused_mut, reason = "a `whole` field only looks")]
                let mut object = $crate::runtime::object::Object::decode(value)?;
                let read = Self {
                    $($whole: <$enum as $crate::runtime::wire::Wire>::decode(object.to_value())?,)?
                    $($field: object.required($wire)?,)*
                    $($optional: object.optional($optional_wire),)*
                    $($nullable: object.nullable($nullable_wire),)*
                    $($json: object.take($json_wire),)*
                    $($keyed: <$keys>::from_object(&mut object)?,)?
                    $($rest: object.rest(),)?
                };
                object.sound()?;
                Ok(read)
            }

            fn encode(&self) -> serde_json::Value {
                let mut object = $crate::runtime::object::Object::new();
                $(object.put($wire, &self.$field);)*
                $(object.put_optional($optional_wire, &self.$optional);)*
                $(object.put_nullable($nullable_wire, &self.$nullable);)*
                $(object.put_optional($json_wire, &self.$json);)*
                $(object.merge($crate::runtime::wire::Wire::encode(&self.$whole));)?
                $(object.merge($crate::runtime::wire::Wire::encode(&self.$keyed));)?
                $(object.extend(&self.$rest);)?
                object.into_value()
            }
        }

        $crate::runtime::model::model!($name);
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use object;

/// The name of something as links in the documentation have it: without `r#`.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! bare {
    ([] $name:ident) => {
        stringify!($name)
    };
    ([$bare:literal] $name:ident) => {
        $bare
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use bare;
