//! What servers and callers do that nobody should: tokens that are sent back, files that are none, addresses too long.
use super::call_tests::org;
use super::retry_operations::Put;
use super::server::{Server, json, reply};
use crate::runtime::redirect;
use crate::runtime::{Call, Client, ClientBuilder, Error, Upload, token_fn};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json as j;
use std::time::Duration;

const TOKEN: &str = "sEcReT-0123456789";

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(&server.url).token(TOKEN)
}

async fn list(client: &Client) -> Error {
    let call = client.organizations().invites().list(&org());
    call.header("cookie", "session=cOoKiE-0123456789")
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_token_that_the_server_repeats_is_hidden_wherever_it_stands() {
    let body = j!({ "code": format!("bad {TOKEN}"), "message": format!("no Bearer {TOKEN}, no cOoKiE-0123456789"),
        "details": [{ "reason": TOKEN, "param": format!("x{TOKEN}y") }] });
    let server = Server::start(move |_| json(401, &body)).await;
    let error = list(&builder(&server).build().unwrap()).await;
    let shown = format!("{error} {error:?} {:?} {:?}", error.code(), error.reason());
    assert!(
        !shown.contains("sEcReT") && !shown.contains("cOoKiE"),
        "{shown}"
    );
    assert_eq!(error.message(), Some("no Bearer [redacted], no [redacted]"));
    assert_eq!(error.param(), Some("x[redacted]y"));
}

#[tokio::test]
async fn short_tokens_take_no_words_out_of_a_message() {
    let body = j!({ "code": "x", "message": "a Bearer token is due" });
    let server = Server::start(move |_| json(400, &body)).await;
    let client = builder(&server).token("token").build().unwrap();
    assert_eq!(list(&client).await.message(), Some("a Bearer token is due"));
}

#[tokio::test]
async fn a_provider_that_hangs_is_told_from_a_server_that_does() {
    let server = Server::start(|_| reply(200, "", "")).await;
    let never = token_fn(|_| std::future::pending::<Result<&'static str, std::io::Error>>());
    let client = builder(&server).token_provider(never);
    let client = client.timeout(Duration::from_millis(20)).build().unwrap();
    let error = list(&client).await;
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("nothing was sent"), "{error}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_folder_is_not_begun_to_be_sent_and_the_file_that_fails_is_named() {
    let server = Server::start(|_| json(200, &"done".into())).await;
    let client = builder(&server).build().unwrap();
    let folder = std::env::temp_dir();
    for path in [folder.clone(), folder.join("hostile-missing.bin")] {
        let error = Call::<Put>::new(&client).set_file(Upload::path(&path));
        let error = error.await.unwrap_err();
        assert_eq!(error.kind(), crate::runtime::ErrorKind::Config);
        assert!(!error.is_retryable() && error.attempts() == 0);
        let told = error.to_string();
        assert!(told.contains(&path.display().to_string()), "{told}");
        assert!(
            told.contains("correct the path of `Upload::path`"),
            "{told}"
        );
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn an_address_that_is_too_long_is_told_with_its_length() {
    let server = Server::start(|_| reply(200, "", "")).await;
    let client = builder(&server).build().unwrap();
    let call = client.organizations().invites().list(&org());
    let error = call.from_token("x".repeat(70_000)).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("65534 are the most"), "{text}");
    assert!(text.len() < 500 && server.seen().is_empty());
}

#[test]
fn a_redirect_from_https_to_clear_text_is_none() {
    let next = |from: &str, to: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::LOCATION, HeaderValue::from_static(to));
        redirect::next(&from.parse().unwrap(), StatusCode::FOUND, &headers)
    };
    assert!(next("https://example.com/a", "http://example.com/a").is_none());
    assert!(
        next("https://example.com/a", "https://example.org/a").is_some_and(|hop| !hop.same_origin)
    );
    assert!(next("https://example.com/a", "//example.com/b").is_some_and(|hop| hop.same_origin));
    assert!(next("http://127.0.0.1/a", "https://127.0.0.1/a").is_some_and(|hop| !hop.same_origin));
    assert!(next("http://127.0.0.1/a", "http://127.0.0.1/b").is_some_and(|hop| hop.same_origin));
}
