//! A server on loopback that does to its clients what networks, proxies and attackers do, and keeps a log of it.
//!
//! It speaks HTTP/1.1 by hand, because no library would do this. What it sends is made as it goes: its memory is
//! constant, whatever it pretends to send.
pub mod plan;
mod say;

use plan::Step;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The header that names a call.
pub const CALL: &str = "x-call";

/// More than a request of the test ever has.
const LONGEST_REQUEST: usize = 64 << 10;

/// What arrived of one call, in order, and what was done with it.
#[derive(Debug, Clone, Default)]
pub struct Arrivals {
    /// One for each request.
    pub steps: Vec<Step>,
    /// Requests whose body was not the one that belongs to the call.
    pub foreign_bodies: usize,
}

type Log = Arc<Mutex<BTreeMap<u32, Arrivals>>>;

/// The server; its thread ends with the process.
pub struct Hostile {
    base: String,
    log: Log,
}

impl Hostile {
    /// Starts one that acts by this seed.
    ///
    /// # Panics
    ///
    /// When this machine has no loopback.
    #[must_use]
    pub fn start(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let base = format!("http://{}", listener.local_addr().expect("it listens"));
        listener
            .set_nonblocking(true)
            .expect("the socket takes the option");
        let log = Log::default();
        let own = Arc::clone(&log);
        std::thread::spawn(move || serve(listener, seed, &own));
        Self { base, log }
    }

    /// Where it listens, as a base URL.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What arrived so far, by call.
    #[must_use]
    pub fn arrivals(&self) -> BTreeMap<u32, Arrivals> {
        lock(&self.log).clone()
    }
}

fn lock(log: &Mutex<BTreeMap<u32, Arrivals>>) -> MutexGuard<'_, BTreeMap<u32, Arrivals>> {
    log.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: TcpListener, seed: u64, log: &Log) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("the socket is one");
        while let Ok((mut stream, _)) = listener.accept().await {
            let log = Arc::clone(log);
            tokio::spawn(async move {
                // A client that goes away is what most of this is about.
                while let Ok(true) = exchange(&mut stream, seed, &log).await {}
            });
        }
    });
}

/// A request as far as the server cares for it.
struct Request {
    method: String,
    target: String,
    call: u32,
    body: Vec<u8>,
}

/// One request and what is done with it; whether the connection goes on.
async fn exchange(stream: &mut TcpStream, seed: u64, log: &Log) -> io::Result<bool> {
    let Some(request) = read(stream).await? else {
        return Ok(false);
    };
    let (step, nth) = {
        let mut log = lock(log);
        let arrivals = log.entry(request.call).or_default();
        let nth = arrivals.steps.len();
        let step = plan::step(seed, request.call, nth);
        arrivals.steps.push(step);
        arrivals.foreign_bodies += usize::from(!has_its_own_body(&request));
        (step, nth)
    };
    say::act(
        stream,
        step,
        &request.method,
        &request.target,
        request.call,
        nth,
    )
    .await
}

/// The address that the body of a call has in it, and its answer.
#[must_use]
pub fn email(call: u32) -> String {
    format!("call-{call}@example.com")
}

fn has_its_own_body(request: &Request) -> bool {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    match request.method.as_str() {
        "POST" => body["email"] == email(request.call),
        _ => request.body.is_empty(),
    }
}

/// Reads a request with a body of known length. `None`: the connection is over.
async fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if bytes.len() > LONGEST_REQUEST || stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        let mut own = lines.filter(|(own, _)| own.eq_ignore_ascii_case(name));
        own.next().map(|(_, value)| value.trim().to_owned())
    };
    let length: usize = header("content-length").map_or(0, |text| text.parse().unwrap_or(0));
    while bytes.len() < end + length {
        if bytes.len() > LONGEST_REQUEST || stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    let mut words = head.split(' ').map(str::to_owned);
    let call = header(CALL).and_then(|text| text.parse().ok());
    let parts = words.next().zip(words.next()).zip(call);
    Ok(parts.map(|((method, target), call)| Request {
        method,
        target,
        call,
        body: bytes[end..].to_vec(),
    }))
}

/// Writes, and fails as soon as the client is gone.
async fn write(stream: &mut TcpStream, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    stream.write_all(bytes.as_ref()).await?;
    stream.flush().await
}
