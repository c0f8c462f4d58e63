//! Tells which alternative of a union a JSON value is: by what can be seen from outside, and where that leaves several, by
//! their tables. None is decoded on trial, which would take steps to the power of the depth in nested unions.

use serde_json::{Map, Value};

use super::check::keeps;
use super::pattern::Pattern;
use super::schema::{Format, Literal, Schema, Types};

/// What can be seen of one alternative from outside.
///
/// Tables are written with `..Probe::ANY` for what the alternative does not say.
#[derive(Debug, Clone, Copy)]
pub struct Probe {
    /// The JSON types.
    pub kinds: Types,
    /// Of an object: the properties that must be there.
    pub required: &'static [&'static str],
    /// Of an object: all properties that it knows, those of `required` among them.
    pub known: &'static [&'static str],
    /// Of an object: properties with a closed set of values. One value is a constant and must be met, several are an
    /// enum, and a value outside it makes the match weak.
    pub constants: &'static [(&'static str, &'static [Literal])],
    /// The closed set of values of the alternative itself; empty where there is none. A value outside it makes the match weak.
    pub values: &'static [Literal],
    /// Of a string: the format, which must be met.
    pub format: Option<Format>,
    /// Of a string: the pattern. A string that does not follow it makes the match weak.
    pub pattern: Option<&'static Pattern>,
    /// Of an object: what can be seen of some properties' values, where that tells alternatives apart. A value that is
    /// none makes the match weak. These look no deeper themselves, so that a look costs no more than reading.
    pub parts: &'static [(&'static str, Probe)],
    /// Of an array: the same of its items.
    pub items: Option<&'static Probe>,
    /// Of an object: whether the alternative keeps properties that it does not know.
    pub rest: bool,
    /// All rules of the alternative, where others may look like it.
    pub table: Option<&'static Schema>,
}

impl Probe {
    /// An alternative that says nothing: any JSON.
    pub const ANY: Self = Self {
        kinds: Types::ANY,
        required: &[],
        known: &[],
        constants: &[],
        values: &[],
        format: None,
        pattern: None,
        parts: &[],
        items: None,
        rest: false,
        table: None,
    };

    /// Nothing when the value cannot be this alternative.
    fn fit(&self, value: &Value) -> Option<Fit> {
        if !self.kinds.admits(value) {
            return None;
        }
        let known = self.values.is_empty() || self.values.iter().any(|known| known.is(value));
        match value {
            Value::Object(object) => self.fit_object(object, !known),
            Value::String(text) => {
                let is_format = self.format.is_none_or(|format| format.admits(text));
                let is_match = self.pattern.is_none_or(|pattern| pattern.is_match(text));
                is_format.then_some(Fit {
                    weak: !(known && is_match),
                    constants: 0,
                    surplus: 0,
                    loses: false,
                })
            }
            Value::Array(values) => {
                let is_one = |item: &Probe| values.iter().all(|value| item.sees(value));
                Some(Fit {
                    weak: !(known && self.items.is_none_or(is_one)),
                    constants: 0,
                    surplus: 0,
                    loses: false,
                })
            }
            _ => Some(Fit {
                weak: !known,
                constants: 0,
                surplus: 0,
                loses: false,
            }),
        }
    }

    /// Whether the value fits in all that can be seen.
    fn sees(&self, value: &Value) -> bool {
        self.fit(value).is_some_and(|fit| !fit.weak)
    }

    fn fit_object(&self, object: &Map<String, Value>, mut weak: bool) -> Option<Fit> {
        if !self.required.iter().all(|name| object.contains_key(*name)) {
            return None;
        }
        let mut constants = 0;
        for (name, values) in self.constants {
            let Some(value) = object.get(*name) else {
                continue;
            };
            if values.iter().any(|known| known.is(value)) {
                constants += 1;
            } else if values.len() == 1 {
                return None;
            } else {
                weak = true;
            }
        }
        // Null is read as a property that was left out.
        weak |= self.parts.iter().any(|(name, part)| {
            let value = object.get(*name).filter(|value| !value.is_null());
            value.is_some_and(|value| !part.sees(value))
        });
        let surplus = object
            .keys()
            .filter(|name| !self.known.contains(&name.as_str()))
            .count();
        Some(Fit {
            weak,
            constants,
            surplus,
            loses: surplus > 0 && !self.rest,
        })
    }
}

/// How well a value fits an alternative.
#[derive(Clone, Copy)]
struct Fit {
    weak: bool,
    /// Constant properties that were met.
    constants: usize,
    /// Properties that the alternative does not know.
    surplus: usize,
    /// They would be lost.
    loses: bool,
}

impl Fit {
    /// The smaller the better.
    fn rank(self) -> (bool, std::cmp::Reverse<usize>, usize, bool) {
        let constants = std::cmp::Reverse(self.constants);
        (self.weak, constants, self.surplus, self.loses)
    }
}

