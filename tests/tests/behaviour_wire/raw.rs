//! A server below HTTP: it answers with given bytes and closes, or holds the connection open.
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

pub(super) struct Raw {
    base: String,
    requests: Arc<AtomicUsize>,
    /// One for each connection that the client has closed while it was held open.
    pub(super) left: Receiver<()>,
}

impl Raw {
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// How many requests arrived.
    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

/// Each connection gets the next bytes, the last ones from then on, and is closed.
pub(super) fn script(answers: &[&'static [u8]]) -> Raw {
    start(answers, false)
}

/// Each connection gets the bytes, and stays open until the client leaves.
pub(super) fn hold(answer: &'static [u8]) -> Raw {
    start(&[answer], true)
}

/// Each connection gets the next bytes, the last ones from then on, and stays open until the client leaves.
pub(super) fn hold_from(answers: &[&'static [u8]]) -> Raw {
    start(answers, true)
}

fn start(answers: &[&'static [u8]], hold: bool) -> Raw {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let base = format!("http://{}", listener.local_addr().expect("it listens"));
    let requests = Arc::new(AtomicUsize::new(0));
    let (tell, left) = channel();
    let (own, answers) = (Arc::clone(&requests), answers.to_vec());
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { return };
            let answer = answers[number.min(answers.len() - 1)];
            if !read_request(&mut stream) {
                continue;
            }
            own.fetch_add(1, Ordering::SeqCst);
            // A client that has left already does not mind.
            let _ = stream.write_all(answer);
            if hold {
                let tell = tell.clone();
                thread::spawn(move || {
                    let _ = stream.read(&mut [0; 64]);
                    let _ = tell.send(());
                });
            }
        }
    });
    Raw {
        base,
        requests,
        left,
    }
}

/// Reads a head, and a body where one is announced.
fn read_request(stream: &mut TcpStream) -> bool {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let lower = head.to_ascii_lowercase();
            let length = lower.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return true;
            }
        }
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => return false,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    }
}
