//! From an `OpenAPI` document to the files of a Rust client crate.
pub mod constraint;
#[cfg(test)]
pub mod runtime;
pub mod source;
