//! Calls over a real connection: the invitation's way, headers, addresses, switches.
use super::sample_models::{CreateInviteRequest, InviteStatus, OrganizationId};
use super::server::{Reply, Seen, Server, json, reply};
use crate::runtime::{Client, ErrorKind, Nullable, ResponseValidation, Validation};
use serde_json::json as j;
use std::time::Duration;

/// The id that the tests use.
pub(super) fn org() -> OrganizationId {
    "org_0001".parse().unwrap()
}

/// A client with a token for a server.
pub(super) fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(&server.url)
        .token("test-token")
        .build()
        .unwrap()
}

/// An invitation as the server writes it.
pub(super) fn invite(id: &str) -> serde_json::Value {
    j!({ "id": id, "email": "ada@example.com", "status": "pending", "message": null, "new_field": 1 })
}

fn invitations(seen: &Seen) -> Reply {
    match (seen.method.as_str(), seen.target.as_str()) {
        ("POST", "/v1beta/organizations/org_0001/invites") => json(201, &invite("inv_1")),
        ("GET", target) if target.starts_with("/v1beta/organizations/org_0001/invites?") => {
            json(200, &j!({ "items": [invite("inv_1")] }))
        }
        ("POST", "/v1beta/organizations/org_0001/invites/inv_1/accept") => reply(204, "", ""),
        other => panic!("unexpected {other:?}"),
    }
}

#[tokio::test]
async fn create_list_accept() {
    let server = Server::start(invitations).await;
    let invites = client(&server).organizations().invites();
    let created = invites
        .create(
            &org(),
            &CreateInviteRequest::new("ada@example.com").message("Hi"),
        )
        .await
        .unwrap();
    assert_eq!(
        (created.id.as_str(), &created.message),
        ("inv_1", &Nullable::Null)
    );

    let after = "2026-01-02T03:04:05.123456789Z".parse().unwrap();
    let page = invites
        .list(&org())
        .page_size(7)
        .status([InviteStatus::Pending, InviteStatus::Accepted])
        .created_after(after);
    assert_eq!(page.await.unwrap().items, [created]);
    invites
        .accept(&org(), "inv_1")
        .x_reason("because")
        .await
        .unwrap();

    let seen = server.seen();
    assert_eq!(
        seen[0].json(),
        j!({ "email": "ada@example.com", "message": "Hi" })
    );
    assert_eq!(seen[0].header("authorization"), "Bearer test-token");
    assert_eq!(seen[0].header("content-type"), "application/json");
    assert_eq!(seen[0].header("accept"), "application/json");
    assert_eq!(seen[0].header("user-agent"), "sample-rust/0.1.0");
    let query = seen[1].target.split_once('?').unwrap().1;
    let expected = "page_size=7&status=pending&status=accepted&created.after=2026-01-02T03%3A04%3A05.123456789Z";
    assert_eq!(query, expected);
    assert_eq!(seen[2].header("x-reason"), "because");
    assert_eq!(
        (seen[2].header("content-type"), seen[2].body.len()),
        ("", 0)
    );
}

#[tokio::test]
async fn the_answer_comes_with_status_and_headers() {
    let server = Server::start(|_| {
        let mut reply = json(202, &invite("inv_1"));
        reply
            .headers_mut()
            .insert("x-request-id", "req_7".parse().unwrap());
        reply
    })
    .await;
    let call = client(&server)
        .organizations()
        .invites()
        .create(&org(), &CreateInviteRequest::new("a@b"));
    let response = call.with_response().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.request_id()),
        (202, Some("req_7"))
    );
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(
        (response.attempts(), response.into_value().id.as_str()),
        (1, "inv_1")
    );
}

