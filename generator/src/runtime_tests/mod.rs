//! Tests of the runtime, apart from it because the runtime is shipped as it stands.

mod auth_tests;
#[cfg(feature = "blocking")]
mod blocking_tests;
#[cfg(feature = "blocking")]
mod blocking_transfer_tests;
mod budget_tests;
mod call_tests;
mod check_cases;
mod check_limits;
mod cli_tests;
mod client_tests;
mod clock;
mod convert;
mod decode;
mod download_tests;
mod error_tests;
mod format_suite;
mod hook_tests;
mod hostile_tests;
mod idle_tests;
mod known_origin_tests;
#[cfg(feature = "mock")]
mod mock_paging_tests;
#[cfg(feature = "mock")]
mod mock_tests;
#[cfg(feature = "mock")]
mod mock_use_tests;
mod multipart_tests;
mod numbers;
mod other_tests;
mod paging_tests;
mod provider_tests;
#[cfg(feature = "mock")]
mod recorder_tests;
mod replay_tests;
mod retry_operations;
mod retry_tests;
pub mod sample;
pub mod sample_cli;
pub mod sample_client;
pub mod sample_models;
pub mod sample_operations;
mod schema_suite;
mod server;
mod style_tests;
mod times;
#[cfg(feature = "tracing")]
mod trace_tests;
mod typed_text;
mod unions;
mod upload_tests;
mod xml_tests;
