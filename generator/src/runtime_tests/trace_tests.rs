//! Spans and events of the feature `tracing`: OpenTelemetry's names, and nothing secret.
use super::call_tests::{invite, org};
use super::server::{Server, json, reply};
use crate::runtime::{Client, RetryPolicy, Secret, token_fn};
use serde_json::json as j;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Event, Metadata, Subscriber};

type Fields = BTreeMap<String, String>;

/// Keeps all that is recorded: spans first, in the order in which they began, then events.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<(&'static str, Fields)>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

impl Collector {
    /// Collects what this thread records from now on.
    fn begin() -> (Self, DefaultGuard) {
        // While there is one collector only, `tracing` asks the thread that comes first to a span whether anybody wants
        // it. In another test's thread nobody does, and that is remembered.
        static KEPT: LazyLock<[Dispatch; 2]> =
            LazyLock::new(|| [(); 2].map(|()| Dispatch::new(Collector::default())));
        LazyLock::force(&KEPT);
        let own = Self::default();
        let guard = tracing::subscriber::set_default(own.clone());
        (own, guard)
    }
}

struct Into<'f>(&'f mut Fields);

impl Visit for Into<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == env!("CARGO_CRATE_NAME")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::new();
        span.record(&mut Into(&mut fields));
        let mut spans = self.spans.lock().unwrap();
        spans.push((span.metadata().name(), fields));
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let at = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Into(&mut self.spans.lock().unwrap()[at].1));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        self.events.lock().unwrap().push(fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn calls_attempts_waits_and_renewals_are_told_and_no_secret_is() {
    let count = Mutex::new(0);
    let server = Server::start(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        match *count {
            1 => json(401, &j!({ "code": "unauthenticated", "message": "sEcReT" })),
            2 => reply(503, "", "sEcReT"),
            _ => json(200, &j!({ "items": [invite("sEcReT")] })),
        }
    })
    .await;
    let (collector, own) = Collector::begin();
    let provider = token_fn(|_| async { Ok::<_, std::io::Error>(Secret::new("sEcReT")) });
    let client = Client::builder()
        .base_url(&server.url)
        .token_provider(provider)
        .header("X-Own", "sEcReT")
        .retry(RetryPolicy::default().max_backoff(Duration::ZERO))
        .build()
        .unwrap();
    let list = client.organizations().invites().list(&org());
    list.page_token("sEcReT").page_size(5).await.unwrap();
    drop(own);

    let spans = collector.spans.lock().unwrap().clone();
    let events = collector.events.lock().unwrap().clone();
    let names: Vec<&str> = spans.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["call", "attempt", "attempt", "attempt"]);
    let get = |at: usize, name: &str| spans[at].1.get(name).cloned().unwrap_or_default();
    assert_eq!(get(0, "openapi.operation_id"), "listOrganizationInvites");
    assert_eq!(
        (get(0, "otel.kind"), get(0, "error.type")),
        ("internal".into(), String::new())
    );
    let statuses = [1, 2, 3].map(|at| get(at, "http.response.status_code"));
    assert_eq!(statuses, ["401", "503", "200"]);
    assert_eq!(
        [1, 2, 3].map(|at| get(at, "error.type")),
        ["401", "503", ""]
    );
    assert_eq!(
        [1, 2, 3].map(|at| get(at, "http.request.resend_count")),
        ["", "1", "2"]
    );
    let template = "/v1beta/organizations/{organization_id}/invites";
    let port = server.url.rsplit(':').next().unwrap();
    for (name, expected) in [
        ("otel.kind", "client"),
        ("otel.name", &format!("GET {template}")),
        ("http.request.method", "GET"),
        ("url.template", template),
        ("server.address", "127.0.0.1"),
        ("server.port", port),
        (
            "url.full",
            &format!(
                "{}/v1beta/organizations/org_0001/invites?page_size=REDACTED&page_token=REDACTED",
                server.url
            ),
        ),
    ] {
        assert_eq!(get(3, name), expected, "{name}");
    }
    let messages: Vec<&str> = events
        .iter()
        .map(|event| event["message"].as_str())
        .collect();
    let expected = [
        "a token is asked for",
        "the server refused the token, and the call is made again with a new one",
        "a token is asked for",
        "the call is made again",
    ];
    assert_eq!(messages, expected);
    assert_eq!(
        (&*events[3]["wait_ms"], &*events[3]["error.type"]),
        ("0", "503")
    );
    assert!(!format!("{spans:?} {events:?}").contains("sEcReT"));
}

#[tokio::test]
async fn what_was_never_sent_has_its_error_too() {
    let (collector, own) = Collector::begin();
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let error = client
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap_err();
    drop(own);
    assert!(error.is_auth());
    let spans = collector.spans.lock().unwrap().clone();
    assert_eq!(spans.len(), 2);
    for (_, fields) in spans {
        assert_eq!(fields["error.type"], "no_token");
        assert!(!fields.contains_key("http.response.status_code"));
    }
}
