//! Where the token shows, and where it does not.
use super::{TOKEN, builder, client, get, good, refusal, script};
use factify::models::CreateApiKeyRequest;
use factify_tests::server::Answer;
use serde_json::json;

#[test]
fn an_error_does_not_show_the_token() {
    let server = script([refusal(403)]);
    let error = get(&client(server.base())).expect_err("it is refused");
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn a_server_that_repeats_the_token_does_not_make_debug_show_it() {
    let echo =
        json!({ "code": "x", "message": "m", "details": [{ "reason": "r", "seen": TOKEN }] });
    let server = script([Answer::json(400, &echo)]);
    let error = get(&client(server.base())).expect_err("it is refused");
    assert!(!format!("{error} {error:?}").contains(TOKEN));
}

#[test]
fn client_and_builder_do_not_show_the_token() {
    let builder = builder("http://127.0.0.1:9");
    let shown = format!("{builder:?}");
    let client = builder.build().expect("it may be built");
    let call = client.documents().get(&super::DOC).token(TOKEN);
    let shown = format!("{shown} {client:?} {call:?}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn the_secret_of_a_new_key_is_not_shown() {
    let key = json!({ "id": "key_01h2xcejqtf2nbrexx3vqjhp41", "name": "n", "key_prefix": "ffy", "is_active": true,
        "organization_id": super::ORG.as_str(), "created_at": "2026-01-15T09:30:15Z" });
    let answer = json!({ "api_key": key, "secret": "ffy_s3cr3t_value_of_the_key" });
    let server = script([Answer::json(200, &answer)]);
    let body = CreateApiKeyRequest::new("n", super::ORG);
    let call = client(server.base()).api_keys().create(body);
    let made = super::run(async { call.with_response().await }).expect("it is good");
    assert!(!format!("{made:?}").contains("s3cr3t"));
    assert_eq!(made.value.secret.as_str(), "ffy_s3cr3t_value_of_the_key");
}

#[test]
fn a_token_in_the_environment_is_read_where_that_is_asked_for() {
    // The environment of a test belongs to all tests, so it is only read here.
    let asked = factify::Client::from_env();
    let set = std::env::var_os("FACTIFY_API_KEY").is_some_and(|text| !text.is_empty());
    if !set {
        let told = asked.expect_err("there is none").to_string();
        assert!(told.contains("FACTIFY_API_KEY"), "{told}");
    }
    let server = script([good()]);
    let bare = factify::Client::builder().base_url(server.base()).build();
    let error = get(&bare.expect("it may be built")).expect_err("it is not read unasked");
    assert!(error.is_auth() && server.take().is_empty());
}
