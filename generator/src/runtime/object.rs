//! Reads the properties of a JSON object one by one, and writes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::decode_error::DecodeError;
use super::nullable::Nullable;
use super::wire::Wire;

/// A JSON object in the making, or one that is being taken apart.
///
/// Reading takes properties out, so that what is left afterwards is what nobody knew.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object(Map<String, Value>);

impl Object {
    /// Starts to read an object.
    ///
    /// # Errors
    ///
    /// When the value is none.
    pub fn decode(value: Value) -> Result<Self, DecodeError> {
        Map::decode(value).map(Self)
    }

    /// Takes a property that must be there.
    ///
    /// # Errors
    ///
    /// When it is missing, or is not a `T`. Null is an error too, unless `T` holds null.
    pub fn required<T: Wire>(&mut self, name: &str) -> Result<T, DecodeError> {
        match self.take(name) {
            // No closures here and below: each would be a function for every type that is read.
            Some(value) => match T::decode(value) {
                Ok(value) => Ok(value),
                Err(error) => Err(error.at(name)),
            },
            None => Err(DecodeError::missing(name)),
        }
    }

    /// Takes a property that may be left out and is never null: null is read as left out.
    ///
    /// # Errors
    ///
    /// When it is there and is not a `T`.
    pub fn optional<T: Wire>(&mut self, name: &str) -> Result<Option<T>, DecodeError> {
        match self.take(name) {
            Some(Value::Null) | None => Ok(None),
            Some(value) => match T::decode(value) {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(error.at(name)),
            },
        }
    }

    /// Takes a property that may be left out and holds any JSON, null among it.
    pub fn optional_json(&mut self, name: &str) -> Option<Value> {
        self.take(name)
    }

    /// Takes a property that may be left out or null.
    ///
    /// # Errors
    ///
    /// When it is there, not null, and is not a `T`.
    pub fn nullable<T: Wire>(&mut self, name: &str) -> Result<Nullable<T>, DecodeError> {
        match self.take(name) {
            None => Ok(Nullable::Absent),
            Some(Value::Null) => Ok(Nullable::Null),
            Some(value) => match T::decode(value) {
                Ok(value) => Ok(Nullable::Value(value)),
                Err(error) => Err(error.at(name)),
            },
        }
    }

    /// Takes a property as it is.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Whether the property is (still) there.
    pub fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The index of the first of `names` that is there and not null, for objects that have one of several properties.
    pub fn first_of(&self, names: &[&str]) -> Option<usize> {
        names
            .iter()
            .position(|name| self.0.get(*name).is_some_and(|value| !value.is_null()))
    }

    /// The properties that are left, as JSON.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// Takes all properties that are left, and leaves none.
    pub fn take_all(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.0)
    }

    /// The properties that are left, to look at.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Takes all properties that are left.
    ///
    /// # Errors
    ///
    /// When one of them is not a `T`.
    pub fn rest<T: Wire>(self) -> Result<BTreeMap<String, T>, DecodeError> {
        BTreeMap::decode(Value::Object(self.0))
    }

    /// The properties that are left, as they are.
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// An object without properties.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a property.
    pub fn put<T: Wire>(&mut self, name: &str, value: &T) {
        self.put_value(name, value.encode());
    }

    /// Sets a property if there is a value.
    pub fn put_optional<T: Wire>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.put_value(name, value.encode());
        }
    }

    /// Sets a property to its value or to null, or leaves it out.
    pub fn put_nullable<T: Wire>(&mut self, name: &str, value: &Nullable<T>) {
        match value {
            Nullable::Absent => {}
            Nullable::Null => self.put_value(name, Value::Null),
            Nullable::Value(value) => self.put_value(name, value.encode()),
        }
    }

    /// Sets a property to JSON.
    pub fn put_value(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Adds properties that have no fields of their own. A name that is set already keeps its value.
    pub fn extend<T: Wire>(&mut self, properties: &BTreeMap<String, T>) {
        for (name, value) in properties {
            if !self.0.contains_key(name) {
                self.put_value(name, value.encode());
            }
        }
    }

    /// Adds the properties of another object; what is no object adds nothing. A name that is set already keeps its value.
    pub fn merge(&mut self, other: Value) {
        let Value::Object(properties) = other else {
            return;
        };
        for (name, value) in properties {
            self.0.entry(name).or_insert(value);
        }
    }

    /// The finished object.
    pub fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Map<String, Value>> for Object {
    fn from(properties: Map<String, Value>) -> Self {
        Self(properties)
    }
}
