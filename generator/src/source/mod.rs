//! Reading text: a document becomes a tree of nodes, each of which knows where it stands.
mod build;
mod count;
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
mod texts;

pub(crate) use build::MAX_DEPTH;
pub(crate) use count::Count;
pub use document::Document;
pub(crate) use document::MAX_BYTES;
pub use json::Json;
pub use map::{Entry, Map, STASH};
pub use node::{Node, NodeKind};
pub use pointer::Pointer;
pub(crate) use pointer::Trail;
pub(crate) use reference::{Dangling, Reference, joined, percent_decoded};
pub(crate) use scalar::number;
pub use texts::Place;
pub(crate) use texts::{line_starts, place_in};

#[cfg(test)]
mod differential;
#[cfg(test)]
mod tests;
