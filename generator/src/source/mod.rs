//! Reading text: a document becomes a tree of nodes, each of which knows where it stands.
mod build;
mod document;
mod json;
mod map;
mod node;
mod offsets;
mod pointer;
mod read_json;
mod read_yaml;
mod reference;
mod reflow;
mod scalar;

pub use document::{Document, Place};
pub(crate) use document::{line_starts, place_in};
pub use json::Json;
pub use map::{Entry, Map, STASH};
pub use node::{Node, NodeKind};
pub use pointer::Pointer;
pub(crate) use reference::percent_decoded;
pub(crate) use scalar::number;

#[cfg(test)]
mod differential;
#[cfg(test)]
mod tests;
