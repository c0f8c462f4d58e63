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

/// Implements a struct that is a JSON object: `new`, a setter for each field that may be left out, the JSON form, and the
/// static `SCHEMA`, the table of its limits.
///
/// ```text
/// object!(Invite {
///     required email.into(): impl Into<String> = "email": Schema::STRING,
///     optional note.into(): impl Into<String> = "note": Schema(&[Rule::Type(Types::STRING), Rule::MaxLength(255)]),
///     optional days: i64 = "days": Schema::INTEGER,
///     nullable team: Team = "team": schema_of!(crate::models::team),
///     rule Rule::Closed,
/// });
/// ```
///
/// Each line has the field, the type of the argument that sets it, how the argument becomes the field's value, the
/// property's name on the wire, and what its value must keep. A raw identifier has its name in parentheses behind it,
/// `r#type("type")`, since no link can be made from the identifier. The kinds come in this order:
///
/// - `any`: the limits do not ask for an object, since the document does not,
/// - `whole`: an enum that looks at the whole object, before any property is taken out of it,
/// - `required`: an argument of `new`, and an error where it is missing,
/// - `optional`: `None` where it is missing or null,
/// - `nullable`: tells missing from null,
/// - `json`: any JSON, `None` only where it is missing,
/// - `keyed`: an enum that takes one of several properties,
/// - `rest`: a map of all that is left,
/// - `rule`: what the table says beside the properties and which of them are required.
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
        $(any $any:ident,)?
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident $(($bare:literal))? $(. $into:ident())?: $ty:ty = $wire:literal: $schema:expr,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $optional_into:ident())?: $optional_ty:ty = $optional_wire:literal: $optional_schema:expr,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal: $nullable_schema:expr,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal: $json_schema:expr,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
        $(rule $rule:expr,)*
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
            $(any $any,)?
            $(whole $whole: $enum,)?
            $(required $field: $ty = $wire: $schema,)*
            $(optional $optional $(($optional_bare))? $(. $optional_into())?: $optional_ty = $optional_wire: $optional_schema,)*
            $(nullable $nullable $(($nullable_bare))?: $nullable_ty = $nullable_wire: $nullable_schema,)*
            $(json $json $(($json_bare))? = $json_wire: $json_schema,)*
            $(keyed $keyed: $keys,)?
            $(rest $rest: $value,)?
            $(rule $rule,)*
        });
    };
    ($name:ident, $init:ident {
        $(any $any:ident,)?
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident $(($bare:literal))?: $ty:ty = $wire:literal: $schema:expr,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $optional_into:ident())?: $optional_ty:ty = $optional_wire:literal: $optional_schema:expr,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal: $nullable_schema:expr,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal: $json_schema:expr,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
        $(rule $rule:expr,)*
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
            $(any $any,)?
            $(whole $whole: $enum,)?
            $(required $field: $ty = $wire: $schema,)*
            $(optional $optional $(($optional_bare))? $(. $optional_into())?: $optional_ty = $optional_wire: $optional_schema,)*
            $(nullable $nullable $(($nullable_bare))?: $nullable_ty = $nullable_wire: $nullable_schema,)*
            $(json $json $(($json_bare))? = $json_wire: $json_schema,)*
            $(keyed $keyed: $keys,)?
            $(rest $rest: $value,)?
            $(rule $rule,)*
        });
    };
    (@body $name:ident { $(rule $rule:expr,)* }) => {
        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                $crate::runtime::object::Object::decode(value).map(|_| Self {})
            }

            fn encode(&self) -> serde_json::Value {
                $crate::runtime::object::Object::new().into_value()
            }
        }

        $crate::runtime::model::model!($name);

        pub(crate) static SCHEMA: $crate::runtime::schema::Schema = $crate::runtime::schema::Schema(&[
            $crate::runtime::schema::Rule::Type($crate::runtime::schema::Types::OBJECT),
            $($rule,)*
        ]);
    };
    (@body $name:ident {
        $(any $any:ident,)?
        $(whole $whole:ident: $enum:ty,)?
        $(required $field:ident: $ty:ty = $wire:literal: $schema:expr,)*
        $(optional $optional:ident $(($optional_bare:literal))? $(. $into:ident())?: $optional_ty:ty = $optional_wire:literal: $optional_schema:expr,)*
        $(nullable $nullable:ident $(($nullable_bare:literal))?: $nullable_ty:ty = $nullable_wire:literal: $nullable_schema:expr,)*
        $(json $json:ident $(($json_bare:literal))? = $json_wire:literal: $json_schema:expr,)*
        $(keyed $keyed:ident: $keys:ty,)?
        $(rest $rest:ident: $value:ty,)?
        $(rule $rule:expr,)*
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
                #[allow(unused_mut, reason = "nothing is put into it where there is no field")]
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

        pub(crate) static SCHEMA: $crate::runtime::schema::Schema = $crate::runtime::schema::Schema(&[
            $crate::runtime::schema::Rule::Type($crate::runtime::model::kind!($($any)?)),
            $crate::runtime::schema::Rule::Properties(&[
                $(($wire, $schema),)*
                $(($optional_wire, $optional_schema),)*
                $(($nullable_wire, $nullable_schema),)*
                $(($json_wire, $json_schema),)*
            ]),
            $crate::runtime::schema::Rule::Required(&[$($wire),*]),
            $($rule,)*
        ]);
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

/// The JSON types of a struct's values: objects, or any where the document does not say.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! kind {
    () => {
        $crate::runtime::schema::Types::OBJECT
    };
    ($any:ident) => {
        $crate::runtime::schema::Types::ANY
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use kind;

/// The table of a place where a named type stands: `schema_of!(crate::models::pet)`.
#[allow(
    unused_macros,
    reason = "an API may have no type that refers to another"
)]
macro_rules! schema_of {
    ($($module:ident)::+) => {
        $crate::runtime::schema::Schema(&[$crate::runtime::schema::Rule::Ref(&$($module)::+::SCHEMA)])
    };
}
#[allow(
    unused_imports,
    reason = "an API may have no type that refers to another"
)]
pub(crate) use schema_of;

/// The table of a list of which no more is said than what its items are: `list_of!(crate::models::pet)`,
/// `list_of!(Schema::STRING)`.
#[allow(unused_macros, reason = "an API may have no lists")]
macro_rules! list_of {
    (crate $(:: $module:ident)+ $(,)?) => {
        $crate::runtime::schema::Schema(&[
            $crate::runtime::schema::Rule::Type($crate::runtime::schema::Types::ARRAY),
            $crate::runtime::schema::Rule::Items(&crate $(:: $module)+ ::SCHEMA),
        ])
    };
    ($items:expr $(,)?) => {
        $crate::runtime::schema::Schema(&[
            $crate::runtime::schema::Rule::Type($crate::runtime::schema::Types::ARRAY),
            $crate::runtime::schema::Rule::Items(&$items),
        ])
    };
}
#[allow(unused_imports, reason = "an API may have no lists")]
pub(crate) use list_of;
