//! The intermediate representation: an API as the emitters need it, free of `$ref`, `allOf` and dialects. Plain data.
mod answers;
mod api;
mod constraint;
mod dump;
mod dump_rules;
mod dump_words;
mod server;
mod types;
mod xml;

pub use api::*;
pub use constraint::*;
pub use server::*;
pub use types::*;
pub use xml::*;
