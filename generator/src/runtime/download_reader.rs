//! A download as a reader, for whoever takes `tokio::io::AsyncRead`.
use super::Download;
use bytes::Bytes;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// Reads a [`Download`]. Its errors are [`io::Error`]s around the crate's own.
#[derive(Debug)]
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
