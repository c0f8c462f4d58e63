//! The typed document: openapiv3's structs, made from the lowered tree.
mod hand_over;
mod view;

pub use hand_over::{on_large_stack, path_item, schema, to_openapi};

#[cfg(test)]
mod tests;
