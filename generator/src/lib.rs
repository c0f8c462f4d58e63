//! Generates a Rust client crate from an OpenAPI 3.0 or 3.1 document.
pub mod config;
#[cfg(test)]
mod corpus;
pub mod diag;
#[expect(
    missing_docs,
    reason = "plain data: the names of fields and variants say what they hold"
)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "flags of the specification, each of its own"
)]
pub mod ir;
pub mod lower;
pub mod oas;
pub mod resolve;
pub mod source;
pub mod vocab;
