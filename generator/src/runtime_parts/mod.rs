//! Parts of the runtime that are shipped only where a document needs them; this list is for the tests, a generated crate
//! has one of its own.
pub(crate) mod event_parser;
mod events;
pub mod format_email;
pub mod format_hostname;
pub mod format_uri;
mod grant;
pub(crate) mod header;
pub(crate) mod lines;
mod oauth;
pub(crate) mod payload;
pub(crate) mod server;
mod values;
pub(crate) mod xml;
pub(crate) mod xml_read;
pub(crate) mod xml_write;

pub use events::{EventStream, StreamEvent, StreamsEvents};
pub use grant::OAuthGrant;
pub use lines::{LineStream, StreamsLines};
pub use server::{Server, ServerVariable};
pub use values::DataForm;
