//! What the tests share: the recordings, a local server, comparisons, and values made from schemas.
pub mod compare;
pub mod crates;
pub mod deviations;
pub mod instant;
pub mod snapshots;
pub mod json;
pub mod maker;
pub mod multipart;
pub mod operations;
pub mod percent;
pub mod recordings;
pub mod rules;
pub mod run;
pub mod server;
mod text_maker;
pub mod variants;
pub mod wire;
