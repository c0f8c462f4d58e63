//! Downloads over real connections: pieces, bounds, bodies that are cut, and files that are whole or not there.
use super::server::{Server, reply};
use crate::runtime::{
    Answer, Call, Client, DecodeError, Download, Error, Operation, OperationMeta, RetryPolicy,
    TransportErrorKind,
};
use bytes::Bytes;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::AsyncReadExt as _;

/// An operation with a binary answer.
pub(super) enum GetFile {}

static META: OperationMeta = OperationMeta {
    id: "getFile",
    method: http::Method::GET,
    path: "/file",
    params: &[],
    body: None,
    accept: "application/pdf",
    answers: &[],
    paging: None,
    idempotent: true,
    retries: None,
    security: &[],
};

impl Operation for GetFile {
    type Output = Bytes;
    const META: &'static OperationMeta = &META;

    fn decode(answer: Answer) -> Result<Bytes, DecodeError> {
        answer.bytes()
    }
}

fn client(url: &str) -> Client {
    let at_once = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let builder = Client::builder().base_url(url).token("t").retry(at_once);
    builder.build().unwrap()
}

async fn download(url: &str) -> Result<Download, Error> {
    Call::<GetFile>::new(&client(url)).download().await
}

/// A server that writes this to whoever asks, and closes.
pub(super) fn raw(answer: Vec<u8>) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for socket in listener.incoming() {
            let mut socket = socket.unwrap();
            let mut seen = Vec::new();
            let mut piece = [0; 1024];
            while !seen.ends_with(b"\r\n\r\n") {
                let length = socket.read(&mut piece).unwrap_or(0);
                if length == 0 {
                    break;
                }
                seen.extend_from_slice(&piece[..length]);
            }
            // A client that goes away is part of some tests.
            let _ = socket.write_all(&answer);
        }
    });
    url
}

