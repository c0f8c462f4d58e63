//! The command line of the crate: every operation by name, with arguments as JSON.
#![allow(
    mixed_script_confusables,
    confusable_idents,
    uncommon_codepoints,
    reason = "names are those of the API's description"
)]
#[allow(dead_code, reason = "no document needs all of it")]
mod args;
mod check_args;
mod cli;
mod cli_error;
mod commands;
#[rustfmt::skip]
mod dispatch;

use dispatch::sdk;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return ExitCode::from(3);
        }
    };
    let outcome = runtime.block_on(cli::run(std::env::args().skip(1).collect()));
    // A reader that has gone away is no reason to fail.
    let _ = std::io::stdout().write_all(outcome.out.as_bytes());
    let _ = std::io::stderr().write_all(outcome.err.as_bytes());
    ExitCode::from(outcome.code)
}
