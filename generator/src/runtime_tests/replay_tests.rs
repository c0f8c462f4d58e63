//! Repeated calls over real connections: bodies that are sent again, connections that break, callers that go away.
use super::retry_operations::{Get, Post, Put};
use super::server::{Reply, Seen, Server, json, reply};
use crate::runtime::{
    Call, Client, Error, ErrorKind, Form, RetryPolicy, TransportErrorKind, Upload,
};
use serde_json::json as j;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A client that does not wait before it calls again.
fn client(url: &str) -> Client {
    let at_once = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let builder = Client::builder().base_url(url).token("t").retry(at_once);
    builder.build().unwrap()
}

/// Refuses the first two requests.
async fn third_time_lucky() -> Server {
    let count = AtomicUsize::new(0);
    Server::start(move |_| refuse_twice(&count)).await
}

fn refuse_twice(count: &AtomicUsize) -> Reply {
    if count.fetch_add(1, Ordering::Relaxed) % 3 < 2 {
        reply(503, "", "")
    } else {
        json(200, &j!("done"))
    }
}

/// The body without what a form draws by lot.
fn body(seen: &Seen) -> String {
    let text = String::from_utf8(seen.body.to_vec()).unwrap();
    match seen.header("content-type").split_once("boundary=") {
        Some((_, boundary)) => text.replace(boundary, "BOUNDARY"),
        None => text,
    }
}

#[tokio::test]
async fn each_kind_of_body_is_sent_again_as_it_was() {
    let path = std::env::temp_dir().join(format!("replay-{}.txt", std::process::id()));
    let text = "žluť ".repeat(50_000);
    std::fs::write(&path, &text).unwrap();
    let form = || {
        Form::new()
            .put("note", &"x".to_owned())
            .file("a", Upload::bytes("a.txt", text.clone()))
            .file("b", Upload::path(&path))
    };
    let server = third_time_lucky().await;
    let client = client(&server.url);
    let put = || Call::<Put>::new(&client);
    let calls = [
        (put(), 0),
        (put().set_json(&j!({ "a": [1, null] })), 14),
        (put().set_text("plain".to_owned()), 5),
        (put().set_urlencoded(&j!({ "a": "b c" })), 7),
        (
            put().set_file(Upload::bytes("a.txt", text.clone())),
            text.len(),
        ),
        (put().set_file(Upload::path(&path)), text.len()),
        (put().set_form(form()), 2 * text.len()),
    ];
    let count = calls.len();
    for (call, least) in calls {
        let before = server.seen().len();
        let response = call.with_response().await.unwrap();
        assert_eq!((response.attempts(), &response.value), (3, &j!("done")));
        let seen = &server.seen()[before..];
        assert_eq!(seen.len(), 3);
        assert!(
            seen[0].body.len() >= least,
            "{} of {least}",
            seen[0].body.len()
        );
        for again in &seen[1..] {
            assert_eq!(body(again), body(&seen[0]));
            assert_eq!(again.headers.len(), seen[0].headers.len());
        }
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(server.seen().len(), 3 * count);
}

#[tokio::test]
async fn a_body_that_can_be_read_once_is_sent_once() {
    let server = third_time_lucky().await;
    let client = client(&server.url);
    let once = || Upload::reader("a", std::io::Cursor::new("bytes"), 5);
    let calls = [
        Call::<Put>::new(&client).set_file(once()),
        Call::<Put>::new(&client).set_form(Form::new().file("a", once())),
    ];
    for (index, call) in calls.into_iter().enumerate() {
        let error = call.await.unwrap_err();
        assert_eq!((error.attempts(), server.seen().len()), (1, index + 1));
        assert!(
            error.to_string().contains("body can be read once only"),
            "{error}"
        );
        assert_eq!(error.status().unwrap().as_u16(), 503);
        assert!(body(&server.seen()[index]).contains("bytes"));
    }
    let missing = Call::<Put>::new(&client).set_file(Upload::path("/no/such/file"));
    let error = missing.await.unwrap_err();
    assert!(!error.is_retryable() && error.kind() == ErrorKind::Config);
    assert_eq!(server.seen().len(), 2);
}

/// What a plain server does with a request.
#[derive(Clone, Copy)]
enum Act {
    /// Answers, and keeps the connection.
    Answer,
    /// Closes the connection without a word.
    Close,
    /// Begins an answer and closes the connection.
    Begin,
    /// Does nothing until the client goes away.
    Wait,
}

/// A server that does this with one request after another, and how many came, and how many clients went away.
async fn plain(acts: &'static [Act]) -> (String, Arc<[AtomicUsize; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let counts = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let own = Arc::clone(&counts);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(connection(socket, acts, Arc::clone(&own)));
        }
    });
    (url, counts)
}

