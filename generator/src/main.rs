//! The command line: `generate` writes a crate, `check` compares one, `explain` tells what a finding means.
use factify_codegen::cli;
use std::process::ExitCode;

/// Tokens and trees are many small pieces: allocating them is a good part of the work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    cli::main("factify-codegen", &arguments)
}
