//! The half of every generated crate that is written by hand.
pub mod pattern;
mod pattern_counted;
mod pattern_dfa;
mod pattern_explain;
mod pattern_fixed;
mod pattern_literal;
mod pattern_sets;
