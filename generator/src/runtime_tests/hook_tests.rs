//! Interceptors: their order, what they see and may change, and how they refuse.
use super::call_tests::{client, invite, org};
use super::sample_models::{CreateDocumentRequest, CreateInviteRequest};
use super::server::{Reply, Server, json, reply};
use crate::runtime::transport::{BoxError, BoxFuture};
use crate::runtime::{
    Attempt, AttemptAnswer, Client, Error, ErrorKind, Interceptor, RetryPolicy, Upload,
};
use serde_json::json as j;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Log = Arc<Mutex<Vec<String>>>;

/// Notes what it is told.
struct Notes(&'static str, Log);

impl Interceptor for Notes {
    fn before_attempt<'a>(
        &'a self,
        attempt: &'a mut Attempt,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move {
            let line = format!("{} before {}", self.0, attempt.number());
            self.1.lock().unwrap().push(line);
            Ok(())
        })
    }

    fn after_attempt(&self, attempt: &Attempt, answer: &AttemptAnswer<'_>) {
        let line = format!(
            "{} after {} {}",
            self.0,
            attempt.number(),
            answer.status().as_u16()
        );
        self.1.lock().unwrap().push(line);
    }

    fn on_error(&self, attempt: &Attempt, error: &Error) {
        let line = format!("{} error {} {:?}", self.0, attempt.number(), error.kind());
        self.1.lock().unwrap().push(line);
    }
}

/// Does to the attempt what a test says.
struct Does<F>(F);

impl<F> Interceptor for Does<F>
where
    F: Fn(&mut Attempt) -> Result<(), BoxError> + Send + Sync + 'static,
{
    fn before_attempt<'a>(
        &'a self,
        attempt: &'a mut Attempt,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move { (self.0)(attempt) })
    }
}

fn page() -> Reply {
    json(200, &j!({ "items": [invite("inv_1")] }))
}

fn quick() -> RetryPolicy {
    RetryPolicy::default()
        .initial_backoff(Duration::ZERO)
        .max_backoff(Duration::from_millis(1))
}