async fn connection(mut socket: TcpStream, acts: &'static [Act], counts: Arc<[AtomicUsize; 2]>) {
    let mut request = vec![0; 64 << 10];
    loop {
        if matches!(socket.read(&mut request).await, Ok(0) | Err(_)) {
            counts[1].fetch_add(1, Ordering::SeqCst);
            return;
        }
        let number = counts[0].fetch_add(1, Ordering::SeqCst);
        let answer: &[u8] = match acts[number % acts.len()] {
            Act::Answer => b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n1",
            Act::Begin => b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1",
            Act::Close => return,
            Act::Wait => continue,
        };
        if socket.write_all(answer).await.is_err() || answer.ends_with(b"9\r\n\r\n1") {
            return;
        }
    }
}

#[tokio::test]
async fn a_pooled_connection_that_breaks_is_one_attempt() {
    // The second request goes over the connection of the first, and is lost with it.
    let (url, counts) = plain(&[Act::Answer, Act::Close, Act::Answer]).await;
    let client = client(&url);
    Call::<Get>::new(&client).await.unwrap();
    let response = Call::<Get>::new(&client).with_response().await.unwrap();
    assert_eq!(
        (response.attempts(), counts[0].load(Ordering::SeqCst)),
        (2, 3)
    );

    let (url, counts) = plain(&[Act::Answer, Act::Close, Act::Answer]).await;
    let client = self::client(&url);
    Call::<Get>::new(&client).await.unwrap();
    let call = Call::<Post>::new(&client).set_json(&j!(1));
    let error = call.await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Lost);
    assert!(!error.is_retryable() && !error.is_connect() && !error.is_timeout());
    assert_eq!((error.attempts(), counts[0].load(Ordering::SeqCst)), (1, 2));
}

fn kind(error: &Error) -> TransportErrorKind {
    let source = error.source().unwrap();
    let fault = source.downcast_ref::<crate::runtime::TransportError>();
    fault.unwrap().kind()
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let (url, counts) = plain(&[Act::Begin, Act::Begin, Act::Answer]).await;
    let response = Call::<Get>::new(&client(&url))
        .with_response()
        .await
        .unwrap();
    assert_eq!((response.attempts(), response.value), (3, 1.into()));
    let (url, posts) = plain(&[Act::Begin]).await;
    let error = Call::<Post>::new(&client(&url)).await.unwrap_err();
    assert_eq!(
        (error.attempts(), kind(&error)),
        (1, TransportErrorKind::Body)
    );
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert_eq!(
        [&counts, &posts].map(|counts| counts[0].load(Ordering::SeqCst)),
        [3, 1]
    );
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_whatever_the_method() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client(&url);
    let error = Call::<Post>::new(&client)
        .set_json(&j!(1))
        .await
        .unwrap_err();
    assert!(error.is_connect() && error.is_retryable());
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn a_caller_that_goes_away_takes_the_connection_along() {
    let (url, counts) = plain(&[Act::Wait]).await;
    let client = client(&url);
    let mut call = Box::pin(Call::<Get>::new(&client).with_response());
    loop {
        // The call is polled now and then until its request has arrived.
        let turn = tokio::time::timeout(Duration::from_millis(1), &mut call).await;
        assert!(turn.is_err(), "nothing is answered");
        if counts[0].load(Ordering::SeqCst) == 1 {
            break;
        }
    }
    drop(call);
    while counts[1].load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(counts[0].load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_call_s_limit_holds_while_an_upload_stalls() {
    let (url, _) = plain(&[Act::Wait]).await;
    let client = client(&url);
    let (writer, reader) = tokio::io::duplex(16);
    let call = Call::<Put>::new(&client).set_file(Upload::reader("a", reader, None));
    let error = call
        .total_timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(error.is_total_timeout(), "{error}");
    drop(writer);
}
