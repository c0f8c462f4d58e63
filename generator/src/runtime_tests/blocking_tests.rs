//! Blocking calls: from every kind of thread, beside calls that are awaited, through failures and to the end.
use super::call_tests::{invite, org};
use super::server::{Reply, Seen, Server, json, reply};
use crate::runtime::transport::{BoxError, BoxFuture};
use crate::runtime::{
    Attempt, Client, ClientBuilder, ErrorKind, Interceptor, ItemIter, RetryPolicy,
};
use serde_json::json as j;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

/// Runs a test on a thread of its own and fails where it does not end.
pub(super) fn within(test: impl FnOnce() + Send + 'static) {
    let (done, end) = mpsc::channel();
    let running = thread::spawn(move || {
        test();
        let _ = done.send(());
    });
    match end.recv_timeout(Duration::from_secs(120)) {
        Ok(()) => {}
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("the test hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(running.join().expect_err("it sent nothing"))
        }
    }
}

/// A server on a thread of its own, because blocked threads serve nobody.
pub(super) fn server(answer: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Server {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        current_thread().block_on(async move {
            sender.send(Server::start(answer).await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().unwrap()
}

pub(super) fn current_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

pub(super) fn multi_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().token("t").base_url(&server.url)
}

pub(super) fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

/// Three pages of an item each.
fn pages(seen: &Seen) -> Reply {
    let (id, next) = match seen.target.split_once("page_token=") {
        None => ("a", j!("1")),
        Some((_, "1")) => ("b", j!("2")),
        Some(_) => ("c", j!(null)),
    };
    json(
        200,
        &j!({ "items": [invite(id)], "pagination": { "next_page_token": next } }),
    )
}

fn all(client: &Client) -> Vec<String> {
    let items = client.organizations().invites().list(&org());
    items.iter_blocking().map(|item| item.unwrap().id).collect()
}

#[test]
fn a_plain_thread_calls() {
    within(|| {
        let server = server(pages);
        let client = client(&server);
        let invites = client.organizations().invites();
        let page = invites.list(&org()).page_size(1).send_blocking().unwrap();
        assert_eq!(page.items[0].id, "a");
        let answer = invites.list(&org()).with_response_blocking().unwrap();
        assert_eq!((answer.status().as_u16(), answer.attempts()), (200, 1));
        assert_eq!(server.seen()[0].header("authorization"), "Bearer t");
    });
}

#[test]
fn lists_are_iterators() {
    within(|| {
        let server = server(pages);
        let invites = client(&server).organizations().invites();
        assert_eq!(all(&client(&server)), ["a", "b", "c"]);
        let mut pages = invites.list(&org()).pages_blocking();
        assert_eq!(pages.next().unwrap().unwrap().items[0].id, "a");
        let token = pages.next_token().unwrap();
        let rest = invites.list(&org()).from_token(token).iter_blocking();
        assert_eq!(rest.map(|item| item.unwrap().id).collect::<String>(), "bc");
        let two = invites.list(&org()).collect_all_blocking(2).unwrap();
        assert_eq!((two.items.len(), two.is_complete()), (2, false));
        let rest: Option<ItemIter<_>> = two.rest;
        assert_eq!(rest.unwrap().count(), 1);
        let three = invites.list(&org()).collect_all_blocking(9).unwrap();
        assert_eq!((three.items.len(), three.is_complete()), (3, true));
    });
}

#[test]
fn an_error_on_page_two_ends_the_iterator_and_leaves_its_token() {
    within(|| {
        let server = server(|seen| {
            if seen.target.contains("page_token") {
                reply(500, "text/plain", "no")
            } else {
                pages(seen)
            }
        });
        let call = client(&server).organizations().invites().list(&org());
        let mut pages = call.retry(RetryPolicy::none()).pages_blocking();
        assert!(pages.next().unwrap().is_ok());
        assert_eq!(pages.next().unwrap().unwrap_err().kind(), ErrorKind::Api);
        assert!(pages.next().is_none());
        assert_eq!(pages.next_token().as_deref(), Some("1"));
    });
}

#[test]
fn threads_of_runtimes_call_directly_and_by_spawn_blocking() {
    for runtime in [current_thread, multi_thread] {
        within(move || {
            let server = server(pages);
            let client = client(&server);
            runtime().block_on(async move {
                assert_eq!(all(&client).len(), 3);
                let (there, clone) = (client.clone(), client.clone());
                let task = tokio::spawn(async move { all(&there).len() });
                assert_eq!(task.await.unwrap(), 3);
                let task = tokio::task::spawn_blocking(move || all(&clone).len());
                assert_eq!(task.await.unwrap(), 3);
                // The last clone goes here, in an async context.
                drop(client);
            });
        });
    }
}

#[test]
fn a_connection_that_was_pooled_on_the_blocked_thread_does_no_harm() {
    within(|| {
        let server = server(pages);
        let client = client(&server);
        current_thread().block_on(async move {
            for _ in 0..3 {
                let call = client.organizations().invites().list(&org());
                assert_eq!(call.clone().await.unwrap().items[0].id, "a");
                assert_eq!(call.send_blocking().unwrap().items[0].id, "a");
            }
        });
    });
}

#[test]
fn sixty_four_threads_share_a_client() {
    within(|| {
        let server = server(pages);
        let client = client(&server);
        let threads: Vec<_> = (0..64)
            .map(|_| {
                let client = client.clone();
                thread::spawn(move || all(&client).len())
            })
            .collect();
        drop(client);
        for thread in threads {
            assert_eq!(thread.join().unwrap(), 3);
        }
        assert_eq!(server.seen().len(), 192);
    });
}

#[test]
fn retries_and_timeouts_hold() {
    within(|| {
        let asked = Arc::new(Mutex::new(0));
        let server = server(move |seen| {
            let mut asked = asked.lock().unwrap();
            *asked += 1;
            if *asked == 1 {
                let mut reply = reply(503, "text/plain", "later");
                reply
                    .headers_mut()
                    .insert("retry-after", "0".parse().unwrap());
                return reply;
            }
            pages(seen)
        });
        let call = client(&server).organizations().invites().list(&org());
        assert_eq!(call.with_response_blocking().unwrap().attempts(), 2);
        // A port that takes connections and never answers.
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::builder()
            .token("t")
            .base_url(format!("http://{}", silent.local_addr().unwrap()))
            .timeout(Duration::from_millis(50))
            .retry(RetryPolicy::none())
            .build()
            .unwrap();
        let call = client.organizations().invites().list(&org());
        assert!(call.send_blocking().unwrap_err().is_timeout());
    });
}

/// Does on the client's thread what a test says, before each attempt.
struct Before<F>(F);

impl<F: Fn() -> Result<(), BoxError> + Send + Sync + 'static> Interceptor for Before<F> {
    fn before_attempt<'a>(&'a self, _: &'a mut Attempt) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move { (self.0)() })
    }
}

#[test]
fn a_call_from_the_clients_own_thread_is_an_error() {
    within(|| {
        let server = server(pages);
        let inner = client(&server);
        let hook = Before(move || {
            let call = inner.organizations().invites().list(&org());
            call.send_blocking().map(|_| ()).map_err(Into::into)
        });
        let client = builder(&server).interceptor(hook).build().unwrap();
        let call = client.organizations().invites().list(&org());
        let error = call.send_blocking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        let text = std::error::Error::source(&error).unwrap().to_string();
        assert!(text.contains("await it there"), "{text}");
        assert!(server.seen().is_empty());
    });
}

#[test]
fn a_panic_is_the_end_of_its_call_only() {
    within(|| {
        let server = server(pages);
        let first = Mutex::new(true);
        let hook = Before(move || {
            let first = std::mem::take(&mut *first.lock().unwrap());
            assert!(!first, "a hook that panics, as the test wants");
            Ok(())
        });
        let client = builder(&server).interceptor(hook).build().unwrap();
        let call = client.organizations().invites().list(&org());
        let error = call.clone().send_blocking().unwrap_err();
        assert!(error.to_string().contains("panicked"), "{error}");
        assert_eq!(call.send_blocking().unwrap().items[0].id, "a");
    });
}

#[test]
fn the_thread_ends_with_the_last_clone() {
    struct Alive(
        #[expect(dead_code, reason = "held, and dropped with its thread")] mpsc::Sender<()>,
    );
    thread_local! {
        static ALIVE: std::cell::RefCell<Option<Alive>> = const { std::cell::RefCell::new(None) };
    }
    within(|| {
        let server = server(pages);
        let (alive, ended) = mpsc::channel();
        let alive = Mutex::new(Some(alive));
        let hook = Before(move || {
            if let Some(alive) = alive.lock().unwrap().take() {
                ALIVE.set(Some(Alive(alive)));
            }
            Ok(())
        });
        let client = builder(&server).interceptor(hook).build().unwrap();
        let call = client.organizations().invites().list(&org());
        drop(client);
        assert!(call.clone().send_blocking().is_ok());
        assert_eq!(ended.try_recv(), Err(mpsc::TryRecvError::Empty));
        drop(call);
        // Nothing is ever sent: the sender is dropped with the thread's own values.
        assert_eq!(ended.recv(), Err(mpsc::RecvError));
    });
}

#[cfg(feature = "mock")]
#[test]
fn a_transport_in_memory_serves_blocking_calls() {
    use super::sample_operations::ListOrganizationInvites;
    use crate::runtime::{Mock, MockAnswer};
    within(|| {
        let mock = Mock::new();
        mock.on::<ListOrganizationInvites>()
            .then(MockAnswer::json(&j!({ "items": [invite("m")] })));
        let call = mock.client().organizations().invites().list(&org());
        assert_eq!(call.send_blocking().unwrap().items[0].id, "m");
    });
}
