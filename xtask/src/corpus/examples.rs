//! What became of the examples of a document that were read into their types and written back.
use factify_codegen::Output;
use factify_codegen::diag::Code;
use std::collections::BTreeSet;

/// Counts of examples, and those that nothing explains.
#[derive(Default)]
pub(super) struct Examples {
    /// They came back as they were.
    pub(super) equal: usize,
    /// They did not, and a finding says how they break their schema.
    pub(super) named: usize,
    /// They did not, and no finding says why: the pointer and what went wrong.
    pub(super) silent: Vec<String>,
}

impl Examples {
    /// Reads what the program printed: a pointer, a tab, the outcome.
    pub(super) fn of(said: &str, output: &Output) -> Self {
        let findings = output.diagnostics.iter();
        let mismatches: BTreeSet<&str> = findings
            .filter(|finding| finding.code == Code::ExampleMismatch)
            .map(|finding| finding.at.as_str())
            .collect();
        let mut examples = Self::default();
        for line in said.lines() {
            let Some((at, outcome)) = line.split_once('\t') else {
                continue;
            };
            let named = || mismatches.iter().any(|place| place.starts_with(at));
            if outcome == "equal" {
                examples.equal += 1;
            } else if named() {
                examples.named += 1;
            } else {
                examples.silent.push(format!("{at}: {outcome}"));
            }
        }
        examples
    }
}
