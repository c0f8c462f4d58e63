//! The arguments of one call as JSON, and the way from there to typed values and back.
use super::cli_error::CliError;
use super::sdk::{Call, Operation, Validation, Wire};
use serde_json::{Map, Value};

/// `{"path": {}, "query": {}, "headers": {}, "body": …}`, in the document's own names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Args {
    pub(crate) path: Map<String, Value>,
    pub(crate) query: Map<String, Value>,
    pub(crate) headers: Map<String, Value>,
    pub(crate) cookies: Map<String, Value>,
    pub(crate) body: Option<Value>,
    pub(crate) validation: Validation,
}

impl Args {
    /// Reads the arguments. Every part may be left out.
    ///
    /// # Errors
    ///
    /// When the text is no JSON object, or has parts that no call has.
    pub(crate) fn read(text: &[u8], validation: Validation) -> Result<Self, CliError> {
        let value: Value = serde_json::from_slice(text)
            .map_err(|error| CliError::Usage(format!("the arguments are no JSON: {error}")))?;
        let Value::Object(parts) = value else {
            return Err(CliError::Usage(
                "the arguments are no JSON object".to_owned(),
            ));
        };
        let mut args = Self {
            validation,
            ..Self::default()
        };
        for (name, part) in parts {
            let section = match name.as_str() {
                "path" => &mut args.path,
                "query" => &mut args.query,
                "headers" => &mut args.headers,
                "cookies" => &mut args.cookies,
                "body" => {
                    args.body = Some(part).filter(|body| !body.is_null());
                    continue;
                }
                _ => {
                    return Err(CliError::Usage(format!(
                        "the arguments have no part {name:?}"
                    )));
                }
            };
            match part {
                Value::Object(values) => *section = values,
                Value::Null => {}
                _ => {
                    return Err(CliError::Usage(format!(
                        "the part {name:?} of the arguments is no object"
                    )));
                }
            }
        }
        Ok(args)
    }
}

/// The way to typed values. Not every document needs all of it.
#[allow(dead_code)]
impl Args {
    /// A path parameter.
    ///
    /// # Errors
    ///
    /// When it is missing, or its type cannot hold it.
    pub(crate) fn path<T: Wire>(&mut self, name: &str) -> Result<T, CliError> {
        required(format!("path/{name}"), self.path.remove(name))
    }

    /// A query parameter.
    ///
    /// # Errors
    ///
    /// When its type cannot hold it.
    pub(crate) fn query<T: Wire>(&mut self, name: &str) -> Result<Option<T>, CliError> {
        optional(&format!("query/{name}"), self.query.remove(name))
    }

    /// A query parameter that must be there.
    ///
    /// # Errors
    ///
    /// When it is missing, or its type cannot hold it.
    pub(crate) fn query_required<T: Wire>(&mut self, name: &str) -> Result<T, CliError> {
        required(format!("query/{name}"), self.query.remove(name))
    }

    /// A header that the operation declares.
    ///
    /// # Errors
    ///
    /// When its type cannot hold it.
    pub(crate) fn header<T: Wire>(&mut self, name: &str) -> Result<Option<T>, CliError> {
        optional(
            &format!("header/{name}"),
            take_header(&mut self.headers, name),
        )
    }

    /// A header that the operation declares and that must be there.
    ///
    /// # Errors
    ///
    /// When it is missing, or its type cannot hold it.
    pub(crate) fn header_required<T: Wire>(&mut self, name: &str) -> Result<T, CliError> {
        required(
            format!("header/{name}"),
            take_header(&mut self.headers, name),
        )
    }

    /// A cookie.
    ///
    /// # Errors
    ///
    /// When its type cannot hold it.
    pub(crate) fn cookie<T: Wire>(&mut self, name: &str) -> Result<Option<T>, CliError> {
        optional(&format!("cookie/{name}"), self.cookies.remove(name))
    }

    /// A cookie that must be there.
    ///
    /// # Errors
    ///
    /// When it is missing, or its type cannot hold it.
    pub(crate) fn cookie_required<T: Wire>(&mut self, name: &str) -> Result<T, CliError> {
        required(format!("cookie/{name}"), self.cookies.remove(name))
    }

    /// The body.
    ///
    /// # Errors
    ///
    /// When it is missing, or its type cannot hold it.
    pub(crate) fn body<T: Wire>(&mut self) -> Result<T, CliError> {
        required("body".to_owned(), self.body.take())
    }

    /// The body of an operation that can do without.
    ///
    /// # Errors
    ///
    /// When its type cannot hold it.
    pub(crate) fn body_optional<T: Wire>(&mut self) -> Result<Option<T>, CliError> {
        optional("body", self.body.take())
    }

    /// Sends the call with what the arguments say beside its own, and encodes the answer.
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub(crate) async fn finish<O>(&mut self, mut call: Call<O>) -> Result<Value, CliError>
    where
        O: Operation,
        O::Output: Wire,
    {
        for (name, value) in &self.headers {
            call = call.header(
                name,
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned),
            );
        }
        let output = call.validation(self.validation).await?;
        Ok(output.encode())
    }
}

/// `null` stands for a value only where the type has one; no parameter has.
fn optional<T: Wire>(place: &str, value: Option<Value>) -> Result<Option<T>, CliError> {
    let value = value.filter(|value| !value.is_null());
    value
        .map(T::decode)
        .transpose()
        .map_err(|error| CliError::from_decode(place, &error))
}

fn required<T: Wire>(place: String, value: Option<Value>) -> Result<T, CliError> {
    match value {
        Some(value) => T::decode(value).map_err(|error| CliError::from_decode(&place, &error)),
        None => Err(CliError::Invalid(super::check_args::missing(place))),
    }
}

/// Header names have no case.
fn take_header(headers: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let own = headers
        .keys()
        .find(|own| own.eq_ignore_ascii_case(name))?
        .clone();
    headers.remove(&own)
}
