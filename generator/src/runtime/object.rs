//! Reads the properties of a JSON object one by one, and writes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::decode_error::DecodeError;
use super::nullable::Nullable;
use super::wire::Wire;

/// A JSON object in the making, or one that is being taken apart.
///
/// Reading takes properties out, so that what is left afterwards is what nobody knew.
///
/// A property that may be left out is read as such where it is wrong, and the object keeps the fault for
/// [`Object::sound`]: one check for all of them in place of one for each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    properties: Map<String, Value>,
    fault: Option<DecodeError>,
}

impl Object {
    /// Starts to read an object.
    ///
    /// # Errors
    ///
    /// When the value is none.
    pub fn decode(value: Value) -> Result<Self, DecodeError> {
        Map::decode(value).map(Self::from)
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

    /// Takes a property that may be left out and is never null: null is read as left out. What is not a `T` is a fault
    /// of the object.
    pub fn optional<T: Wire>(&mut self, name: &str) -> Option<T> {
        match self.take(name) {
            Some(Value::Null) | None => None,
            Some(value) => match T::decode(value) {
                Ok(value) => Some(value),
                Err(error) => {
                    self.fail(error.at(name));
                    None
                }
            },
        }
    }

    /// Takes a property that may be left out or null. What is neither null nor a `T` is a fault of the object.
    pub fn nullable<T: Wire>(&mut self, name: &str) -> Nullable<T> {
        match self.take(name) {
            None => Nullable::Absent,
            Some(Value::Null) => Nullable::Null,
            Some(value) => match T::decode(value) {
                Ok(value) => Nullable::Value(value),
                Err(error) => {
                    self.fail(error.at(name));
                    Nullable::Absent
                }
            },
        }
    }

    /// Keeps the first fault.
    #[cold]
    fn fail(&mut self, fault: DecodeError) {
        self.fault.get_or_insert(fault);
    }

    /// Ends reading.
    ///
    /// # Errors
    ///
    /// The first fault of a property that was there and could not be read.
    pub fn sound(self) -> Result<(), DecodeError> {
        self.fault.map_or(Ok(()), Err)
    }

    /// Takes a property as it is.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.properties.remove(name)
    }

    /// Whether the property is (still) there.
    pub fn contains(&self, name: &str) -> bool {
        self.properties.contains_key(name)
    }

    /// How many of `names` are there and not null, for objects that have one of several properties.
    pub fn count_of(&self, names: &[&str]) -> usize {
        let is_there = |name: &&&str| {
            self.properties
                .get(**name)
                .is_some_and(|value| !value.is_null())
        };
        names.iter().filter(is_there).count()
    }

    /// Takes one of several properties, where it is there and not null. Where there are `several`, one that is not a `T`
    /// stays: another may be meant.
    pub fn one_of_several<T: Wire>(
        &mut self,
        name: &str,
        several: bool,
    ) -> Option<Result<T, DecodeError>> {
        let value = self.properties.get(name).filter(|value| !value.is_null())?;
        let value = if several {
            value.clone()
        } else {
            self.take(name)?
        };
        let read = T::decode(value).map_err(|error| error.at(name));
        if several && read.is_ok() {
            self.take(name);
        }
        Some(read)
    }

    /// The properties that are left, as JSON.
    pub fn to_value(&self) -> Value {
        Value::Object(self.properties.clone())
    }

    /// Takes all properties that are left, and leaves none.
    pub fn take_all(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.properties)
    }

    /// The properties that are left, to look at.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.properties
    }

    /// Takes all properties that are left. One that is not a `T` is a fault of the object.
    pub fn rest<T: Wire>(&mut self) -> BTreeMap<String, T> {
        match BTreeMap::decode(Value::Object(self.take_all())) {
            Ok(rest) => rest,
            Err(error) => {
                self.fail(error);
                BTreeMap::new()
            }
        }
    }

    /// The properties that are left, as they are.
    pub fn into_map(self) -> Map<String, Value> {
        self.properties
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
        self.properties.insert(name.to_owned(), value);
    }

    /// Adds properties that have no fields of their own. A name that is set already keeps its value.
    pub fn extend<T: Wire>(&mut self, properties: &BTreeMap<String, T>) {
        for (name, value) in properties {
            if !self.properties.contains_key(name) {
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
            self.properties.entry(name).or_insert(value);
        }
    }

    /// The finished object.
    pub fn into_value(self) -> Value {
        Value::Object(self.properties)
    }
}

impl From<Map<String, Value>> for Object {
    fn from(properties: Map<String, Value>) -> Self {
        Self {
            properties,
            fault: None,
        }
    }
}
