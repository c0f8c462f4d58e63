//! How the SDK behaves, proved on the wire: the real client over its real transport against a server on loopback.
//! `docs/behaviour.md` sets it beside what the official SDKs were recorded to do, row by row.
mod answers;
mod auth;
mod blocking;
mod certificates;
mod files;
mod headers;
mod page;
mod paging;
mod raw;
mod redirects;
mod retries;
mod secrets;
mod servers;
mod timeouts;
mod waits;

use factify::models::{CreateOrganizationInviteRequest, GetDocumentResponse};
use factify::transport::{BoxFuture, HttpAnswer, HttpRequest, Transport, TransportError};
use factify::{
    Client, ClientBuilder, DocumentId, Error, OrganizationId, Reach, ReqwestTransport, RetryPolicy,
};
use factify_tests::server::{Answer, Seen, Server};
use serde_json::{Value, json};
use std::future::{Future, pending, ready};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const ORG: OrganizationId = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
const DOC: DocumentId = DocumentId::literal("doc_01h2xcejqtf2nbrexx3vqjhp41");
const TOKEN: &str = "secret-token-123";

/// A client of that address whose retries do not wait.
fn builder(base: &str) -> ClientBuilder {
    Client::builder()
        .base_url(base)
        .token(TOKEN)
        .retry(at_once())
}

fn client(base: &str) -> Client {
    builder(base).build().expect("loopback may be spoken to")
}

/// The usual attempts without waits.
fn at_once() -> RetryPolicy {
    RetryPolicy::new().initial_backoff(Duration::ZERO)
}

/// Runs calls, and does not wait for ever.
fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let hang = Duration::from_secs(60);
    let ended = runtime.block_on(async { tokio::time::timeout(hang, work).await });
    ended.expect("every call has an end")
}

/// GET: a document.
fn get(client: &Client) -> Result<GetDocumentResponse, Error> {
    run(async { client.documents().get(&DOC).await })
}

/// POST: an invitation.
fn post(client: &Client) -> Result<(), Error> {
    run(async {
        let body = CreateOrganizationInviteRequest::new("pam@example.com");
        let invites = client.organizations().invites();
        invites.create(&ORG, body).await.map(|_| ())
    })
}

/// What both calls above and `getMe` can read.
fn good() -> Answer {
    Answer::json(200, &good_value())
}

fn good_value() -> Value {
    let person = json!({ "id": "user_01h2xcejqtf2nbrexx3vqjhp41", "name": "Pam", "type": "user", "email": "p@example.com",
        "created_at": "2026-01-15T09:30:15Z", "is_email_verified": true });
    json!({
        "user": person,
        "document": {
            "id": DOC.as_str(), "title": "t", "url": "https://d.example", "access_level": "private",
            "processing_status": "ready", "created_at": "2026-01-15T09:30:15Z", "created_by": person,
            "current_version": { "id": "ver_01h2xcejqtf2nbrexx3vqjhp41" },
        },
        "invite": {
            "id": "inv_01h2xcejqtf2nbrexx3vqjhp41", "email": "pam@example.com", "organization_id": ORG.as_str(),
            "status": "pending", "created_at": "2026-01-15T09:30:15Z", "expires_at": "2026-02-15T09:30:15Z",
            "sender": { "id": "user_01h2xcejqtf2nbrexx3vqjhp41", "email": "a@example.com", "name": "A" },
        },
    })
}

fn refusal(status: u16) -> Answer {
    let body = json!({ "code": "unavailable", "message": format!("m{status}") });
    Answer::json(status, &body)
}

/// An answer with a header more.
fn with(mut answer: Answer, name: &str, value: impl Into<String>) -> Answer {
    answer.headers.push((name.to_owned(), value.into()));
    answer
}

/// A server that gives these answers one after the other, and the last one from then on.
fn script(answers: impl IntoIterator<Item = Answer>) -> Server {
    let answers: Vec<Answer> = answers.into_iter().collect();
    let mut answers = answers.into_iter();
    let mut last = Answer::empty(500);
    Server::with(move |_| {
        last = answers.next().unwrap_or_else(|| last.clone());
        last.clone()
    })
}

/// What became of the status after it was answered to one GET and to one POST: how many requests of each arrived.
fn arrivals(answer: &Answer) -> [usize; 2] {
    let count = |call: fn(&Client)| {
        let server = script([answer.clone()]);
        call(&client(server.base()));
        server.take().len()
    };
    [
        count(|client| drop(get(client))),
        count(|client| drop(post(client))),
    ]
}

fn tokens(seen: &[Seen]) -> Vec<Option<&str>> {
    seen.iter().map(|one| one.header("authorization")).collect()
}

/// The real transport, but for its clock: waits are noted and over at once, or never end.
#[derive(Clone)]
struct Clock {
    inner: ReqwestTransport,
    slept: Arc<Mutex<Vec<Duration>>>,
    rings: bool,
}

impl Clock {
    fn new(rings: bool) -> Self {
        let inner = ReqwestTransport::new(Duration::from_secs(10), Reach::Loopback);
        Self {
            inner: inner.expect("plain http needs no certificates"),
            slept: Arc::default(),
            rings,
        }
    }

    fn slept(&self) -> Vec<Duration> {
        let slept = self.slept.lock();
        slept.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Clock {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        self.inner.send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let slept = self.slept.lock();
        slept.unwrap_or_else(PoisonError::into_inner).push(duration);
        if self.rings {
            Box::pin(ready(()))
        } else {
            Box::pin(pending())
        }
    }

    // It stands still, so that waits are what was set and no more and no less.
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
