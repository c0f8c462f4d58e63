//! From an `OpenAPI` document to the files of a Rust client crate.

pub mod constraint;
#[cfg(test)]
pub mod api {
    //! What generated code gives the runtime.
    pub use crate::runtime_tests::sample::API;
}
#[cfg(test)]
pub mod runtime;
#[cfg(test)]
pub mod runtime_tests;
pub mod source;
