//! Recordings without secrets: keys in every place, parameters and bodies that are secret, schemas that lead in circles.
use super::other_tests::{KEYS, PLAIN, query};
use super::server::{Server, json};
use crate::runtime::redact::{REDACTED, Secrets, may_hold};
use crate::runtime::{
    Answer, Call, Client, DecodeError, Location, Operation, OperationMeta, Parameter, Recorder,
    Rule, Schema, Style,
};
use serde_json::{Value, json as j};

const KEY: &str = "the-key-of-the-client";
const PINS: [&str; 3] = ["pin in the path", "pin-in-the-query", "pin-in-the-header"];

const fn secret(name: &'static str, location: Location, style: Style) -> Parameter {
    Parameter {
        location,
        style,
        schema: Schema(&[Rule::Secret]),
        ..query(name)
    }
}

enum Open {}

static META: OperationMeta = OperationMeta {
    id: "open",
    path: "/doors/{pin}",
    params: &[
        secret("pin", Location::Path, Style::Simple),
        secret("pin", Location::Query, Style::Form),
        secret("X-Pin", Location::Header, Style::Simple),
        query("door"),
    ],
    security: &[KEYS],
    ..PLAIN
};

impl Operation for Open {
    type Output = Value;
    const META: &'static OperationMeta = &META;

    fn decode(answer: Answer) -> Result<Value, DecodeError> {
        answer.json()
    }
}

#[tokio::test]
async fn keys_and_secret_parameters_are_in_no_recording() {
    let server = Server::start(|seen| {
        let headers = ["x-key", "cookie", "x-pin"].map(|name| seen.header(name));
        json(200, &j!({ "target": seen.target, "headers": headers }))
    })
    .await;
    let recorder = Recorder::new();
    let client = Client::builder().base_url(&server.url).token(KEY);
    let client = client.record(&recorder).build().unwrap();
    let [path, query, header] = PINS.map(str::to_owned);
    let call = Call::<Open>::new(&client)
        .set_path("pin", &path)
        .set_query("pin", &query)
        .set_header("X-Pin", &header)
        .set_query("door", &"front".to_owned());
    // The server has them all, and says so.
    let echo = call.await.unwrap().to_string();
    let encoded = PINS[0].replace(' ', "%20");
    for text in [KEY, &encoded, PINS[1], PINS[2]] {
        assert!(echo.contains(text), "{text} is not in {echo}");
    }
    let recording = recorder.to_json();
    for text in [KEY, &encoded, PINS[0], PINS[1], PINS[2]] {
        assert!(!recording.contains(text), "{text} is in {recording}");
    }
    let file: Value = serde_json::from_str(&recording).unwrap();
    let request = &file["exchanges"][0]["request"];
    assert_eq!(request["path"], format!("/doors/{REDACTED}"));
    // The key is left out, so that a replay does not depend on one.
    assert_eq!(request["query"], j!([["pin", REDACTED], ["door", "front"]]));
}

static SECRET: Schema = Schema(&[Rule::Secret]);
/// Refers to itself at the same value, and on two ways at each property.
static CIRCLE: Schema = Schema(&[
    Rule::Ref(&CIRCLE),
    Rule::AnyOf(&[Schema(&[Rule::Ref(&CIRCLE)]), Schema(&[Rule::Ref(&OTHER)])]),
    Rule::Properties(&[("next", Schema(&[Rule::Ref(&CIRCLE)]))]),
    Rule::Items(&CIRCLE),
]);
static OTHER: Schema = Schema(&[
    Rule::Nullable(&CIRCLE),
    Rule::Properties(&[
        ("next", Schema(&[Rule::Ref(&OTHER)])),
        ("pin", Schema(&[Rule::Ref(&SECRET)])),
    ]),
]);
static HARMLESS: Schema = Schema(&[Rule::Ref(&HARMLESS), Rule::Items(&HARMLESS)]);

#[test]
fn schemas_that_lead_in_circles_come_to_an_end() {
    assert!(may_hold(&CIRCLE) && !may_hold(&HARMLESS));
    let mut value = j!([{ "pin": "secret 1", "name": "n" }, null, 7]);
    // Ways would double at each step: 2 to the power of 100 of them.
    for step in 0..100 {
        value = j!({ "next": value, "pin": format!("secret {step}") });
    }
    let mut secrets = Secrets::default();
    secrets.take(&CIRCLE, &mut value);
    let text = value.to_string();
    assert!(!text.contains("secret"), "{text}");
    assert_eq!(text.matches(REDACTED).count(), 101);
    assert!(text.contains(r#""name":"n""#), "{text}");

    let mut value = j!([["kept"]]);
    secrets.take(&HARMLESS, &mut value);
    assert_eq!(value, j!([["kept"]]));
}
