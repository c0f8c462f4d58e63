//! Uploads over real connections: lengths that are kept or told to be wrong, progress, attempts.
use super::retry_operations::Put;
use super::server::{Seen, Server, json, reply};
use crate::runtime::{Call, Client, Error, Form, RetryPolicy, Upload};
use std::io::Cursor;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Heard = Arc<Mutex<Vec<(u64, Option<u64>)>>>;

fn client(url: &str) -> Client {
    let at_once = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let builder = Client::builder().base_url(url).token("t").retry(at_once);
    builder.build().unwrap()
}

async fn good() -> Server {
    Server::start(|_| json(200, &"done".into())).await
}

async fn send(server: &Server, file: Upload) -> Result<Seen, Error> {
    Call::<Put>::new(&client(&server.url))
        .set_file(file)
        .await?;
    Ok(server.seen().pop().unwrap())
}

fn heard(file: Upload) -> (Upload, Heard) {
    let heard = Heard::default();
    let own = Arc::clone(&heard);
    let file = file.on_progress(move |sent, total| own.lock().unwrap().push((sent, total)));
    (file, heard)
}

#[tokio::test]
async fn every_source_arrives_with_its_length_where_there_is_one() {
    let server = good().await;
    let path = std::env::temp_dir().join(format!("upload-{}.bin", std::process::id()));
    for length in [0, 1, 64 << 10, (64 << 10) + 1, 300_000] {
        let bytes = vec![7; length];
        std::fs::write(&path, &bytes).unwrap();
        let (known, own) = (Some(length as u64), bytes.clone());
        let reader = || Cursor::new(bytes.clone());
        let make = move || Cursor::new(own.clone());
        for (file, known) in [
            (Upload::bytes("a", bytes.clone()), known),
            (Upload::path(&path), known),
            (Upload::reader("a", reader(), known), known),
            (Upload::reader("a", reader(), None), None),
            (Upload::blocking_reader("a", reader(), known), known),
            (Upload::blocking_reader("a", reader(), None), None),
            (Upload::from_fn("a", known, make.clone()), known),
            (Upload::from_fn("a", None, make), None),
        ] {
            let (file, heard) = heard(file);
            let seen = send(&server, file).await.unwrap();
            assert!(seen.body == bytes);
            let said = known.map_or(String::new(), |known| known.to_string());
            assert_eq!(seen.header("content-length"), said);
            let heard = heard.lock().unwrap();
            assert_eq!(heard.first(), Some(&(0, known)));
            assert_eq!(heard.last(), Some(&(length as u64, known)));
            assert!(heard.is_sorted());
        }
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_reader_of_another_length_fails_the_call_and_both_lengths_are_told() {
    let server = good().await;
    for (given, announced, words) in [
        (5, 10, "announced with 10 bytes and gave 5"),
        (0, 10, "announced with 10 bytes and gave 0"),
        (12, 10, "announced with 10 bytes and gave at least 12"),
        (1, 0, "announced with 0 bytes and gave at least 1"),
        (
            200_000,
            65_536,
            "announced with 65536 bytes and gave at least 131072",
        ),
    ] {
        let file = || Upload::reader("r.bin", Cursor::new(vec![1; given]), announced);
        let error = send(&server, file()).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.is_transport() && !error.is_retryable());
        let form = Form::new().put("a", &"b".to_owned()).file("f", file());
        let error = Call::<Put>::new(&client(&server.url)).set_form(form);
        let error = error.await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_sent_fails_the_call() {
    let server = good().await;
    let path = std::env::temp_dir().join(format!("changed-{}.bin", std::process::id()));
    for new in [0_u64, 99_999, 300_000] {
        std::fs::write(&path, vec![1; 200_000]).unwrap();
        let own = path.clone();
        let file = Upload::path(&path).on_progress(move |sent, _| {
            if sent == 0 {
                let file = std::fs::OpenOptions::new().write(true).open(&own).unwrap();
                file.set_len(new).unwrap();
            }
        });
        let error = send(&server, file).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("announced with 200000 bytes and gave"),
            "{text}"
        );
    }
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn what_can_be_made_anew_is_sent_again_and_progress_begins_anew() {
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        0 => reply(503, "", ""),
        _ => json(200, &"done".into()),
    });
    let server = server.await;
    let (file, heard) = heard(Upload::from_fn("a", 3, || Cursor::new("abc")));
    send(&server, file).await.unwrap();
    let bodies: Vec<_> = server.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(bodies, ["abc", "abc"]);
    let (begun, all) = ((0, Some(3)), (3, Some(3)));
    assert_eq!(*heard.lock().unwrap(), [begun, all, begun, all]);
}

#[tokio::test]
async fn a_form_has_a_length_when_all_its_parts_have_one() {
    let server = good().await;
    let file = |length: Option<u64>| Upload::reader("a", Cursor::new(vec![1; 100_000]), length);
    for (second, known) in [(Some(100_000), true), (None, false)] {
        let form = Form::new()
            .file("a", file(Some(100_000)))
            .file("b", file(second));
        let call = Call::<Put>::new(&client(&server.url)).set_form(form);
        call.await.unwrap();
        let seen = server.seen().pop().unwrap();
        let length = seen.header("content-length");
        assert_eq!(length == seen.body.len().to_string(), known, "{length}");
        assert_eq!(length.is_empty(), !known);
    }
}
