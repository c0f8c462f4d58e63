//! Time limits of transfers, by a clock that is moved to the next alarm whenever nothing else goes on.
use super::download_tests::GetFile;
use super::retry_operations::Put;
use crate::runtime::transport::{BoxFuture, ByteStream};
use crate::runtime::{
    Call, Client, Error, HttpAnswer, HttpBody, HttpRequest, RetryPolicy, Transport, TransportError,
    Upload,
};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// The time, and when the futures that wait are due.
#[derive(Clone, Default)]
struct Clock(Arc<Mutex<(Duration, Vec<Duration>)>>);

impl Clock {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().0
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> + Send + 'static {
        let (clock, due) = (self.clone(), self.now() + duration);
        poll_fn(move |_| {
            if clock.now() >= due {
                return Poll::Ready(());
            }
            clock.0.lock().unwrap().1.push(due);
            Poll::Pending
        })
    }

    /// The future's outcome. Whenever it waits, the time is that of the alarm which is next.
    fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            if let Poll::Ready(outcome) = future.as_mut().poll(&mut cx) {
                return outcome;
            }
            let mut state = self.0.lock().unwrap();
            state.0 = std::mem::take(&mut state.1).into_iter().min().unwrap();
        }
    }
}

/// Takes a piece of the body, and gives one of the answer, after each of these waits.
struct Slow {
    clock: Clock,
    up: Vec<u64>,
    down: Vec<u64>,
}

impl Transport for Slow {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let mut body = request.body;
            for wait in &self.up {
                self.clock.wait(Duration::from_secs(*wait)).await;
                if let HttpBody::Stream { stream, .. } = &mut body {
                    poll_fn(|cx| stream.as_mut().poll_next(cx)).await.unwrap()?;
                }
            }
            let answer: ByteStream = Box::pin(Pieces {
                clock: self.clock.clone(),
                waits: self.down.clone(),
                wait: None,
            });
            Ok(HttpAnswer::new(StatusCode::OK, HeaderMap::new(), answer))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(self.clock.wait(duration))
    }

    fn elapsed(&self) -> Duration {
        self.clock.now()
    }
}

struct Pieces {
    clock: Clock,
    waits: Vec<u64>,
    wait: Option<BoxFuture<'static, ()>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.wait.is_none() {
            let Some(wait) = self.waits.pop() else {
                return Poll::Ready(None);
            };
            self.wait = Some(Box::pin(self.clock.wait(Duration::from_secs(wait))));
        }
        let wait = self.wait.as_mut().unwrap().as_mut();
        wait.poll(cx).map(|()| {
            self.wait = None;
            Some(Ok(Bytes::from_static(b"1")))
        })
    }
}

fn set_up(up: &[u64], down: &[u64]) -> (Clock, Client) {
    let clock = Clock::default();
    let slow = Slow {
        clock: clock.clone(),
        up: up.to_vec(),
        down: down.to_vec(),
    };
    let builder = Client::builder().base_url("https://h.example").token("t");
    let builder = builder.retry(RetryPolicy::none()).transport(slow);
    (clock, builder.build().unwrap())
}

fn upload(client: &Client) -> Call<Put> {
    Call::new(client).set_file(Upload::bytes("a", vec![0; 300_000]))
}

fn ends(outcome: Result<u64, Error>, clock: &Clock, at: u64, words: &str) {
    let error = outcome.unwrap_err();
    assert!(
        error.is_timeout() && error.to_string().contains(words),
        "{error}"
    );
    assert_eq!(clock.now().as_secs(), at);
}

async fn count(client: &Client) -> Result<u64, Error> {
    let mut open = Call::<GetFile>::new(client).download().await?;
    let mut count = 0;
    while let Some(piece) = open.try_next().await? {
        count += piece.len() as u64;
    }
    Ok(count)
}

#[test]
fn a_slow_upload_goes_on_and_one_that_stands_still_ends() {
    let (clock, client) = set_up(&[50, 50, 50, 50, 50], &[1]);
    clock.run(upload(&client).with_response()).unwrap();
    assert_eq!(clock.now().as_secs(), 251);

    let (clock, client) = set_up(&[50, 70, 1], &[1]);
    let outcome = clock.run(upload(&client).with_response()).map(|_| 0);
    ends(
        outcome,
        &clock,
        110,
        "no progress within the timeout of 60s",
    );

    let (clock, client) = set_up(&[50, 70, 1], &[1]);
    let call = upload(&client).timeout(Duration::from_secs(80));
    clock.run(call.with_response()).unwrap();

    let (clock, client) = set_up(&[50, 50, 50], &[1]);
    let call = upload(&client).total_timeout(Duration::from_secs(120));
    let outcome = clock.run(call.with_response()).map(|_| 0);
    ends(outcome, &clock, 120, "total timeout of 120s");
}

#[test]
fn a_call_without_a_file_has_its_time_as_a_whole() {
    let (clock, client) = set_up(&[50, 50], &[1]);
    let outcome = clock
        .run(Call::<Put>::new(&client).with_response())
        .map(|_| 0);
    ends(outcome, &clock, 60, "no answer within the timeout of 60s");
}

#[test]
fn a_slow_download_goes_on_and_one_that_stands_still_ends() {
    let (clock, client) = set_up(&[50], &[50; 5]);
    assert_eq!(clock.run(count(&client)).unwrap(), 5);
    assert_eq!(clock.now().as_secs(), 300);

    let (clock, client) = set_up(&[], &[70, 50, 10]);
    ends(
        clock.run(count(&client)),
        &clock,
        120,
        "no progress within the timeout of 60s",
    );

    let (clock, client) = set_up(&[70], &[]);
    ends(clock.run(count(&client)), &clock, 60, "no progress");
}

#[test]
fn a_caller_may_take_its_time_between_pieces() {
    let (clock, client) = set_up(&[], &[50; 3]);
    clock.run(async {
        let mut open = Call::<GetFile>::new(&client).download().await.unwrap();
        for _ in 0..3 {
            clock.wait(Duration::from_secs(100)).await;
            assert!(open.try_next().await.unwrap().is_some());
        }
        assert!(open.try_next().await.unwrap().is_none());
    });
    assert_eq!(clock.now().as_secs(), 450);
}
