//! Reading text: a document becomes a tree of nodes, each of which knows where it stands.
mod pointer;

pub use pointer::Pointer;
