//! A binary answer for code that does not await: the client's thread reads it, a piece at a time.
use super::answer::Head;
use super::blocking::{Driver, driven};
use super::{Call, Download, Error, Operation};
use bytes::{Buf as _, Bytes};
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

impl<O: Operation<Output = Bytes>> Call<O> {
    /// Sends the call, and gives its answer while the body is still on the way; [`Call::download`] for code that does
    /// not await.
    ///
    /// # Errors
    ///
    /// As [`Call::download`] and [`Call::send_blocking`].
    pub fn download_blocking(self) -> Result<BlockingDownload, Error> {
        let mut draft = self.into_draft();
        draft.streamed = true;
        let (driver, draft) = driven(draft)?;
        let operation = draft.meta.id;
        let download = driver.wait(operation, 0, Box::pin(Download::open(draft)))?;
        Ok(BlockingDownload::new(download, driver))
    }
}

/// An answer whose body is still on its way, to be read by code that does not await. Dropped, it ends the exchange.
///
/// It is a [`Read`] and a [`BufRead`], whose errors are [`io::Error`]s around the crate's own;
/// [`BlockingDownload::try_next`] gives the pieces as they came, and the crate's errors as they are. What holds for a
/// [`Download`] holds here: nothing is decoded, and a body that is cut, too long, or stands still ends in an error.
/// Between two reads the server is not waited for, so that the reader may take any time.
#[must_use = "a download that is dropped is broken off"]
pub struct BlockingDownload {
    head: Arc<Head>,
    /// None once code of the caller's panicked in the middle of it.
    download: Option<Download>,
    /// What was received and not read.
    piece: Bytes,
    driver: Arc<Driver>,
}

impl BlockingDownload {
    fn new(download: Download, driver: Arc<Driver>) -> Self {
        Self {
            head: download.head(),
            download: Some(download),
            piece: Bytes::new(),
            driver,
        }
    }

    /// The status, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The server's name of the request, where a header gives one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    /// How many bytes the body has, where the server says it.
    pub fn content_length(&self) -> Option<u64> {
        self.head.content_length()
    }

    /// `Content-Type`, where the server sends one in ASCII.
    pub fn content_type(&self) -> Option<&str> {
        self.head.content_type()
    }

    /// The name that the server proposes: see [`Download::filename`].
    pub fn filename(&self) -> Option<String> {
        self.head.filename()
    }

    /// How many bytes are read at most: see [`Download::max_bytes`].
    pub fn max_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.download = self.download.map(|download| download.max_bytes(bytes));
        self
    }

    /// Tells `tell` how many bytes have come: see [`Download::on_progress`]. Later than now it is called from the
    /// client's thread, where it must not block.
    pub fn on_progress(mut self, tell: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.download = self.download.map(|download| download.on_progress(tell));
        self
    }

    /// The next piece, or what is left of one that was read in part; `None` at the end. After an error there is nothing
    /// more.
    ///
    /// # Errors
    ///
    /// As [`Download::try_next`], and as [`Call::send_blocking`] where the caller's own code panics.
    pub fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        if !self.piece.is_empty() {
            return Ok(Some(std::mem::take(&mut self.piece)));
        }
        let Some(mut download) = self.download.take() else {
            return Ok(None);
        };
        let (download, piece) = self.on_thread(async move {
            let piece = download.try_next().await;
            Ok((download, piece))
        })?;
        self.download = Some(download);
        piece
    }

    /// Saves what was not read yet to a file, and gives its length in bytes: see [`Download::save_to`].
    ///
    /// # Errors
    ///
    /// As [`Download::save_to`], and as [`Call::send_blocking`] where the caller's own code panics.
    #[cfg(feature = "reqwest")]
    pub fn save_to(mut self, path: impl AsRef<std::path::Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let piece = std::mem::take(&mut self.piece);
        if let Some(download) = self.download.take() {
            return self.on_thread(download.save_rest(piece, path));
        }
        let text = "the download was lost when code of the caller's panicked";
        let error = Error::config(text.to_owned());
        Err(error.of(self.head.operation, self.head.attempts))
    }

    /// Work of this download on the client's thread.
    fn on_thread<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let (operation, attempts) = (self.head.operation, self.head.attempts);
        self.driver.wait(operation, attempts, Box::pin(work))
    }
}

impl BufRead for BlockingDownload {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.piece.is_empty() {
            match self.try_next().map_err(io::Error::other)? {
                Some(piece) => self.piece = piece,
                None => break,
            }
        }
        Ok(&self.piece)
    }

    fn consume(&mut self, amount: usize) {
        self.piece.advance(amount.min(self.piece.len()));
    }
}

impl Read for BlockingDownload {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if buf.is_empty() {
            return Ok(0);
        }
        let length = self.fill_buf()?.read(buf)?;
        self.consume(length);
        Ok(length)
    }
}

impl fmt::Debug for BlockingDownload {
    // Headers are left out: cookies are secret, and servers have headers of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingDownload")
            .field("operation", &self.head.operation)
            .field("status", &self.head.status)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
