//! Transfers without awaiting: readers that block on their way out, answers that are read, from every kind of thread.
use super::blocking_tests::{client, current_thread, multi_thread, server, within};
use super::download_tests::{GetFile, cut, folder, names, raw};
use super::retry_operations::{Get, Put};
use super::server::{Server, json, reply};
use crate::runtime::{BlockingDownload, Call, Client, Error, RetryPolicy, Upload};
use serde_json::json as j;
use std::io::{self, BufRead as _, Read};
use std::sync::{Arc, Mutex};

/// A reader that gives as much as it is asked for, with one interruption.
struct Blocks {
    left: usize,
    interrupted: bool,
}

impl Read for Blocks {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if !std::mem::replace(&mut self.interrupted, true) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = self.left.min(buf.len());
        buf[..length].fill(7);
        self.left -= length;
        Ok(length)
    }
}

type Heard = Arc<Mutex<Vec<(u64, Option<u64>)>>>;

fn listener() -> (Heard, impl Fn(u64, Option<u64>) + Send + Sync + 'static) {
    let heard = Heard::default();
    let own = Arc::clone(&heard);
    let tell = move |done, total| own.lock().unwrap().push((done, total));
    (heard, tell)
}

const LENGTH: usize = 300_000;

/// Sends a reader, with its length and without, and checks what arrived.
fn send(server: &Server, client: &Client) {
    for announced in [Some(LENGTH as u64), None] {
        let before = server.seen().len();
        let (heard, tell) = listener();
        let (left, interrupted) = (LENGTH, false);
        let reader = Blocks { left, interrupted };
        let file = Upload::blocking_reader("a.bin", reader, announced).on_progress(tell);
        let call = Call::<Put>::new(client).set_file(file);
        assert_eq!(call.send_blocking().unwrap(), j!("done"));
        let [seen] = &server.seen()[before..] else {
            panic!("one request");
        };
        assert!(seen.body.len() == LENGTH && seen.body.iter().all(|byte| *byte == 7));
        let length = announced.map_or(String::new(), |length| length.to_string());
        assert_eq!(seen.header("content-length"), length);
        let heard = heard.lock().unwrap();
        assert_eq!(heard.first(), Some(&(0, announced)));
        assert_eq!(heard.last(), Some(&(LENGTH as u64, announced)));
        assert!(heard.len() > 4 && heard.is_sorted());
    }
}

