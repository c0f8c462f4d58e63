//! Where this SDK refuses arguments otherwise than the recordings list: kinds and causes, never names of recordings.
use crate::wire::Refusal;

/// One way to refuse otherwise, with its reason.
pub struct Deviation {
    /// What it is called in the count.
    pub name: &'static str,
    /// Why ours is right.
    pub reason: &'static str,
    /// Whether a refusal is of this kind.
    pub covers: fn(&Refusal<'_>) -> bool,
}

/// The deviations. One that no recording uses fails the test.
pub const DEVIATIONS: &[Deviation] = &[];
