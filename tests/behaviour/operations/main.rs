//! The client's side of `tests/operations.rs`: one area of calls against the server whose address it is given.
mod contents;
mod received;
mod security;
mod servers;
mod streams;
mod xml;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (area, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let outcome = runtime.block_on(async {
        match area.as_str() {
            "security" => security::run(&url).await,
            "contents" => contents::run(&url).await,
            "streams" => streams::run(&url).await,
            "received" => received::run(),
            "xml" => xml::run(&url).await,
            "servers" => servers::run(&url).await,
            _ => panic!("no area {area:?}"),
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
