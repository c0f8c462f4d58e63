//! The mock: conditions, counts, statuses, pages, and closures that use the mock itself.
use super::call_tests::{invite, org};
use super::retry_operations::Put;
use super::sample_models::{CreateInviteRequest, Invite, InvitePage};
use super::sample_operations::{
    AcceptOrganizationInvite, CreateOrganizationInvite, ListOrganizationInvites,
};
use crate::runtime::{Call, Mock, MockAnswer, Operation, Upload, Wire};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

fn page() -> MockAnswer {
    MockAnswer::json(&json!({"items": [], "pagination": {}}))
}

fn some(id: &str) -> Invite {
    Invite::decode(invite(id)).unwrap()
}

#[tokio::test]
async fn closures_may_use_the_mock() {
    let mock = Arc::new(Mock::new());
    let (inner, other) = (Arc::clone(&mock), Arc::clone(&mock));
    mock.on::<ListOrganizationInvites>()
        .when(move |_| inner.calls().is_empty())
        .respond_with(move |_| {
            other.on::<AcceptOrganizationInvite>().respond(&()).once();
            page()
        });
    let invites = mock.client().organizations().invites();
    invites.list(&org()).await.unwrap();
    invites.accept(&org(), "i").await.unwrap();
    mock.verify();
    // The closures hold the mock, so that it is never dropped.
}

#[tokio::test]
async fn the_body_and_headers_choose() {
    let mock = Mock::new();
    let wanted = CreateInviteRequest::new("ada@example.com");
    mock.on::<CreateOrganizationInvite>()
        .body(&wanted)
        .header("X-Mark", "1")
        .respond(&some("inv_1"))
        .once();
    mock.on::<CreateOrganizationInvite>()
        .respond(&some("inv_2"))
        .any_times();
    let invites = mock.client().organizations().invites();
    let ask = |email: &str| invites.create(&org(), &CreateInviteRequest::new(email));
    assert_eq!(ask("ada@example.com").await.unwrap().id, "inv_2");
    let marked = ask("ada@example.com").header("X-Mark", "1");
    assert_eq!(marked.await.unwrap().id, "inv_1");
    let marked = ask("bob@example.com").header("X-Mark", "1");
    assert_eq!(marked.await.unwrap().id, "inv_2");
    assert_eq!(mock.calls()[1].model::<CreateInviteRequest>(), Some(wanted));
    assert_eq!(mock.calls()[1].header("x-mark"), Some("1"));
}

#[tokio::test]
async fn an_operation_without_content_answers_with_its_own_status_and_no_body() {
    let mock = Mock::new();
    mock.on::<AcceptOrganizationInvite>().respond(&());
    mock.on::<CreateOrganizationInvite>()
        .respond(&some("inv_1"));
    let invites = mock.client().organizations().invites();
    let answer = invites.accept(&org(), "i").with_response().await.unwrap();
    assert_eq!(
        answer.status(),
        StatusCode::from_u16(AcceptOrganizationInvite::STATUS).unwrap()
    );
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(!answer.headers().contains_key("content-type"));
    let body = CreateInviteRequest::new("ada@example.com");
    let answer = invites.create(&org(), &body).with_response().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn items_become_pages() {
    let mock = Mock::new();
    let all: Vec<Invite> = (1..=5).map(|n| some(&format!("inv_{n}"))).collect();
    mock.on::<ListOrganizationInvites>()
        .respond_pages(all.clone(), 2);
    let invites = mock.client().organizations().invites();
    let mut stream = invites.list(&org()).stream();
    let mut listed = Vec::new();
    while let Some(item) = stream.try_next().await.unwrap() {
        listed.push(item);
    }
    assert_eq!(listed, all);
    let tokens: Vec<_> = mock
        .calls()
        .iter()
        .map(|call| call.query("page_token").map(str::to_owned))
        .collect();
    assert_eq!(
        tokens,
        [None, Some("page-2".to_owned()), Some("page-3".to_owned())]
    );
}

#[tokio::test]
async fn no_items_are_one_empty_page() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>()
        .respond_pages([], 0)
        .once();
    let page: InvitePage = mock
        .client()
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap();
    assert!(page.items.is_empty());
}

#[tokio::test]
async fn a_limit_is_waited_for_in_either_header() {
    let mock = Mock::new();
    mock.on::<ListOrganizationInvites>()
        .then(MockAnswer::rate_limited(Duration::from_millis(4_500)))
        .then(MockAnswer::rate_limited_until(Duration::from_secs(30)))
        .then(page());
    let invites = mock.client().organizations().invites();
    invites.list(&org()).await.unwrap();
    let slept = mock.slept();
    assert!(slept[0] >= Duration::from_secs(5), "{slept:?}");
    // By the mock's clock, which the first wait has moved on.
    assert!(slept[0] + slept[1] >= Duration::from_secs(30), "{slept:?}");
    assert!(slept[1] < Duration::from_secs(30), "{slept:?}");
}

#[tokio::test]
async fn an_error_says_what_lies_behind_it() {
    let mock = Mock::new();
    let answer =
        MockAnswer::error_with_reason(StatusCode::FORBIDDEN, "denied", "no_seat", "no seat left");
    mock.on::<AcceptOrganizationInvite>().then(answer);
    let invites = mock.client().organizations().invites();
    let error = invites.accept(&org(), "i").await.unwrap_err();
    assert_eq!(
        (error.code(), error.reason()),
        (Some("denied"), Some("no_seat"))
    );
}

#[tokio::test]
async fn a_base_with_a_path_changes_nothing_and_nothing_secret_shows() {
    let mock = Mock::new();
    mock.on::<AcceptOrganizationInvite>()
        .path("invite_id", "marker-secret")
        .respond(&());
    let client = mock
        .builder()
        .base_url("https://mock.invalid/behind/a/proxy")
        .build()
        .unwrap();
    let invites = client.organizations().invites();
    let call = invites.accept(&org(), "marker-secret");
    call.header("X-Reason", "marker-secret").await.unwrap();
    let call = &mock.calls()[0];
    assert_eq!(
        call.path,
        "/v1beta/organizations/org_0001/invites/marker-secret/accept"
    );
    let name = HeaderName::from_static("x-key");
    let answer = page().header(name, HeaderValue::from_static("marker-secret"));
    let shown = format!("{call:?} {answer:?} {mock:?}");
    assert!(!shown.contains("marker-secret"), "{shown}");
}

#[tokio::test]
async fn a_file_is_opened_while_the_clock_stands() {
    let mock = Mock::new();
    mock.on::<Put>()
        .respond_with(|_| MockAnswer::json(&json!("done")))
        .any_times();
    let path = std::env::temp_dir().join(format!("mock-upload-{}.bin", std::process::id()));
    std::fs::write(&path, vec![7; 1 << 20]).unwrap();
    let client = mock.client();
    for _ in 0..20 {
        let call = Call::<Put>::new(&client).set_file(Upload::path(&path));
        call.await.unwrap();
    }
    std::fs::remove_file(&path).unwrap();
    assert!(mock.slept().is_empty());
}
