//! No public type of the runtime shows a secret: a marker goes through calls that succeed and fail, and all that users are
//! given on the way is formatted. The list of types comes from the SDK itself (`build.rs`).
use factify::models::AcceptOrganizationInviteRequest;
use factify::transport::{
    BoxError, BoxFuture, ByteStream, HttpAnswer, HttpBody, HttpRequest, Transport, TransportError,
    TransportErrorKind,
};
use factify::{
    Attempt, AttemptAnswer, Call, Client, Error, Interceptor, OrganizationId, Secret, Token,
    TokenProvider, TokenRequest,
};
use factify_tests::marker::MARKER;
use factify_tests::shown;
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error as _;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/runtime_types.rs"));

/// Public types that hold nothing of a call or a client: words, numbers and tables that are fixed when the crate is built,
/// settings without secrets, traits, and data whose owner knows what it is.
const WITHOUT_SECRETS: &[&str] = &[
    // Only `Operation::decode` gets one; a call gives none away.
    "Answer",
    // No operation of this SDK gives one. They show operation, status and lengths.
    "BlockingDownload",
    "Download",
    "DownloadReader",
    // Shows its name only: nothing of reqwest's client.
    "ReqwestTransport",
    // They show the operation's name, as the streams do that are formatted below.
    "ItemIter",
    "PageIter",
    // Items and a stream: both are formatted on their own.
    "Collected",
    // Tables and words.
    "AnswerForm",
    "AnswerMeta",
    "BodyEncoding",
    "BodyMeta",
    "CheckOptions",
    "ErrorKind",
    "Format",
    "Literal",
    "Location",
    "Number",
    "OperationMeta",
    "Paging",
    "Parameter",
    "Reach",
    "RetryPlan",
    "Rule",
    "Schema",
    "Scheme",
    "Style",
    "TokenReason",
    "TransportErrorKind",
    "Types",
    // Settings.
    "ResponseValidation",
    "RetryBudget",
    "RetryPolicy",
    "Validation",
    // Plain data: secret are the fields that hold it, and those have another type.
    "Base64",
    "Date",
    "DateTime",
    "Ipv4Addr",
    "Ipv6Addr",
    "Map",
    "Nullable",
    "PatternError",
    "Uuid",
    "Value",
    // Traits.
    "HasSchema",
    "Interceptor",
    "Operation",
    "Paged",
    "TokenProvider",
    "Transport",
    "Validate",
    "Wire",
];

type Log = Arc<Mutex<BTreeMap<&'static str, Vec<String>>>>;

fn note(log: &Log, name: &'static str, text: String) {
    log.lock()
        .expect("no test panics")
        .entry(name)
        .or_default()
        .push(text);
}

/// Answers as it is told, and shows what passes.
struct Wire {
    log: Log,
    answer: fn() -> Result<(u16, String), &'static str>,
}

struct Once(Option<Vec<u8>>);

impl futures_core::Stream for Once {
    type Item = Result<bytes::Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(bytes.into())))
    }
}

impl Transport for Wire {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        note(&self.log, "HttpRequest", shown!(request));
        note(&self.log, "HttpBody", shown!(request.body));
        assert!(request.headers["authorization"].is_sensitive());
        let answer = (self.answer)().map(|(status, body)| {
            let status = http::StatusCode::from_u16(status).expect("a status");
            let mut headers = http::HeaderMap::new();
            headers.insert("set-cookie", MARKER.parse().expect("a value"));
            headers.insert("x-key", MARKER.parse().expect("a value"));
            let body: ByteStream = Box::pin(Once(Some(body.into_bytes())));
            let answer = HttpAnswer::new(status, headers, body);
            note(&self.log, "HttpAnswer", shown!(answer));
            answer
        });
        let answer = answer.map_err(|text| {
            let error = TransportError::new(TransportErrorKind::Connect, text);
            note(&self.log, "TransportError", shown!(error));
            error
        });
        Box::pin(std::future::ready(answer))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// Shows what hooks and providers are given.
struct Watcher(Log);

impl Interceptor for Watcher {
    fn before_attempt<'a>(
        &'a self,
        attempt: &'a mut Attempt,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        note(&self.0, "Attempt", shown!(*attempt));
        Box::pin(std::future::ready(Ok(())))
    }

    fn after_attempt(&self, attempt: &Attempt, answer: &AttemptAnswer<'_>) {
        note(&self.0, "Attempt", shown!(*attempt));
        note(&self.0, "AttemptAnswer", shown!(*answer));
    }

    fn on_error(&self, _: &Attempt, error: &Error) {
        note(&self.0, "Error", shown!(*error));
    }
}

impl TokenProvider for Watcher {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        note(&self.0, "TokenRequest", shown!(request));
        let token = Token::new(MARKER).expires_in(Duration::from_secs(60));
        note(&self.0, "Token", shown!(token));
        Box::pin(std::future::ready(Ok(token)))
    }
}

fn client(log: &Log, answer: fn() -> Result<(u16, String), &'static str>) -> Client {
    let wire = Wire {
        log: Arc::clone(log),
        answer,
    };
    let builder = Client::builder()
        .base_url("https://h.example")
        .header("X-Key", MARKER)
        .header("Cookie", MARKER)
        .transport(wire)
        .retry(factify::RetryPolicy::none())
        .interceptor(Watcher(Arc::clone(log)));
    note(log, "ClientBuilder", shown!(builder));
    let builder = builder.token(MARKER);
    note(log, "ClientBuilder", shown!(builder));
    let builder = builder.token_provider(Watcher(Arc::clone(log)));
    note(log, "ClientBuilder", shown!(builder));
    let client = builder.build().expect("a client");
    note(log, "Client", shown!(client));
    client
}