pub(super) fn cut() -> String {
    raw(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello".to_vec())
}

/// An empty folder of this test's own.
pub(super) fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("download-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

pub(super) fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_body_comes_in_pieces_and_is_the_same_in_each_way() {
    let content: Vec<u8> = (0..1_000_000_u32).map(|n| n as u8).collect();
    let own = content.clone();
    let server = Server::start(move |_| reply(200, "application/pdf", own.clone())).await;
    assert_eq!(
        Call::<GetFile>::new(&client(&server.url)).await.unwrap(),
        content
    );

    let heard = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&heard);
    let mut open = download(&server.url).await.unwrap();
    assert_eq!(open.content_length(), Some(1_000_000));
    assert_eq!(open.content_type(), Some("application/pdf"));
    assert_eq!((open.status().as_u16(), open.attempts()), (200, 1));
    open = open.on_progress(move |done, total| own.lock().unwrap().push((done, total)));
    let (mut all, mut count) = (Vec::new(), 0);
    while let Some(piece) = open.try_next().await.unwrap() {
        all.extend_from_slice(&piece);
        count += 1;
    }
    assert!(all == content && count > 1);
    let heard = std::mem::take(&mut *heard.lock().unwrap());
    assert_eq!(heard.first(), Some(&(0, Some(1_000_000))));
    assert_eq!(heard.last(), Some(&(1_000_000, Some(1_000_000))));
    assert!(heard.is_sorted());

    let mut read = Vec::new();
    let mut reader = download(&server.url).await.unwrap().into_reader();
    reader.read_to_end(&mut read).await.unwrap();
    assert!(read == content);
}

#[tokio::test]
async fn a_body_that_is_cut_or_too_long_is_an_error() {
    let mut open = download(&cut()).await.unwrap();
    assert_eq!(open.try_next().await.unwrap().unwrap(), "hello");
    let error = open.try_next().await.unwrap_err();
    assert!(error.is_transport() && error.is_retryable(), "{error}");
    assert_eq!(error.operation(), Some("getFile"));
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert!(open.try_next().await.unwrap().is_none());

    let server = Server::start(|_| reply(200, "", vec![1; 1000])).await;
    let mut bounded = download(&server.url).await.unwrap().max_bytes(999);
    let error = bounded.try_next().await.unwrap_err();
    assert!(
        error.to_string().contains("longer than 999 bytes"),
        "{error}"
    );
    let exact = download(&server.url).await.unwrap().max_bytes(1000);
    assert_eq!(
        exact.save_to(folder("bound").join("a")).await.unwrap(),
        1000
    );

    let small = Client::builder().base_url(&server.url).token("t");
    let small = small.max_answer_bytes(10).build().unwrap();
    let open = || Call::<GetFile>::new(&small).download();
    assert!(open().await.unwrap().try_next().await.is_err());
    let mut unbounded = open().await.unwrap().max_bytes(None);
    assert!(unbounded.try_next().await.unwrap().is_some());

    let endless =
        raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n".to_vec());
    let mut open = download(&endless).await.unwrap();
    assert_eq!(open.try_next().await.unwrap().unwrap(), "hello");
    assert!(open.try_next().await.unwrap_err().is_transport());
}

#[tokio::test]
async fn a_status_that_is_no_success_is_the_usual_error() {
    let server = Server::start(|_| reply(404, "application/json", r#"{"code":"not_found"}"#)).await;
    let error = download(&server.url).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("not_found"), 1));
    let server = Server::start(|_| reply(503, "", "")).await;
    assert_eq!(download(&server.url).await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn nothing_secret_is_shown() {
    let answer =
        b"HTTP/1.1 200 OK\r\nset-cookie: sEcReT\r\ncontent-length: 7\r\n\r\nsEcReT!".to_vec();
    let url = raw(answer);
    let mut open = download(&url).await.unwrap();
    let shown = format!("{open:?}");
    assert!(
        shown.contains("getFile") && !shown.contains("sEcReT"),
        "{shown}"
    );
    assert!(open.try_next().await.unwrap().is_some());
    let mut reader = download(&url).await.unwrap().into_reader();
    reader.read_exact(&mut [0; 1]).await.unwrap();
    let shown = format!("{reader:?}");
    assert!(
        shown.contains("getFile") && !shown.contains("sEcReT"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_file_is_whole_or_not_there() {
    let folder = folder("save");
    let path = folder.join("lease.pdf");
    let error = download(&cut())
        .await
        .unwrap()
        .save_to(&path)
        .await
        .unwrap_err();
    assert!(error.is_transport(), "{error}");
    assert!(names(&folder).is_empty());

    std::fs::write(&path, "old").unwrap();
    assert!(
        download(&cut())
            .await
            .unwrap()
            .save_to(&path)
            .await
            .is_err()
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"old");

    let server = Server::start(|_| reply(200, "", "new")).await;
    let save =
        async |path: &std::path::Path| download(&server.url).await.unwrap().save_to(path).await;
    assert_eq!(save(&path).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(names(&folder), ["lease.pdf"]);

    // A folder stands where the file should.
    let taken = folder.join("taken");
    std::fs::create_dir(&taken).unwrap();
    std::fs::write(taken.join("inside"), "").unwrap();
    let error = save(&taken).await.unwrap_err();
    let fault = std::error::Error::source(&error).unwrap();
    let fault = fault
        .downcast_ref::<crate::runtime::TransportError>()
        .unwrap();
    assert_eq!(fault.kind(), TransportErrorKind::Save);
    assert!(!error.is_retryable());
    assert!(save(&folder.join("missing/a")).await.is_err());
    assert!(save(std::path::Path::new("/")).await.is_err());
    assert_eq!(names(&folder), ["lease.pdf", "taken"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_long_name_can_be_saved_and_a_path_that_fails_is_named() {
    let folder = folder("long");
    let server = Server::start(|_| reply(200, "", "new")).await;
    let name = "n".repeat(250);
    let open = download(&server.url).await.unwrap();
    assert_eq!(open.save_to(folder.join(&name)).await.unwrap(), 3);
    assert_eq!(names(&folder), [name]);
    let open = download(&server.url).await.unwrap();
    let error = open.save_to(folder.join("none/a")).await.unwrap_err();
    let shown = folder.join("none/a").display().to_string();
    assert!(error.to_string().contains(&shown), "{error}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_file_is_not_replaced() {
    use std::os::unix::fs::symlink;
    let folder = folder("device");
    symlink("/dev/null", folder.join("device")).unwrap();
    symlink(&folder, folder.join("folder")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    symlink(folder.join("nothing"), folder.join("dangling")).unwrap();
    let server = Server::start(|_| reply(200, "", "new")).await;
    let save = async |name: &str| {
        let open = download(&server.url).await.unwrap();
        open.save_to(folder.join(name)).await
    };
    for name in ["device", "folder", "socket"] {
        let before = std::fs::symlink_metadata(folder.join(name)).unwrap();
        let error = save(name).await.unwrap_err();
        assert!(error.to_string().contains("no file"), "{error}");
        let after = std::fs::symlink_metadata(folder.join(name)).unwrap();
        assert_eq!(before.file_type(), after.file_type());
    }
    assert_eq!(save("dangling").await.unwrap(), 3);
    assert_eq!(names(&folder).len(), 4);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_replaced_file_lends_its_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("mode");
    let path = folder.join("a");
    std::fs::write(&path, "old").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let server = Server::start(|_| reply(200, "", "new")).await;
    download(&server.url)
        .await
        .unwrap()
        .save_to(&path)
        .await
        .unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_dropped_save_leaves_nothing() {
    let folder = folder("drop");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let _ = socket.read(&mut [0; 4096]);
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf")
            .unwrap();
        // Until the client hangs up.
        let _ = socket.read(&mut [0; 1]);
    });
    let (said, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let open = download(&url).await.unwrap();
    let open = open.on_progress(move |done, _| said.send(done).unwrap());
    let saving = open.save_to(folder.join("a"));
    let mut saving = Box::pin(saving);
    loop {
        tokio::select! {
            outcome = &mut saving => panic!("{outcome:?}"),
            done = heard.recv() => if done == Some(4) { break },
        }
    }
    assert_eq!(names(&folder).len(), 1);
    drop(saving);
    assert!(names(&folder).is_empty());
    // The connection is closed by a task of this runtime, so its thread must not wait here.
    tokio::task::spawn_blocking(|| server.join().unwrap())
        .await
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_proposed_name_is_never_a_path() {
    for (header, name) in [
        ("attachment; filename=lease.pdf", Some("lease.pdf")),
        (
            r#"attachment; filename="a \"b\"; c.pdf""#,
            Some(r#"a "b"; c.pdf"#),
        ),
        (
            "attachment; filename=x; FileName*=UTF-8''na%C3%AFve%20.pdf",
            Some("naïve .pdf"),
        ),
        ("attachment; filename*=ISO-8859-1''a; filename=b", Some("b")),
        ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
        (
            "attachment; filename*=utf-8'en'..%2F..%2Fetc%2Fpasswd%00",
            Some("passwd"),
        ),
        (
            r#"attachment; filename="..\\..\\evil.exe""#,
            Some("evil.exe"),
        ),
        ("attachment; filename=C:evil", Some("C_evil")),
        ("attachment; filename=\"..\"", None),
        ("attachment; filename=\"a/\"", None),
        ("attachment; filename*=UTF-8''%FF", None),
        ("attachment; filename=\"unclosed", Some("unclosed")),
        ("attachment; filename*=%; %", None),
        ("filename=x", None),
    ] {
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 0\r\ncontent-disposition: {header}\r\n\r\n"
        );
        let open = download(&raw(answer.into_bytes())).await.unwrap();
        assert_eq!(open.filename().as_deref(), name, "{header}");
    }
}
