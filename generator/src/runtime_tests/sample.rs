//! The API of the hand-written sample: what an emitter prints into `api.rs`.
use crate::runtime::{ApiMeta, ErrorShape, RetryWords};

/// The sample API.
pub static API: ApiMeta = ApiMeta {
    needs_token: true,
    name: "sample",
    user_agent: "sample-rust/0.1.0",
    env_prefix: "SAMPLE",
    servers: &["https://api.example.com"],
    errors: ErrorShape {
        code: &["/code"],
        message: &["/message"],
        reason: &["/details/*/reason", "/details/*/debug/reason"],
        param: &["/details/*/param", "/details/*/debug/param"],
        request_id: &["/details/*/request_id", "/details/*/debug/request_id"],
        details: &["/details"],
    },
    retry: RetryWords {
        reasons: &["rate_limit_exceeded"],
        never: &["quota_exceeded"],
    },
};
