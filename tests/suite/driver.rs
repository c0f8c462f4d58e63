//! The judge of a generated crate: reads `{"operation", "value"}` a line, and says what tables and types make of the value.
#![allow(
    mixed_script_confusables,
    reason = "names are those of the suite"
)]
#[allow(dead_code)]
mod args;
#[allow(dead_code)]
mod check_args;
#[allow(dead_code)]
mod cli_error;
mod commands;
#[rustfmt::skip]
mod dispatch;

use args::Args;
use cli_error::CliError;
use dispatch::{OPERATIONS, sdk};
use sdk::transport::{
    BoxFuture, ByteStream, HttpAnswer, HttpBody, HttpRequest, Transport, TransportError,
};
use sdk::{CheckOptions, Client, Validation, Violations, check_at};
use serde_json::{Value, json};
use std::future::Future;
use std::io::BufRead as _;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line of the test");
        let case: Value = serde_json::from_str(&line).expect("a case of the test");
        println!("{}", judge(case["operation"].as_str().expect("an id"), &case["value"]));
    }
}

fn judge(operation: &str, value: &Value) -> Value {
    let (id, meta) = OPERATIONS
        .iter()
        .find(|(id, _)| *id == operation)
        .expect("an operation of the document");
    let body = json!({ "value": value });
    let schema = meta.body.as_ref().expect("each operation has a body").schema;
    let told = violations(schema, &body);
    let text = json!({ "body": body }).to_string();
    let sent = Arc::new(Mutex::new(None));
    let client = Client::builder()
        .base_url("https://suite.invalid")
        .transport(Sink(Arc::clone(&sent)))
        .build()
        .expect("a client");
    let outcome = Args::read(text.as_bytes(), Validation::Strict)
        .and_then(|mut args| now(dispatch::call(id, &client, &mut args)));
    let sent = sent.lock().expect("no panic").take();
    let fault = match outcome {
        Ok(_) => Value::Null,
        Err(error) => error.to_json(),
    };
    // What went out is held against the tables once more: a type may hold less than a value says.
    let still: Vec<String> = sent
        .as_ref()
        .map(|sent| violations(schema, sent))
        .unwrap_or_default();
    json!({
        "tables": told,
        "sent": sent.map(|body| body["value"].clone()),
        "still": still,
        "fault": fault,
    })
}

fn violations(schema: &'static sdk::Schema, value: &Value) -> Vec<String> {
    let mut all = Violations::new();
    check_at("body", schema, value, CheckOptions::default(), &mut all);
    all.iter().map(ToString::to_string).collect()
}

/// Keeps the body of a request and answers 204.
struct Sink(Arc<Mutex<Option<Value>>>);

impl Transport for Sink {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        let HttpBody::Bytes(body) = request.body else {
            panic!("a JSON body is in memory");
        };
        *self.0.lock().expect("no panic") =
            Some(serde_json::from_slice(&body).expect("a JSON body"));
        let nothing: ByteStream = Box::pin(Nothing);
        let answer = HttpAnswer::new(http::StatusCode::NO_CONTENT, http::HeaderMap::new(), nothing);
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

struct Nothing;

impl futures_core::Stream for Nothing {
    type Item = Result<bytes::Bytes, TransportError>;

    fn poll_next(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}

/// Drives a future that waits for nothing.
fn now(call: impl Future<Output = Result<Value, CliError>>) -> Result<Value, CliError> {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("the sink answers at once"),
    }
}
