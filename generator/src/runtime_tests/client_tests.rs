//! Setting up a client: addresses, tokens, what never shows, where redirects lead.
use super::call_tests::{client, invite, org};
use super::other_tests::Silent;
use super::sample_models::CreateInviteRequest;
use super::sample_operations::AcceptOrganizationInvite;
use super::server::{Reply, Server, json, reply};
use crate::runtime::builder::usual_base;
use crate::runtime::request::Draft;
use crate::runtime::{Client, ErrorKind, Operation as _, RetryPolicy};
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
fn a_described_address_that_is_none_to_call_is_told_without_secrets() {
    let told = |servers: &[&str]| usual_base(servers).unwrap_err().to_string();
    assert_eq!(
        told(&["/v1", "https://example.com"]),
        "no base URL is given, and that of the API's description is none to call (the base URL \"/v1\" does not start \
         with http:// or https://): give one with `ClientBuilder::base_url`; `Client::from_env` takes it from the variable \
         SAMPLE_BASE_URL"
    );
    for url in [
        "https://u:sEcReT@example.com",
        "https://example.com/?key=sEcReT",
    ] {
        let text = told(&[url]);
        assert!(
            !text.contains("sEcReT") && text.contains("SAMPLE_BASE_URL"),
            "{text}"
        );
    }
    assert!(told(&[]).contains("the API's description has none"));
}

#[test]
fn an_operations_server_is_a_path_a_host_or_a_whole_address() {
    let served = |base: Option<&str>, server: &str| {
        let mut builder = Client::builder().transport(Silent);
        if let Some(base) = base {
            builder = builder.base_url(base);
        }
        let client = builder.build().unwrap();
        let mut draft = Draft::new(&client, AcceptOrganizationInvite::META);
        draft.serve(server);
        assert_eq!(draft.fault, None, "{server}");
        draft.base().as_str().to_owned()
    };
    for (server, own, given) in [
        (
            "/v2/",
            "https://api.example.com/v2",
            "http://127.0.0.1:1/v2",
        ),
        (
            "//other.host/v2",
            "https://other.host/v2",
            "http://127.0.0.1:1/v1",
        ),
        (
            "http://other.host",
            "http://other.host",
            "http://127.0.0.1:1/v1",
        ),
    ] {
        assert_eq!(served(None, server), own);
        assert_eq!(served(Some("http://127.0.0.1:1/v1"), server), given);
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
