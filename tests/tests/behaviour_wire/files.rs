//! Files in forms: names, types, lengths, progress, and sources that do not keep their word.
use super::{Server, client, good, run, script};
use factify::models::CreateDocumentRequest;
use factify::{Error, Upload};
use factify_tests::multipart::{self, Part};
use factify_tests::server::Seen;
use std::io::Cursor;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// POST: a document of this file.
fn send(server: &Server, file: Upload) -> Result<(), Error> {
    let client = client(server.base());
    run(async {
        let body = CreateDocumentRequest::new(file, "t");
        client.documents().create(body).await.map(|_| ())
    })
}

/// The one request of a file, and the file as it arrived.
fn arrived(file: Upload) -> (Seen, Part) {
    let server = script([good()]);
    send(&server, file).expect("it is taken");
    let seen = server.take().remove(0);
    let kind = seen.header("content-type").unwrap_or_default();
    let parts = multipart::parse(kind, &seen.body).expect("it is a form");
    let file = parts.into_iter().find(|part| part.filename.is_some());
    (seen, file.expect("one part is a file"))
}

#[test]
fn the_type_of_a_file_is_guessed_from_its_name() {
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (name, kind) in [
        ("a.pdf", "application/pdf"),
        ("A.PDF", "application/pdf"),
        ("a.docx", docx),
        ("contract", "application/octet-stream"),
    ] {
        let (_, part) = arrived(Upload::bytes(name, "x"));
        assert_eq!(part.content_type.as_deref(), Some(kind), "{name}");
        assert_eq!(part.filename.as_deref(), Some(name));
    }
    let (_, part) = arrived(Upload::bytes("a.pdf", "x").content_type("x/y"));
    assert_eq!(part.content_type.as_deref(), Some("x/y"));
}

#[test]
fn bytes_paths_and_readers_arrive_as_they_are_with_a_length_where_there_is_one() {
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let path = std::env::temp_dir().join(format!("factify-file-{}.bin", std::process::id()));
    std::fs::write(&path, &bytes).expect("the folder can be written");
    let reader = |length: Option<u64>| Upload::reader("a.bin", Cursor::new(bytes.clone()), length);
    let blocking = Upload::blocking_reader("a.bin", Cursor::new(bytes.clone()), 300_000);
    for (file, has_length) in [
        (Upload::bytes("a.bin", bytes.clone()), true),
        (Upload::path(&path), true),
        (reader(Some(300_000)), true),
        (reader(None), false),
        (blocking, true),
    ] {
        let (seen, part) = arrived(file);
        assert!(part.bytes == bytes);
        let length = seen.header("content-length");
        let whole = seen.body.len().to_string();
        assert_eq!(length, has_length.then_some(whole.as_str()));
        let chunked = seen.header("transfer-encoding").is_some();
        assert_eq!(chunked, !has_length);
    }
    std::fs::remove_file(&path).expect("it was written");
}

#[test]
fn a_file_of_another_length_than_announced_fails_the_call() {
    for announced in [4, 6] {
        let server = script([good()]);
        let file = Upload::reader("a.bin", Cursor::new("hello"), announced);
        let error = send(&server, file).expect_err("it has 5 bytes");
        assert!(error.is_transport() && !error.is_retryable(), "{error}");
        let told = format!("announced with {announced} bytes");
        assert!(error.to_string().contains(&told), "{error}");
    }
}

#[test]
fn progress_of_a_file_goes_from_nothing_to_its_last_byte() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&heard);
    let tell = move |sent, total| own.lock().expect("nobody panics").push((sent, total));
    arrived(Upload::bytes("a.bin", vec![0; 300_000]).on_progress(tell));
    let heard = heard.lock().expect("nobody panics");
    assert_eq!(heard.first(), Some(&(0, Some(300_000))));
    assert_eq!(heard.last(), Some(&(300_000, Some(300_000))));
    assert!(heard.len() > 4 && heard.is_sorted());
}

#[test]
fn a_file_that_nobody_takes_ends_at_the_limit() {
    // Connections are made by the system, and nobody reads from them: when its buffers are full, nothing moves.
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let base = format!("http://{}", listener.local_addr().expect("it listens"));
    let endless = Upload::reader("a.bin", tokio::io::repeat(0), None);
    let body = CreateDocumentRequest::new(endless, "t");
    let call = client(&base).documents().create(body);
    let error = run(async { call.timeout(Duration::from_millis(200)).await });
    let error = error.expect_err("nobody reads it");
    assert!(error.is_timeout() && error.attempts() == 1, "{error}");
    assert!(error.to_string().contains("no progress"), "{error}");
}
