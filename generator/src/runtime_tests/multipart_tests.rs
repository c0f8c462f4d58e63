//! Forms on the wire: bytes, names, types, lengths, streams.
use super::call_tests::client;
use super::sample_models::CreateDocumentRequest;
use super::server::{Seen, Server, json};
use crate::runtime::{ErrorKind, Nullable, TransportError, Upload, Wire};
use bytes::Bytes;
use futures_core::Stream;
use serde_json::json as j;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Head and content of each part.
fn parts(seen: &Seen) -> Vec<(String, Vec<u8>)> {
    let kind = seen.header("content-type");
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let text = seen.body.as_ref();
    let mark = format!("--{boundary}");
    let mut rest = text.strip_prefix(mark.as_bytes()).unwrap();
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, format!("\r\n{mark}").as_bytes());
        let head = find(part, b"\r\n\r\n");
        parts.push((
            String::from_utf8(part[..head].to_vec()).unwrap(),
            part[head + 4..end].to_vec(),
        ));
        rest = &part[end + 2 + mark.len()..];
    }
    assert_eq!(rest, b"--\r\n");
    parts
}

fn find(text: &[u8], what: &[u8]) -> usize {
    text.windows(what.len())
        .position(|window| window == what)
        .unwrap()
}

async fn send(file: Upload, title: &str, description: Nullable<String>) -> Seen {
    let server = Server::start(|_| json(200, &j!({ "ok": true }))).await;
    let body = CreateDocumentRequest::new(file, title).description(description);
    client(&server).documents().create(body).await.unwrap();
    server.only()
}

#[tokio::test]
async fn parts_keep_every_byte() {
    let bytes: Vec<u8> = (0..=255).chain(*b"\r\n--form\r\n").collect();
    let title = "Čau \"q\"\r\nX: y\n😀";
    let seen = send(
        Upload::bytes("contract.pdf", bytes.clone()),
        title,
        Nullable::Value("d".to_owned()),
    )
    .await;
    assert_eq!(seen.header("content-length"), seen.body.len().to_string());
    let parts = parts(&seen);
    let head = "Content-Disposition: form-data; name=\"payload\"; filename=\"contract.pdf\"\r\nContent-Type: application/pdf";
    assert_eq!((parts[0].0.as_str(), &parts[0].1), (head, &bytes));
    assert_eq!(
        (parts[1].0.as_str(), parts[1].1.as_slice()),
        (
            "Content-Disposition: form-data; name=\"title\"",
            title.as_bytes()
        )
    );
    assert_eq!(parts.len(), 3);
}

#[tokio::test]
async fn null_and_absent_leave_no_part() {
    for description in [Nullable::Null, Nullable::Absent] {
        assert_eq!(
            parts(&send(Upload::bytes("a", ""), "t", description).await).len(),
            2
        );
    }
}

#[tokio::test]
async fn file_names_are_escaped_as_in_html() {
    for (name, sent, kind) in [
        ("a\"b.pdf", "a%22b.pdf", "application/pdf"),
        ("a\r\nX: y.pdf", "a%0D%0AX: y.pdf", "application/pdf"),
        ("100%22.csv", "100%22.csv", "text/csv"),
        ("a\\b;c=d.PDF", "a\\b;c=d.PDF", "application/pdf"),
        (
            "smlouva – žluť 契約.pdf",
            "smlouva – žluť 契約.pdf",
            "application/pdf",
        ),
        ("contract", "contract", "application/octet-stream"),
    ] {
        let seen = send(Upload::bytes(name, "x"), "t", Nullable::Absent).await;
        let head = format!("filename=\"{sent}\"\r\nContent-Type: {kind}");
        assert!(
            parts(&seen)[0].0.ends_with(&head),
            "{:?}",
            parts(&seen)[0].0
        );
    }
    let named = Upload::bytes("a.bin", "x").content_type("application/pdf\r\nX: y");
    let head = parts(&send(named, "t", Nullable::Absent).await)[0]
        .0
        .clone();
    assert!(
        head.ends_with("Content-Type: application/pdfX: y"),
        "{head:?}"
    );
}

#[tokio::test]
async fn files_and_readers_are_streamed() {
    let big = vec![7; 700_000];
    let path = std::env::temp_dir().join(format!("sample-upload-{}.csv", std::process::id()));
    std::fs::write(&path, &big).unwrap();
    let seen = send(Upload::path(&path), "t", Nullable::Absent).await;
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        (seen.header("transfer-encoding"), parts(&seen)[0].1 == big),
        ("", true)
    );
    assert_eq!(seen.header("content-length"), seen.body.len().to_string());
    let seen = send(
        Upload::reader("r.csv", std::io::Cursor::new(big.clone()), 700_000),
        "t",
        Nullable::Absent,
    )
    .await;
    assert_eq!(
        (seen.header("transfer-encoding"), parts(&seen)[0].1 == big),
        ("", true)
    );
    let seen = send(
        Upload::reader("r.csv", std::io::Cursor::new(big.clone()), None),
        "t",
        Nullable::Absent,
    )
    .await;
    assert_eq!(
        (seen.header("transfer-encoding"), parts(&seen)[0].1 == big),
        ("chunked", true)
    );
}

struct Broken;

impl Stream for Broken {
    type Item = Result<Bytes, TransportError>;
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let kind = crate::runtime::TransportErrorKind::Upload;
        Poll::Ready(Some(Err(TransportError::new(kind, "the disk is gone"))))
    }
}

#[tokio::test]
async fn a_source_that_fails_fails_the_call() {
    let server = Server::start(|_| json(200, &j!({}))).await;
    let create = |file| {
        client(&server)
            .documents()
            .create(CreateDocumentRequest::new(file, "t"))
    };
    let error = create(Upload::path("/no/such/file.pdf")).await.unwrap_err();
    assert!(error.kind() == ErrorKind::Config, "{error}");
    let error = create(Upload::stream("a", Broken, None)).await.unwrap_err();
    assert!(error.to_string().contains("the disk is gone"), "{error}");
    let once = create(Upload::reader("r", std::io::Cursor::new("x"), None));
    once.clone().await.unwrap();
    assert!(once.await.unwrap_err().to_string().contains("sent before"));
}

#[tokio::test]
async fn a_form_is_checked_like_any_body() {
    let server = Server::start(|_| panic!("sent")).await;
    let body = CreateDocumentRequest::new(Upload::bytes("a", "x"), "");
    let error = client(&server).documents().create(body).await.unwrap_err();
    assert_eq!(
        error.violations().unwrap().notation(),
        ["body/title: minLength"]
    );
}

#[test]
fn an_upload_is_json_too() {
    let json = j!({ "filename": "a.pdf", "content_type": "x/y", "base64": "AAE=" });
    let upload = Upload::decode(json.clone()).unwrap();
    assert_eq!(
        (upload.name(), upload.media_type().as_str()),
        ("a.pdf", "x/y")
    );
    assert_eq!((upload.encode(), upload.clone()), (json, upload));
    let error = Upload::decode(j!({ "filename": "a", "base64": "@" })).unwrap_err();
    assert_eq!(error.path(), "/base64");
}
