//! Setting up a client: addresses, tokens, what never shows, where redirects lead.
use super::call_tests::{client, invite, org};
use super::sample_models::CreateInviteRequest;
use super::server::{Reply, Server, json, reply};
use crate::runtime::{Client, ErrorKind, RetryPolicy};
use serde_json::json as j;

fn refused(url: &str, token: Option<&str>) -> String {
    let mut builder = Client::builder().base_url(url);
    if let Some(token) = token {
        builder = builder.token(token);
    }
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    error.to_string()
}

#[test]
fn addresses_that_are_refused() {
    for url in [
        "",
        "example.com",
        "/v1",
        "ftp://example.com",
        "http://",
        "https://u:p@example.com",
        "https://h/?x=1",
    ] {
        assert!(refused(url, None).contains("base URL"), "{url}");
    }
    for url in [
        "https://h/#x",
        "https://h:99999/",
        "https://h:8x/",
        "https://[::1]:65536",
        r"https://h/a\..\b",
        "https://h/a/../b",
        "https://h/%2e%2E/b",
        "https://h h/",
    ] {
        assert!(refused(url, None).contains("base URL"), "{url}");
    }
}

#[test]
fn a_token_travels_encrypted_or_not_at_all() {
    for url in [
        "http://example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "http://a.localhost",
    ] {
        let text = refused(url, Some("sEcReT"));
        assert!(
            text.contains("clear text") && !text.contains("sEcReT"),
            "{text}"
        );
    }
    for url in [
        "http://127.0.0.1:1",
        "http://localhost:1",
        "http://[::1]:1",
        "http://127.9.9.9",
    ] {
        assert!(
            Client::builder().base_url(url).token("t").build().is_ok(),
            "{url}"
        );
    }
    assert!(
        Client::builder()
            .base_url("http://example.com")
            .build()
            .is_ok()
    );
    for token in ["", "a\nb", "ž"] {
        assert!(
            refused("http://127.0.0.1", Some(token)).contains("token"),
            "{token:?}"
        );
    }
}

#[tokio::test]
async fn a_secret_header_does_not_go_round_that() {
    let client = Client::builder()
        .base_url("http://example.invalid")
        .build()
        .unwrap();
    let call = client
        .organizations()
        .invites()
        .accept(&org(), "i")
        .header("Authorization", "Bearer x");
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(!format!("{error} {error:?}").contains("Bearer"));
}

#[test]
fn debug_shows_no_token() {
    let builder = Client::builder()
        .base_url("http://127.0.0.1")
        .token("sEcReT")
        .header("X-Key", "sEcReT");
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let call = client
        .organizations()
        .invites()
        .accept(&org(), "sEcReT")
        .header("Authorization", "sEcReT");
    let shown = format!(
        "{shown} {client:?} {client:#?} {call:?} {:?}",
        client.organizations().invites()
    );
    let list = client.organizations().invites().list(&org());
    let shown = format!(
        "{shown} {:?} {:?} {:?}",
        list.clone().stream(),
        list.clone().pages(),
        list.with_response()
    );
    assert!(!shown.contains("sEcReT"), "{shown}");
    assert!(
        shown.contains("[redacted]") && shown.contains("127.0.0.1"),
        "{shown}"
    );
}

#[test]
fn a_platform_client_can_be_built_for_https() {
    // Where the machine trusts no certificates, this is an error and no panic.
    match Client::new("token") {
        Ok(client) => assert_eq!(client.base_url(), "https://api.example.com"),
        Err(error) => assert!(
            error.to_string().contains("TLS cannot be set up"),
            "{error}"
        ),
    }
}

fn redirect(status: u16, to: &str) -> Reply {
    let mut reply = reply(status, "", "");
    reply.headers_mut().insert("location", to.parse().unwrap());
    reply
}

#[tokio::test]
async fn redirects_of_reads_are_followed_without_secrets_for_strangers() {
    let other = Server::start(|_| json(200, &j!({ "items": [invite("far")] }))).await;
    let far = format!("{}/far", other.url);
    let server = Server::start(move |seen| match seen.target.as_str() {
        "/near" => redirect(307, &far),
        _ => redirect(302, "/near"),
    })
    .await;
    let call = client(&server)
        .organizations()
        .invites()
        .list(&org())
        .header("Cookie", "a=b")
        .header("X-Own", "1")
        .header("Range", "bytes=0-9");
    assert_eq!(call.await.unwrap().items[0].id, "far");
    assert_eq!(
        server.seen()[1].header("authorization"),
        "Bearer test-token"
    );
    let seen = other.only();
    assert_eq!(
        (
            seen.header("authorization"),
            seen.header("cookie"),
            seen.header("referer")
        ),
        ("", "", "")
    );
    assert_eq!(
        (seen.header("x-own"), seen.header("range")),
        ("", "bytes=0-9")
    );
    assert_eq!(server.seen()[1].header("x-own"), "1");
}

#[tokio::test]
async fn redirects_of_writes_and_endless_ones_are_errors() {
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(move |_| redirect(status, "/elsewhere")).await;
        let call = client(&server)
            .organizations()
            .invites()
            .create(&org(), &CreateInviteRequest::new("a@b"));
        assert_eq!(call.await.unwrap_err().status().unwrap().as_u16(), status);
        server.only();
        let error = client(&server)
            .organizations()
            .invites()
            .list(&org())
            .await
            .unwrap_err();
        assert!(error.to_string().contains("redirects"), "{error}");
        assert_eq!(server.seen().len(), 1 + 11);
    }
}

#[tokio::test]
async fn nothing_is_sent_twice_unasked() {
    let server = Server::start(|_| reply(503, "", "")).await;
    client(&server)
        .organizations()
        .invites()
        .list(&org())
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    server.only();
}
