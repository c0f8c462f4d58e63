//! What the tests share: the recordings, a local server, comparisons, and values made from schemas.
pub mod bombs;
pub mod breaker;
pub mod commands;
pub mod compare;
pub mod crates;
pub mod deviations;
pub mod hostile;
pub mod in_process;
pub mod instant;
pub mod json;
pub mod maker;
pub mod marker;
pub mod multipart;
pub mod mutate;
pub mod one_crate;
pub mod operations;
pub mod percent;
pub mod recordings;
pub mod rename;
pub mod rules;
pub mod run;
pub mod server;
pub mod snapshots;
pub mod suite;
mod text_maker;
pub mod throwaway;
pub mod variants;
pub mod wire;

/// The SDK's command line from its own source: the same that the binary is made of, against the SDK's public items.
#[path = "../../generated-sdk/src/bin/cli"]
#[allow(
    dead_code,
    missing_docs,
    reason = "another crate's source; its main function is not called here"
)]
pub mod command_line {
    mod args;
    mod check_args;
    pub mod cli;
    mod cli_error;
    mod commands;
    #[rustfmt::skip]
    mod dispatch;

    use dispatch::sdk;
}
