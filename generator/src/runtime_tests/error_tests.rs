//! Answers that are no good: errors with every kind of body, and good statuses whose bodies cannot be read.
use super::call_tests::{client, invite, org};
use super::sample_models::CreateInviteRequest;
use super::server::{Reply, Server, json, reply};
use crate::runtime::{Client, Error, ErrorKind, ResponseValidation};
use serde_json::{Value, json as j};
use std::collections::BTreeMap;
use std::path::Path;

async fn fail(answer: impl Fn() -> Reply + Send + Sync + 'static) -> Error {
    let server = Server::start(move |_| answer()).await;
    client(&server)
        .organizations()
        .invites()
        .create(&org(), &CreateInviteRequest::new("a@b"))
        .await
        .unwrap_err()
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<Error>() < 32);
}

#[tokio::test]
async fn an_error_tells_all_that_the_server_told() {
    let body = j!({ "code": "already_exists", "message": "taken\nby you", "details": [
        { "type": "x", "debug": { "y": 1 } },
        { "reason": "invite_exists", "param": "email", "request_id": "req_1" },
    ] });
    let error = fail(move || json(409, &body)).await;
    assert!(error.is_api() && error.is_conflict());
    assert_eq!(error.code(), Some("already_exists"));
    assert_eq!(error.message(), Some("taken\nby you"));
    assert_eq!(
        (error.reason(), error.param()),
        (Some("invite_exists"), Some("email"))
    );
    assert_eq!(error.request_id(), Some("req_1"));
    assert_eq!(error.details().unwrap()[0]["debug"]["y"], 1);
    let text = "createOrganizationInvite: 409 Conflict: already_exists: taken by you (reason invite_exists, param email, request id req_1)";
    assert_eq!(error.to_string(), text);
    assert!(!format!("{error:?}").contains("test-token"));
}

