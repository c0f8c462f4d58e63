//! Generates a Rust client crate from an `OpenAPI` 3.0 or 3.1 document.

#[cfg(test)]
pub mod api {
    //! What generated code gives the runtime.
    pub use crate::runtime_tests::sample::API;
}
#[cfg(test)]
pub mod runtime;
#[cfg(test)]
pub mod runtime_tests;
