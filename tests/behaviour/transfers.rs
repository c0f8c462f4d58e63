//! A client that moves as many bytes as it is told, in a process of its own, and says what memory that took at most.
//!
//! `send URL LENGTH`, `sink URL` or `save URL PATH`, and the first two with `_blocking` at the end of the word. It prints a line of JSON: bytes, steps of progress, peak in kB.
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, ReadBuf};
use transfers::{Client, Error, Upload};

/// Bytes out of nowhere.
struct Zeros(u64);

impl AsyncRead for Zeros {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let length = self.0.min(buf.remaining() as u64);
        buf.initialize_unfilled_to(usize::try_from(length).unwrap_or(0));
        buf.advance(usize::try_from(length).unwrap_or(0));
        self.0 -= length;
        Poll::Ready(Ok(()))
    }
}

impl io::Read for Zeros {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let length = self.0.min(buf.len() as u64);
        self.0 -= length;
        let length = usize::try_from(length).unwrap_or(0);
        buf[..length].fill(0);
        Ok(length)
    }
}

/// Counts how often progress is told.
fn counter(steps: Arc<AtomicU64>) -> impl Fn(u64, Option<u64>) + Send + Sync + 'static {
    move |_, _| {
        steps.fetch_add(1, Ordering::Relaxed);
    }
}

async fn run(what: &str, url: &str, argument: &str, steps: Arc<AtomicU64>) -> Result<u64, Error> {
    let client = Client::builder().base_url(url).build()?;
    let (blobs, step) = (client.blobs(), counter(steps));
    if what == "send" {
        let length = argument.parse().expect("a length");
        let file = Upload::reader("zeros", Zeros(length), length).on_progress(step);
        blobs.send_blob(file).await?;
        return Ok(length);
    }
    let download = blobs.read_blob().download().await?;
    let mut download = download.max_bytes(None).on_progress(step);
    if what == "save" {
        return download.save_to(argument).await;
    }
    let mut length = 0;
    while let Some(piece) = download.try_next().await? {
        length += piece.len() as u64;
    }
    Ok(length)
}

fn run_blocking(
    what: &str,
    url: &str,
    argument: &str,
    steps: Arc<AtomicU64>,
) -> Result<u64, Error> {
    let client = Client::builder().base_url(url).build()?;
    let (blobs, step) = (client.blobs(), counter(steps));
    if what == "send_blocking" {
        let length = argument.parse().expect("a length");
        let file = Upload::blocking_reader("zeros", Zeros(length), length).on_progress(step);
        blobs.send_blob(file).send_blocking()?;
        return Ok(length);
    }
    let download = blobs.read_blob().download_blocking()?;
    let mut download = download.max_bytes(None).on_progress(step);
    Ok(io::copy(&mut download, &mut io::sink()).expect("the body is whole"))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let argument = |place: usize| arguments.get(place).map_or("", String::as_str);
    let steps = Arc::new(AtomicU64::new(0));
    let own = Arc::clone(&steps);
    let moved = if argument(0).ends_with("_blocking") {
        run_blocking(argument(0), argument(1), argument(2), own)
    } else {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(run(argument(0), argument(1), argument(2), own))
    };
    let steps = steps.load(Ordering::Relaxed);
    match moved {
        Ok(bytes) => println!(
            "{}",
            serde_json::json!({ "bytes": bytes, "steps": steps, "peak_kb": peak() })
        ),
        Err(error) => {
            println!(
                "{}",
                serde_json::json!({ "error": error.to_string(), "steps": steps, "peak_kb": peak() })
            );
            std::process::exit(1);
        }
    }
}

/// The most memory that this process had resident, in kB; null where the system does not tell it in `/proc`.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
