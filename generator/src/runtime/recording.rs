//! Recorded exchanges, and the JSON that they are kept as.
use super::TransportErrorKind;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Map, Value, json};

/// The version of the file's form. A file of another version is refused.
const VERSION: u64 = 1;

/// A request and what came of it.
#[derive(Clone)]
pub(crate) struct Exchange {
    pub(crate) asked: Asked,
    pub(crate) outcome: Outcome,
}

/// A request without its secrets.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) operation: Option<String>,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Body,
}

impl Asked {
    /// Where another request differs; `None` where it is the same.
    pub(crate) fn difference(&self, other: &Self) -> Option<&'static str> {
        let same = [
            ("method", self.method == other.method),
            ("path", self.path == other.path),
            ("query", self.query == other.query),
            ("body", self.body == other.body),
        ];
        same.into_iter()
            .find(|(_, same)| !same)
            .map(|(what, _)| what)
    }
}

/// What came of a request.
#[derive(Clone)]
pub(crate) enum Outcome {
    Answer(Reply),
    /// An answer whose body broke off.
    Cut(Reply, TransportErrorKind),
    Fault(TransportErrorKind),
}

/// An answer without its secrets.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
}

/// A body in the form that is best read.
#[derive(Clone, PartialEq)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    Text(String),
    Binary(Bytes),
    /// It may have held a secret and could not be taken apart.
    Removed,
}

impl Body {
    /// The bytes to answer with.
    pub(crate) fn bytes(&self) -> Bytes {
        match self {
            Self::Empty | Self::Removed => Bytes::new(),
            Self::Json(value) => value.to_string().into(),
            Self::Text(text) => text.clone().into(),
            Self::Binary(bytes) => bytes.clone(),
        }
    }

    fn to_json(&self) -> Option<Value> {
        match self {
            Self::Empty => None,
            Self::Json(value) => Some(json!({ "json": value })),
            Self::Text(text) => Some(json!({ "text": text })),
            Self::Binary(bytes) => Some(json!({ "base64": STANDARD.encode(bytes) })),
            Self::Removed => Some(json!({ "removed": true })),
        }
    }

    fn of_json(value: Option<&Value>) -> Result<Self, String> {
        let Some(value) = value else {
            return Ok(Self::Empty);
        };
        if let Some(json) = value.get("json") {
            return Ok(Self::Json(json.clone()));
        }
        if value.get("removed").is_some() {
            return Ok(Self::Removed);
        }
        match (text(value, "text"), text(value, "base64")) {
            (Ok(text), _) => Ok(Self::Text(text)),
            (_, Ok(coded)) => match STANDARD.decode(coded) {
                Ok(bytes) => Ok(Self::Binary(bytes.into())),
                Err(_) => Err("a body is no base64".to_owned()),
            },
            _ => Err("a body is neither `json`, `text`, `base64` nor `removed`".to_owned()),
        }
    }
}

/// The file's text: pretty, a line for each value, the same for the same exchanges.
pub(crate) fn write(exchanges: &[Exchange]) -> String {
    let all: Vec<Value> = exchanges.iter().map(exchange).collect();
    let file = json!({ "version": VERSION, "exchanges": all });
    format!("{file:#}\n")
}

fn exchange(one: &Exchange) -> Value {
    let asked = &one.asked;
    let mut request = Map::new();
    if let Some(operation) = &asked.operation {
        request.insert("operation".to_owned(), json!(operation));
    }
    request.insert("method".to_owned(), json!(asked.method));
    request.insert("path".to_owned(), json!(asked.path));
    if !asked.query.is_empty() {
        request.insert("query".to_owned(), json!(asked.query));
    }
    request.extend(asked.body.to_json().map(|body| ("body".to_owned(), body)));
    match &one.outcome {
        Outcome::Answer(answer) => json!({ "request": request, "answer": reply(answer) }),
        Outcome::Cut(answer, kind) => {
            json!({ "request": request, "answer": reply(answer), "fault": word(*kind) })
        }
        Outcome::Fault(kind) => json!({ "request": request, "fault": word(*kind) }),
    }
}

