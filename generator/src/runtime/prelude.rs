//! What generated files import.
pub use super::answer::Answer;
pub use super::answer_meta::{AnswerForm, AnswerMeta};
pub use super::call::Call;
pub use super::client::Client;
pub(crate) use super::collect;
pub use super::decode_error::DecodeError;
pub use super::meta::{
    BodyEncoding, BodyMeta, Location, Operation, OperationMeta, Paged, Paging, Parameter,
    RetryPlan, Scheme, Style,
};
#[allow(unused_imports, reason = "not every document has types of all kinds")]
pub(crate) use super::model::{list_of, model, object, schema_of};
pub use super::multipart::Form;
pub use super::nullable::Nullable;
pub use super::object::Object;
#[allow(
    unused_imports,
    reason = "not every document has operations of all kinds"
)]
pub(crate) use super::operation::{operation, parameters};
pub use super::pattern::{
    Anchor, ByteClasses, ByteSet, Class, Counted, Dfa, Fixed, Heads, Matcher, Part, Pattern, Run,
    unpack,
};
#[allow(unused_imports, reason = "not every document has operations")]
pub(crate) use super::resource::{resource, resources};
pub use super::schema::{Format, HasSchema, Literal, Number, Rule, Schema, Types};
pub use super::text::Text;
#[allow(unused_imports, reason = "not every document has types of all kinds")]
pub(crate) use super::text::{string_enum, text_type};
pub use super::token::Secret;
pub use super::union::Probe;
#[allow(unused_imports, reason = "not every document has types of all kinds")]
pub(crate) use super::union::alternatives;
pub use super::upload::Upload;
pub use super::values::{Base64, Date, DateTime, Uuid};
pub use super::wire::Wire;
pub use serde_json::{Map, Value};
pub use std::net::{Ipv4Addr, Ipv6Addr};
