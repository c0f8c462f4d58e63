//! One operation of each method, for the tests of retries.
use crate::runtime::transport::BoxFuture;
use crate::runtime::{
    Answer, BodyMeta, Call, Client, DecodeError, Error, Operation, OperationMeta, Response,
    RetryPlan, Schema,
};
use http::Method;
use serde_json::Value;

static ANY: Schema = Schema(&[]);

static METAS: [OperationMeta; 11] = [
    meta(Method::GET, true),
    meta(Method::HEAD, true),
    meta(Method::OPTIONS, true),
    meta(Method::PUT, true),
    meta(Method::DELETE, true),
    meta(Method::TRACE, true),
    meta(Method::POST, false),
    meta(Method::PATCH, false),
    // Marked against their method.
    meta(Method::POST, true),
    meta(Method::GET, false),
    planned(Method::GET, true, Some(PLAN)),
];

const PLAN: RetryPlan = RetryPlan {
    initial_ms: Some(100),
    max_ms: Some(300),
    max_elapsed_ms: Some(1000),
    factor: Some(4.0),
    statuses: Some(&[(404, 404), (500, 599)]),
    faults: false,
};

const fn meta(method: Method, idempotent: bool) -> OperationMeta {
    planned(method, idempotent, None)
}

const fn planned(method: Method, idempotent: bool, retries: Option<RetryPlan>) -> OperationMeta {
    OperationMeta {
        id: "thing",
        method,
        path: "/things",
        params: &[],
        body: Some(BodyMeta {
            media_type: "*/*",
            required: false,
            schema: &ANY,
            encoding: &[],
        }),
        accept: "application/json",
        answers: &[],
        paging: None,
        idempotent,
        retries,
        security: &[],
    }
}

/// The operation whose table is at this place.
pub(super) enum Thing<const N: usize> {}

pub(super) type Get = Thing<0>;
pub(super) type Put = Thing<3>;
pub(super) type Post = Thing<6>;
pub(super) type Planned = Thing<10>;

impl<const N: usize> Operation for Thing<N> {
    type Output = Value;
    const META: &'static OperationMeta = &METAS[N];
    fn decode(answer: Answer) -> Result<Value, DecodeError> {
        Ok(answer.json_optional()?.unwrap_or_default())
    }
}

type Made = BoxFuture<'static, Result<Response<Value>, Error>>;

/// How to call an operation.
type Way = fn(&Client) -> Made;

fn make<const N: usize>(client: &Client) -> Made {
    Box::pin(Call::<Thing<N>>::new(client).with_response())
}

/// Each method with the way to call it, and the two operations that are marked against their method.
pub(super) const ALL: [(&str, Way); 10] = [
    ("GET", make::<0>),
    ("HEAD", make::<1>),
    ("OPTIONS", make::<2>),
    ("PUT", make::<3>),
    ("DELETE", make::<4>),
    ("TRACE", make::<5>),
    ("POST", make::<6>),
    ("PATCH", make::<7>),
    ("POST, idempotent", make::<8>),
    ("GET, once", make::<9>),
];
