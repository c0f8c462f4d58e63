//! How a Rust value and a JSON value become each other.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::decode_error::DecodeError;

/// A type with a JSON form.
///
/// Reading is lenient where nothing is invented: `7.0` is the integer 7, unknown properties are ignored, unknown values
/// of an enum are kept. A wrong JSON type, a missing required property and a number out of range are errors.
/// Writing gives back what was read; it never fails.
pub trait Wire: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// When the JSON value is not one that this type can hold; the error says where and what was expected.
    fn decode(value: Value) -> Result<Self, DecodeError>;

    /// The value as JSON.
    fn encode(&self) -> Value;
}

impl Wire for Value {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        Ok(value)
    }

    fn encode(&self) -> Value {
        self.clone()
    }
}

impl Wire for Map<String, Value> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(map) => Ok(map),
            other => Err(DecodeError::unexpected("an object", &other)),
        }
    }

    fn encode(&self) -> Value {
        Value::Object(self.clone())
    }
}

impl Wire for bool {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Bool(flag) => Ok(flag),
            other => Err(DecodeError::unexpected("a boolean", &other)),
        }
    }

    fn encode(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Wire for String {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(DecodeError::unexpected("a string", &other)),
        }
    }

    fn encode(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Wire for i64 {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let expected = "an integer from -2^63 to 2^63-1";
        let Value::Number(number) = &value else {
            return Err(DecodeError::unexpected("an integer", &value));
        };
        let exact = number.as_i64().or_else(|| number.as_f64().and_then(whole));
        // An integer beyond i64 is also given by `as_f64`, rounded; `whole` refuses all of those.
        exact.ok_or_else(|| DecodeError::invalid(expected, &value))
    }

    fn encode(&self) -> Value {
        Value::from(*self)
    }
}

impl Wire for u64 {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let expected = "an integer from 0 to 2^64-1";
        let Value::Number(number) = &value else {
            return Err(DecodeError::unexpected("an integer", &value));
        };
        let whole = || {
            number
                .as_f64()
                .and_then(whole)
                .and_then(|whole| u64::try_from(whole).ok())
        };
        number
            .as_u64()
            .or_else(whole)
            .ok_or_else(|| DecodeError::invalid(expected, &value))
    }

    fn encode(&self) -> Value {
        Value::from(*self)
    }
}

/// The integer that a number with a fraction or an exponent stands for, `7.0` for 7.
///
/// Beyond 2^53 the text may have named a neighbour that the floating point number cannot hold, so there is no answer.
fn whole(number: f64) -> Option<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= LIMIT).then_some(number as i64)
}

impl Wire for f64 {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        value
            .as_f64()
            .ok_or_else(|| DecodeError::unexpected("a number", &value))
    }

    /// What JSON has no number for, infinity and NaN, becomes null and is refused by the check of the type.
    fn encode(&self) -> Value {
        Value::from(*self)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let items = into_array(value)?;
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            // No closures and iterators of `T`: each would be a function for every type that is listed.
            match T::decode(item) {
                Ok(item) => list.push(item),
                Err(error) => return Err(error.at_index(index)),
            }
        }
        Ok(list)
    }

    fn encode(&self) -> Value {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.encode());
        }
        Value::Array(items)
    }
}

fn into_array(value: Value) -> Result<Vec<Value>, DecodeError> {
    match value {
        Value::Array(items) => Ok(items),
        other => Err(DecodeError::unexpected("an array", &other)),
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut map = BTreeMap::new();
        for (name, value) in Map::decode(value)? {
            match T::decode(value) {
                Ok(value) => map.insert(name, value),
                Err(error) => return Err(error.at(&name)),
            };
        }
        Ok(map)
    }

    fn encode(&self) -> Value {
        let mut fields = Map::new();
        for (name, value) in self {
            fields.insert(name.clone(), value.encode());
        }
        Value::Object(fields)
    }
}

impl<T: Wire> Wire for Box<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        match T::decode(value) {
            Ok(value) => Ok(Box::new(value)),
            Err(error) => Err(error),
        }
    }

    fn encode(&self) -> Value {
        T::encode(self)
    }
}

/// `None` is JSON's null; a property that may be left out is the business of whoever reads the object.
impl<T: Wire> Wire for Option<T> {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        if value.is_null() {
            Ok(None)
        } else {
            match T::decode(value) {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(error),
            }
        }
    }

    fn encode(&self) -> Value {
        match self {
            Some(value) => value.encode(),
            None => Value::Null,
        }
    }
}
