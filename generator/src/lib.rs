//! Generates a Rust client crate from an OpenAPI 3.0 or 3.1 document: models, constraints, client, documentation.
//!
//! [`generate`] is a pure function from texts to files in memory; [`mod@write`] is the only thing here that touches the disk.
mod analyze;
pub mod bundle;
pub mod cli;
pub mod config;
pub mod constraint;
pub mod diag;
mod emit;
pub mod filter;
mod generate;
mod hash;
#[expect(
    missing_docs,
    reason = "plain data: the names of fields and variants say what they hold"
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of the specification, each of its own"
)]
pub mod ir;
mod layout;
pub mod lower;
pub mod oas;
pub mod overlay;
mod pretty;
pub mod resolve;
pub mod source;
pub mod vocab;
mod words;
pub mod write;

pub use generate::{Inputs, Output, Text, generate};
pub use layout::{Files, Header};

// The runtime of generated crates is tested here, as public as it is there.
#[cfg(test)]
pub mod api;
#[cfg(test)]
mod corpus;
#[cfg(test)]
#[allow(dead_code, reason = "generated code uses the rest")]
#[path = "runtime_parts/mod.rs"]
pub mod parts;
#[cfg(test)]
#[allow(
    dead_code,
    unused_imports,
    reason = "no document needs all of it, nor do the tests"
)]
pub mod runtime;
#[cfg(test)]
pub mod runtime_tests;
