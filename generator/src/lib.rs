//! Generates a Rust client crate from an `OpenAPI` 3.0 or 3.1 document.

#[cfg(test)]
pub mod runtime;
#[cfg(test)]
mod runtime_tests;
