//! A person's way through the SDK: invitations are made, listed and accepted over HTTP; only the server's data is made up.
use factify::models::{
    AcceptOrganizationInviteRequest, CreateOrganizationInviteRequest, OrganizationInviteStatus,
};
use factify::{Client, OrganizationId};
use factify_tests::percent;
use factify_tests::server::{Answer, Seen, Server};
use serde_json::{Value, json};

const ORG: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
const TOKEN: &str = "ffy_test_e2e";

/// The server's data, and what it does with it.
#[derive(Default)]
struct Office {
    invites: Vec<Value>,
}

impl Office {
    fn handle(&mut self, request: &Seen) -> Answer {
        if request.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return error(401, "unauthenticated", "who are you?");
        }
        let root = format!("/v1beta/organizations/{}/invites", ORG.as_str());
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        match (request.method.as_str(), request.path.strip_prefix(&root)) {
            ("POST", Some("")) => self.create(&body),
            ("GET", Some("")) => self.list(&percent::query(&request.query)),
            ("POST", Some("/accept")) => self.accept(&body),
            _ => error(404, "not_found", "no such place"),
        }
    }

    fn create(&mut self, body: &Value) -> Answer {
        let number = self.invites.len();
        let mut invite = json!({
            "id": format!("inv_01h2xcejqtf2nbrexx3vqjhp4{number}"),
            "email": body["email"],
            "organization_id": ORG.as_str(),
            "status": "pending",
            "created_at": "2026-01-15T09:30:15.25Z",
            "expires_at": "9999-12-31T23:59:59.999999999Z",
            "sender": { "id": "user_01h2xcejqtf2nbrexx3vqjhp41", "email": "ada@example.com", "name": "Ada" },
        });
        if let Some(message) = body.get("message") {
            invite["message"] = message.clone();
        }
        self.invites.push(invite.clone());
        Answer::json(200, &json!({ "invite": invite }))
    }

    fn list(&self, query: &[(String, String)]) -> Answer {
        let value = |name: &str| {
            query
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value.as_str())
        };
        let number = |name: &str| value(name).and_then(|text| text.parse().ok());
        let wanted: Vec<&str> = query
            .iter()
            .filter(|(name, _)| name == "status")
            .map(|(_, value)| value.as_str())
            .collect();
        let fits = |invite: &&Value| {
            wanted.is_empty() || wanted.contains(&invite["status"].as_str().unwrap_or_default())
        };
        let all: Vec<&Value> = self.invites.iter().filter(fits).collect();
        let (from, size) = (
            number("page_token").unwrap_or(0),
            number("page_size").unwrap_or(50),
        );
        let page: Vec<&Value> = all.iter().skip(from).take(size).copied().collect();
        let mut pagination = json!({ "has_more": from + size < all.len() });
        if from + size < all.len() {
            pagination["next_page_token"] = json!((from + size).to_string());
        }
        Answer::json(200, &json!({ "items": page, "pagination": pagination }))
    }

    /// Invitation n has the token `token-n`, which goes out by mail.
    fn accept(&mut self, body: &Value) -> Answer {
        let number = body["token"]
            .as_str()
            .and_then(|text| text.strip_prefix("token-")?.parse::<usize>().ok());
        match number.and_then(|number| self.invites.get_mut(number)) {
            Some(invite) => {
                invite["status"] = json!("accepted");
                let organization = json!({ "id": ORG.as_str(), "name": "Analytical Engines", "created_at": "2026-01-15T09:30:15Z" });
                Answer::json(200, &json!({ "organization": organization }))
            }
            None => error(404, "not_found", "no such invitation"),
        }
    }
}

fn error(status: u16, code: &str, message: &str) -> Answer {
    Answer::json(
        status,
        &json!({ "code": code, "message": message, "details": [] }),
    )
}

fn office() -> Server {
    let mut office = Office::default();
    Server::with(move |request| office.handle(request))
}

fn client(server: &Server) -> Client {
    Client::builder()
        .base_url(server.base())
        .token(TOKEN)
        .build()
        .expect("loopback may be spoken to")
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(future)
}

#[test]
fn an_invitation_is_made_listed_and_accepted() {
    let server = office();
    block_on(async {
        let factify = client(&server);
        let organizations = factify.organizations();
        let invites = organizations.invites();
        for number in 0..5 {
            let body = CreateOrganizationInviteRequest::new(format!("guest{number}@example.com"))
                .message("Welcome – vítejte!");
            let created = invites.create(&ORG, body).await?;
            assert_eq!(created.invite.status, OrganizationInviteStatus::Pending);
            assert_eq!(
                created.invite.message.as_option().map(String::as_str),
                Some("Welcome – vítejte!")
            );
        }
        assert_eq!(server.take().len(), 5);

        let mut pending = invites
            .list(&ORG)
            .page_size(2)
            .status([OrganizationInviteStatus::Pending])
            .stream();
        let mut emails = Vec::new();
        while let Some(invite) = pending.try_next().await? {
            emails.push(invite.email);
        }
        assert_eq!(
            emails,
            (0..5)
                .map(|number| format!("guest{number}@example.com"))
                .collect::<Vec<_>>()
        );
        let pages: Vec<String> = server.take().into_iter().map(|seen| seen.query).collect();
        assert_eq!(pages.len(), 3, "{pages:?}");
        assert!(
            pages
                .iter()
                .all(|query| query.contains("page_size=2") && query.contains("status=pending")),
            "{pages:?}"
        );

        let joined = invites
            .accept(&ORG, AcceptOrganizationInviteRequest::new("token-3"))
            .with_response()
            .await?;
        assert_eq!(joined.status().as_u16(), 200);
        let mut accepted = invites
            .list(&ORG)
            .status([OrganizationInviteStatus::Accepted])
            .stream();
        assert_eq!(
            accepted
                .try_next()
                .await?
                .map(|invite| invite.email)
                .as_deref(),
            Some("guest3@example.com")
        );
        assert!(accepted.try_next().await?.is_none());
        Ok::<(), factify::Error>(())
    })
    .expect("every call succeeds");
}

#[test]
fn what_the_server_refuses_is_told() {
    let server = office();
    block_on(async {
        let invites = client(&server).organizations().invites();
        let error = invites
            .accept(&ORG, AcceptOrganizationInviteRequest::new("token-7"))
            .await
            .expect_err("there is none");
        assert!(error.is_not_found());
        assert_eq!(
            (error.code(), error.message()),
            (Some("not_found"), Some("no such invitation"))
        );
        assert!(
            !format!("{error} {error:?}").contains("token-7"),
            "{error:?}"
        );

        let stranger = Client::builder()
            .base_url(server.base())
            .token("wrong")
            .build()
            .expect("loopback");
        let error = stranger
            .organizations()
            .invites()
            .list(&ORG)
            .await
            .expect_err("a stranger");
        assert!(error.is_unauthenticated());
        assert!(
            !format!("{stranger:?} {error:?}").contains("wrong"),
            "the token shows"
        );
    });
}

#[test]
fn what_breaks_the_description_is_not_sent() {
    let server = office();
    block_on(async {
        let invites = client(&server).organizations().invites();
        let body = CreateOrganizationInviteRequest::new("guest@example.com")
            .message("x".repeat(2013))
            .idempotency_key("y".repeat(300));
        let error = invites.create(&ORG, body).await.expect_err("too long");
        assert!(error.is_invalid());
        let told: Vec<String> = error
            .violations()
            .expect("they are told")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.iter()
                .any(|one| one == "body/message: longer than 2000 characters (2013)"),
            "{told:?}"
        );
    });
    assert!(server.take().is_empty(), "something was sent");
}
