//! What the document cannot say.

/// The settings of a generation.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Generate the operations that are marked as internal, too.
    pub include_internal: bool,
}
