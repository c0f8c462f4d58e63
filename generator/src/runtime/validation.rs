//! The two switches of validation: on what is sent, and on what is read.

/// Whether arguments are checked before anything is sent.
///
/// Path and header safety are no part of this: they are always on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// Everything that the document says of parameters and bodies.
    #[default]
    Strict,
    /// Whatever the types can express is sent.
    Off,
}

/// Whether answers are checked beyond what reading them needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResponseValidation {
    /// Unknown fields, unknown enum values and moved-on patterns are taken as they come.
    #[default]
    Lenient,
    /// An answer that breaks the document is an error.
    Strict,
}
