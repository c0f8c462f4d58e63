//! A real HTTP/1.1 server on loopback that notes what arrives and answers what it is told.
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Seen {
    /// `GET`, `POST`, …
    pub method: String,
    /// Percent-encoding kept.
    pub path: String,
    /// Without the question mark; empty where there is none.
    pub query: String,
    /// In order of arrival, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Bytes,
}

impl Seen {
    /// The first header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What the server says to every request until it is told otherwise.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// As they are sent.
    pub headers: Vec<(String, String)>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A status and a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self {
            status,
            headers,
            body: body.to_string().into_bytes(),
        }
    }

    /// A status without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }
}

type Handler = Box<dyn FnMut(&Seen) -> Answer + Send>;

struct State {
    seen: Vec<Seen>,
    handler: Handler,
}

/// The server; its thread ends with the process.
pub struct Server {
    base: String,
    state: Arc<Mutex<State>>,
}

impl Default for Server {
    fn default() -> Self {
        Self::start()
    }
}

impl Server {
    /// A server that says the same to every request, see [`answer`](Self::answer).
    #[must_use]
    pub fn start() -> Self {
        Self::with(|_| Answer::empty(204))
    }

    /// A server that makes up its answers; it listens on a free port of loopback.
    ///
    /// # Panics
    ///
    /// When this machine has no loopback.
    #[must_use]
    pub fn with(handler: impl FnMut(&Seen) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let base = format!("http://{}", listener.local_addr().expect("it listens"));
        listener
            .set_nonblocking(true)
            .expect("the socket takes the option");
        let state = Arc::new(Mutex::new(State {
            seen: Vec::new(),
            handler: Box::new(handler),
        }));
        let own = Arc::clone(&state);
        std::thread::spawn(move || serve(listener, &own));
        Self { base, state }
    }

    /// Where it listens, as a base URL.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Changes what is answered, and forgets what was seen.
    pub fn answer(&self, answer: Answer) {
        let mut state = lock(&self.state);
        state.handler = Box::new(move |_| answer.clone());
        state.seen.clear();
    }

    /// What arrived since the last look.
    #[must_use]
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut lock(&self.state).seen)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: TcpListener, state: &Arc<Mutex<State>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .expect("a runtime starts");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("the socket is one");
        while let Ok((stream, _)) = listener.accept().await {
            let state = Arc::clone(state);
            tokio::spawn(async move {
                let service =
                    hyper::service::service_fn(|request| handle(request, Arc::clone(&state)));
                // A client that goes away in the middle is no failure of the server.
                let _ = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}

async fn handle(
    request: Request<Incoming>,
    state: Arc<Mutex<State>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let header =
        |value: &hyper::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let seen = Seen {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), header(value)))
            .collect(),
        body,
    };
    let mut state = lock(&state);
    let answer = (state.handler)(&seen);
    state.seen.push(seen);
    drop(state);
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (hyper::header::HeaderName::try_from(name), value.try_into())
        {
            response.headers_mut().append(name, value);
        }
    }
    Ok(response)
}
