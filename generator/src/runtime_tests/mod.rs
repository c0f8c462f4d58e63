//! Tests of the runtime, apart from it because the runtime is shipped as it stands.

mod check_cases;
mod check_limits;
mod convert;
mod decode;
mod numbers;
mod schema_suite;
mod times;
mod typed_text;
mod unions;
pub mod call_tests;
mod cli_tests;
mod client_tests;
mod error_tests;
mod multipart_tests;
mod paging_tests;
pub mod sample;
pub mod sample_cli;
pub mod sample_client;
pub mod sample_models;
pub mod sample_operations;
pub mod server;
mod style_tests;
