//! Headers that every call has, and those that a caller sets.
use super::{DOC, builder, client, get, good, post, run, script};
use factify::{Attempt, AttemptAnswer, Interceptor};
use factify_tests::server::Seen;
use std::sync::{Arc, Mutex, PoisonError};

/// The only request of a GET.
fn seen(change: impl FnOnce(factify::ClientBuilder) -> factify::ClientBuilder) -> Seen {
    let server = script([good()]);
    let client = change(builder(server.base())).build();
    assert!(get(&client.expect("it may be built")).is_ok());
    server.take().remove(0)
}

#[test]
fn the_user_agent_names_the_crate_and_its_version() {
    let seen = seen(|builder| builder);
    let told = seen.header("user-agent").unwrap_or_default();
    let version = told.strip_prefix("factify/").unwrap_or_default();
    assert!(
        version.starts_with(|first: char| first.is_ascii_digit()),
        "{told}"
    );
}

#[test]
fn the_user_agent_can_be_another_one() {
    let seen = seen(|builder| builder.user_agent("my-app/1"));
    assert_eq!(seen.header("user-agent"), Some("my-app/1"));
}

#[test]
fn a_call_s_user_agent_counts_before_the_client_s() {
    let server = script([good()]);
    let call = client(server.base()).documents().get(&DOC);
    run(async { call.header("User-Agent", "x/1").await }).expect("it is good");
    let seen = server.take();
    let all: Vec<_> = seen[0]
        .headers
        .iter()
        .filter(|(name, _)| name == "user-agent")
        .collect();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].1, "x/1");
}

#[test]
fn json_is_asked_for_and_no_compression() {
    let seen = seen(|builder| builder);
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("accept-encoding"), None);
    assert!(seen.body.is_empty() && seen.header("content-type").is_none());
}

#[test]
fn a_call_s_accept_counts_before_ours() {
    let server = script([good()]);
    let call = client(server.base()).documents().get(&DOC);
    run(async { call.header("Accept", "application/vnd.x+json").await }).expect("it is good");
    let seen = server.take();
    assert_eq!(seen[0].header("accept"), Some("application/vnd.x+json"));
}

#[test]
fn a_body_is_json_of_known_length() {
    let server = script([good()]);
    assert!(post(&client(server.base())).is_ok());
    let seen = server.take().remove(0);
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(
        seen.header("content-length"),
        Some(seen.body.len().to_string().as_str())
    );
    assert_eq!(&seen.body[..], br#"{"email":"pam@example.com"}"#);
}

#[test]
fn headers_of_client_and_call_are_sent_and_the_call_s_counts() {
    let server = script([good()]);
    let builder = builder(server.base())
        .header("X-A", "client")
        .header("X-B", "client");
    let client = builder.build().expect("it may be built");
    let call = client.documents().get(&DOC).header("x-b", "call");
    run(async { call.await }).expect("it is good");
    let seen = server.take().remove(0);
    assert_eq!(
        (seen.header("x-a"), seen.header("x-b")),
        (Some("client"), Some("call"))
    );
}

#[test]
fn a_header_with_a_line_end_is_refused_and_nothing_is_sent() {
    let server = script([good()]);
    let call = client(server.base()).documents().get(&DOC);
    let call = call.header("X-A", "1\r\nX-Evil: 1");
    let error = run(async { call.await }).expect_err("it cannot be sent");
    assert!(
        error.is_invalid() && !error.to_string().contains("Evil"),
        "{error}"
    );
    assert!(server.take().is_empty());
}

/// Notes what it sees, and sets a header.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn add(&self, line: String) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }
}

impl Interceptor for Notes {
    fn before_attempt<'a>(
        &'a self,
        attempt: &'a mut Attempt,
    ) -> factify::transport::BoxFuture<'a, Result<(), factify::transport::BoxError>> {
        self.add("before".to_owned());
        let value = http::HeaderValue::from_static("hook");
        attempt.headers_mut().insert("x-t", value);
        Box::pin(std::future::ready(Ok(())))
    }

    fn after_attempt(&self, _: &Attempt, answer: &AttemptAnswer<'_>) {
        self.add(format!("response {}", answer.status().as_u16()));
    }
}

#[test]
fn hooks_see_every_attempt() {
    let server = script([super::refusal(503), good()]);
    let notes = Notes::default();
    let client = builder(server.base()).interceptor(notes.clone()).build();
    assert!(get(&client.expect("it may be built")).is_ok());
    let lines = notes
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    assert_eq!(lines, ["before", "response 503", "before", "response 200"]);
    let seen = server.take();
    assert!(seen.iter().all(|one| one.header("x-t") == Some("hook")));
}
