//! Which failures may be repeated: a matter of safety, hence of the operation, and not of settings.
use super::error::Cause;
use super::{Error, OperationMeta, TransportErrorKind};
use crate::api::API;
use http::{Method, StatusCode};

/// What says that the server, or something before it, is in trouble that passes.
const PASSING: [u16; 5] = [408, 429, 502, 503, 504];

/// Whether the failure passes and the operation may be made again after it.
pub(crate) fn may_repeat(meta: &OperationMeta, error: &Error) -> bool {
    match &error.0.cause {
        Cause::Transport(fault) => after_fault(meta, fault.kind()),
        Cause::Api(body) => error
            .status()
            .is_some_and(|status| after_answer(meta, status, body.reason.as_deref())),
        Cause::Invalid(_)
        | Cause::Decode(_)
        | Cause::Unexpected(_)
        | Cause::Config(_)
        | Cause::Auth(..)
        | Cause::Refused(_) => false,
    }
}

/// Whether the failure shows a server that is well: it has answered, and finds fault with the request.
pub(crate) fn is_answered(error: &Error) -> bool {
    let status = error.status().map(|status| status.as_u16());
    error.is_api() && status.is_some_and(|status| status < 500 && !PASSING.contains(&status))
}

fn after_fault(meta: &OperationMeta, kind: TransportErrorKind) -> bool {
    let planned = meta.retries.as_ref().is_none_or(|plan| plan.faults);
    match kind {
        TransportErrorKind::Connect => planned,
        // Whether the request arrived is not known.
        TransportErrorKind::Lost
        | TransportErrorKind::Timeout
        | TransportErrorKind::TotalTimeout
        | TransportErrorKind::Body => planned && meta.idempotent,
        TransportErrorKind::Tls
        | TransportErrorKind::TooLong
        | TransportErrorKind::Upload
        | TransportErrorKind::Save
        | TransportErrorKind::Other => false,
    }
}

fn after_answer(meta: &OperationMeta, status: StatusCode, reason: Option<&str>) -> bool {
    let is = |reasons: &[&str]| reason.is_some_and(|reason| reasons.contains(&reason));
    if is(API.retry.never) {
        return false;
    }
    let status = status.as_u16();
    let planned = meta.retries.as_ref().and_then(|plan| plan.statuses);
    let passing = match planned {
        Some(statuses) => statuses
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&status)),
        None if status == 500 => matches!(meta.method, Method::GET | Method::HEAD),
        None => PASSING.contains(&status),
    };
    // A request that a rate limit turned away has done nothing.
    passing && (meta.idempotent || status == 429 && is(API.retry.reasons))
}
