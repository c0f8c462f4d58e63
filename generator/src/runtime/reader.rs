//! Files and readers as streams of pieces, so that a transfer needs the memory of one piece.
use super::exact::PIECE;
use super::transport::{BoxFuture, ByteStream, TransportError, TransportErrorKind};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Where bytes come from.
pub(crate) enum Reader {
    /// Without blocking.
    Async(Pin<Box<dyn AsyncRead + Send>>),
    /// By calls that block, each made on a thread for such.
    Blocking(Box<dyn io::Read + Send>),
}

/// A file on disk, with its length.
pub(crate) async fn open(path: &Path) -> io::Result<(ByteStream, Option<u64>)> {
    let file = tokio::fs::File::open(path).await?;
    let facts = file.metadata().await?;
    // It can be opened on some systems, and would fail when a part of the request is sent.
    if facts.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe has no length, and a device lies about it.
    let length = facts.is_file().then_some(facts.len());
    Ok((stream(Reader::Async(Box::pin(file))), length))
}

/// Whatever a reader gives.
pub(crate) fn stream(reader: Reader) -> ByteStream {
    Box::pin(Pieces {
        reading: Some(read(reader)),
    })
}

struct Pieces {
    reading: Option<BoxFuture<'static, io::Result<(Reader, Bytes)>>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reading) = &mut self.reading else {
            return Poll::Ready(None);
        };
        let outcome = ready!(reading.as_mut().poll(cx));
        self.reading = None;
        match outcome {
            Ok((_, bytes)) if bytes.is_empty() => Poll::Ready(None),
            Ok((reader, bytes)) => {
                self.reading = Some(read(reader));
                Poll::Ready(Some(Ok(bytes)))
            }
            Err(error) => Poll::Ready(Some(Err(fault(error)))),
        }
    }
}

/// The next piece; empty at the end.
fn read(reader: Reader) -> BoxFuture<'static, io::Result<(Reader, Bytes)>> {
    Box::pin(async move {
        match reader {
            Reader::Async(mut reader) => {
                let mut piece = BytesMut::with_capacity(PIECE);
                reader.read_buf(&mut piece).await?;
                Ok((Reader::Async(reader), piece.freeze()))
            }
            Reader::Blocking(reader) => tokio::task::spawn_blocking(|| read_blocking(reader))
                .await
                .map_err(io::Error::other)?,
        }
    })
}

fn read_blocking(mut reader: Box<dyn io::Read + Send>) -> io::Result<(Reader, Bytes)> {
    let mut piece = vec![0; PIECE];
    let length = loop {
        match reader.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => break outcome?,
        }
    };
    piece.truncate(length);
    Ok((Reader::Blocking(reader), piece.into()))
}

fn fault(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Upload, error)
}