/// The index of the alternative that the value is; nothing when it can be none of them.
///
/// Of several that fit it is the best whose table the value keeps. Where it keeps none of them, as one that is newer than
/// the document, it is the best.
///
/// One that fits in all that can be seen is better than one that is met only through a value which its enum does not
/// know, or one whose properties or items are of another kind. Among equals, the one with more constant properties met,
/// then the one that knows more of the properties, then the one that keeps those that it does not know, then the first in
/// the order of the document.
pub fn pick(value: &Value, probes: &[Probe]) -> Option<usize> {
    let fits = probes.iter().enumerate();
    let fits = fits.filter_map(|(index, probe)| Some((index, probe, probe.fit(value)?)));
    let mut fits: Vec<_> = fits.collect();
    fits.sort_by_key(|(_, _, fit)| fit.rank());
    let best = fits.first()?;
    let is_kept = |probe: &Probe| probe.table.is_none_or(|table| keeps(table, value));
    let kept = match fits.as_slice() {
        [_] => None,
        several => several.iter().find(|(_, probe, _)| is_kept(probe)),
    };
    Some(kept.unwrap_or(best).0)
}

/// Implements a union: `From` for its alternatives, and the JSON form.
///
/// ```text
/// alternatives!(Shape by "kind" {
///     Circle(Circle) = ["circle", "ellipse"],
///     Square(Square) = ["square"],
/// });
/// ```
///
/// Each line has an alternative, in parentheses the type that becomes it by `From`, where no other alternative is of that
/// type, and what tells it:
///
/// - after `by`, the values that the property has; an alternative without them is only ever written,
/// - after `keyed`, the property that the object has,
/// - otherwise the [`Probe`] that looks at the value.
#[allow(unused_macros, reason = "an API may have no type of this kind")]
macro_rules! alternatives {
    ($name:ident by $property:literal { $($variant:ident $(($from:ty))? $(= [$($tag:literal),+ $(,)?])?,)* }) => {
        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                match value.get($property).and_then(serde_json::Value::as_str) {
                    $($(Some($($tag)|+) => Ok(Self::$variant($crate::runtime::wire::Wire::decode(value)?)),)?)*
                    _ => Ok(Self::Unknown(value)),
                }
            }

            $crate::runtime::union::alternatives!(@encode $($variant)*);
        }

        $crate::runtime::union::alternatives!(@of $name $($variant $(($from))?)*);
    };
    ($name:ident keyed { $($variant:ident $(($from:ty))? = $key:literal,)* }) => {
        impl $name {
            /// Takes the first alternative whose key the object has, with a value that is one.
            pub(crate) fn from_object(
                object: &mut $crate::runtime::object::Object,
            ) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                let several = object.count_of(&[$($key),*]) > 1;
                let mut fault = None;
                $(
                    match object.one_of_several($key, several) {
                        Some(Ok(value)) => return Ok(Self::$variant(value)),
                        Some(Err(error)) => fault = fault.or(Some(error)),
                        None => {}
                    }
                )*
                match fault {
                    Some(fault) => Err(fault),
                    None => Ok(Self::Unknown(object.take_all())),
                }
            }
        }

        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                Self::from_object(&mut $crate::runtime::object::Object::decode(value)?)
            }

            fn encode(&self) -> serde_json::Value {
                let mut object = $crate::runtime::object::Object::new();
                match self {
                    $(Self::$variant(value) => object.put($key, value),)*
                    Self::Unknown(rest) => return serde_json::Value::Object(rest.clone()),
                }
                object.into_value()
            }
        }

        $crate::runtime::union::alternatives!(@of $name $($variant $(($from))?)*);
    };
    ($name:ident { $($variant:ident $(($from:ty))? = $probe:expr,)* }) => {
        impl $crate::runtime::wire::Wire for $name {
            fn decode(value: serde_json::Value) -> Result<Self, $crate::runtime::decode_error::DecodeError> {
                // Where each alternative stands in the list.
                #[allow(clippy::enum_variant_names, reason = "they are the document's names")]
                enum At {
                    $($variant,)*
                }
                const PROBES: &[$crate::runtime::union::Probe] = &[$($probe),*];
                match $crate::runtime::union::pick(&value, PROBES) {
                    $(
                        Some(at) if at == At::$variant as usize => {
                            Ok(Self::$variant($crate::runtime::wire::Wire::decode(value)?))
                        }
                    )*
                    _ => Ok(Self::Unknown(value)),
                }
            }

            $crate::runtime::union::alternatives!(@encode $($variant)*);
        }

        $crate::runtime::union::alternatives!(@of $name $($variant $(($from))?)*);
    };
    (@encode $($variant:ident)*) => {
        fn encode(&self) -> serde_json::Value {
            match self {
                $(Self::$variant(value) => $crate::runtime::wire::Wire::encode(value),)*
                Self::Unknown(value) => value.clone(),
            }
        }
    };
    (@of $name:ident $($variant:ident $(($from:ty))?)*) => {
        $($(
            impl From<$from> for $name {
                fn from(value: $from) -> Self {
                    Self::$variant(value.into())
                }
            }
        )?)*

        $crate::runtime::model::model!($name);
    };
}
#[allow(unused_imports, reason = "an API may have no type of this kind")]
pub(crate) use alternatives;
