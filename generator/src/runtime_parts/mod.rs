//! Parts of the runtime that are shipped only where a document needs them; this list is for the tests, a generated crate
//! has one of its own.
pub mod format_email;
pub mod format_hostname;
pub mod format_uri;
mod grant;
mod oauth;

pub use grant::OAuthGrant;
