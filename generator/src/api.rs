//! What generated code gives the runtime, for the runtime's tests.
pub use crate::runtime_tests::sample::API;
