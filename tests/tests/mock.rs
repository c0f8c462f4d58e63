//! The mock of the SDK, as a user's test has it.
use factify::operations::GetMe;
use factify::{Mock, MockAnswer};
use serde_json::json;
use std::future::Future;

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime without drivers needs nothing")
        .block_on(work)
}

#[test]
fn an_error_has_the_shape_of_the_api_and_needs_no_timer() {
    let mock = Mock::new();
    mock.on::<GetMe>()
        .then(MockAnswer::rate_limited(std::time::Duration::from_secs(3)));
    mock.on::<GetMe>().respond_status(
        "403".parse().expect("403 is a status"),
        "permission_denied",
        "API keys are refused",
    );
    let error = run(async { mock.client().users().get_me().await }).unwrap_err();
    assert_eq!(error.code(), Some("permission_denied"), "{error}");
    assert_eq!(mock.calls().len(), 2);
    assert!(mock.slept()[0] >= std::time::Duration::from_secs(3));
}

#[test]
fn an_answer_that_breaks_the_document_is_told() {
    let mock = Mock::new();
    mock.on::<GetMe>()
        .then(MockAnswer::json(&json!({"user": 7})));
    let error = run(async { mock.client().users().get_me().await }).unwrap_err();
    assert_eq!(error.kind(), factify::ErrorKind::Decode, "{error}");
}
