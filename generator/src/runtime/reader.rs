//! Files and readers as streams of pieces, so that a transfer needs the memory of one piece.
use super::transport::{BoxFuture, ByteStream, HttpBody, TransportError, TransportErrorKind};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncReadExt as _};

const PIECE: usize = 64 << 10;

type Reader = Pin<Box<dyn AsyncRead + Send>>;

/// A file on disk, with its length.
pub(crate) async fn open(path: &Path) -> Result<HttpBody, TransportError> {
    let opened = async {
        let file = tokio::fs::File::open(path).await?;
        let facts = file.metadata().await?;
        // A pipe has no length, and a device lies about it.
        Ok((file, facts.is_file().then_some(facts.len())))
    };
    let (file, length) = opened.await.map_err(fault)?;
    Ok(HttpBody::Stream {
        stream: stream(Box::pin(file)),
        length,
    })
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

fn read(mut reader: Reader) -> BoxFuture<'static, io::Result<(Reader, Bytes)>> {
    Box::pin(async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        reader.read_buf(&mut piece).await?;
        Ok((reader, piece.freeze()))
    })
}

fn fault(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Upload, error)
}