fn reply(answer: &Reply) -> Value {
    let mut out = Map::new();
    out.insert("status".to_owned(), json!(answer.status));
    out.insert("headers".to_owned(), json!(answer.headers));
    out.extend(answer.body.to_json().map(|body| ("body".to_owned(), body)));
    Value::Object(out)
}

/// Reads a file's text; an error says what is wrong with it.
pub(crate) fn read(source: &str) -> Result<Vec<Exchange>, String> {
    let file: Value = serde_json::from_str(source).map_err(|error| format!("no JSON: {error}"))?;
    match file.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(other) => return Err(format!("version {other} of the form, expected {VERSION}")),
        None => return Err("no `version`".to_owned()),
    }
    let all = file.get("exchanges").and_then(Value::as_array);
    let all = all.ok_or("no `exchanges`")?.iter().enumerate();
    all.map(|(at, one)| exchange_of(one).map_err(|fault| format!("exchange {at}: {fault}")))
        .collect()
}

fn exchange_of(value: &Value) -> Result<Exchange, String> {
    let request = value.get("request").ok_or("no `request`")?;
    let asked = Asked {
        operation: text(request, "operation").ok(),
        method: text(request, "method")?,
        path: text(request, "path")?,
        query: pairs(request.get("query"))?,
        body: Body::of_json(request.get("body"))?,
    };
    let answer = value.get("answer").map(reply_of).transpose()?;
    let fault = value
        .get("fault")
        .map(|fault| kind(fault.as_str().unwrap_or_default()));
    let outcome = match (answer, fault) {
        (Some(answer), None) => Outcome::Answer(answer),
        (Some(answer), Some(fault)) => Outcome::Cut(answer, fault?),
        (None, Some(fault)) => Outcome::Fault(fault?),
        (None, None) => return Err("neither `answer` nor `fault`".to_owned()),
    };
    Ok(Exchange { asked, outcome })
}

fn reply_of(value: &Value) -> Result<Reply, String> {
    let status = value.get("status").and_then(Value::as_u64);
    Ok(Reply {
        status: status
            .and_then(|status| u16::try_from(status).ok())
            .ok_or("no `status`")?,
        headers: pairs(value.get("headers"))?,
        body: Body::of_json(value.get("body"))?,
    })
}

fn text(value: &Value, name: &str) -> Result<String, String> {
    let text = value.get(name).and_then(Value::as_str);
    text.map(str::to_owned)
        .ok_or_else(|| format!("no `{name}`"))
}

fn pairs(value: Option<&Value>) -> Result<Vec<(String, String)>, String> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    serde_json::from_value(value.clone()).map_err(|_| "pairs are lists of two texts".to_owned())
}

fn word(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Tls => "tls",
        TransportErrorKind::Lost => "lost",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::TotalTimeout => "total-timeout",
        TransportErrorKind::Body => "body",
        TransportErrorKind::TooLong => "too-long",
        TransportErrorKind::Upload => "upload",
        TransportErrorKind::Save => "save",
        TransportErrorKind::Other => "other",
    }
}

fn kind(word: &str) -> Result<TransportErrorKind, String> {
    Ok(match word {
        "connect" => TransportErrorKind::Connect,
        "tls" => TransportErrorKind::Tls,
        "lost" => TransportErrorKind::Lost,
        "timeout" => TransportErrorKind::Timeout,
        "total-timeout" => TransportErrorKind::TotalTimeout,
        "body" => TransportErrorKind::Body,
        "too-long" => TransportErrorKind::TooLong,
        "upload" => TransportErrorKind::Upload,
        "save" => TransportErrorKind::Save,
        "other" => TransportErrorKind::Other,
        _ => return Err("a `fault` of no known name".to_owned()),
    })
}