#[tokio::test]
async fn the_request_id_may_come_in_a_header() {
    let error = fail(|| {
        let mut reply = reply(503, "text/html", "<html>");
        reply
            .headers_mut()
            .insert("x-request-id", "req_2".parse().unwrap());
        reply
            .headers_mut()
            .insert("retry-after", "7".parse().unwrap());
        reply
    })
    .await;
    assert_eq!(error.request_id(), Some("req_2"));
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert!(error.is_server_error());
    let text = "createOrganizationInvite: 503 Service Unavailable: 6 bytes of text/html without a code or message (request id req_2)";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn a_good_status_with_a_bad_body_is_a_decode_error_with_its_place() {
    let cases: [(Reply, &str); 8] = [
        (reply(200, "application/json", ""), ""),
        (reply(200, "", "  \n"), ""),
        (reply(200, "application/json", r#"{"id":"inv_1","em"#), ""),
        (reply(200, "text/html", "<html>"), ""),
        (json(200, &j!(null)), ""),
        (
            json(200, &j!({ "id": "inv_1", "status": "pending" })),
            "/email",
        ),
        (
            json(200, &j!({ "id": 5, "email": "a", "status": "pending" })),
            "/id",
        ),
        (
            json(
                200,
                &j!({ "id": "i", "email": "a", "status": "pending", "accepted_at": "soon" }),
            ),
            "/accepted_at",
        ),
    ];
    for (answer, place) in cases {
        let body = answer.body().clone();
        let error = fail(move || answer.clone()).await;
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Decode, 200)
        );
        assert_eq!(error.decode_error().unwrap().path(), place, "{error}");
        assert_eq!(error.body(), Some(&body));
        assert!(error.to_string().contains("status 200"), "{error}");
    }
}

#[tokio::test]
async fn a_byte_order_mark_and_an_odd_content_type_do_not_matter() {
    for kind in ["", "text/plain", "application/vnd.x+json"] {
        let body = format!("\u{FEFF}{}", invite("inv_1"));
        let server = Server::start(move |_| reply(206, kind, body.clone())).await;
        let call = client(&server)
            .organizations()
            .invites()
            .create(&org(), &CreateInviteRequest::new("a@b"));
        assert_eq!(call.await.unwrap().id, "inv_1");
    }
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_an_error_and_an_error_is_cut() {
    for (status, kind) in [(200, ErrorKind::Transport), (500, ErrorKind::Api)] {
        let server = Server::start(move |_| reply(status, "text/plain", vec![b'x'; 5000])).await;
        let client = Client::builder()
            .base_url(&server.url)
            .token("t")
            .max_answer_bytes(100)
            .build()
            .unwrap();
        let error = client
            .organizations()
            .invites()
            .create(&org(), &CreateInviteRequest::new("a@b"))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (kind, status)
        );
        assert_eq!(error.body().unwrap().len(), 100);
    }
}

#[tokio::test]
async fn bodies_in_other_encodings_still_say_what_they_say() {
    let text = r#"{"code":"not_found","message":"kein Gerät","details":[{"reason":"gone","request_id":"r"}]}"#;
    let text = text.to_owned();
    let words = || text.encode_utf16();
    let little = words().flat_map(u16::to_le_bytes);
    let big = words().flat_map(u16::to_be_bytes);
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let bodies: [Vec<u8>; 5] = [
        text.clone().into_bytes(),
        format!("\u{FEFF}{text}").into_bytes(),
        [0xFF, 0xFE].into_iter().chain(little).collect(),
        [0xFE, 0xFF].into_iter().chain(big).collect(),
        latin,
    ];
    for body in bodies {
        let error = fail(move || reply(404, "application/json", body.clone())).await;
        assert_eq!(
            (error.code(), error.reason()),
            (Some("not_found"), Some("gone"))
        );
        assert_eq!(error.request_id(), Some("r"));
        assert!(error.message().unwrap().starts_with("kein Ger"), "{error}");
        let line = error.to_string();
        assert!(line.ends_with("(reason gone, request id r)"), "{line}");
    }
}

#[tokio::test]
async fn bodies_of_any_shape_leave_the_status() {
    let deep = "[".repeat(100_000);
    let long = format!("{{\"code\":\"{}\"}}", "x".repeat(3 << 20));
    let odd = [
        "",
        " ",
        "null",
        "5",
        "\"text\"",
        "[]",
        "[{\"code\":1}]",
        "{}",
        "{\"code\":{}}",
        "{\"details\":5}",
        "{\"details\":[null,[],{\"reason\":null}]}",
        "{\"code\":\"half",
        "<html>",
        "\u{0}",
        &deep,
        &long,
    ];
    for status in [300u16, 304, 400, 404, 418, 429, 500, 503, 599] {
        for body in odd {
            let own = if status == 304 {
                String::new()
            } else {
                body.to_owned()
            };
            let error = fail(move || reply(status, "application/json", own.clone())).await;
            assert_eq!(error.status().unwrap().as_u16(), status, "{}", body.len());
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
            assert!(error.code().is_none() && error.reason().is_none());
            assert!(error.body().unwrap().len() <= 1 << 20);
            let line = error.to_string();
            let start = format!("createOrganizationInvite: {status}");
            assert!(
                line.starts_with(&start) && line.lines().count() == 1,
                "{line}"
            );
        }
    }
}

#[tokio::test]
async fn every_message_has_the_request_id_that_the_server_gave() {
    let in_header = |mut reply: Reply| {
        let headers = reply.headers_mut();
        headers.insert("x-request-id", "req_9".parse().unwrap());
        reply
    };
    let told = j!({ "id": 5, "details": [{ "request_id": "req_9" }] });
    let strict = j!({ "id": "i", "email": "a", "status": "pending", "accepted_at": 5, "details": [{ "request_id": "req_9" }] });
    let answers = [
        in_header(reply(200, "text/html", "<html>")),
        in_header(reply(200, "", "")),
        in_header(json(403, &j!({}))),
        json(200, &told),
        json(201, &strict),
        json(500, &told),
    ];
    for answer in answers {
        let server = Server::start(move |_| answer.clone()).await;
        let builder = Client::builder().base_url(&server.url).token("t");
        let client = builder
            .response_validation(ResponseValidation::Strict)
            .build()
            .unwrap();
        let invites = client.organizations().invites();
        let call = invites.create(&org(), &CreateInviteRequest::new("a@b"));
        let error = call.await.unwrap_err();
        assert_eq!(error.request_id(), Some("req_9"), "{error}");
        let line = error.to_string();
        assert!(line.contains("request id req_9"), "{line}");
        assert!(line.starts_with("createOrganizationInvite: "), "{line}");
        assert_eq!(
            (error.operation(), error.attempts()),
            (Some("createOrganizationInvite"), 1)
        );
    }
}

#[test]
fn an_error_outside_of_a_call_names_none() {
    let error = Client::builder().base_url("nothing").build().unwrap_err();
    let told = (error.operation(), error.attempts(), error.is_retryable());
    assert_eq!(told, (None, 0, false));
    assert!(error.to_string().contains("base URL"), "{error}");
}

/// What is expected of a recorded error body, read without our code.
fn expected(row: &Value) -> (Option<String>, Option<String>, Option<String>) {
    let body = &row["body"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let details = body["details"].as_array().cloned().unwrap_or_default();
    let reason = details
        .iter()
        .find_map(|item| text(&item["reason"]).or_else(|| text(&item["debug"]["reason"])));
    (text(&body["code"]), text(&body["message"]), reason)
}

#[tokio::test]
async fn recorded_error_bodies() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/wire/responses.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the recordings are not there");
        return;
    };
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|row| row["variant"].as_str().unwrap().starts_with("error-"))
        .collect();
    let answers = rows.clone();
    let server = Server::start(move |seen| {
        let index: usize = seen.header("x-row").parse().unwrap();
        let row = &answers[index];
        let body = row["body_text"]
            .as_str()
            .map_or_else(|| row["body"].to_string(), str::to_owned);
        let status = row["status"].as_u64().unwrap();
        reply(
            u16::try_from(status).unwrap(),
            row["content_type"].as_str().unwrap_or(""),
            body,
        )
    })
    .await;
    let invites = client(&server).organizations().invites();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let error = invites
            .accept(&org(), "i")
            .header("x-row", index.to_string())
            .await
            .unwrap_err();
        let read = (error.code(), error.message(), error.reason());
        let (code, message, reason) = expected(row);
        assert_eq!(
            read,
            (code.as_deref(), message.as_deref(), reason.as_deref()),
            "{row}"
        );
        assert_eq!(
            u64::from(error.status().unwrap().as_u16()),
            row["status"].as_u64().unwrap()
        );
        let line = error.to_string();
        assert!(
            line.starts_with(&format!("acceptOrganizationInvite: {}", row["status"]))
                && line.lines().count() == 1
                && line.len() < 2000
        );
        *counts.entry(row["variant"].as_str().unwrap()).or_default() += 1;
    }
    println!("{} rows: {counts:?}", rows.len());
    assert!(counts.len() >= 15);
}

#[test]
fn statuses_and_headers_can_be_named_without_another_dependency() {
    use crate::runtime::public::http;
    let found: http::StatusCode = ::http::StatusCode::NOT_FOUND;
    assert_eq!(found, http::StatusCode::NOT_FOUND);
    assert_eq!(http::Method::GET.as_str(), "GET");
    assert!(http::HeaderMap::<http::HeaderValue>::new().is_empty());
}
