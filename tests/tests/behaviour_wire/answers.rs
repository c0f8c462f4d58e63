//! Answers of every kind: what is read, and what an error says.
use super::{DOC, client, get, good, good_value, raw, refusal, run, script, with};
use factify::{Error, RetryPolicy};
use factify_tests::server::Answer;
use serde_json::json;

fn bytes(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    let mut answer = Answer::empty(status);
    answer.body = body.into();
    if kind.is_empty() {
        answer
    } else {
        with(answer, "content-type", kind)
    }
}

/// The error of a GET that is not tried again.
fn error(answer: Answer) -> Error {
    let server = script([answer]);
    let call = client(server.base()).documents().get(&DOC);
    run(async { call.retry(RetryPolicy::none()).await }).expect_err("it is no good answer")
}

fn status(error: &Error) -> Option<u16> {
    error.status().map(|status| status.as_u16())
}

fn place(error: &Error) -> Option<String> {
    error.decode_error().map(factify::DecodeError::path)
}

#[test]
fn every_status_that_is_not_good_is_an_error_that_says_it() {
    for code in (300..=599).filter(|code| !matches!(code, 301 | 302 | 303 | 307 | 308)) {
        let error = error(refusal(code));
        assert!(error.is_api(), "{code}");
        assert_eq!(status(&error), Some(code));
        // 304 has no body, whatever the server writes.
        let message = (code != 304).then(|| format!("m{code}"));
        assert_eq!(error.message(), message.as_deref());
        assert!(error.to_string().contains(&code.to_string()), "{error}");
    }
}

#[test]
fn an_error_tells_code_reason_and_request_id() {
    let details =
        json!([{ "reason": "invalid_field_value", "param": "title", "request_id": "req_1" }]);
    let body = json!({ "code": "invalid_argument", "message": "m", "details": details });
    let error = error(Answer::json(400, &body));
    assert_eq!(error.code(), Some("invalid_argument"));
    assert_eq!(error.reason(), Some("invalid_field_value"));
    assert_eq!(
        (error.param(), error.request_id()),
        (Some("title"), Some("req_1"))
    );
    assert_eq!(error.details(), Some(&details));
    assert!(error.to_string().contains("req_1"), "{error}");
}

#[test]
fn an_error_s_body_may_be_anything() {
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "{\"code\":\"x",
        "<html>no</html>",
        "\"text\"",
        "7",
    ] {
        for kind in ["", "application/json", "text/html"] {
            let error = error(bytes(400, kind, body));
            assert_eq!((status(&error), error.code()), (Some(400), None), "{body}");
            assert_eq!(error.body().map(|own| &own[..]), Some(body.as_bytes()));
        }
    }
}

#[test]
fn an_error_without_a_code_is_told_as_it_is() {
    let error = error(Answer::json(400, &json!({ "message": "m", "details": [] })));
    assert_eq!((error.code(), error.message()), (None, Some("m")));
}

#[test]
fn an_error_s_body_that_breaks_off_leaves_its_status() {
    let server =
        raw::script(&[b"HTTP/1.1 409 Conflict\r\ncontent-length: 99\r\n\r\n{\"code\":\"x"]);
    let error = get(&client(server.base())).expect_err("it is refused");
    assert!(error.is_conflict() && error.is_api(), "{error}");
    assert_eq!(
        error.body().map(|own| &own[..]),
        Some(&b"{\"code\":\"x"[..])
    );
}

#[test]
fn a_good_answer_without_a_body_is_an_error() {
    for answer in [
        bytes(200, "application/json", ""),
        Answer::empty(204),
        bytes(200, "", " \n"),
    ] {
        let code = answer.status;
        let error = error(answer);
        assert!(error.is_decode(), "{error}");
        assert_eq!((status(&error), error.attempts()), (Some(code), 1));
    }
}

#[test]
fn a_good_answer_that_is_no_json_is_an_error() {
    for body in [
        "<html>502</html>",
        "{\"document\":",
        "[]",
        "null",
        "\"x\"",
        "{} {}",
    ] {
        let error = error(bytes(200, "application/json", body));
        assert!(error.is_decode(), "{body}: {error}");
        assert_eq!(error.body().map(|own| &own[..]), Some(body.as_bytes()));
        assert!(!error.to_string().contains("html"), "{error}");
    }
}

