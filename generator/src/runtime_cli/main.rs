//! The command line of the crate: every operation by name, with arguments as JSON.
mod args;
mod check_args;
mod cli;
mod cli_error;
mod dispatch;

use dispatch::sdk;

fn main() -> std::process::ExitCode {
    cli::main()
}
