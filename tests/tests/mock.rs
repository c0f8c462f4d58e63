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

#[test]
fn expectations_are_reached_as_calls_are() {
    let mock = Mock::new();
    let org = factify::OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
    mock.organizations()
        .invites()
        .create()
        .path("organization_id", org.as_str())
        .respond_status(
            "409".parse().expect("409 is a status"),
            "failed_precondition",
            "a member already",
        );
    mock.users().get_me().then(MockAnswer::error(
        "404".parse().expect("404 is a status"),
        "not_found",
        "nobody",
    ));
    let client = mock.client();
    let body = factify::models::CreateOrganizationInviteRequest::new("mira.holt@example.com");
    let error = run(async { client.organizations().invites().create(&org, body).await });
    assert_eq!(error.unwrap_err().code(), Some("failed_precondition"));
    let error = run(async { client.users().get_me().await });
    assert_eq!(error.unwrap_err().code(), Some("not_found"));
    let called: Vec<_> = mock.calls().iter().map(|call| call.operation).collect();
    assert_eq!(called, [Some("createOrganizationInvite"), Some("getMe")]);
    mock.verify();
}
