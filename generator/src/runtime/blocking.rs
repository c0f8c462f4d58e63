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
///
/// The calling thread only waits, on a channel that knows no runtime, so that it may be a thread of a runtime too.
pub(crate) fn send_blocking(mut draft: Box<Draft>) -> Result<Answer, Error> {
    if DRIVES.get() {
        let text = "a blocking call cannot be made from an interceptor, a token provider or a transport of a blocking call; await it there";
        return Err(Error::config(text.to_owned()).of(draft.meta.id, 0));
    }
    let started = draft.client.config().driver.get(draft.client.transport());
    let driver = started.map_err(|error| error.of(draft.meta.id, 0))?;
    draft.client = draft.client.by(Arc::clone(&driver.transport));
    let operation = draft.meta.id;
    driver.run(Box::pin(send(draft))).unwrap_or_else(|| {
        let text = "the blocking call came to no end: code of its own panicked";
        Err(Error::config(text.to_owned()).of(operation, 0))
    })
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
struct Driver {
    jobs: UnboundedSender<Job>,
    transport: Arc<dyn Transport>,
}

/// A call, and where its outcome goes.
struct Job {
    call: BoxFuture<'static, Result<Answer, Error>>,
    outcome: mpsc::SyncSender<Result<Answer, Error>>,
}

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

    /// The call's outcome; `None` when it panicked.
    fn run(
        &self,
        call: BoxFuture<'static, Result<Answer, Error>>,
    ) -> Option<Result<Answer, Error>> {
        let (outcome, ended) = mpsc::sync_channel(1);
        self.jobs.send(Job { call, outcome }).ok()?;
        ended.recv().ok()
    }
}

/// Drives calls side by side, each a task, so that a panic is the end of that call only.
fn drive(runtime: &Runtime, mut incoming: UnboundedReceiver<Job>) {
    DRIVES.set(true);
    runtime.block_on(async {
        while let Some(Job { call, outcome }) = incoming.recv().await {
            drop(tokio::spawn(async move {
                let _ = outcome.send(call.await);
            }));
        }
    });
}
