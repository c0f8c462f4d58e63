//! The command line as a person or a test harness meets it: exit codes, JSON, all faults at once.
use super::call_tests::invite;
use super::sample_cli::cli::{Outcome, run};
use super::server::{Server, json, reply};
use serde_json::{Value, json as j};
use std::sync::atomic::{AtomicUsize, Ordering};

async fn call(url: &str, operation: &str, args: &Value, more: &[&str]) -> Outcome {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!(
        "sample-args-{}-{}.json",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, args.to_string()).unwrap();
    let words = [
        "call",
        operation,
        "--args",
        path.to_str().unwrap(),
        "--base-url",
        url,
        "--token=test-token",
    ];
    let outcome = run(words
        .iter()
        .chain(more)
        .map(|word| (*word).to_owned())
        .collect())
    .await;
    std::fs::remove_file(path).unwrap();
    outcome
}

fn error(outcome: &Outcome) -> Value {
    assert_eq!(
        (outcome.out.as_str(), outcome.err.lines().count()),
        ("", 1),
        "{outcome:?}"
    );
    serde_json::from_str(&outcome.err).unwrap()
}

/// Calls without a server; gives the violations.
async fn violations(operation: &str, args: Value) -> Vec<String> {
    let outcome = call("http://127.0.0.1:9", operation, &args, &[]).await;
    let error = error(&outcome);
    assert_eq!(
        (outcome.code, &error["error"]),
        (2, &j!("invalid")),
        "{error}"
    );
    let texts = error["violations"].as_array().unwrap();
    assert_eq!(texts.len(), error["messages"].as_array().unwrap().len());
    texts
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_call_prints_the_answer() {
    let server = Server::start(|_| json(200, &invite("inv_1"))).await;
    let args = j!({ "path": { "organization_id": "org_0001" }, "query": {}, "headers": { "X-Trace-Id": "abc 123" },
        "body": { "email": "ada@example.com", "message": null } });
    let outcome = call(&server.url, "createOrganizationInvite", &args, &[]).await;
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(
        answer,
        j!({ "id": "inv_1", "email": "ada@example.com", "status": "pending", "message": null })
    );
    let seen = server.only();
    assert_eq!(
        (seen.header("x-trace-id"), seen.header("authorization")),
        ("abc 123", "Bearer test-token")
    );
    assert_eq!(seen.json(), args["body"]);
}

#[tokio::test]
async fn queries_headers_and_forms_travel() {
    let server = Server::start(|seen| match seen.target.as_str() {
        "/v1beta/documents" => json(200, &j!({ "ok": 1 })),
        target if target.ends_with("/accept") => reply(204, "", ""),
        _ => json(200, &j!({ "items": [] })),
    })
    .await;
    let path = j!({ "organization_id": "org_0001" });
    let query = j!({ "page_size": 5, "status": ["accepted"], "created.after": "2026-01-02t03:04:05+01:00" });
    let outcome = call(
        &server.url,
        "listOrganizationInvites",
        &j!({ "path": path, "query": query }),
        &[],
    )
    .await;
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (0, "{\"items\":[]}\n"),
        "{outcome:?}"
    );
    let file = j!({ "filename": "a.csv", "base64": "YSxi" });
    let outcome = call(
        &server.url,
        "createDocument",
        &j!({ "body": { "payload": file, "title": "T" } }),
        &[],
    )
    .await;
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (0, "{\"ok\":1}\n"),
        "{outcome:?}"
    );
    let path = j!({ "organization_id": "org_0001", "invite_id": "i" });
    let args = j!({ "path": path, "headers": { "x-reason": "why" } });
    let outcome = call(&server.url, "acceptOrganizationInvite", &args, &[]).await;
    assert_eq!(
        (outcome.code, outcome.out.as_str()),
        (0, "null\n"),
        "{outcome:?}"
    );
    let seen = server.seen();
    assert!(
        seen[0]
            .target
            .ends_with("?page_size=5&status=accepted&created.after=2026-01-02T02%3A04%3A05Z")
    );
    let body = String::from_utf8(seen[1].body.to_vec()).unwrap();
    assert!(
        body.contains("filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n"),
        "{body}"
    );
    assert_eq!(seen[2].header("x-reason"), "why");
}

#[tokio::test]
async fn all_faults_are_told_at_once() {
    let query = j!({ "page_size": "5", "status": ["odd"], "sort": "x" });
    let args = j!({ "path": { "organization_id": "nope", "x": 1 }, "query": query, "headers": { "X": 1 }, "body": {} });
    let expected = [
        "path/organization_id: pattern",
        "query/page_size: type",
        "query/status/0: enum",
        "path: additionalProperties",
        "query: additionalProperties",
        "header/X: type",
        "body: additionalProperties",
    ];
    assert_eq!(violations("listOrganizationInvites", args).await, expected);
    let args = j!({ "path": {}, "body": { "message": 5, "brand_new_field": "x" } });
    let expected = [
        "path/organization_id: required",
        "body/message: type",
        "body: required",
        "body: additionalProperties",
    ];
    let mut found = violations("createOrganizationInvite", args).await;
    found.sort();
    let mut expected = expected.map(str::to_owned);
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(
        violations("acceptOrganizationInvite", j!({})).await.len(),
        2
    );
}

