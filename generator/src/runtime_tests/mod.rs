//! Tests of the runtime, apart from it because the runtime is shipped as it stands.

pub mod sample;
pub mod sample_cli;
pub mod sample_client;
pub mod sample_models;
pub mod sample_operations;
