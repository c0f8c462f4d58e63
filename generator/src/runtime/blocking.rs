//! Blocking calls: a thread of the client's own drives them, with connections of its own.
use super::request::Draft;
use super::send::send;
use super::transport::BoxFuture;
use super::{Answer, Error, Transport};
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Makes a call and waits for its answer.
pub(crate) fn send_blocking(draft: Box<Draft>) -> Result<Answer, Error> {
    let operation = draft.meta.id;
    let (driver, draft) = driven(draft)?;
    driver.wait(operation, 0, Box::pin(send(draft)))
}

/// The call on the transport of its client's thread, and the way to that thread.
pub(crate) fn driven(mut draft: Box<Draft>) -> Result<(Arc<Driver>, Box<Draft>), Error> {
    let of_call = |error: Error| error.of(draft.meta.id, 0);
    // Before a thread is started for nothing.
    alone().map_err(of_call)?;
    let started = draft.client.config().driver.get(draft.client.transport());
    let driver = started.map_err(of_call)?;
    draft.client = draft.client.by(Arc::clone(&driver.transport));
    Ok((driver, draft))
}

/// An error on a thread that drives blocking calls.
fn alone() -> Result<(), Error> {
    if !DRIVES.get() {
        return Ok(());
    }
    let text = "a blocking call cannot be made from an interceptor, a token provider or a transport of a blocking call; await it there";
    Err(Error::config(text.to_owned()))
}

thread_local! {
    /// Whether this thread drives blocking calls. One more of them would wait for itself.
    static DRIVES: Cell<bool> = const { Cell::new(false) };
}

/// Where a client keeps its driver, once one is needed.
#[derive(Default)]
pub(crate) struct Slot(Mutex<Option<Arc<Driver>>>);

impl Slot {
    fn get(&self, transport: &Arc<dyn Transport>) -> Result<Arc<Driver>, Error> {
        // A driver is whole or absent, whoever panicked.
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(driver) = &*slot {
            return Ok(Arc::clone(driver));
        }
        let driver = Arc::new(Driver::start(transport)?);
        *slot = Some(Arc::clone(&driver));
        Ok(driver)
    }
}

/// The way to a thread with a runtime of its own. The thread ends when the last way to it is gone.
pub(crate) struct Driver {
    jobs: UnboundedSender<Job>,
    transport: Arc<dyn Transport>,
}

/// Work that tells its outcome itself.
type Job = BoxFuture<'static, ()>;

impl Driver {
    /// The runtime is built and dropped on its thread: dropped in an async context it would panic.
    fn start(transport: &Arc<dyn Transport>) -> Result<Self, Error> {
        let own = transport.for_blocking()?;
        let transport = own.unwrap_or_else(|| Arc::clone(transport));
        let (jobs, incoming) = unbounded_channel();
        let (started, starting) = mpsc::sync_channel(1);
        let failed = |cause: &dyn std::fmt::Display| {
            Error::config(format!(
                "blocking calls need a thread of their own: {cause}"
            ))
        };
        let body = move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            match runtime {
                Ok(runtime) => {
                    // Nobody who starts a driver goes away before it has started.
                    let _ = started.send(Ok(()));
                    drive(&runtime, incoming);
                }
                Err(error) => drop(started.send(Err(error))),
            }
        };
        let name = format!("{}-blocking", env!("CARGO_PKG_NAME"));
        let spawned = thread::Builder::new().name(name).spawn(body);
        spawned.map_err(|error| failed(&error))?;
        match starting.recv() {
            Ok(Ok(())) => Ok(Self { jobs, transport }),
            Ok(Err(error)) => Err(failed(&error)),
            Err(_) => Err(failed(&"it has ended")),
        }
    }

    /// What comes of work on the thread, which is part of the `operation`.
    ///
    /// The calling thread only waits, on a channel that knows no runtime, so that it may be a thread of a runtime too.
    pub(crate) fn wait<T: Send + 'static>(
        &self,
        operation: &'static str,
        attempts: u32,
        work: BoxFuture<'static, Result<T, Error>>,
    ) -> Result<T, Error> {
        let outcome = alone().and_then(|()| {
            self.run(work).ok_or_else(|| {
                let text = "the blocking call came to no end: code of its own panicked";
                Error::config(text.to_owned())
            })
        });
        outcome.map_err(|error| error.of(operation, attempts))?
    }

    /// The work's outcome; `None` when it panicked.
    fn run<T: Send + 'static>(&self, work: BoxFuture<'static, T>) -> Option<T> {
        let (outcome, ended) = mpsc::sync_channel(1);
        let job = Box::pin(async move {
            let _ = outcome.send(work.await);
        });
        self.jobs.send(job).ok()?;
        ended.recv().ok()
    }
}

/// Drives jobs side by side, each a task, so that a panic is the end of that job only.
fn drive(runtime: &Runtime, mut incoming: UnboundedReceiver<Job>) {
    DRIVES.set(true);
    runtime.block_on(async {
        while let Some(job) = incoming.recv().await {
            drop(tokio::spawn(job));
        }
    });
}
