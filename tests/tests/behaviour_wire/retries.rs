//! What is sent again, and how often.
use super::{arrivals, at_once, builder, client, get, good, post, raw, refusal, run, script};
use factify::PolicyId;
use factify::models::CreateDocumentRequest;
use factify::{RetryPolicy, Upload};
use std::net::TcpListener;

#[test]
fn a_get_is_sent_again_after_a_failure_that_passes() {
    for status in [408, 429, 500, 502, 503, 504] {
        let server = script([refusal(status), good()]);
        assert!(get(&client(server.base())).is_ok(), "{status}");
        assert_eq!(server.take().len(), 2, "{status}");
    }
}

#[test]
fn a_get_is_not_sent_again_after_any_other_status() {
    for status in [400, 401, 403, 404, 409, 410, 422, 425, 501, 505, 599] {
        let server = script([refusal(status), good()]);
        let error = get(&client(server.base())).expect_err("it is refused");
        assert_eq!(error.status().map(|own| own.as_u16()), Some(status));
        assert_eq!(server.take().len(), 1, "{status}");
    }
}

#[test]
fn there_are_three_attempts_and_the_last_error_is_told() {
    for status in [429, 503] {
        let server = script([refusal(500), refusal(502), refusal(status)]);
        let error = get(&client(server.base())).expect_err("it is refused");
        assert_eq!(error.message(), Some(format!("m{status}").as_str()));
        assert_eq!((error.attempts(), server.take().len()), (3, 3));
    }
}

#[test]
fn a_post_is_not_sent_again_after_a_status() {
    for status in [408, 429, 500, 502, 503, 504] {
        assert_eq!(arrivals(&refusal(status)), [3, 1], "{status}");
    }
}

#[test]
fn a_form_is_not_sent_again_after_a_status() {
    let server = script([refusal(503), good()]);
    let file = Upload::bytes("a.pdf", b"%PDF-1.7".to_vec());
    let factify = client(server.base());
    let call = factify
        .documents()
        .create(CreateDocumentRequest::new(file, "t"));
    let error = run(async { call.await }).expect_err("it is refused");
    assert!(error.is_server_error(), "{error}");
    assert_eq!(server.take().len(), 1);
}

#[test]
fn a_delete_is_sent_again_but_not_after_500() {
    for (status, expected) in [(503, 3), (429, 3), (500, 1)] {
        let server = script([refusal(status)]);
        let factify = client(server.base());
        let policy = PolicyId::literal("pol_01h2xcejqtf2nbrexx3vqjhp41");
        let call = factify.policies().detach(&super::DOC, &policy);
        let error = run(async { call.await }).expect_err("it is refused");
        assert_eq!(server.take().len(), expected, "{error}");
    }
}

#[test]
fn the_number_of_attempts_is_the_client_s_or_the_call_s() {
    let server = script([refusal(503)]);
    let patient = builder(server.base()).retry(at_once().attempts(5)).build();
    let patient = patient.expect("it may be built");
    let error = get(&patient).expect_err("it is refused");
    assert_eq!((error.attempts(), server.take().len()), (5, 5));
    let call = patient
        .documents()
        .get(&super::DOC)
        .retry(RetryPolicy::none());
    let error = run(async { call.await }).expect_err("it is refused");
    assert_eq!((error.attempts(), server.take().len()), (1, 1));
}

#[test]
fn the_answer_tells_how_many_attempts_it_took() {
    let server = script([refusal(503), refusal(503), good()]);
    let call = client(server.base()).documents().get(&super::DOC);
    let response = run(async { call.with_response().await }).expect("the third is good");
    assert_eq!(response.attempts(), 3);
}

#[test]
fn a_connection_closed_without_an_answer_is_tried_again_for_a_get_only() {
    let server = raw::script(&[b"", b""]);
    let error = get(&client(server.base())).expect_err("no answer");
    assert!(error.is_transport() && error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), server.requests()), (3, 3));
    let server = raw::script(&[b""]);
    let error = post(&client(server.base())).expect_err("no answer");
    assert!(error.is_transport() && !error.is_retryable(), "{error}");
    assert_eq!((error.attempts(), server.requests()), (1, 1));
}

#[test]
fn a_refused_connection_is_tried_again_for_a_post_too() {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    let base = format!("http://{}", free.expect("loopback has a free port"));
    for error in [
        get(&client(&base)).expect_err("nobody listens"),
        post(&client(&base)).expect_err("nobody listens"),
    ] {
        assert!(error.is_connect() && error.is_retryable(), "{error}");
        assert_eq!(error.attempts(), 3);
    }
}

#[test]
fn an_outage_does_not_triple_the_load() {
    let server = script([refusal(503)]);
    let factify = client(server.base());
    for _ in 0..200 {
        drop(get(&factify.clone()));
    }
    let arrived = server.take().len();
    assert!(
        (200..400).contains(&arrived),
        "{arrived} requests of 200 calls"
    );
}