#[tokio::test]
async fn all_faults_of_the_arguments_are_told_at_once_and_nothing_is_sent() {
    let server = Server::start(|_| panic!("sent")).await;
    let bad = OrganizationId::new_unchecked("nonsense");
    let body = CreateInviteRequest::new("a").message("x".repeat(21));
    let error = client(&server)
        .organizations()
        .invites()
        .create(&bad, &body)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    let expected = [
        "path/organization_id: pattern",
        "body/email: minLength",
        "body/message: maxLength",
    ];
    assert_eq!(error.violations().unwrap().notation(), expected);
    let list = client(&server)
        .organizations()
        .invites()
        .list(&org())
        .page_size(101);
    let error = list
        .status(["pending".into(), "odd".into()])
        .await
        .unwrap_err();
    assert_eq!(
        error.violations().unwrap().notation(),
        ["query/page_size: maximum", "query/status/1: enum"]
    );
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn validation_can_be_switched_off_but_path_and_header_safety_cannot() {
    let server = Server::start(|_| json(200, &invite("inv_1"))).await;
    let body = CreateInviteRequest::new("a");
    let lax = Client::builder()
        .base_url(&server.url)
        .token("t")
        .validation(Validation::Off)
        .build()
        .unwrap();
    let odd = OrganizationId::new_unchecked("a/b?c#d");
    lax.organizations()
        .invites()
        .create(&odd, &body)
        .await
        .unwrap();
    let call = client(&server)
        .organizations()
        .invites()
        .create(&odd, &body);
    call.validation(Validation::Off).await.unwrap();
    assert_eq!(
        server.seen()[1].target,
        "/v1beta/organizations/a%2Fb%3Fc%23d/invites"
    );
    for id in ["", ".", ".."] {
        let error = lax
            .organizations()
            .invites()
            .accept(&odd, id)
            .await
            .unwrap_err();
        assert_eq!(
            error.violations().unwrap().notation(),
            ["path/invite_id: path"]
        );
    }
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\0b"] {
        let error = lax
            .organizations()
            .invites()
            .accept(&odd, "i")
            .x_reason(value)
            .await
            .unwrap_err();
        assert_eq!(
            error.violations().unwrap().notation(),
            ["header/X-Reason: header"]
        );
        let error = lax
            .organizations()
            .invites()
            .accept(&odd, "i")
            .header("X-Own", value)
            .await
            .unwrap_err();
        assert_eq!(
            error.violations().unwrap().notation(),
            ["header/X-Own: header"]
        );
    }
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn headers_of_the_call_take_the_place_of_ours() {
    let server = Server::start(|_| json(200, &invite("inv_1"))).await;
    let client = Client::builder()
        .base_url(&server.url)
        .token("bearer abc")
        .header("X-All", "1")
        .header("X-Two", "2");
    let client = client.build().unwrap();
    let call = || {
        client
            .organizations()
            .invites()
            .create(&org(), &CreateInviteRequest::new("a@b"))
    };
    let changed = call()
        .header("Authorization", "Bearer other")
        .header("Accept", "application/vnd.x+json");
    changed
        .header("x-two", "3")
        .header("X-Trace-Id", "abc 123")
        .await
        .unwrap();
    call().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].headers.get_all("authorization").iter().count(), 1);
    assert_eq!(seen[0].header("authorization"), "Bearer other");
    assert_eq!(seen[0].header("accept"), "application/vnd.x+json");
    assert_eq!(
        (seen[0].header("x-all"), seen[0].header("x-two")),
        ("1", "3")
    );
    assert_eq!(seen[0].header("x-trace-id"), "abc 123");
    assert_eq!(
        (seen[1].header("authorization"), seen[1].header("x-two")),
        ("Bearer abc", "2")
    );
    let error = call().header("Content-Length", "5").await.unwrap_err();
    assert_eq!(
        error.violations().unwrap().notation(),
        ["header/Content-Length: header"]
    );
}

#[tokio::test]
async fn a_base_url_may_have_a_path() {
    let server = Server::start(|_| json(200, &invite("inv_1"))).await;
    for prefix in ["/proxy/x", "/proxy/x/"] {
        let client = Client::builder()
            .base_url(format!("{}{prefix}", server.url))
            .token("t")
            .build()
            .unwrap();
        client
            .organizations()
            .invites()
            .create(&org(), &CreateInviteRequest::new("a@b"))
            .await
            .unwrap();
    }
    for seen in server.seen() {
        assert_eq!(
            seen.target,
            "/proxy/x/v1beta/organizations/org_0001/invites"
        );
    }
}

#[tokio::test]
async fn a_call_that_needs_no_token_of_ours_is_sent_without_authorization() {
    let server = Server::start(|_| json(401, &j!({ "code": "unauthenticated" }))).await;
    let builder = Client::builder().base_url(&server.url).unauthenticated();
    let invites = builder.build().unwrap().organizations().invites();
    let error = invites.accept(&org(), "i").await.unwrap_err();
    assert!(error.is_unauthenticated());
    assert_eq!(server.only().header("authorization"), "");
}

#[tokio::test]
async fn answers_are_checked_where_that_is_asked_for() {
    let server = Server::start(|_| json(200, &invite("inv_1"))).await;
    let strict = Client::builder()
        .base_url(&server.url)
        .token("t")
        .response_validation(ResponseValidation::Strict)
        .build()
        .unwrap();
    let body = CreateInviteRequest::new("a@b");
    let error = strict
        .organizations()
        .invites()
        .create(&org(), &body)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 200)
    );
    assert_eq!(
        error.violations().unwrap().notation(),
        [": additionalProperties"]
    );
}

#[tokio::test]
async fn time_limits_hold_for_headers_and_bodies() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 4096];
            tokio::io::AsyncReadExt::read(&mut socket, &mut request)
                .await
                .unwrap();
            if open.len() == 1 {
                let head = b"HTTP/1.1 500 Oh\r\ncontent-length: 99\r\n\r\n{\"code\":\"half";
                tokio::io::AsyncWriteExt::write_all(&mut socket, head)
                    .await
                    .unwrap();
            }
            open.push(socket);
        }
    });
    let client = Client::builder()
        .base_url(url)
        .token("t")
        .timeout(Duration::from_millis(200))
        .build()
        .unwrap();
    let error = client
        .organizations()
        .invites()
        .accept(&org(), "i")
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.status().is_none(), "{error}");
    // The status of an error is not lost with its body.
    let error = client
        .organizations()
        .invites()
        .accept(&org(), "i")
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    assert_eq!(error.body().unwrap().as_ref(), b"{\"code\":\"half");
    let error = client
        .organizations()
        .invites()
        .accept(&org(), "i")
        .timeout(Duration::from_millis(1))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn a_refused_connection_says_that_nothing_was_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).token("t").build().unwrap();
    let error = client
        .organizations()
        .invites()
        .accept(&org(), "i")
        .await
        .unwrap_err();
    assert!(error.is_connect() && error.is_transport(), "{error}");
}

#[test]
fn outside_of_tokio_there_is_an_error_and_no_panic() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:9")
        .token("t")
        .build()
        .unwrap();
    let mut future = std::pin::pin!(IntoFuture::into_future(
        client.organizations().invites().accept(&org(), "i")
    ));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = Future::poll(future.as_mut(), &mut context) else {
        panic!("no error")
    };
    assert!(error.to_string().contains("tokio"), "{error}");
}
