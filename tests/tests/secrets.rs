//! No public type of the SDK shows a secret: each is filled with a marker where a secret belongs, and formatted.
//!
//! The lists of types come from the SDK itself (`build.rs`). What is secret comes from the document and `codegen.yaml`,
//! read here as plain data, and from the SDK's own tables: what either calls secret is filled with the marker.
use factify::models::AcceptOrganizationInviteRequest;
use factify::transport::{
    BoxError, BoxFuture, ByteStream, HttpAnswer, HttpBody, HttpRequest, Transport, TransportError,
    TransportErrorKind,
};
use factify::{Attempt, AttemptAnswer, OrganizationId};
use factify::{
    Call, Client, Error, HasSchema, Interceptor, Operation, Rule, Schema, Secret, Token,
    TokenProvider, TokenRequest,
};
use factify_tests::operations::own_document;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;
use std::fmt::{Debug, Display};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

include!(concat!(env!("OUT_DIR"), "/public_types.rs"));

const MARKER: &str = "mArKeR";

/// Formats with `{:?}` and `{:#?}`, and with `{}` where the type has it: the method of the nearer reference is taken.
struct Shown<'v, T>(&'v T);

trait WithDisplay {
    fn text(&self) -> String;
}

impl<T: Debug + Display> WithDisplay for Shown<'_, T> {
    fn text(&self) -> String {
        format!("{:?} {:#?} {}", self.0, self.0, self.0)
    }
}

trait DebugOnly {
    fn text(&self) -> String;
}

impl<T: Debug> DebugOnly for &Shown<'_, T> {
    fn text(&self) -> String {
        format!("{:?} {:#?}", self.0, self.0)
    }
}

macro_rules! shown {
    ($value:expr) => {{
        let value = &$value;
        (&Shown(value)).text()
    }};
}

/// Names of properties that the document or the configuration calls secret.
fn secret_names() -> BTreeSet<String> {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/codegen.yaml");
    let config = std::fs::read_to_string(config).expect("the configuration is there");
    let config: Value = serde_yaml::from_str(&config).expect("it is YAML");
    let listed: Vec<&str> = config["secrets"]
        .as_array()
        .expect("secrets are a list")
        .iter()
        .map(|one| one.as_str().expect("of texts"))
        .collect();
    let mut names = BTreeSet::new();
    collect(&own_document(), "", "", &listed, &mut names);
    names
}

