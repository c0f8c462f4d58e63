//! The rules of a schema: how each is read and how it is printed.
pub(crate) mod defaults;
pub mod pattern;
pub(crate) mod required;
