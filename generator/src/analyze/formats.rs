//! Formats that are asserted because `codegen.yaml` asks for it: each by a library that only such crates depend on.
use crate::config::{Assertable, Config};
use crate::diag::Diagnostics;
use crate::ir::{Api, RuleKind};

/// The formats that this crate asserts.
#[derive(Debug, Default)]
pub(crate) struct Formats(Vec<&'static Assertable>);

impl Formats {
    /// The format, where it is asserted.
    pub(crate) fn asserted(&self, name: &str) -> Option<&'static Assertable> {
        self.0.iter().copied().find(|one| one.name == name)
    }

    /// The files that the crate needs, each once, in order.
    pub(crate) fn modules(&self) -> Vec<&'static str> {
        let mut modules: Vec<&str> = self.0.iter().map(|one| one.module).collect();
        modules.sort_unstable();
        modules.dedup();
        modules
    }
}

/// Chooses those that the configuration names and the document has; others are reported.
pub(crate) fn choose(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Formats {
    let has = |name: &str| {
        let rules = api.types.iter().flat_map(|def| &def.rules);
        rules
            .into_iter()
            .any(|rule| matches!(&rule.kind, RuleKind::Format(format) if format == name))
    };
    let mut chosen = Vec::new();
    for wanted in &config.assert_formats {
        if has(wanted.format.name) {
            chosen.push(wanted.format);
        } else {
            config.report_unused(&wanted.at, "no schema", diagnostics);
        }
    }
    Formats(chosen)
}