#[tokio::test]
async fn parts_of_a_form_are_told_one_by_one() {
    let with = |payload: Value| j!({ "body": { "payload": payload, "title": "T" } });
    assert_eq!(
        violations("createDocument", j!({ "body": { "title": "T" } })).await,
        ["body/payload: required"]
    );
    assert_eq!(
        violations("createDocument", j!({})).await,
        ["body/payload: required", "body/title: required"]
    );
    assert_eq!(
        violations("createDocument", with(j!(12345))).await,
        ["body/payload: type"]
    );
    assert_eq!(
        violations("createDocument", with(Value::Null)).await,
        ["body/payload: type"]
    );
    let file = j!({ "filename": "a", "base64": "" });
    let args = j!({ "body": { "payload": file, "title": "", "brand_new_field": "x" } });
    assert_eq!(
        violations("createDocument", args).await,
        ["body/title: minLength", "body: additionalProperties"]
    );
}

#[tokio::test]
async fn without_validation_the_types_decide() {
    let server = Server::start(|_| json(200, &j!({ "items": [] }))).await;
    let path = j!({ "organization_id": "nope" });
    let query = j!({ "page_size": 1000, "status": ["odd"], "unknown": 1 });
    let args = j!({ "path": path, "query": query });
    let outcome = call(
        &server.url,
        "listOrganizationInvites",
        &args,
        &["--no-validate"],
    )
    .await;
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(
        server.only().target,
        "/v1beta/organizations/nope/invites?page_size=1000&status=odd"
    );
    let args = j!({ "path": path, "query": { "page_size": "x" } });
    let outcome = call(
        &server.url,
        "listOrganizationInvites",
        &args,
        &["--no-validate"],
    )
    .await;
    assert_eq!(
        (outcome.code, &error(&outcome)["violations"]),
        (2, &j!(["query/page_size: type"]))
    );
    let args = j!({ "path": path, "body": {} });
    let outcome = call(
        &server.url,
        "createOrganizationInvite",
        &args,
        &["--no-validate"],
    )
    .await;
    assert_eq!(
        (outcome.code, &error(&outcome)["violations"]),
        (2, &j!(["body: required"]))
    );
    let args = j!({ "path": { "organization_id": "nope", "invite_id": ".." } });
    let outcome = call(
        &server.url,
        "acceptOrganizationInvite",
        &args,
        &["--no-validate"],
    )
    .await;
    assert_eq!(
        (outcome.code, &error(&outcome)["violations"]),
        (2, &j!(["path/invite_id: path"]))
    );
}

#[tokio::test]
async fn errors_have_their_exit_codes() {
    let args = j!({ "path": { "organization_id": "org_0001", "invite_id": "i" } });
    let body =
        j!({ "code": "unavailable", "message": "m503", "details": [{ "request_id": "req_1" }] });
    let server = Server::start(move |_| json(503, &body)).await;
    let outcome = call(&server.url, "acceptOrganizationInvite", &args, &[]).await;
    let expected = j!({ "error": "api", "status": 503, "code": "unavailable", "message": "m503",
        "details": [{ "request_id": "req_1" }], "request_id": "req_1" });
    assert_eq!((outcome.code, error(&outcome)), (1, expected));
    let server = Server::start(|_| json(200, &j!({ "items": 5 }))).await;
    let list = j!({ "path": { "organization_id": "org_0001" } });
    let outcome = call(&server.url, "listOrganizationInvites", &list, &[]).await;
    let found = error(&outcome);
    assert_eq!(
        (outcome.code, &found["error"], &found["status"]),
        (3, &j!("decode"), &j!(200))
    );
    let outcome = call("http://127.0.0.1:9", "acceptOrganizationInvite", &args, &[]).await;
    assert_eq!(
        (outcome.code, &error(&outcome)["error"]),
        (3, &j!("transport"))
    );
    let outcome = call("http://example.com", "acceptOrganizationInvite", &args, &[]).await;
    assert_eq!(
        (outcome.code, &error(&outcome)["error"]),
        (2, &j!("invalid"))
    );
}

#[tokio::test]
async fn commands_that_are_none() {
    for words in [
        vec![],
        vec!["cal"],
        vec!["call"],
        vec!["call", "acceptOrganizationInvite"],
        vec!["call", "acceptOrganizationInvite", "--args"],
        vec![
            "call",
            "acceptOrganizationInvite",
            "--args",
            "/no/such/file",
        ],
        vec!["call", "nothing", "--args", "/dev/null"],
        vec!["call", "acceptOrganizationInvite", "twice", "--args", "-"],
        vec!["call", "acceptOrganizationInvite", "--odd"],
    ] {
        let outcome = run(words.iter().map(|word| (*word).to_owned()).collect()).await;
        assert_eq!(
            (outcome.code, &error(&outcome)["error"]),
            (2, &j!("invalid")),
            "{words:?}"
        );
    }
    for args in [j!([]), j!({ "querry": {} }), j!({ "path": 5 })] {
        let outcome = call("http://127.0.0.1:9", "acceptOrganizationInvite", &args, &[]).await;
        assert_eq!(outcome.code, 2, "{outcome:?}");
    }
    let outcome = run(vec!["operations".to_owned()]).await;
    assert_eq!((outcome.code, outcome.out.lines().count()), (0, 4));
    assert_eq!(run(vec!["--help".to_owned()]).await.code, 0);
}

#[tokio::test]
async fn nothing_is_repeated_unless_it_is_asked_for() {
    let server = Server::start(|_| reply(503, "", "")).await;
    let list = j!({ "path": { "organization_id": "org_0001" } });
    for (more, sent) in [
        (&[][..], 1),
        (&["--retries=0"], 1),
        (&["--retries", "2"], 3),
    ] {
        let before = server.seen().len();
        let outcome = call(&server.url, "listOrganizationInvites", &list, more).await;
        assert_eq!((outcome.code, server.seen().len() - before), (1, sent));
    }
    let outcome = call(
        &server.url,
        "listOrganizationInvites",
        &list,
        &["--retries=x"],
    )
    .await;
    assert_eq!(outcome.code, 2);
}
