//! A file to send: from memory, from disk, or from wherever bytes come.
use super::exact;
use super::progress::Progress;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
use super::reader::Reader;
use super::transport::{ByteStream, HttpBody, TransportError, TransportErrorKind};
use super::{DecodeError, Error, Format, HasSchema, Object, Rule, Schema, Types, Wire};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};

/// A file with its name and, where it is known, its content type.
///
/// Where no content type is set, it is guessed from the name's extension.
#[derive(Clone)]
pub struct Upload {
    filename: String,
    content_type: Option<String>,
    source: Source,
    progress: Option<Progress>,
}

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    File(std::path::PathBuf),
    /// Clones share the stream; whichever is sent first has it.
    Stream {
        stream: Arc<Mutex<Option<ByteStream>>>,
        length: Option<u64>,
    },
    /// Makes the stream anew for each attempt.
    Maker {
        make: Arc<dyn Fn() -> ByteStream + Send + Sync>,
        length: Option<u64>,
    },
}

impl Upload {
    /// A file in memory.
    pub fn bytes(filename: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::from_source(filename.into(), Source::Bytes(bytes.into()))
    }

    /// A file on disk, under its own name. It is opened when it is sent, and read piece by piece.
    ///
    /// It may be a pipe. One that nobody writes to holds a thread of the runtime, also after the call's time is over, and a
    /// runtime that is dropped waits for it.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub fn path(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let filename = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Self::from_source(filename, Source::File(path))
    }

    /// Whatever `reader` gives, piece by piece. Without a length it is sent chunked. It can be sent once.
    ///
    /// The reader must end by itself (`take` sees to that). One that gives fewer or more bytes than announced fails
    /// the call.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub fn reader(
        filename: impl Into<String>,
        reader: impl tokio::io::AsyncRead + Send + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        Self::from_stream(
            filename.into(),
            super::reader::stream(Reader::Async(Box::pin(reader))),
            length.into(),
        )
    }

    /// The same of a reader whose calls block: each is made on tokio's threads for such.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub fn blocking_reader(
        filename: impl Into<String>,
        reader: impl std::io::Read + Send + 'static,
        length: impl Into<Option<u64>>,
    ) -> Self {
        Self::from_stream(
            filename.into(),
            super::reader::stream(Reader::Blocking(Box::new(reader))),
            length.into(),
        )
    }

    /// The same of a reader that `make` makes anew for each attempt, so that the call can be made again.
    #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
    pub fn from_fn<R>(
        filename: impl Into<String>,
        length: impl Into<Option<u64>>,
        make: impl Fn() -> R + Send + Sync + 'static,
    ) -> Self
    where
        R: tokio::io::AsyncRead + Send + 'static,
    {
        let make = move || super::reader::stream(Reader::Async(Box::pin(make())));
        let source = Source::Maker {
            make: Arc::new(make),
            length: length.into(),
        };
        Self::from_source(filename.into(), source)
    }

    /// Whatever `stream` gives, piece by piece. Without a length it is sent chunked. It can be sent once.
    pub fn stream<S>(filename: impl Into<String>, stream: S, length: impl Into<Option<u64>>) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        Self::from_stream(filename.into(), Box::pin(stream), length.into())
    }

    fn from_stream(filename: String, stream: ByteStream, length: Option<u64>) -> Self {
        let stream = Arc::new(Mutex::new(Some(stream)));
        Self::from_source(filename, Source::Stream { stream, length })
    }

    fn from_source(filename: String, source: Source) -> Self {
        Self {
            filename,
            content_type: None,
            source,
            progress: None,
        }
    }

    /// Tells `tell` how many of the file's bytes were handed to the connection and, where it is known, how many there
    /// are. Each attempt begins with 0.
    ///
    /// It is called from the task that sends, for each piece of at most 64 KiB from a file or from memory, and must
    /// not block.
    #[must_use]
    pub fn on_progress(mut self, tell: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Progress::new(tell));
        self
    }

    /// Sets the content type instead of guessing it.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Another name than the file's own.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = filename.into();
        self
    }

    /// The name that is sent.
    pub fn name(&self) -> &str {
        &self.filename
    }

    /// The content type that is sent.
    pub fn media_type(&self) -> String {
        let guess = || {
            mime_guess::from_path(&self.filename)
                .first_raw()
                .unwrap_or("application/octet-stream")
        };
        self.content_type
            .clone()
            .unwrap_or_else(|| guess().to_owned())
    }

    /// What stands for the file when a form is checked: its bytes are no part of that.
    pub(crate) fn shape(&self) -> Value {
        serde_json::json!({ "filename": self.filename, "base64": "" })
    }

    /// The bytes, or the way to them, for one attempt.
    pub(crate) async fn open(self) -> Result<HttpBody, Error> {
        let (stream, length) = match self.source {
            Source::Bytes(bytes) if bytes.len() <= exact::PIECE && self.progress.is_none() => {
                return Ok(HttpBody::Bytes(bytes));
            }
            Source::Bytes(bytes) => {
                let length = Some(bytes.len() as u64);
                (exact::pieces(bytes), length)
            }
            #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
            Source::File(path) => super::reader::open(&path)
                .await
                .map_err(|error| unreadable(&path, &error))?,
            Source::Stream { stream, length } => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                (stream.ok_or_else(sent_before)?, length)
            }
            Source::Maker { make, length } => (make(), length),
        };
        let mut stream = match length {
            Some(length) => exact::exact(stream, length, format!("{:?}", self.filename)),
            None => stream,
        };
        if let Some(progress) = self.progress {
            stream = exact::told(stream, length, progress);
        }
        if length == Some(0) {
            // A transport that sends no bytes does not ask for any, and would not hear of those that there are.
            let first = poll_fn(|cx| stream.as_mut().poll_next(cx)).await;
            return first
                .unwrap_or_else(|| Ok(Bytes::new()))
                .map(HttpBody::Bytes)
                .map_err(Error::transport);
        }
        Ok(HttpBody::Stream { stream, length })
    }

    /// Whether the file can be sent again.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Stream { .. })
    }
}