/// Nothing here waits for anything outside.
fn now<T>(future: impl IntoFuture<Output = T>) -> T {
    let mut future = Box::pin(future.into_future());
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn failure(log: &Log, error: &Error) {
    note(log, "Error", shown!(*error));
    let mut source = error.source();
    while let Some(inner) = source {
        note(log, "Error", format!("{inner} {inner:?}"));
        source = inner.source();
    }
    if let Some(inner) = error.decode_error() {
        note(log, "DecodeError", shown!(*inner));
    }
    if let Some(inner) = error.violations() {
        note(log, "Violations", shown!(*inner));
        inner
            .iter()
            .for_each(|one| note(log, "Violation", shown!(*one)));
    }
}

fn accept(client: &Client, token: &str) -> Call<factify::operations::AcceptOrganizationInvite> {
    let org = OrganizationId::literal("org_01h2xcejqtf2nbrexx3vqjhp41");
    let call = client.organizations().invites();
    call.accept(&org, AcceptOrganizationInviteRequest::new(token))
        .header("X-Own", MARKER)
}

#[test]
fn no_type_of_the_runtime_shows_what_is_secret() {
    let log = Log::default();
    // An error body of the server's: what `Error` tells of it is code, message, reason and request id.
    let refused = client(&log, || {
        let body = json!({ "code": "denied", "message": "no", "echo": MARKER, "details": [{ "token": MARKER }] });
        Ok((403, body.to_string()))
    });
    let call = accept(&refused, MARKER).token(MARKER);
    note(&log, "Call", shown!(call));
    note(&log, "CallFuture", shown!(call.clone().into_future()));
    note(&log, "ResponseFuture", shown!(call.clone().with_response()));
    failure(&log, &now(call).expect_err("refused"));
    failure(&log, &now(accept(&refused, MARKER)).expect_err("refused"));
    failure(
        &log,
        &now(accept(&refused, &MARKER.repeat(100))).expect_err("too long"),
    );
    let list = refused.documents().list().page_token(MARKER);
    note(&log, "ItemStream", shown!(list.clone().stream()));
    note(&log, "PageStream", shown!(list.clone().pages()));
    failure(&log, &now(list).expect_err("refused"));

    let odd = client(&log, || {
        Ok((
            200,
            json!({ "items": MARKER, "invite": MARKER }).to_string(),
        ))
    });
    failure(&log, &now(accept(&odd, "t")).expect_err("not readable"));
    failure(
        &log,
        &now(odd.documents().list()).expect_err("not readable"),
    );
    let broken = client(&log, || Err("no network"));
    failure(&log, &now(accept(&broken, MARKER)).expect_err("no network"));

    let good = client(&log, || {
        Ok((
            200,
            json!({ "items": [], "pagination": { "has_more": false } }).to_string(),
        ))
    });
    let response = now(good.documents().list().with_response()).expect("an empty page");
    note(&log, "Response", shown!(response));

    note(&log, "Secret", shown!(Secret::new(MARKER)));
    let upload = || factify::Upload::bytes("name", MARKER);
    note(&log, "Upload", shown!(upload()));
    note(
        &log,
        "Form",
        shown!(
            factify::Form::new()
                .file("f", upload())
                .put("t", &MARKER.to_owned())
        ),
    );
    note(&log, "HttpBody", shown!(HttpBody::Bytes(MARKER.into())));
    mocked(&log);
    check(&log);
}

/// The mock sees a secret in a body and a header, and gives one in an answer; the recorder and the replay pass them on.
fn mocked(log: &Log) {
    let mock = factify::Mock::new();
    let answer = factify::MockAnswer::raw(http::StatusCode::OK, "application/json", MARKER);
    let answer = answer.header(
        http::HeaderName::from_static("x-key"),
        MARKER.parse().expect("a value"),
    );
    note(log, "MockAnswer", shown!(answer));
    let expected = mock.organizations().invites().accept().then(answer);
    note(log, "Expectation", shown!(expected));
    let recorder = factify::Recorder::new();
    let builder = mock.builder().token(MARKER).record(&recorder);
    let client = builder.build().expect("a client");
    failure(
        log,
        &now(accept(&client, MARKER)).expect_err("not readable"),
    );
    note(log, "Mock", shown!(mock));
    note(log, "MockRequest", shown!(mock.calls()[0]));
    note(log, "Recorder", shown!(recorder));
    note(log, "Recorder", recorder.to_json());
    let replay = factify::Replay::parse(&recorder.to_json()).expect("a recording");
    note(log, "Replay", shown!(replay));
    now(accept(&replay.client(), MARKER)).expect_err("not readable");
}

fn check(log: &Log) {
    let log = log.lock().expect("no test panics");
    for (name, texts) in &*log {
        for text in texts {
            assert!(!text.contains(MARKER), "{name} shows a secret: {text}");
            assert!(!text.is_empty(), "{name} shows nothing");
        }
    }
    let known = |name: &&&str| !log.contains_key(**name) && !WITHOUT_SECRETS.contains(*name);
    let missing: Vec<_> = RUNTIME.iter().filter(known).collect();
    assert!(
        missing.is_empty(),
        "public types that this test does not know: fill and note them above, or list them in WITHOUT_SECRETS: {missing:?}"
    );
    println!(
        "{} public names of the runtime, {} of them filled",
        RUNTIME.len(),
        log.len()
    );
}
