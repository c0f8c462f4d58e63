//! What the SDK's calls say to a server is recorded and replayed, and the recording holds no secret.
use factify::models::{
    AcceptOrganizationInviteRequest, CreateApiKeyRequest, CreateDocumentRequest,
    CreateOrganizationInviteRequest,
};
use factify::{Client, ErrorKind, OrganizationId, Recorder, Replay, RetryPolicy, Upload};
use factify_tests::server::{Answer, Seen, Server};
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

const ORG: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
const TOKEN: &str = "ffy_test_TheTokenOfTheCaller";
const INVITE_TOKEN: &str = "the-invitation's-token";
const COOKIE: &str = "the-cookie-of-the-session";

/// At least 78 characters, as the document has it.
fn new_key() -> String {
    format!("ffy_test_{}", "NewKey".repeat(12))
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(work)
}

/// Gives the secret of a new key, and echoes whatever else it is sent, the token in front.
fn echo(seen: &Seen) -> Answer {
    if seen.path.ends_with("/api-keys") {
        let api_key = json!({
            "id": "key_01h2xcejqtf2nbrexx3vqjhp41",
            "name": "n",
            "key_prefix": "ffy_test_NewKeyNew",
            "created_at": "2026-01-02T03:04:05Z",
            "is_active": true,
            "organization_id": ORG.as_str(),
        });
        return Answer::json(200, &json!({ "api_key": api_key, "secret": new_key() }));
    }
    // A form has a random boundary, which is no secret.
    let form = seen.path.ends_with("/documents");
    let said = String::from_utf8_lossy(if form { b"a form" } else { &seen.body });
    let token = seen.header("authorization").unwrap_or_default();
    let body = json!({ "code": "invalid_argument", "message": format!("{token} said {said}") });
    let mut answer = Answer::json(400, &body);
    let cookie = ("set-cookie".to_owned(), format!("session={COOKIE}; Path=/"));
    answer.headers.push(cookie);
    answer.headers.push(("x-echo".to_owned(), token.to_owned()));
    answer
}

/// The calls that are recorded and replayed: what they came to.
async fn calls(client: &Client) -> Vec<String> {
    let mut told = Vec::new();
    let key = client.api_keys().create(CreateApiKeyRequest::new("n", ORG));
    told.push(match key.await {
        Ok(made) => format!("{} {}", made.api_key.name, made.secret.as_str().len()),
        Err(error) => error.to_string(),
    });
    let invites = client.organizations().invites();
    let body = AcceptOrganizationInviteRequest::new(INVITE_TOKEN);
    let refused = invites.accept(&ORG, body).await;
    told.push(
        refused
            .expect_err("it was refused")
            .code()
            .unwrap_or_default()
            .to_owned(),
    );
    let file = Upload::bytes("a.bin", vec![0xff_u8, 0, 0xfe]);
    let refused = client
        .documents()
        .create(CreateDocumentRequest::new(file, "t"))
        .await;
    told.push(
        refused
            .expect_err("it was refused")
            .code()
            .unwrap_or_default()
            .to_owned(),
    );
    told
}

fn recorded() -> (Vec<String>, String) {
    let server = Server::with(echo);
    let recorder = Recorder::new();
    let client = Client::builder()
        .base_url(server.base())
        .token(TOKEN)
        .header("Cookie", format!("session={COOKIE}"))
        .record(&recorder)
        .build()
        .expect("loopback may be spoken to");
    let told = run(calls(&client));
    // What went over the wire had them all.
    let seen = server.take();
    assert!(seen.iter().all(|one| {
        one.header("authorization")
            .is_some_and(|own| own.contains(TOKEN))
    }));
    assert!(String::from_utf8_lossy(&seen[1].body).contains(INVITE_TOKEN));
    assert!(!format!("{recorder:?}").contains(TOKEN));
    (told, recorder.to_json())
}

