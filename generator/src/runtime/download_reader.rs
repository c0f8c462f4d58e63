//! A download as a reader, for whoever takes `tokio::io::AsyncRead`.
use super::Download;
use bytes::Bytes;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// Reads a [`Download`]. Its errors are [`io::Error`]s around the crate's own.
pub struct DownloadReader {
    download: Download,
    piece: Bytes,
}

impl Download {
    /// The body as a reader.
    pub fn into_reader(self) -> DownloadReader {
        DownloadReader {
            download: self,
            piece: Bytes::new(),
        }
    }
}

impl AsyncRead for DownloadReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.piece.is_empty() {
            match ready!(self.download.poll_piece(cx)) {
                None => return Poll::Ready(Ok(())),
                Some(piece) => self.piece = piece.map_err(io::Error::other)?,
            }
        }
        let end = self.piece.len().min(buf.remaining());
        buf.put_slice(&self.piece.split_to(end));
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for DownloadReader {
    // The piece is left out: it may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DownloadReader")
            .field(&self.download)
            .finish()
    }
}
