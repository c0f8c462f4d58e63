//! The part of this crate that does not depend on the API: wire values, checks, calls, transport.

mod access;
mod answer;
mod answer_meta;
mod attempt;
mod attempts;
pub(crate) mod auth;
mod base64_text;
pub(crate) mod base_url;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod blocking;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod blocking_call;
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
mod blocking_download;
pub(crate) mod builder;
mod call;
pub mod check;
mod check_closed;
mod check_combine;
mod check_format;
mod check_list;
mod check_number;
mod check_object;
mod check_string;
mod check_union;
mod client;
mod collected;
mod date_time;
pub mod decode_error;
mod disposition;
mod download;
mod error;
mod error_body;
mod error_text;
mod exact;
mod headers;
mod hooks;
mod interceptor;
mod limit;
mod link;
pub mod literal;
mod login;
mod meta;
#[cfg(feature = "mock")]
mod mock;
#[cfg(feature = "mock")]
mod mock_answer;
#[cfg(feature = "mock")]
mod mock_clock;
#[cfg(feature = "mock")]
mod mock_expectation;
#[cfg(feature = "mock")]
mod mock_pages;
#[cfg(feature = "mock")]
mod mock_request;
#[cfg(feature = "mock")]
mod mock_rule;
pub mod model;
mod multipart;
pub mod nullable;
pub mod number;
pub mod object;
pub mod operation;
mod pager;
mod paging;
pub(crate) mod path;
pub mod pattern;
mod pattern_counted;
mod pattern_dfa;
mod pattern_explain;
mod pattern_fixed;
mod pattern_heads;
mod pattern_message;
mod pattern_sets;
pub(crate) mod percent;
mod place;
pub mod prelude;
mod progress;
pub mod public;
mod pulse;
pub(crate) mod query;
#[cfg(feature = "mock")]
mod recorder;
#[cfg(feature = "mock")]
mod recording;
#[cfg(feature = "mock")]
pub(crate) mod redact;
#[cfg(feature = "mock")]
mod replay;
pub(crate) mod request;
pub mod resource;
mod response;
mod retry;
pub(crate) mod retry_after;
mod retry_budget;
mod retry_rules;
pub mod schema;
pub mod secret;
mod send;
pub mod text;
mod text_of;
mod token;
mod token_provider;
mod token_source;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "trace_off.rs"]
mod trace;
pub mod transport;
pub mod union;
mod upload;
mod validation;
pub mod values;
pub mod violation;
pub mod wire;

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod download_reader;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub(crate) mod known_origin;
#[cfg(feature = "reqwest")]
mod reach;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod reader;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub(crate) mod redirect;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod reqwest;
#[cfg(all(feature = "reqwest", target_family = "wasm"))]
#[path = "reqwest_web.rs"]
mod reqwest;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod save;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod tls;
#[cfg(all(feature = "rustls", not(target_family = "wasm")))]
mod tls_rustls;

pub use answer::Answer;
pub use answer_meta::{AnswerForm, AnswerMeta};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use blocking_call::{ItemIter, PageIter};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use blocking_download::BlockingDownload;
pub use builder::ClientBuilder;
pub use call::{Call, CallFuture, ResponseFuture};
pub use check::{CheckOptions, Validate, check};
pub use client::Client;
pub use collected::Collected;
pub use decode_error::DecodeError;
pub use download::Download;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use download_reader::DownloadReader;
pub use error::{Error, ErrorKind};
pub use interceptor::{Attempt, AttemptAnswer, Interceptor};
pub use meta::{
    ApiMeta, BodyEncoding, BodyMeta, ErrorShape, Location, Operation, OperationMeta, Paged, Paging,
    Parameter, RetryPlan, RetryWords, Scheme, Style,
};
#[cfg(feature = "mock")]
pub use mock::Mock;
#[cfg(feature = "mock")]
pub use mock_answer::MockAnswer;
#[cfg(feature = "mock")]
pub use mock_expectation::Expectation;
#[cfg(feature = "mock")]
#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use mock_expectation::expectations;
#[cfg(feature = "mock")]
pub use mock_request::MockRequest;
pub use multipart::Form;
pub use nullable::Nullable;
pub use object::Object;
pub use paging::{ItemStream, PageStream};
#[cfg(feature = "reqwest")]
pub use reach::Reach;
#[cfg(feature = "mock")]
pub use recorder::Recorder;
#[cfg(feature = "mock")]
pub use replay::Replay;
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
pub use response::Response;
pub use retry::RetryPolicy;
pub use retry_budget::RetryBudget;
pub use schema::{Format, HasSchema, Rule, Schema, Types};
pub use token::Secret;
pub use token_provider::{Token, TokenProvider, TokenReason, TokenRequest, token_fn};
pub use transport::{
    HttpAnswer, HttpBody, HttpRequest, Transport, TransportError, TransportErrorKind,
};
pub use upload::Upload;
pub use validation::{ResponseValidation, Validation};
pub use violation::{Violation, Violations};
pub use wire::Wire;

/// The items of a list argument, made into the parameter's type.
pub(crate) fn collect<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}