#[test]
fn a_body_that_breaks_off_is_an_error_with_its_status() {
    let server = raw::script(&[b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"doc"]);
    let error = get(&client(server.base())).expect_err("half an answer");
    assert!(error.is_transport(), "{error}");
    assert_eq!((status(&error), error.attempts()), (Some(200), 3));
}

#[test]
fn a_missing_field_is_an_error_with_its_place() {
    let mut body = good_value();
    body["document"]
        .as_object_mut()
        .map(|own| own.remove("title"));
    assert_eq!(
        place(&error(Answer::json(200, &body))).as_deref(),
        Some("/document/title")
    );
}

#[test]
fn a_null_in_a_required_field_is_an_error_with_its_place() {
    let mut body = good_value();
    body["document"]["title"] = json!(null);
    assert_eq!(
        place(&error(Answer::json(200, &body))).as_deref(),
        Some("/document/title")
    );
}

#[test]
fn a_date_that_is_none_is_an_error_with_its_place() {
    for date in ["2026-01-15", "garbage", "", "2026-02-30T00:00:00Z"] {
        let mut body = good_value();
        body["document"]["created_at"] = json!(date);
        let place = place(&error(Answer::json(200, &body)));
        assert_eq!(place.as_deref(), Some("/document/created_at"), "{date}");
    }
}

#[test]
fn an_unknown_value_and_an_unknown_field_are_read() {
    let mut body = good_value();
    body["document"]["access_level"] = json!("brand_new");
    body["document"]["brand_new_field"] = json!({ "a": [1, null] });
    let server = script([Answer::json(200, &body)]);
    let read = get(&client(server.base())).expect("it is read");
    assert_eq!(read.document.access_level.as_str(), "brand_new");
}

#[test]
fn another_good_status_is_read_as_the_declared_one() {
    for status in [201, 202, 203, 206, 299] {
        let server = script([Answer::json(status, &good_value())]);
        assert!(get(&client(server.base())).is_ok(), "{status}");
    }
}

#[test]
fn the_content_type_does_not_matter() {
    for kind in [
        "",
        "text/plain",
        "Application/JSON; Charset=UTF-8",
        "application/vnd.factify+json",
    ] {
        let server = script([bytes(200, kind, good_value().to_string())]);
        assert!(get(&client(server.base())).is_ok(), "{kind:?}");
    }
}

#[test]
fn a_byte_order_mark_does_not_matter() {
    let body = format!("\u{feff}{}", good_value());
    let server = script([bytes(200, "application/json", body)]);
    assert!(get(&client(server.base())).is_ok());
}

#[test]
fn bytes_that_are_no_utf_8_do_not_cost_an_error_its_code() {
    let latin = b"{\"code\":\"not_found\",\"message\":\"caf\xe9\"}";
    assert_eq!(
        error(bytes(404, "application/json", latin)).code(),
        Some("not_found")
    );
    let text = "\u{feff}{\"code\":\"not_found\"}".encode_utf16();
    let wide: Vec<u8> = text.flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        error(bytes(404, "application/json", wide)).code(),
        Some("not_found")
    );
}

#[test]
fn a_compressed_answer_that_was_not_asked_for_is_an_error_and_not_unpacked() {
    let packed = with(
        bytes(200, "application/json", b"\x1f\x8b\x08\0".to_vec()),
        "content-encoding",
        "gzip",
    );
    let error = error(packed);
    assert!(error.is_decode(), "{error}");
}

#[test]
fn an_answer_beyond_the_bound_is_an_error() {
    let server = script([with(good(), "x-pad", "1")]);
    let client = super::builder(server.base()).max_answer_bytes(16).build();
    let error = get(&client.expect("it may be built")).expect_err("it is longer");
    assert!(error.is_transport() && !error.is_retryable(), "{error}");
    assert_eq!(error.body().map(bytes::Bytes::len), Some(16));
}

#[test]
fn an_answer_comes_with_status_and_headers() {
    let server = script([with(good(), "x-request-id", "req_9")]);
    let call = client(server.base()).documents().get(&DOC);
    let response = run(async { call.with_response().await }).expect("it is good");
    assert_eq!(
        (response.status().as_u16(), response.request_id()),
        (200, Some("req_9"))
    );
}
