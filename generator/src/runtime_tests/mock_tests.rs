//! The mock: what it answers, what it takes, what it tells, and its clock.
use super::call_tests::org;
use super::sample_operations::{AcceptOrganizationInvite, ListOrganizationInvites};
use crate::runtime::{ErrorKind, Mock, MockAnswer};
use http::StatusCode;
use serde_json::json;
use std::time::Duration;

fn page() -> MockAnswer {
    MockAnswer::json(&json!({"items": [], "pagination": {}}))
}

#[tokio::test]
async fn answers_and_keeps_a_log_without_the_token() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>()
        .query("page_size", "7")
        .then(page());
    let client = mock.client();
    client
        .organizations()
        .invites()
        .list(&org())
        .page_size(7)
        .await
        .unwrap();
    let calls = mock.calls();
    assert_eq!(calls[0].operation, Some("listOrganizationInvites"));
    assert_eq!(
        calls[0].path_params,
        [("organization_id".to_owned(), org().to_string())]
    );
    assert_eq!(calls[0].query("page_size"), Some("7"));
    assert!(!calls[0].headers.contains_key("authorization"));
    mock.verify();
}

#[tokio::test]
async fn waits_take_no_time_and_are_told() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>()
        .then(MockAnswer::rate_limited(Duration::from_secs(20)))
        .then(MockAnswer::connection_reset())
        .then(page().delay(Duration::from_secs(2)));
    mock.client()
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap();
    assert_eq!(mock.calls().len(), 3);
    assert!(
        mock.slept()[0] >= Duration::from_secs(20),
        "{:?}",
        mock.slept()
    );
}

#[tokio::test]
async fn errors_have_the_shape_of_the_api() {
    let mock = Mock::new();
    mock.on::<AcceptOrganizationInvite>().respond_status(
        StatusCode::NOT_FOUND,
        "not_found",
        "no such invite",
    );
    let call = mock.client().organizations().invites().accept(&org(), "i");
    let error = call.await.unwrap_err();
    assert_eq!(error.code(), Some("not_found"));
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
}

#[tokio::test]
async fn a_delay_beyond_the_limit_is_a_timeout_and_a_cut_body_an_error() {
    let mock = Mock::new();
    mock.on::<AcceptOrganizationInvite>()
        .then(page().delay(Duration::from_secs(500)))
        .then(page().cut(3));
    let client = mock
        .builder()
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let invites = client.organizations().invites();
    let error = invites.accept(&org(), "i").await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let error = invites.accept(&org(), "i").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK), "{error}");
}

#[tokio::test]
async fn what_is_not_expected_fails_and_is_told() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>()
        .query("page_size", "7")
        .then(page());
    let error = mock
        .client()
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error
            .to_string()
            .contains("query parameter page_size does not hold"),
        "{error}"
    );
    let told =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| mock.verify())).unwrap_err();
    let told = told.downcast_ref::<String>().unwrap();
    assert!(
        told.contains("unexpected call listOrganizationInvites, GET /v1beta/organizations/"),
        "{told}"
    );
    assert!(told.contains("expected 1 call, had 0"), "{told}");
}

#[test]
#[should_panic(expected = "expected 2 calls, had 0")]
fn dropping_verifies() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>().then(page()).times(2);
}

#[tokio::test]
async fn a_wait_for_ever_does_not_break_the_clock() {
    let mock = Mock::new();
    let late = MockAnswer::error(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "later");
    let date = "Fri, 31 Dec 9999 23:59:59 GMT".parse().unwrap();
    let late = late.header(http::header::RETRY_AFTER, date);
    mock.on::<ListOrganizationInvites>()
        .then(late.delay(Duration::MAX));
    let client = mock.builder().timeout(None).build().unwrap();
    let call = client.organizations().invites().list(&org());
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
}
