//! What both targets share: the whole way from texts to files, what must hold of it, and documents to change.
mod change;
mod hold;
mod seeds;
mod slice;

pub use change::{Script, change};
pub use hold::{inputs, whole_way};
pub use seeds::{Seed, seeds};
pub use slice::slice;
