//! The twin of `trace.rs` for a crate without the feature `tracing`: it does nothing, and costs nothing.
use super::request::Draft;
use super::token_provider::TokenReason;
use super::transport::HttpRequest;
use super::{Error, OperationMeta};
use std::future::Future;
use std::time::Duration;

pub(crate) struct Span;

pub(crate) fn call(_: &Draft) -> Span {
    Span
}

pub(crate) fn attempt(_: &'static OperationMeta, _: u32) -> Span {
    Span
}

impl Span {
    pub(crate) fn within<T>(
        &self,
        work: impl Future<Output = Result<T, Error>>,
    ) -> impl Future<Output = Result<T, Error>> {
        work
    }

    pub(crate) fn request(&self, _: &OperationMeta, _: &HttpRequest) {}

    pub(crate) fn status(&self, _: u16) {}

    pub(crate) fn received(&self, _: usize) {}
}

pub(crate) fn waits(_: &Error, _: u32, _: Duration) {}

pub(crate) fn renews(_: u32) {}

pub(crate) fn token_wanted(_: TokenReason) {}