fn content() -> Vec<u8> {
    (0..1_000_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn download(client: &Client) -> Result<BlockingDownload, Error> {
    Call::<GetFile>::new(client).download_blocking()
}

/// Reads an answer in each way.
fn receive(client: &Client) {
    let (content, (heard, tell)) = (content(), listener());
    let total = content.len() as u64;
    let mut open = download(client).unwrap().on_progress(tell);
    assert_eq!((open.status().as_u16(), open.attempts()), (200, 1));
    assert_eq!(open.content_length(), Some(total));
    assert_eq!(open.content_type(), Some("application/pdf"));
    assert_eq!(open.headers()["content-type"], "application/pdf");
    assert_eq!((open.request_id(), open.filename()), (None, None));
    let mut read = Vec::new();
    open.read_to_end(&mut read).unwrap();
    assert!(read == content);
    let heard = heard.lock().unwrap();
    assert_eq!(heard.first(), Some(&(0, Some(total))));
    assert_eq!(heard.last(), Some(&(total, Some(total))));
    assert!(heard.len() > 2 && heard.is_sorted());

    // Some bytes of a piece, the rest of it, and the pieces after it.
    let mut open = download(client).unwrap();
    let mut read = vec![0; 5];
    open.read_exact(&mut read).unwrap();
    let shown = format!("{open:?}");
    assert!(
        shown.contains("getFile") && !shown.contains("piece"),
        "{shown}"
    );
    let mut pieces = 0;
    while let Some(piece) = open.try_next().unwrap() {
        read.extend_from_slice(&piece);
        pieces += 1;
    }
    assert!(read == content && pieces > 2);
    assert_eq!(open.read(&mut read).unwrap(), 0);
}

fn file_server() -> Server {
    let content = content();
    server(move |seen| match seen.method.as_str() {
        "PUT" => json(200, &j!("done")),
        _ => reply(200, "application/pdf", content.clone()),
    })
}

#[test]
fn a_plain_thread_moves_files() {
    within(|| {
        let server = file_server();
        let client = client(&server);
        send(&server, &client);
        receive(&client);
    });
}

#[test]
fn threads_of_runtimes_move_files_beside_calls_that_are_awaited() {
    for runtime in [current_thread, multi_thread] {
        within(move || {
            let server = file_server();
            let client = client(&server);
            runtime().block_on(async move {
                // A connection of this runtime is pooled.
                assert_eq!(Call::<GetFile>::new(&client).await.unwrap(), content());
                send(&server, &client);
                receive(&client);
                let clone = client.clone();
                let task = tokio::spawn(async move { receive(&clone) });
                task.await.unwrap();
                let task = tokio::task::spawn_blocking(move || {
                    send(&server, &client);
                    receive(&client);
                });
                task.await.unwrap();
            });
        });
    }
}

#[test]
fn a_download_outlives_its_client_and_is_dropped_anywhere() {
    within(|| {
        let server = file_server();
        let client = client(&server);
        let mut open = download(&client).unwrap();
        drop(client);
        let mut first = [9; 4];
        open.read_exact(&mut first).unwrap();
        assert_eq!(first, [0; 4]);
        let other = download(&super::blocking_tests::client(&server)).unwrap();
        current_thread().block_on(async move { drop(other) });
        drop(open);
    });
}

#[test]
fn lines_can_be_read() {
    within(|| {
        let server = server(|_| reply(200, "text/plain", "a\nb\n\nc"));
        let lines = download(&client(&server)).unwrap().lines();
        let lines: Vec<String> = lines.map(Result::unwrap).collect();
        assert_eq!(lines, ["a", "b", "", "c"]);
    });
}

#[test]
fn a_body_that_is_cut_or_too_long_is_an_error_and_then_nothing() {
    within(|| {
        let at = |url: &str| {
            let builder = Client::builder().base_url(url).token("t");
            builder.retry(RetryPolicy::none()).build().unwrap()
        };
        let mut open = download(&at(&cut())).unwrap();
        let mut read = Vec::new();
        let error = open.read_to_end(&mut read).unwrap_err();
        assert_eq!(read, b"hello");
        let inner = error.get_ref().unwrap().downcast_ref::<Error>().unwrap();
        assert!(inner.is_transport(), "{inner}");
        assert_eq!(inner.operation(), Some("getFile"));
        assert!(open.try_next().unwrap().is_none());

        let long = raw(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".to_vec());
        let mut open = download(&at(&long)).unwrap().max_bytes(4);
        let error = open.try_next().unwrap_err();
        assert!(error.to_string().contains("longer than 4 bytes"), "{error}");

        let missing = server(|_| reply(404, "application/json", r#"{"code":"not_found"}"#));
        let error = download(&client(&missing)).unwrap_err();
        assert_eq!((error.code(), error.attempts()), (Some("not_found"), 1));
    });
}

#[test]
fn a_file_is_saved_whole_or_not_at_all() {
    within(|| {
        let (server, folder) = (file_server(), folder("blocking-save"));
        let (client, path) = (client(&server), folder.join("a.pdf"));
        let length = download(&client).unwrap().save_to(&path).unwrap();
        assert_eq!(length, content().len() as u64);
        assert!(std::fs::read(&path).unwrap() == content());

        let mut open = download(&client).unwrap();
        open.read_exact(&mut [0; 6]).unwrap();
        assert_eq!(open.save_to(&path).unwrap(), length - 6);
        assert!(std::fs::read(&path).unwrap() == content()[6..]);

        let broken = Client::builder().base_url(cut()).token("t");
        let broken = broken.retry(RetryPolicy::none()).build().unwrap();
        assert!(download(&broken).unwrap().save_to(&path).is_err());
        assert_eq!(std::fs::metadata(&path).unwrap().len(), length - 6);
        assert_eq!(names(&folder), ["a.pdf"]);
        std::fs::remove_dir_all(&folder).unwrap();
    });
}

#[test]
fn a_listener_that_panics_ends_its_transfer_only() {
    within(|| {
        let server = file_server();
        let client = client(&server);
        let panics = |done: u64, _: Option<u64>| {
            assert!(done == 0, "a listener that panics, as the test wants");
        };
        let mut open = download(&client).unwrap().on_progress(panics);
        let error = open.try_next().unwrap_err();
        assert!(error.to_string().contains("panicked"), "{error}");
        assert_eq!((error.operation(), error.attempts()), (Some("getFile"), 1));
        assert!(open.try_next().unwrap().is_none());
        let folder = folder("blocking-panic");
        assert!(open.save_to(folder.join("a")).is_err());
        assert!(names(&folder).is_empty());
        std::fs::remove_dir_all(&folder).unwrap();

        let file = Upload::bytes("a", vec![0; LENGTH]).on_progress(panics);
        let error = Call::<Put>::new(&client).set_file(file).send_blocking();
        assert!(error.unwrap_err().to_string().contains("panicked"));
        assert!(
            Call::<Get>::new(&client).send_blocking().is_err(),
            "no JSON"
        );
        receive(&client);
    });
}
