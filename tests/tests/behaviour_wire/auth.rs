//! Tokens as people give them.
use super::{Client, TOKEN, builder, client, get, good, refusal, script, tokens};
use factify::{Secret, Token, token_fn};
use factify_tests::server::Server;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What arrives of a token.
fn sent(token: &str) -> Vec<String> {
    let server = script([good()]);
    let client = builder(server.base()).token(token).build();
    assert!(get(&client.expect("the token may be sent")).is_ok());
    let seen = server.take();
    let all = tokens(&seen).into_iter().flatten();
    all.map(str::to_owned).collect()
}

fn refused(token: &str) -> String {
    let error = builder("http://127.0.0.1:9").token(token).build();
    error.expect_err("it cannot be sent").to_string()
}

#[test]
fn a_plain_token_is_sent_as_bearer() {
    assert_eq!(sent("abc"), ["Bearer abc"]);
}

#[test]
fn a_token_with_bearer_in_front_is_sent_once() {
    assert_eq!(sent("Bearer abc"), ["Bearer abc"]);
}

#[test]
fn bearer_in_lower_case_is_sent_as_the_scheme_is_spelt() {
    assert_eq!(sent("bearer abc"), ["Bearer abc"]);
}

#[test]
fn blanks_and_line_ends_around_a_token_are_dropped() {
    assert_eq!(sent(" abc "), ["Bearer abc"]);
    assert_eq!(sent("abc\r\n"), ["Bearer abc"]);
}

#[test]
fn an_empty_token_is_refused_when_the_client_is_built() {
    assert!(refused("").contains("token"));
    assert!(refused("Bearer ").contains("token"));
}

#[test]
fn a_token_with_a_line_end_within_is_refused_without_being_shown() {
    let told = refused("s3cr\net");
    assert!(told.contains("token") && !told.contains("s3cr"), "{told}");
}

#[test]
fn a_token_of_other_letters_is_refused_without_being_shown() {
    let told = refused("kůň");
    assert!(told.contains("token") && !told.contains("kůň"), "{told}");
}

#[test]
fn without_a_token_nothing_is_sent_and_the_error_says_how_to_set_one() {
    let server = script([good()]);
    let client = Client::builder().base_url(server.base()).build();
    let error = get(&client.expect("it may be built")).expect_err("there is no token");
    assert!(error.is_auth(), "{error}");
    assert!(error.to_string().contains("FACTIFY_API_KEY"), "{error}");
    assert!(server.take().is_empty());
}

#[test]
fn that_there_is_no_token_can_be_meant() {
    let server = script([good()]);
    let client = Client::builder().base_url(server.base()).unauthenticated();
    assert!(get(&client.build().expect("it may be built")).is_ok());
    assert_eq!(tokens(&server.take()), [None]);
}

#[test]
fn a_call_s_own_token_takes_the_place_of_the_client_s() {
    let server = script([good()]);
    let call = client(server.base())
        .documents()
        .get(&super::DOC)
        .token("own");
    super::run(async { call.await }).expect("it is good");
    assert_eq!(tokens(&server.take()), [Some("Bearer own")]);
}

#[test]
fn an_authorization_header_of_a_call_is_sent_as_it_is() {
    let server = script([good()]);
    let call = client(server.base()).documents().get(&super::DOC);
    let call = call.header("authorization", "Basic eDp5");
    super::run(async { call.await }).expect("it is good");
    assert_eq!(tokens(&server.take()), [Some("Basic eDp5")]);
}

#[test]
fn a_function_gives_the_token() {
    let server = script([good()]);
    let own = token_fn(|_| async { Ok::<_, std::io::Error>(Token::new("from-fn")) });
    let client = builder(server.base()).token_provider(own).build();
    assert!(get(&client.expect("it may be built")).is_ok());
    assert_eq!(tokens(&server.take()), [Some("Bearer from-fn")]);
}

/// A client whose tokens are numbered, and how many there were.
fn numbered(server: &Server) -> (Client, Arc<AtomicU32>) {
    let count = Arc::new(AtomicU32::new(0));
    let own = Arc::clone(&count);
    let provider = token_fn(move |_| {
        let number = own.fetch_add(1, Ordering::SeqCst) + 1;
        async move { Ok::<_, std::io::Error>(Token::new(Secret::new(format!("tok{number}")))) }
    });
    let client = builder(server.base()).token_provider(provider).build();
    (client.expect("it may be built"), count)
}

#[test]
fn a_function_is_asked_once_for_all_attempts() {
    let server = script([refusal(503), refusal(503), good()]);
    let (client, count) = numbered(&server);
    assert!(get(&client).is_ok());
    assert_eq!(tokens(&server.take()), [Some("Bearer tok1"); 3]);
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_function_is_asked_again_once_after_401() {
    let server = script([refusal(401), good()]);
    let (client, _) = numbered(&server);
    assert!(get(&client).is_ok());
    let seen = server.take();
    assert_eq!(tokens(&seen), [Some("Bearer tok1"), Some("Bearer tok2")]);
    let server = script([refusal(401)]);
    let (client, _) = numbered(&server);
    assert!(get(&client).is_err_and(|error| error.is_unauthenticated()));
    assert_eq!(server.take().len(), 2);
}

#[test]
fn a_function_that_fails_fails_the_call_and_nothing_is_sent() {
    let server = script([good()]);
    let own = token_fn(|_| async { Err::<Token, _>(std::io::Error::other("no token")) });
    let client = builder(server.base()).token_provider(own).build();
    let error = get(&client.expect("it may be built")).expect_err("there is no token");
    assert!(error.is_auth(), "{error}");
    assert!(server.take().is_empty());
}

#[test]
fn a_fixed_token_that_is_refused_is_not_sent_again() {
    let server = script([refusal(401)]);
    let error = get(&client(server.base())).expect_err("it is refused");
    assert!(error.is_unauthenticated() && !error.is_retryable());
    assert!(!format!("{error} {error:?}").contains(TOKEN));
    assert_eq!(server.take().len(), 1);
}

#[test]
fn a_token_is_not_sent_in_clear_text_beyond_this_machine() {
    let error = builder("http://example.invalid").build();
    let told = error.expect_err("it would be read on its way").to_string();
    assert!(told.contains("https") && !told.contains(TOKEN), "{told}");
}