fn sent_before() -> Error {
    Error::transport(TransportError::new(
        TransportErrorKind::Upload,
        "the file's stream was sent before",
    ))
}

/// Nothing has been sent, and no other attempt would find the file.
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn unreadable(path: &std::path::Path, error: &std::io::Error) -> Error {
    Error::config(format!(
        "the file `{}` cannot be sent: {error}; correct the path of `Upload::path`, or make it readable",
        path.display()
    ))
}

impl PartialEq for Upload {
    // Files by path and streams by identity: their bytes are elsewhere. Who listens is no part of a file.
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.source, &other.source) {
            (Source::Bytes(a), Source::Bytes(b)) => a == b,
            #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
            (Source::File(a), Source::File(b)) => a == b,
            (Source::Stream { stream: a, .. }, Source::Stream { stream: b, .. }) => {
                Arc::ptr_eq(a, b)
            }
            (Source::Maker { make: a, .. }, Source::Maker { make: b, .. }) => Arc::ptr_eq(a, b),
            _ => false,
        };
        same && self.filename == other.filename && self.content_type == other.content_type
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Upload");
        out.field("filename", &self.filename)
            .field("content_type", &self.content_type);
        match &self.source {
            Source::Bytes(bytes) => out.field("bytes", &bytes.len()),
            #[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
            Source::File(path) => out.field("path", path),
            Source::Stream { length, .. } | Source::Maker { length, .. } => {
                out.field("stream", length)
            }
        };
        // Left out is who listens, which cannot be shown.
        out.finish_non_exhaustive()
    }
}

/// As JSON, a file is `{"filename", "content_type"?, "base64"}`. One on disk or in a stream is written without bytes.
impl Wire for Upload {
    fn decode(value: Value) -> Result<Self, DecodeError> {
        let mut object = Object::decode(value)?;
        let filename: String = object.required("filename")?;
        let text: String = object.required("base64")?;
        let bytes = STANDARD
            .decode(text)
            .map_err(|_| DecodeError::new("base64", "other text").at("base64"))?;
        let content_type = object.optional("content_type");
        object.sound()?;
        Ok(Self {
            filename,
            content_type,
            source: Source::Bytes(bytes.into()),
            progress: None,
        })
    }

    fn encode(&self) -> Value {
        let bytes = if let Source::Bytes(bytes) = &self.source {
            bytes.clone()
        } else {
            Bytes::new()
        };
        let mut object = Object::new();
        object.put("filename", &self.filename);
        object.put_optional("content_type", &self.content_type);
        object.put("base64", &STANDARD.encode(bytes));
        object.into_value()
    }
}

impl HasSchema for Upload {
    const SCHEMA: &'static Schema = &SCHEMA;
}

static SCHEMA: Schema = Schema(&[
    Rule::Type(Types::OBJECT),
    Rule::Properties(&[
        ("filename", Schema(&[Rule::Type(Types::STRING)])),
        ("content_type", Schema(&[Rule::Type(Types::STRING)])),
        (
            "base64",
            Schema(&[Rule::Type(Types::STRING), Rule::Format(Format::Byte)]),
        ),
    ]),
    Rule::Required(&["filename", "base64"]),
    Rule::Closed,
]);