#[test]
fn a_recording_holds_no_secret() {
    let (told, text) = recorded();
    assert_eq!(told[0], format!("n {}", new_key().len()));
    for secret in [TOKEN, INVITE_TOKEN, COOKIE, &new_key()] {
        assert!(!text.contains(secret), "{secret} is in:\n{text}");
    }
    let file: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(file["version"], 1);
    let all = file["exchanges"].as_array().expect("a list");
    assert_eq!(all.len(), 3);
    assert_eq!(all[0]["answer"]["body"]["json"]["secret"], "[redacted]");
    assert_eq!(all[0]["answer"]["body"]["json"]["api_key"]["name"], "n");
    assert_eq!(all[1]["request"]["body"]["json"]["token"], "[redacted]");
    assert_eq!(all[1]["request"]["operation"], "acceptOrganizationInvite");
    // Three bytes that are no text, and so the form around them.
    assert!(all[2]["request"]["body"]["base64"].is_string(), "{text}");
    assert!(text.lines().count() > 30, "it is not pretty:\n{text}");
    assert_eq!(undated(&recorded().1), undated(&text), "it is not stable");
}

/// Without the time of day that the local server tells.
fn undated(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains(" GMT"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn a_recording_is_replayed_by_any_token() {
    let (told, text) = recorded();
    let replay = Replay::parse(&text).expect("it is a recording");
    let client = replay.client();
    let again = run(calls(&client));
    assert_eq!(again[0], "n 10", "the secret is `[redacted]`");
    assert_eq!(again[1..], told[1..]);
    replay.verify();
}

#[test]
fn files_are_written_and_read() {
    let (_, text) = recorded();
    let path = std::env::temp_dir().join(format!("factify-record-{}.json", std::process::id()));
    std::fs::write(&path, &text).expect("it is written");
    let replay = Replay::open(&path).expect("it is a recording");
    std::fs::remove_file(&path).expect("it is there");
    run(calls(&replay.client()));
    for wrong in [
        "",
        "{}",
        r#"{"version":2,"exchanges":[]}"#,
        r#"{"version":1,"exchanges":[{}]}"#,
    ] {
        let error = Replay::parse(wrong).expect_err("it is none");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData, "{error}");
    }
}

#[test]
fn what_was_not_recorded_fails_and_what_is_left_over_is_told() {
    let (_, text) = recorded();
    let replay = Replay::parse(&text).expect("it is a recording");
    let client = replay.client();
    let invites = client.organizations().invites();
    let body = CreateOrganizationInviteRequest::new("pam@example.com");
    let error = run(async { invites.create(&ORG, body).await }).expect_err("it was never called");
    assert_eq!(error.kind(), ErrorKind::Transport);
    let keys = client
        .api_keys()
        .create(CreateApiKeyRequest::new("other", ORG));
    let error = run(async { keys.await }).expect_err("it has another name");
    assert!(
        error.to_string().contains("recorded with another body"),
        "{error}"
    );
    let told = catch_unwind(AssertUnwindSafe(|| replay.verify())).expect_err("it is told");
    let told = told.downcast_ref::<String>().expect("a text");
    assert!(
        told.contains("recorded and not called: POST /v1beta/api-keys"),
        "{told}"
    );
    assert!(
        told.contains("unexpected call POST /v1beta/organizations/"),
        "{told}"
    );
}

#[test]
fn attempts_and_faults_are_replayed_one_by_one() {
    let server = Server::with({
        let mut count = 0;
        move |_| {
            count += 1;
            let busy = json!({ "code": "unavailable", "message": "busy" });
            match count {
                1 => Answer::json(503, &busy),
                _ => Answer::json(
                    200,
                    &json!({ "items": [], "pagination": { "has_more": false } }),
                ),
            }
        }
    });
    let recorder = Recorder::new();
    let at_once = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let client = Client::builder()
        .base_url(server.base())
        .token(TOKEN)
        .retry(at_once)
        .record(&recorder)
        .build()
        .expect("loopback may be spoken to");
    let answer = run(async { client.documents().list().with_response().await });
    assert_eq!(answer.expect("the second is good").attempts(), 2);
    drop(server);
    let unreachable = Client::builder()
        .base_url("http://127.0.0.1:9")
        .token(TOKEN)
        .retry(RetryPolicy::none())
        .record(&recorder)
        .build()
        .expect("loopback may be spoken to");
    run(async { unreachable.users().get_me().await }).expect_err("nobody listens");
    let replay = Replay::parse(&recorder.to_json()).expect("it is a recording");
    let client = replay.client();
    let answer = run(async { client.documents().list().with_response().await });
    assert_eq!(answer.expect("the second is good").attempts(), 2);
    let call = client.users().get_me().retry(RetryPolicy::none());
    let error = run(async { call.await }).expect_err("it failed");
    assert!(
        error.to_string().contains("when it was recorded"),
        "{error}"
    );
}