#[tokio::test]
async fn they_are_nested_and_see_every_attempt() {
    let count = Mutex::new(0);
    let server = Server::start(move |_| {
        let mut count = count.lock().unwrap();
        *count += 1;
        if *count == 1 {
            reply(503, "", "")
        } else {
            page()
        }
    })
    .await;
    let log = Log::default();
    let client = Client::builder()
        .base_url(&server.url)
        .token("t")
        .retry(quick())
        .interceptor(Notes("a", Arc::clone(&log)))
        .interceptor(Notes("b", Arc::clone(&log)))
        .build()
        .unwrap();
    client.organizations().invites().list(&org()).await.unwrap();
    let expected = [
        "a before 1",
        "b before 1",
        "b after 1 503",
        "a after 1 503",
        "a before 2",
        "b before 2",
        "b after 2 200",
        "a after 2 200",
    ];
    assert_eq!(*log.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_refusal_ends_the_call_and_is_told_to_those_before() {
    let server = Server::start(|_| page()).await;
    let log = Log::default();
    let client = Client::builder()
        .base_url(&server.url)
        .token("t")
        .interceptor(Notes("a", Arc::clone(&log)))
        .interceptor(Does(|_: &mut Attempt| Err("not on Sundays".into())))
        .interceptor(Notes("c", Arc::clone(&log)))
        .build()
        .unwrap();
    let error = client
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Refused, 0));
    assert!(
        error
            .to_string()
            .ends_with("refused the attempt: not on Sundays"),
        "{error}"
    );
    assert_eq!(error.source().unwrap().to_string(), "not on Sundays");
    assert_eq!(*log.lock().unwrap(), ["a before 1", "a error 1 Refused"]);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_request_can_be_signed() {
    let server = Server::start(|_| json(201, &invite("inv_1"))).await;
    let client = Client::builder()
        .base_url(&server.url)
        .token("t")
        .interceptor(Does(|attempt: &mut Attempt| {
            let body = attempt.body_bytes().ok_or("the body is streamed")?;
            let signature = format!(
                "{} {} {} {}",
                attempt.method(),
                attempt.operation(),
                attempt.expose_url().rsplit('/').next().unwrap(),
                body.len(),
            );
            assert_eq!(attempt.body_length(), Some(body.len() as u64));
            assert_eq!(attempt.headers()["content-type"], "application/json");
            let mut value = http::HeaderValue::from_str(&signature)?;
            value.set_sensitive(true);
            attempt.headers_mut().insert("x-signature", value);
            Ok(())
        }))
        .build()
        .unwrap();
    let body = CreateInviteRequest::new("a@b");
    client
        .organizations()
        .invites()
        .create(&org(), &body)
        .await
        .unwrap();
    let seen = server.only();
    let expected = format!("POST createOrganizationInvite invites {}", seen.body.len());
    assert_eq!(seen.header("x-signature"), expected);
}

#[tokio::test]
async fn the_query_is_shown_on_request_only_and_secrets_never() {
    let server = Server::start(|_| page()).await;
    let client = Client::builder()
        .base_url(&server.url)
        .token("sEcReT")
        .interceptor(Does(|attempt: &mut Attempt| {
            assert!(attempt.url().ends_with("/invites"));
            assert!(attempt.expose_url().ends_with("/invites?page_token=sEcReT"));
            assert_eq!(
                attempt.path_template(),
                "/v1beta/organizations/{organization_id}/invites"
            );
            assert_eq!(attempt.body_bytes().map(bytes::Bytes::len), Some(0));
            let shown = format!("{attempt:?} {:?}", attempt.headers());
            assert!(!shown.contains("sEcReT"), "{shown}");
            Ok(())
        }))
        .build()
        .unwrap();
    let list = client.organizations().invites().list(&org());
    list.page_token("sEcReT").await.unwrap();
    server.only();
}

#[tokio::test]
async fn header_safety_holds_after_hooks() {
    let server = Server::start(|_| page()).await;
    for name in ["host", "content-length", "transfer-encoding", "connection"] {
        let client = Client::builder()
            .base_url(&server.url)
            .token("t")
            .interceptor(Does(move |attempt: &mut Attempt| {
                let value = http::HeaderValue::from_static("x");
                attempt.headers_mut().insert(name, value);
                Ok(())
            }))
            .build()
            .unwrap();
        let error = client
            .organizations()
            .invites()
            .list(&org())
            .await
            .unwrap_err();
        assert!(
            error.kind() == ErrorKind::Config && error.to_string().contains(name),
            "{error}"
        );
    }
    assert!(server.seen().is_empty());
    // What proves who calls is a secret whoever sets it, and takes the token's place.
    let signs = Does(|attempt: &mut Attempt| {
        let value = http::HeaderValue::from_static("Custom s");
        attempt.headers_mut().insert("authorization", value);
        Ok(())
    });
    let clear = Client::builder()
        .base_url("http://example.invalid")
        .interceptor(signs);
    let list = clear
        .build()
        .unwrap()
        .organizations()
        .invites()
        .list(&org());
    assert!(list.await.unwrap_err().to_string().contains("clear text"));
    let signs = Does(|attempt: &mut Attempt| {
        let value = http::HeaderValue::from_static("Custom s");
        attempt.headers_mut().insert("authorization", value);
        Ok(())
    });
    let signed = Client::builder().base_url(&server.url).interceptor(signs);
    signed
        .build()
        .unwrap()
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap();
    assert_eq!(server.only().header("authorization"), "Custom s");
}

#[tokio::test]
async fn a_streamed_body_is_told_by_its_length() {
    let server = Server::start(|_| json(201, &j!({}))).await;
    let log = Log::default();
    let own = Arc::clone(&log);
    let hook = Does(move |attempt: &mut Attempt| {
        let line = format!(
            "{} {}",
            attempt.body_bytes().is_some(),
            attempt.body_length().is_some()
        );
        own.lock().unwrap().push(line);
        Ok(())
    });
    let client = Client::builder()
        .base_url(&server.url)
        .token("t")
        .interceptor(hook);
    let file = Upload::reader("a.txt", &b"hello"[..], 5);
    let body = CreateDocumentRequest::new(file, "a");
    client
        .build()
        .unwrap()
        .documents()
        .create(body)
        .await
        .unwrap();
    assert_eq!(*log.lock().unwrap(), ["false true"]);
}

#[tokio::test]
async fn a_lost_connection_is_told_as_an_error() {
    let log = Log::default();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .base_url(&url)
        .token("t")
        .retry(RetryPolicy::none())
        .interceptor(Notes("a", Arc::clone(&log)))
        .build()
        .unwrap();
    client
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap_err();
    assert_eq!(*log.lock().unwrap(), ["a before 1", "a error 1 Transport"]);
}

#[tokio::test]
async fn without_interceptors_nothing_changes() {
    let server = Server::start(|_| page()).await;
    client(&server)
        .organizations()
        .invites()
        .list(&org())
        .await
        .unwrap();
    assert_eq!(server.only().header("authorization"), "Bearer test-token");
}
