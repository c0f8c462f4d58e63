//! What is known of one document, and how one process tells it another.
use super::compile::Check;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Outcome {
    Generated,
    Refused,
    /// The process ended without a word: a panic, no memory, no stack.
    #[default]
    Crashed,
}

impl Outcome {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Refused => "refused",
            Self::Crashed => "crashed",
        }
    }
}

/// A row of the table.
#[derive(Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) bytes: usize,
    /// Operations in the document.
    pub(super) listed: usize,
    pub(super) generated: usize,
    /// Operations that are not generated and that no finding names.
    pub(super) unexplained: Vec<String>,
    pub(super) outcome: Outcome,
    /// How many findings there are, by `severity:code`.
    pub(super) codes: BTreeMap<String, usize>,
    /// Errors with their places; what a crash said.
    pub(super) errors: Vec<String>,
    /// Seconds.
    pub(super) cpu: f64,
    /// Kibibytes.
    pub(super) peak: u64,
    pub(super) files: usize,
    /// Lines of Rust, and those of them that were printed, not copied from the runtime.
    pub(super) lines: usize,
    pub(super) printed: usize,
    pub(super) check: Option<Check>,
}

impl Row {
    pub(super) fn crashed(name: &str, said: &str) -> Self {
        Self {
            name: name.to_owned(),
            errors: vec![said.to_owned()],
            ..Self::default()
        }
    }

    /// A line for each fact: its name, a tab, its value.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut say = |key: &str, value: &str| {
            let _ = writeln!(out, "{key}\t{}", value.replace('\n', " "));
        };
        say("name", &self.name);
        say("version", &self.version);
        say("outcome", self.outcome.name());
        say("cpu", &self.cpu.to_string());
        say("peak", &self.peak.to_string());
        for (key, number) in [
            ("bytes", self.bytes),
            ("listed", self.listed),
            ("generated", self.generated),
            ("files", self.files),
            ("lines", self.lines),
            ("printed", self.printed),
        ] {
            say(key, &number.to_string());
        }
        for (code, count) in &self.codes {
            say("code", &format!("{code}={count}"));
        }
        self.errors.iter().for_each(|error| say("error", error));
        self.unexplained
            .iter()
            .for_each(|at| say("unexplained", at));
        out
    }

    /// The reverse; `None` where it is not whole.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut row = Self::default();
        for line in text.lines() {
            let (key, value) = line.split_once('\t')?;
            match key {
                "name" => value.clone_into(&mut row.name),
                "version" => value.clone_into(&mut row.version),
                "outcome" => {
                    row.outcome = match value {
                        "generated" => Outcome::Generated,
                        "refused" => Outcome::Refused,
                        _ => Outcome::Crashed,
                    }
                }
                "cpu" => row.cpu = value.parse().ok()?,
                "peak" => row.peak = value.parse().ok()?,
                "bytes" => row.bytes = value.parse().ok()?,
                "listed" => row.listed = value.parse().ok()?,
                "generated" => row.generated = value.parse().ok()?,
                "files" => row.files = value.parse().ok()?,
                "lines" => row.lines = value.parse().ok()?,
                "printed" => row.printed = value.parse().ok()?,
                "code" => {
                    let (code, count) = value.split_once('=')?;
                    row.codes.insert(code.to_owned(), count.parse().ok()?);
                }
                "error" => row.errors.push(value.to_owned()),
                "unexplained" => row.unexplained.push(value.to_owned()),
                _ => return None,
            }
        }
        (!row.name.is_empty()).then_some(row)
    }
}
