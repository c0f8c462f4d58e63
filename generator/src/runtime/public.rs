//! What users of the crate see of it.
pub use super::answer::Answer;
pub use super::answer_meta::{AnswerForm, AnswerMeta};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use super::blocking_call::{ItemIter, PageIter};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use super::blocking_download::BlockingDownload;
pub use super::builder::ClientBuilder;
pub use super::call::{Call, CallFuture, ResponseFuture};
pub use super::check::{CheckOptions, Validate, check, check_at};
pub use super::client::Client;
pub use super::collected::Collected;
pub use super::decode_error::DecodeError;
pub use super::download::Download;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use super::download_reader::DownloadReader;
pub use super::error::{Error, ErrorKind};
pub use super::interceptor::{Attempt, AttemptAnswer, Interceptor};
pub use super::meta::{
    BodyEncoding, BodyMeta, Location, Operation, OperationMeta, Paged, Paging, Parameter,
    RetryPlan, Scheme, Style,
};
#[cfg(feature = "mock")]
pub use super::mock::Mock;
#[cfg(feature = "mock")]
pub use super::mock_answer::MockAnswer;
#[cfg(feature = "mock")]
pub use super::mock_expectation::Expectation;
#[cfg(feature = "mock")]
pub use super::mock_request::MockRequest;
pub use super::multipart::Form;
pub use super::nullable::Nullable;
pub use super::paging::{ItemStream, PageStream};
#[cfg(feature = "reqwest")]
pub use super::reach::Reach;
#[cfg(feature = "mock")]
pub use super::recorder::Recorder;
#[cfg(feature = "mock")]
pub use super::replay::Replay;
#[cfg(feature = "reqwest")]
pub use super::reqwest::ReqwestTransport;
pub use super::response::Response;
pub use super::retry::RetryPolicy;
pub use super::retry_budget::RetryBudget;
pub use super::schema::{Format, HasSchema, Literal, Number, Rule, Schema, Types};
pub use super::text::PatternError;
pub use super::token::Secret;
pub use super::token_provider::{Token, TokenProvider, TokenReason, TokenRequest, token_fn};
pub use super::transport;
pub use super::upload::Upload;
pub use super::validation::{ResponseValidation, Validation};
pub use super::values::{Base64, Date, DateTime, Uuid};
pub use super::violation::{Violation, Violations};
pub use super::wire::Wire;
/// Statuses, headers and methods are those of this crate, in the version that the client uses.
pub use http;
pub use serde_json::{Map, Value};
pub use std::net::{Ipv4Addr, Ipv6Addr};
