//! What the SDK costs beyond bare reqwest: CPU time of small GETs on loopback, on the same models.
//!
//! The server is another process, so that its time is not counted. Everything of the client is on one thread, whose
//! time the system counts in nanoseconds. Rounds are short and take turns, so that a busy machine is busy for all alike.
use chrono::{DateTime, FixedOffset};
use factify::models::GetDocumentResponse;
use factify::{Client, DocumentId};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use std::convert::Infallible;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const DOC: DocumentId = DocumentId::literal("doc_01h2xcejqtf2nbrexx3vqjhp41");
const TOKEN: &str = "ffy_test_overhead";
const ROUNDS: usize = 200;
const CALLS: u32 = 50;

/// What the server says to everything.
const ANSWER: &str = r#"{"document":{"id":"doc_01h2xcejqtf2nbrexx3vqjhp41","title":"Quarterly report",
"url":"https://d.example/doc_01h2xcejqtf2nbrexx3vqjhp41","access_level":"private","processing_status":"ready",
"created_at":"2026-01-15T09:30:15.25Z","created_by":{"id":"user_01h2xcejqtf2nbrexx3vqjhp41","name":"Ada","type":"user"},
"current_version":{"id":"ver_01h2xcejqtf2nbrexx3vqjhp41"}}}"#;

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    if std::env::args().nth(1).as_deref() == Some("serve") {
        runtime.block_on(serve());
    } else {
        let server = std::env::current_exe().expect("this program has a path");
        let mut server = Command::new(server)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut base = String::new();
        let told = server.stdout.take().expect("it is piped");
        let told = BufReader::new(told).read_line(&mut base);
        told.expect("the server tells its address");
        runtime.block_on(compare(base.trim()));
        drop(server.stdin.take());
        server.wait().expect("the server ends");
    }
}

/// Ends when its input does: with the process that has started it.
async fn serve() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("loopback has a free port");
    println!("http://{}", listener.local_addr().expect("it listens"));
    std::thread::spawn(|| {
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(0);
    });
    loop {
        let (stream, _) = listener.accept().await.expect("a client connects");
        let service = hyper::service::service_fn(|_: Request<Incoming>| async {
            let mut response = Response::new(Full::new(Bytes::from_static(ANSWER.as_bytes())));
            let kind = hyper::header::HeaderValue::from_static("application/json");
            response.headers_mut().insert("content-type", kind);
            Ok::<_, Infallible>(response)
        });
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// Who makes the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The SDK.
    Ours,
    /// reqwest, and serde on the SDK's models.
    Bare,
    /// reqwest, and serde's derive on a twin of the model.
    Twin,
}

/// Both clients.
struct Clients {
    ours: Client,
    bare: reqwest::Client,
    url: String,
}

async fn compare(server: &str) {
    let ours = Client::builder().base_url(server).token(TOKEN).build();
    let clients = Clients {
        ours: ours.expect("loopback may be spoken to"),
        bare: bare(),
        url: format!("{server}/v1beta/documents/{}", DOC.as_str()),
    };
    let sides = [Side::Ours, Side::Bare, Side::Twin];
    let mut rounds = [const { Vec::new() }; 3];
    for round in 0..=ROUNDS {
        for at in 0..sides.len() {
            let at = (at + round) % sides.len();
            let spent = clients.round(sides[at]).await;
            // The first one opens connections and warms up.
            if round > 0 {
                rounds[at].push(spent);
            }
        }
    }
    let [ours, bare, twin] = rounds.map(|times| median(times) / f64::from(CALLS) / 1000.0);
    println!("CPU time of a GET, medians of {ROUNDS} rounds of {CALLS} calls:");
    println!("  the SDK                           {ours:6.1} µs");
    println!(
        "  reqwest, serde on its models      {bare:6.1} µs, the SDK is {:.3} times that",
        ours / bare
    );
    println!(
        "  reqwest, serde's derive on a twin {twin:6.1} µs, the SDK is {:.3} times that",
        ours / twin
    );
}

impl Clients {
    /// Nanoseconds of CPU time for some calls.
    async fn round(&self, side: Side) -> f64 {
        let before = cpu();
        for _ in 0..CALLS {
            match side {
                Side::Ours => {
                    let read = self.ours.documents().get(&DOC).await;
                    black_box(read.expect("the answer is good"));
                }
                Side::Bare => {
                    let read: GetDocumentResponse = self.read().await;
                    black_box(read);
                }
                Side::Twin => {
                    let read: TwinResponse = self.read().await;
                    black_box(read);
                }
            }
        }
        cpu() - before
    }

    /// The same call as people write it without an SDK.
    async fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        let request = self.bare.get(&self.url).bearer_auth(TOKEN);
        let request = request.header("accept", "application/json");
        let answer = request.send().await.expect("the server answers");
        let answer = answer.error_for_status().expect("the answer is good");
        let body = answer.bytes().await.expect("the answer is whole");
        serde_json::from_slice(&body).expect("the answer fits")
    }
}

/// As the SDK sets up its own for this machine: without proxies, trusting nobody, and with its time limit.
fn bare() -> reqwest::Client {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider);
    let tls = tls.with_safe_default_protocol_versions();
    let tls = tls.expect("the provider has the usual versions");
    let tls = tls.with_root_certificates(rustls::RootCertStore::empty());
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls.with_no_client_auth())
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()
        .expect("it may be built")
}

/// What `GetDocumentResponse` holds, as a derive would have it.
#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and not looked at")]
struct TwinResponse {
    document: TwinDocument,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and not looked at")]
struct TwinDocument {
    id: String,
    title: String,
    description: Option<String>,
    url: String,
    access_level: String,
    processing_status: String,
    #[serde(deserialize_with = "date_time")]
    created_at: DateTime<FixedOffset>,
    created_by: TwinActor,
    current_version: Option<TwinVersion>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and not looked at")]
struct TwinActor {
    id: String,
    name: String,
    r#type: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and not looked at")]
struct TwinVersion {
    id: String,
}

/// As chrono's own serde support reads it.
fn date_time<'de, D: serde::Deserializer<'de>>(from: D) -> Result<DateTime<FixedOffset>, D::Error> {
    let text = std::borrow::Cow::<str>::deserialize(from)?;
    DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Nanoseconds that this thread has had the CPU, user and system time together.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat");
    let text = text.expect("the system counts the time of threads (Linux)");
    let first = text
        .split_whitespace()
        .next()
        .and_then(|word| word.parse().ok());
    first.expect("the first number is the time")
}