fn collect(value: &Value, at: &str, name: &str, listed: &[&str], names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let text = |key: &str| fields.get(key).and_then(Value::as_str);
            let secret = text("format") == Some("password")
                || text("pattern").is_some_and(|pattern| listed.contains(&pattern))
                || listed.contains(&at);
            if secret {
                names.insert(name.to_owned());
            }
            for (key, inner) in fields {
                let step = key.replace('~', "~0").replace('/', "~1");
                let inside = if at.ends_with("/properties") {
                    key
                } else {
                    name
                };
                collect(inner, &format!("{at}/{step}"), inside, listed, names);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{index}"), name, listed, names);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Fills a schema: the marker where a secret is, something harmless elsewhere.
struct Filler {
    names: BTreeSet<String>,
    filled: BTreeSet<String>,
}

impl Filler {
    fn value(&mut self, schema: &Schema, name: &str, secret: bool, depth: usize) -> Value {
        let mut rules = Vec::new();
        flatten(schema, &mut rules);
        let secret = secret
            || self.names.contains(name)
            || rules.iter().any(|rule| matches!(rule, Rule::Secret));
        if depth > 12 {
            return Value::Null;
        }
        let mut object = Map::new();
        let mut is_object = false;
        for rule in &rules {
            match rule {
                Rule::Const(literal) => return plain(literal),
                Rule::Enum(all) if !secret => return plain(&all[0]),
                Rule::Items(item) => return json!([self.value(item, name, secret, depth + 1)]),
                Rule::OneOf(all) | Rule::AnyOf(all) if object.is_empty() => {
                    match self.value(&all[0], name, secret, depth + 1) {
                        Value::Object(fields) => object.extend(fields),
                        other => return other,
                    }
                    is_object = true;
                }
                Rule::Properties(all) => {
                    is_object = true;
                    for (key, inner) in *all {
                        object.insert((*key).to_owned(), self.value(inner, key, false, depth + 1));
                    }
                }
                Rule::Additional(inner) => {
                    is_object = true;
                    object.insert(
                        "more".to_owned(),
                        self.value(inner, name, secret, depth + 1),
                    );
                }
                _ => {}
            }
        }
        if is_object {
            return Value::Object(object);
        }
        if secret {
            self.filled.insert(name.to_owned());
            return MARKER.into();
        }
        scalar(&rules)
    }
}

fn flatten<'r>(schema: &'r Schema, rules: &mut Vec<&'r Rule>) {
    for rule in schema.0 {
        match rule {
            Rule::Ref(inner) | Rule::Nullable(inner) => flatten(inner, rules),
            Rule::AllOf(all) => all.iter().for_each(|inner| flatten(inner, rules)),
            other => rules.push(other),
        }
    }
}

fn scalar(rules: &[&Rule]) -> Value {
    use factify::{Format, Types};
    let has = |types: Types| {
        rules
            .iter()
            .any(|rule| matches!(rule, Rule::Type(own) if *own == types))
    };
    let format = rules.iter().find_map(|rule| match rule {
        Rule::Format(format) => Some(*format),
        _ => None,
    });
    match format {
        Some(Format::DateTime) => return "2026-01-15T09:30:15Z".into(),
        Some(Format::Date) => return "2026-01-15".into(),
        Some(Format::Uuid) => return "01234567-89ab-cdef-0123-456789abcdef".into(),
        Some(Format::Byte) => return "aGk=".into(),
        Some(Format::Ipv4) => return "127.0.0.1".into(),
        Some(Format::Ipv6) => return "::1".into(),
        Some(Format::Binary) | None => {}
    }
    if has(Types::BOOLEAN) {
        true.into()
    } else if has(Types::INTEGER) || has(Types::NUMBER) {
        1.into()
    } else if has(Types::OBJECT) {
        json!({})
    } else if has(Types::ARRAY) {
        json!([])
    } else {
        "plain".into()
    }
}

fn plain(literal: &factify::Literal) -> Value {
    match literal {
        factify::Literal::Null | factify::Literal::Array(_) | factify::Literal::Object(_) => {
            Value::Null
        }
        factify::Literal::Bool(one) => (*one).into(),
        factify::Literal::Number(text) => serde_json::from_str(text).expect("a number"),
        factify::Literal::String(text) => (*text).into(),
    }
}

#[test]
fn no_model_shows_what_is_secret() {
    let names = secret_names();
    let mut filler = Filler {
        names: names.clone(),
        filled: BTreeSet::new(),
    };
    let (mut count, mut marked) = (0, 0);
    macro_rules! one {
        ($model:path) => {{
            let value = filler.value(<$model as HasSchema>::SCHEMA, "", false, 0);
            let text = value.to_string();
            let model: $model = serde_json::from_value(value)
                .unwrap_or_else(|error| panic!("{}: {error}: {text}", stringify!($model)));
            let shown = shown!(model);
            assert!(
                !shown.contains(MARKER),
                "{} shows a secret: {shown}",
                stringify!($model)
            );
            count += 1;
            if text.contains(MARKER) {
                let back = serde_json::to_string(&model).expect("models are JSON");
                assert!(back.contains(MARKER), "{} lost it", stringify!($model));
                marked += 1;
            }
        }};
    }
    each_model!(one);
    println!(
        "{count} models, {marked} of them with secrets: {:?}",
        filler.filled
    );
    assert!(count > 150 && marked > 0, "{count} {marked}");
    let missed: Vec<_> = names.difference(&filler.filled).collect();
    assert!(
        missed.is_empty(),
        "secret by the document, in no model: {missed:?}"
    );
}

/// What `new` of large models takes has fields of the same types as the model, which is tested above.
#[test]
fn parts_of_models_have_the_model_s_fields() {
    let mut count = 0;
    macro_rules! one {
        ($part:path) => {{
            let name = stringify!($part).rsplit("::").next().unwrap_or_default();
            parts(name.trim());
            count += 1;
        }};
    }
    each_part!(one);
    assert!(count > 0);
}

fn parts(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src/models");
    let declared = format!("pub struct {name} {{");
    let text = std::fs::read_dir(folder)
        .expect("the models are there")
        .map(|entry| std::fs::read_to_string(entry.expect("readable").path()).expect("text"))
        .find(|text| text.contains(&declared))
        .unwrap_or_else(|| panic!("{name} is declared somewhere"));
    let model = format!("pub struct {} {{", name.trim_end_matches("Fields"));
    let fields = |head: &str| -> BTreeSet<String> {
        let body = text.split(head).nth(1).unwrap_or_default();
        let body = body.split("\n}").next().unwrap_or_default();
        let lines = body.lines().map(str::trim);
        lines
            .filter(|line| line.starts_with("pub "))
            .map(str::to_owned)
            .collect()
    };
    let (own, all) = (fields(&declared), fields(&model));
    assert!(!own.is_empty() && own.is_subset(&all), "{name}: {own:?}");
}

#[test]
fn operations_and_resources_hold_no_more_than_a_client() {
    let mut count = 0;
    macro_rules! one {
        ($operation:path) => {{
            let _: &factify::OperationMeta = <$operation as Operation>::META;
            // A type without values: there is nothing to be shown.
            assert_eq!(size_of::<Option<$operation>>(), 0);
            count += 1;
        }};
    }
    each_operation!(one);
    assert!(count > 50, "{count}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated-sdk/src/resources");
    let all: String = std::fs::read_dir(folder)
        .expect("the resources are there")
        .map(|entry| std::fs::read_to_string(entry.expect("readable").path()).expect("text"))
        .collect();
    for name in RESOURCES {
        let whole = format!("pub struct {name} {{\n    pub(crate) client: Client,\n}}");
        assert!(
            all.contains(&whole),
            "{name} holds something else than a client"
        );
    }
}

/// Public types that hold nothing of a call or a client: words, numbers and tables that are fixed when the crate is built,
/// settings without secrets, traits, and data whose owner knows what it is.
const WITHOUT_SECRETS: &[&str] = &[
    // Only `Operation::decode` gets one; a call gives none away.
    "Answer",
    // Shows its name only: nothing of reqwest's client.
    "ReqwestTransport",
    // Tables and words.
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
    check(&log);
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
