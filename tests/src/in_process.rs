//! The SDK's command line, compiled from its own source against the SDK's public items, and run inside the test.
use crate::command_line::cli;
use crate::run::{CommandLine, Ran};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// Runs commands one after another on a runtime of its own.
pub struct InProcess {
    runtime: tokio::runtime::Runtime,
    /// The command line reads arguments from a file, as its own input belongs to the test's process.
    args: PathBuf,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl Default for InProcess {
    fn default() -> Self {
        Self::new()
    }
}

impl InProcess {
    /// A command line that is ready to run.
    ///
    /// # Panics
    ///
    /// When no runtime starts.
    #[must_use]
    pub fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self {
            runtime,
            args: std::env::temp_dir().join(format!("call-{}-{number}.json", std::process::id())),
        }
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        // It may never have been written.
        let _ = std::fs::remove_file(&self.args);
    }
}

impl CommandLine for InProcess {
    fn run(&self, arguments: &[&str], stdin: &str) -> Ran {
        std::fs::write(&self.args, stdin).expect("the temporary folder can be written");
        let file = self.args.to_string_lossy();
        let words = arguments.iter().map(|word| {
            if *word == "-" {
                file.to_string()
            } else {
                (*word).to_owned()
            }
        });
        let outcome = self.runtime.block_on(cli::run(words.collect()));
        Ran {
            code: Some(i32::from(outcome.code)),
            stdout: outcome.out,
            stderr: outcome.err,
        }
    }
}
