//! A lowered tree as a serde deserializer. openapiv3 is shown what it can hold; extensions and external documentation are hidden.
use crate::source::{Entry, Map, Node, NodeKind};
use crate::vocab::{Expect, Place, row};
use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// A node, and what the keyword that holds it takes. [`Expect::Any`] hides nothing.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) node: &'a Node,
    pub(super) expect: Expect,
}

/// What a member of an object of a kind takes; `None`: it is hidden.
fn member(place: Place, entry: &Entry) -> Option<Expect> {
    let key = &*entry.key;
    if key.starts_with("x-") || key == "externalDocs" {
        return None;
    }
    let expect = row(place, key)?.expect;
    shows(expect, &entry.value).then_some(expect)
}

/// Whether a value has the kind that openapiv3 insists on. `vocab` has seen to it, but for what it reported.
fn shows(expect: Expect, node: &Node) -> bool {
    match expect {
        Expect::Any => true,
        Expect::Text | Expect::MediaTypes | Expect::Word(_) | Expect::Type => {
            node.as_str().is_some()
        }
        Expect::Flag | Expect::Bound => node.as_bool().is_some(),
        Expect::Number | Expect::Count => node.as_number().is_some(),
        Expect::List | Expect::Texts | Expect::Many(_) | Expect::Security => {
            node.as_list().is_some()
        }
        _ => node.as_map().is_some(),
    }
}

/// What the items of a list take.
fn items(expect: Expect) -> Expect {
    match expect {
        Expect::Texts => Expect::Text,
        Expect::Many(place) => Expect::One(place),
        Expect::Security => Expect::TextsMap,
        _ => Expect::Any,
    }
}

/// The members of an object that are shown, each with what it takes.
fn members<'a>(map: &'a Map, expect: Expect) -> Vec<(&'a str, View<'a>)> {
    let each = |expect_of: &dyn Fn(&'a Entry) -> Option<Expect>| {
        let shown = map
            .entries()
            .iter()
            .filter_map(|entry| Some((entry, expect_of(entry)?)));
        shown
            .map(|(entry, expect)| {
                (
                    &*entry.key,
                    View {
                        node: &entry.value,
                        expect,
                    },
                )
            })
            .collect()
    };
    let all = |inner: Expect| each(&|entry| shows(inner, &entry.value).then_some(inner));
    match expect {
        Expect::One(place) => each(&|entry| member(place, entry)),
        Expect::Named(place) => all(Expect::One(place)),
        Expect::TextMap => all(Expect::Text),
        Expect::TextsMap => all(Expect::Texts),
        _ => each(&|_| Some(Expect::Any)),
    }
}

impl<'de> Deserializer<'de> for View<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            NodeKind::Null => visitor.visit_unit(),
            NodeKind::Bool(value) => visitor.visit_bool(*value),
            NodeKind::Number(text) => number(text, visitor),
            NodeKind::String(text) => visitor.visit_borrowed_str(text),
            NodeKind::List(list) => visitor.visit_seq(Items {
                items: list.iter(),
                expect: items(self.expect),
            }),
            NodeKind::Map(map) => visitor.visit_map(Members {
                members: members(map, self.expect).into_iter(),
                value: None,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.node.as_str().unwrap_or_default().into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A number as serde's data model has it: integers of 64 bits, else `f64`.
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(value) = text.parse::<u64>() {
        visitor.visit_u64(value)
    } else if let Ok(value) = text.parse::<i64>() {
        visitor.visit_i64(value)
    } else {
        visitor.visit_f64(text.parse().unwrap_or(f64::NAN))
    }
}

struct Items<'a> {
    items: std::slice::Iter<'a, Node>,
    expect: Expect,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let expect = self.expect;
        let Some(node) = self.items.find(|node| shows(expect, node)) else {
            return Ok(None);
        };
        seed.deserialize(View { node, expect }).map(Some)
    }
}

struct Members<'a> {
    members: std::vec::IntoIter<(&'a str, View<'a>)>,
    value: Option<View<'a>>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.members.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(view) => seed.deserialize(view),
            None => Err(serde::de::Error::custom(
                "a value was asked for before its key",
            )),
        }
    }
}

/// The whole value with nothing hidden, for whoever wants it as another type.
impl<'de> Deserializer<'de> for &'de Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        View {
            node: self,
            expect: Expect::Any,
        }
        .deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        View {
            node: self,
            expect: Expect::Any,
        }
        .deserialize_option(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        View {
            node: self,
            expect: Expect::Any,
        }
        .deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
