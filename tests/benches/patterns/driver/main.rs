//! Runs the tables of the patterns that were printed beside this file.
mod clock;
mod hostile;
#[allow(dead_code, reason = "the runtime's own files: not all of it is used")]
mod pattern;
#[allow(dead_code)]
mod pattern_counted;
#[allow(dead_code)]
mod pattern_dfa;
#[allow(dead_code)]
mod pattern_explain;
#[allow(dead_code)]
mod pattern_fixed;
mod pattern_heads;
#[allow(dead_code)]
mod pattern_message;
#[allow(dead_code)]
mod pattern_sets;
mod patterns;
mod speed;
mod texts;
mod translate;

/// A pattern that was printed.
pub struct Case {
    /// `fixed`, `counted` or `DFA`.
    pub form: &'static str,
    /// Bytes of its tables, none shared.
    pub bytes: usize,
    /// Whether it is a pattern of the SDK.
    pub own: bool,
    /// Whether it is read with the flag `u`.
    pub is_unicode: bool,
    /// The matcher.
    pub pattern: &'static pattern::Pattern,
    /// The matcher, called as a type of the crate calls it.
    pub is_match: fn(&str) -> bool,
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("speed") => speed::compare(patterns::CASES),
        Some("hostile") => hostile::measure(patterns::CASES),
        Some(_) | None => println!("speed or hostile"),
    }
}
