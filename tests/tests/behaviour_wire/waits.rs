//! How long is waited between attempts. The clock is the test's: nothing here takes the time that it speaks of.
use super::{Clock, DOC, builder, get, good, refusal, run, script, with};
use factify::{Error, RetryPolicy};
use factify_tests::server::Answer;
use std::time::Duration;

/// The waits of a GET that is answered like that, in milliseconds, and what came of it.
fn waits(policy: RetryPolicy, answers: Vec<Answer>) -> (Vec<u128>, Result<(), Error>) {
    let (server, clock) = (script(answers), Clock::new(true));
    let builder = builder(server.base()).retry(policy).timeout(None);
    let client = builder.transport(clock.clone()).build();
    let outcome = get(&client.expect("it may be built")).map(|_| ());
    let slept = clock.slept();
    (slept.iter().map(Duration::as_millis).collect(), outcome)
}

fn steady() -> RetryPolicy {
    RetryPolicy::new().jitter(false)
}

fn limited(headers: &[(&str, &str)]) -> Vec<Answer> {
    let mut answer = refusal(429);
    for (name, value) in headers {
        answer = with(answer, name, *value);
    }
    vec![answer, good()]
}

#[test]
fn waits_begin_at_a_quarter_of_a_second_and_double() {
    let (waits, _) = waits(steady().attempts(9), vec![refusal(503)]);
    assert_eq!(waits, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
}

#[test]
fn waits_are_as_the_policy_says() {
    let policy = steady()
        .attempts(4)
        .initial_backoff(Duration::from_millis(100));
    let policy = policy.factor(3.0).max_backoff(Duration::from_millis(500));
    let (waits, _) = waits(policy, vec![refusal(503)]);
    assert_eq!(waits, [100, 300, 500]);
}

#[test]
fn waits_are_random_within_their_bound() {
    let (waits, _) = waits(RetryPolicy::new().attempts(9), vec![refusal(503)]);
    let bounds = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000];
    assert!(
        waits.iter().zip(bounds).all(|(wait, bound)| *wait <= bound),
        "{waits:?}"
    );
    assert_ne!(waits, bounds);
}

#[test]
fn seconds_of_retry_after_are_waited_on_top() {
    for (value, expected) in [("1", 1250), ("2", 2250), ("0.5", 750), ("0", 250)] {
        let (waits, outcome) = waits(steady(), limited(&[("retry-after", value)]));
        assert!(outcome.is_ok());
        assert_eq!(waits, [expected], "{value}");
    }
}

#[test]
fn a_date_of_retry_after_is_waited_for() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for later in [
        "Sun, 06 Nov 1994 08:49:40 GMT",
        "Sunday, 06-Nov-94 08:49:40 GMT",
        "Sun Nov  6 08:49:40 1994",
    ] {
        let (waits, _) = waits(steady(), limited(&[date, ("retry-after", later)]));
        assert_eq!(waits, [3250], "{later}");
    }
}

#[test]
fn a_date_that_is_over_is_no_wait() {
    let past = [("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")];
    assert_eq!(waits(steady(), limited(&past)).0, [250]);
}

#[test]
fn what_is_no_wait_is_passed_over() {
    for value in ["soon", "-3", "1e3", "nan", ""] {
        let (waits, _) = waits(steady(), limited(&[("retry-after", value)]));
        assert_eq!(waits, [250], "{value:?}");
    }
}

#[test]
fn the_server_s_own_clock_counts() {
    // Years before this machine's clock; the wait is still three seconds.
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    let (waits, _) = waits(
        steady(),
        limited(&[date, ("x-ratelimit-reset", "784111780")]),
    );
    assert_eq!(waits, [3250]);
}

#[test]
fn the_reset_of_a_rate_limit_counts_with_429_only() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    let mut answers = limited(&[date, ("x-ratelimit-reset", "784111780")]);
    answers[0].status = 503;
    assert_eq!(waits(steady(), answers).0, [250]);
}

#[test]
fn a_wait_beyond_the_policy_s_ends_the_call_with_the_server_s_error() {
    let policy = steady().max_wait(Duration::from_millis(60));
    let (waits, outcome) = waits(policy, limited(&[("retry-after", "2")]));
    let error = outcome.expect_err("the wait is too long");
    assert!(waits.is_empty() && error.is_rate_limited() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
}

#[test]
fn a_wait_that_the_call_has_no_time_for_is_not_begun() {
    let server = script(limited(&[("retry-after", "30")]));
    let client = builder(server.base()).build().expect("it may be built");
    let call = client
        .documents()
        .get(&DOC)
        .total_timeout(Duration::from_secs(20));
    let error = run(async { call.await }).expect_err("there is no time");
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(server.take().len(), 1);
}
