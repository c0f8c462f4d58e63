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

/// Where violations are listed and others are told. One that no recording uses fails the test.
pub const TOLD_OTHERWISE: &[Deviation] = &[];

/// Where no violation is listed and the arguments are refused all the same. One that no recording uses fails the test.
pub const REFUSED_ALL_THE_SAME: &[Deviation] = &[Deviation {
    name: "int32 × beyond 32 bits",
    reason: "the recordings do not judge `format`; a number that the document says has 32 bits is refused before sending",
    covers: |one| {
        let bounds = [("minimum", i32::MIN), ("maximum", i32::MAX)];
        one.told.len() == 1
            && bounds.iter().any(|(keyword, bound)| {
                one.told[0].ends_with(keyword) && one.summary.contains(&bound.to_string())
            })
    },
}];
