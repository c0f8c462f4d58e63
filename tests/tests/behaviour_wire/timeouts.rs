//! Time limits, and calls that are dropped.
use super::{Clock, DOC, builder, client, get, good, raw, refusal, run, script, with};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(100);

#[test]
fn an_attempt_has_sixty_seconds_unless_set_and_the_call_no_limit() {
    let (server, clock) = (script([good()]), Clock::new(false));
    let client = builder(server.base()).transport(clock.clone()).build();
    assert!(get(&client.expect("it may be built")).is_ok());
    assert_eq!(clock.slept(), [Duration::from_secs(60)]);
}

#[test]
fn an_attempt_that_takes_too_long_is_a_timeout_and_tried_again() {
    let server = raw::hold(b"");
    let client = builder(server.base()).timeout(SHORT).build();
    let error = get(&client.expect("it may be built")).expect_err("nothing is answered");
    assert!(error.is_timeout() && !error.is_total_timeout(), "{error}");
    assert_eq!((error.attempts(), server.requests()), (3, 3));
}

#[test]
fn a_call_s_limit_takes_the_place_of_the_client_s() {
    let server = raw::hold(b"");
    let client = builder(server.base())
        .timeout(Duration::from_secs(600))
        .build();
    let call = client
        .expect("it may be built")
        .documents()
        .get(&DOC)
        .timeout(SHORT);
    let error = run(async { call.await }).expect_err("nothing is answered");
    assert!(error.is_timeout(), "{error}");
}

#[test]
fn a_body_that_stalls_is_within_the_limit_and_keeps_its_status() {
    let server = raw::hold(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"d");
    let client = builder(server.base()).timeout(SHORT).build();
    let error = get(&client.expect("it may be built")).expect_err("half an answer");
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"{\"d"[..]));
}

#[test]
fn the_call_s_time_ends_all_attempts() {
    let server = raw::hold(b"");
    let call = client(server.base())
        .documents()
        .get(&DOC)
        .total_timeout(SHORT);
    let error = run(async { call.await }).expect_err("nothing is answered");
    assert!(error.is_total_timeout() && error.attempts() == 1, "{error}");
    assert_eq!(server.requests(), 1);
}

#[test]
fn the_call_s_time_covers_its_waits() {
    let server = script([with(refusal(503), "retry-after", "30")]);
    let call = client(server.base()).documents().get(&DOC);
    let error = run(async { call.total_timeout(Duration::from_secs(10)).await });
    let error = error.expect_err("it is refused");
    assert_eq!((error.attempts(), error.is_server_error()), (1, true));
    assert!(error.to_string().contains("time left"), "{error}");
}

#[test]
fn a_dropped_call_closes_its_connection_and_is_not_sent_again() {
    let server = raw::hold(b"");
    run(async {
        let factify = client(server.base());
        let call = tokio::spawn(async move { factify.documents().get(&DOC).await });
        while server.requests() == 0 {
            tokio::task::yield_now().await;
        }
        call.abort();
        assert!(call.await.is_err_and(|error| error.is_cancelled()));
        // The connection's own task sees to it.
        while server.left.try_recv().is_err() {
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(server.requests(), 1);
}
