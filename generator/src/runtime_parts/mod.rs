//! Parts of the runtime that are shipped only where a document needs them; this list is for the tests, a generated crate
//! has one of its own.
mod grant;
pub(crate) mod header;
mod oauth;

pub use grant::Grant;
