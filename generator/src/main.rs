//! The command line: `generate` writes a crate, `check` compares one, `explain` tells what a finding means.
use factify_codegen::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    cli::main("factify-codegen", &arguments)
}
