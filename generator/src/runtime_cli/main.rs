//! The command line of the crate: every operation by name, with arguments as JSON.
#[allow(dead_code, reason = "no document needs all of it")]
mod args;
mod check_args;
mod cli;
mod cli_error;
#[rustfmt::skip]
mod dispatch;

use dispatch::sdk;

fn main() -> std::process::ExitCode {
    cli::main()
}
