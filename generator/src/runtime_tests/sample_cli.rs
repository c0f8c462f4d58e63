//! The command line of the hand-written sample: the shipped half, and a dispatch table as the emitters print it.
use crate::runtime::public as sdk;

#[path = "../runtime_cli/args.rs"]
pub mod args;
#[path = "../runtime_cli/check_args.rs"]
pub mod check_args;
#[path = "../runtime_cli/cli.rs"]
pub mod cli;
#[path = "../runtime_cli/cli_error.rs"]
pub mod cli_error;
#[path = "../runtime_cli/commands.rs"]
pub mod commands;
#[path = "sample_dispatch.rs"]
pub mod dispatch;
