//! Which failures are repeated, after which waits, and what ends it: by a script, on a clock of its own.
use super::clock::{START, Script, Step, answer};
use super::retry_operations::{ALL, Get, Planned, Post};
use crate::runtime::{Call, Client, Error, RetryPolicy, TransportErrorKind as Kind};
use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);

/// A client whose waits are not left to chance.
fn client(script: &Script) -> Client {
    let steady = RetryPolicy::new().jitter(false);
    script.builder().retry(steady).build().unwrap()
}

/// What came of a GET, and when it was sent.
async fn get(steps: impl IntoIterator<Item = Step>) -> (Result<u32, Error>, Vec<u128>) {
    let script = Script::new(steps);
    let outcome = Call::<Get>::new(&client(&script)).with_response().await;
    (outcome.map(|response| response.attempts()), script.sent())
}

fn limited(headers: &[(&'static str, &str)]) -> Step {
    let headers = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Step::Answer(429, headers.collect(), "{}")
}

fn event(name: &str) -> Step {
    match name {
        "connect" => Step::Fault(Kind::Connect),
        "lost" => Step::Fault(Kind::Lost),
        "upload" => Step::Fault(Kind::Upload),
        "other" => Step::Fault(Kind::Other),
        "stall" => Step::Stall,
        "cut" => Step::Cut(200, Some(Kind::Body)),
        "stalled body" => Step::Cut(200, None),
        "garbage" => answer(200, "<html>"),
        "rate limit" => answer(429, r#"{"details":[{"reason":"rate_limit_exceeded"}]}"#),
        "quota" => answer(429, r#"{"details":[{"reason":"quota_exceeded"}]}"#),
        "quota 503" => answer(503, r#"{"details":[{"reason":"quota_exceeded"}]}"#),
        "rate limit 503" => answer(503, r#"{"details":[{"reason":"rate_limit_exceeded"}]}"#),
        status => answer(status.parse().unwrap(), "{}"),
    }
}

#[tokio::test]
async fn each_rule_of_the_table() {
    const EVENTS: &str = "connect,lost,upload,other,stall,cut,stalled body,garbage,rate limit,quota,quota 503,\
        rate limit 503,300,400,401,403,404,405,406,408,409,410,411,412,413,415,422,425,429,431,451,500,501,502,503,\
        504,505,507,511,599";
    const SAFE: &str =
        "connect,lost,stall,cut,stalled body,rate limit,rate limit 503,408,429,502,503,504";
    for (method, call) in ALL {
        let repeated = match method {
            "GET" | "HEAD" => format!("{SAFE},500"),
            "POST" | "PATCH" | "GET, once" => "connect,rate limit".to_owned(),
            _ => SAFE.to_owned(),
        };
        for name in EVENTS.split(',').map(str::trim) {
            let script = Script::new([event(name)]);
            let error = call(&client(&script)).await.unwrap_err();
            let again = repeated.split(',').any(|own| own == name);
            let expected = if again { 3 } else { 1 };
            assert_eq!(script.sent().len(), expected, "{method} {name}: {error}");
            assert_eq!(error.attempts() as usize, expected, "{method} {name}");
            assert_eq!(error.is_retryable(), again, "{method} {name}: {error}");
            assert!(error.to_string().starts_with("thing: "), "{error}");
            assert_eq!(error.operation(), Some("thing"));

            let script = Script::new([event(name), answer(200, "1")]);
            let outcome = call(&client(&script)).await;
            assert_eq!(outcome.is_ok(), again, "{method} {name}: {outcome:?}");
            if let Ok(response) = outcome {
                assert_eq!((response.attempts(), response.value), (2, 1.into()));
            }
        }
    }
}

#[tokio::test]
async fn waits_double_up_to_their_bound() {
    let script = Script::new([answer(503, "")]);
    let policy = RetryPolicy::new().attempts(9).jitter(false);
    let call = Call::<Get>::new(&client(&script)).retry(policy);
    assert_eq!(call.await.unwrap_err().attempts(), 9);
    let expected = [0, 250, 750, 1750, 3750, 7750, 15750, 23750, 31750];
    assert_eq!(script.sent(), expected);
}

#[tokio::test]
async fn odd_settings_do_no_harm() {
    let odd = [
        RetryPolicy::new().attempts(0),
        RetryPolicy::new().factor(f64::NAN),
        RetryPolicy::new().factor(f64::INFINITY),
        RetryPolicy::new().factor(-3.0),
        RetryPolicy::new().initial_backoff(Duration::MAX),
        RetryPolicy::new()
            .initial_backoff(Duration::ZERO)
            .factor(f64::INFINITY),
        RetryPolicy::new().max_backoff(Duration::ZERO),
        RetryPolicy::new()
            .max_wait(Duration::MAX)
            .max_elapsed(Duration::MAX),
    ];
    for policy in odd {
        let script = Script::new([answer(503, "")]);
        let call = Call::<Get>::new(&client(&script)).retry(policy.clone());
        let sent = call
            .total_timeout(Duration::MAX)
            .await
            .unwrap_err()
            .attempts();
        assert!(
            sent == 3 || policy == RetryPolicy::none(),
            "{policy:?}: {sent}"
        );
        let last = *script.sent().last().unwrap();
        assert!(last <= 16_000, "{policy:?}: {last}");
    }
}

#[tokio::test]
async fn a_random_wait_stays_within_its_bound() {
    let mut waits = Vec::new();
    for _ in 0..200 {
        let script = Script::new([answer(503, "")]);
        let client = script.builder().build().unwrap();
        Call::<Get>::new(&client).await.unwrap_err();
        let sent = script.sent();
        assert!(sent[1] <= 250 && sent[2] - sent[1] <= 500, "{sent:?}");
        waits.push(sent[1]);
    }
    waits.sort_unstable();
    // 200 waits of one value, or of one half, would be a fault of the dice.
    assert!(waits[0] < 125 && waits[199] > 125, "{waits:?}");
}

#[tokio::test]
async fn the_server_s_wait_comes_before_our_own() {
    let date = "Sun, 06 Nov 1994 08:49:40 GMT";
    let reset = (START + 3).to_string();
    // The server's clock is an hour and a half behind ours; its date says so.
    let behind = [
        ("date", "Sun, 06 Nov 1994 07:19:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 07:19:40 GMT"),
    ];
    let behind_reset = (START - 5400 + 3).to_string();
    let ahead_reset = (START + 5400 + 3).to_string();
    let forms: [&[(&'static str, &str)]; 9] = [
        &[("retry-after", "3")],
        &[("retry-after", " 3.0 ")],
        &[("retry-after", date)],
        &[("retry-after", "Sunday, 06-Nov-94 08:49:40 GMT")],
        &[("retry-after", "Sun Nov  6 08:49:40 1994")],
        &[("x-ratelimit-reset", &reset)],
        &behind,
        &[("date", behind[0].1), ("x-ratelimit-reset", &behind_reset)],
        &[
            ("date", "Sun, 06 Nov 1994 10:19:37 GMT"),
            ("x-ratelimit-reset", &ahead_reset),
        ],
    ];
    for headers in forms {
        let (outcome, sent) = get([limited(headers), answer(200, "1")]).await;
        assert_eq!((outcome.unwrap(), sent), (2, vec![0, 3250]), "{headers:?}");
    }
    for past in [
        "0",
        "Sun, 06 Nov 1994 08:49:00 GMT",
        "soon",
        "-3",
        "nan",
        "1e3",
        "",
        "+1",
        ".5",
    ] {
        let (_, sent) = get([limited(&[("retry-after", past)]), answer(200, "1")]).await;
        assert_eq!(sent, [0, 250], "{past}");
    }
    // The header of a limit that was not met.
    let far = (START + 3000).to_string();
    let step = Step::Answer(503, vec![("x-ratelimit-reset", far)], "");
    assert_eq!(get([step, answer(200, "1")]).await.1, [0, 250]);
}

#[tokio::test]
async fn a_wait_beyond_the_policy_ends_the_call_at_once() {
    let long = "9".repeat(2000);
    let thirty_zeros = format!("1{}", "0".repeat(30));
    let day = "Mon, 07 Nov 1994 08:49:37 GMT";
    for value in [
        "61",
        "60.5",
        day,
        &thirty_zeros,
        &long,
        "99999999999999999999",
    ] {
        for name in ["retry-after", "x-ratelimit-reset"] {
            let (outcome, sent) = get([limited(&[(name, value)])]).await;
            if name == "x-ratelimit-reset" && (value.len() < 5 || value == day) {
                assert_eq!(sent.len(), 3, "a moment of 1970, or no number at all");
                continue;
            }
            assert_eq!(sent, [0], "{name} {value}");
            let error = outcome.unwrap_err();
            assert!(error.is_rate_limited() && error.is_retryable());
            assert!(
                error.to_string().contains("wait longer than 60s"),
                "{error}"
            );
            let asked = error.retry_after().unwrap();
            assert!(asked > MINUTE && SystemTime::now().checked_add(asked).is_some());
        }
    }
    let script = Script::new([limited(&[("retry-after", "61")]), answer(200, "1")]);
    let patient = RetryPolicy::new().max_wait(2 * MINUTE).jitter(false);
    Call::<Get>::new(&client(&script))
        .retry(patient)
        .await
        .unwrap();
    assert_eq!(script.sent(), [0, 61_250]);
}

#[tokio::test]
async fn an_attempt_has_a_limit_and_the_call_has_one() {
    let (outcome, sent) = get([Step::Stall]).await;
    let error = outcome.unwrap_err();
    assert_eq!(sent, [0, 60_250, 120_750]);
    assert!(error.is_timeout() && !error.is_total_timeout());
    let text = "thing: the exchange failed: no answer within the timeout of 60s (attempts 3)";
    assert_eq!(error.to_string(), text);

    for (step, status) in [(Step::Stall, None), (Step::Cut(200, None), Some(200))] {
        let script = Script::new([step]);
        let call = Call::<Get>::new(&client(&script)).total_timeout(Duration::from_secs(100));
        let error = call.await.unwrap_err();
        assert_eq!(script.sent(), [0, 60_250]);
        assert!(error.is_timeout() && error.is_total_timeout() && error.is_retryable());
        let text = error.to_string();
        assert!(text.contains("within the total timeout of 100s"), "{text}");
        assert!(text.contains("attempts 2"), "{text}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
    }
}

#[tokio::test]
async fn a_wait_that_the_call_has_no_time_for_is_not_begun() {
    let total = |millis| {
        let script = Script::new([answer(503, "{\"code\":\"down\"}")]);
        let steady = RetryPolicy::new().jitter(false);
        let builder = script.builder().retry(steady);
        let client = builder
            .total_timeout(Duration::from_millis(millis))
            .build()
            .unwrap();
        async move {
            let error = Call::<Get>::new(&client).await.unwrap_err();
            (error, script.sent())
        }
    };
    let (error, sent) = total(750).await;
    assert_eq!((error.code(), sent), (Some("down"), vec![0, 250]));
    let text = "thing: 503 Service Unavailable: down (attempts 2, not repeated because the time left does not suffice)";
    assert_eq!(error.to_string(), text);
    assert_eq!(total(751).await.1, [0, 250, 750]);
    assert_eq!(total(0).await.1, [0]);

    let script = Script::new([answer(503, "")]);
    let policy = RetryPolicy::new()
        .jitter(false)
        .max_elapsed(Duration::from_millis(300));
    Call::<Get>::new(&client(&script))
        .retry(policy)
        .await
        .unwrap_err();
    assert_eq!(script.sent(), [0, 250]);
}

#[tokio::test]
async fn a_call_s_policy_counts_before_the_client_s_and_that_before_the_document_s() {
    let script = Script::new([answer(404, "")]);
    let plain = script.builder().build().unwrap();
    assert_eq!(
        Call::<Planned>::new(&plain).await.unwrap_err().attempts(),
        3
    );
    assert!(*script.sent().last().unwrap() <= 400);

    let script = Script::new([answer(404, "")]);
    Call::<Planned>::new(&client(&script)).await.unwrap_err();
    assert_eq!(script.sent(), [0, 250, 750]);
    for step in [answer(429, ""), Step::Fault(Kind::Connect), Step::Stall] {
        let script = Script::new([step]);
        Call::<Planned>::new(&client(&script)).await.unwrap_err();
        assert_eq!(script.sent().len(), 1);
    }

    let script = Script::new([answer(503, "")]);
    let call = Call::<Get>::new(&client(&script)).retry(RetryPolicy::none());
    let error = call.await.unwrap_err();
    assert_eq!((error.attempts(), script.sent().len()), (1, 1));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_behind() {
    let stalls = [Step::Stall, Step::Cut(200, None), answer(503, "")];
    for step in stalls {
        let script = Script::new([step]);
        script.stop();
        let mut call = Box::pin(Call::<Post>::new(&client(&script)).with_response());
        let mut get = Box::pin(Call::<Get>::new(&client(&script)).with_response());
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        let _ = std::future::Future::poll(call.as_mut(), &mut cx);
        assert!(std::future::Future::poll(get.as_mut(), &mut cx).is_pending());
        assert!(script.under_way() > 0);
        drop((call, get));
        assert_eq!((script.under_way(), script.sent().len()), (0, 2));
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_no_attempt() {
    let script = Script::new([answer(200, "1")]);
    let call = Call::<Get>::new(&client(&script)).header("X\n", "1");
    let error = call.await.unwrap_err();
    assert_eq!((error.attempts(), error.operation()), (0, Some("thing")));
    assert!(
        error.to_string().starts_with("thing: invalid arguments: "),
        "{error}"
    );
    assert!(script.sent().is_empty() && !error.is_retryable());
}
