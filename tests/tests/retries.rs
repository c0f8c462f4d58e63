//! What `codegen.yaml` says about this API's reasons decides what the SDK sends again.
use factify::models::CreateOrganizationInviteRequest;
use factify::{Client, Error, OrganizationId, RetryPolicy};
use factify_tests::server::{Answer, Seen, Server};
use serde_json::{Value, json};
use std::time::Duration;

const ORG: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");

fn refusal(status: u16, reason: &str) -> Answer {
    let details = json!([{ "reason": reason }]);
    let body = json!({ "code": "resource_exhausted", "message": "no", "details": details });
    Answer::json(status, &body)
}

/// Invites and lists at a server that refuses everything, and tells what came of it and what arrived.
fn refused(answer: Answer) -> ([Error; 2], Vec<Seen>) {
    let server = Server::with(move |_| answer.clone());
    let at_once = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let builder = Client::builder().base_url(server.base()).token("t");
    let client = builder
        .retry(at_once)
        .build()
        .expect("loopback may be spoken to");
    let invites = client.organizations().invites();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let errors = runtime.block_on(async {
        let body = CreateOrganizationInviteRequest::new("pam@example.com");
        let created = invites.create(&ORG, body).await;
        let listed = invites.list(&ORG).await;
        [
            created.expect_err("it was refused"),
            listed.expect_err("it was refused"),
        ]
    });
    (errors, server.take())
}

#[test]
fn reasons_decide_what_is_sent_again() {
    for (status, reason, posts, gets) in [
        (429, "rate_limit_exceeded", 3, 3),
        (429, "quota_exceeded", 1, 1),
        (429, "something_else", 1, 3),
        (503, "rate_limit_exceeded", 1, 3),
        (503, "quota_exceeded", 1, 1),
        (500, "internal", 1, 3),
        (409, "rate_limit_exceeded", 1, 1),
    ] {
        let (errors, seen) = refused(refusal(status, reason));
        let arrived = |method: &str| seen.iter().filter(|one| one.method == method).count();
        assert_eq!(
            (arrived("POST"), arrived("GET")),
            (posts, gets),
            "{status} {reason}"
        );
        assert_eq!(
            errors.each_ref().map(|error| error.attempts() as usize),
            [posts, gets]
        );
        assert_eq!(
            errors.each_ref().map(Error::operation),
            [
                Some("createOrganizationInvite"),
                Some("listOrganizationInvites")
            ]
        );
        for one in seen.iter().filter(|one| one.method == "POST") {
            let body: Value = serde_json::from_slice(&one.body).expect("it is JSON");
            assert_eq!(body, json!({ "email": "pam@example.com" }));
        }
    }
}
