//! Findings for programs. The shape is documented in `docs/findings.md`, and only grows.
use super::locate::Spot;
use super::{Diagnostics, Severity};
use crate::source::Document;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Report {
    version: u32,
    findings: Vec<Finding>,
    counts: Counts,
    /// Findings that are not kept, since there are too many of their code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    omitted: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    severity: &'static str,
    message: String,
    #[serde(flatten)]
    spot: Where,
    help: Vec<String>,
    related: Vec<Related>,
}

#[derive(Serialize)]
struct Related {
    message: String,
    #[serde(flatten)]
    spot: Where,
}

#[derive(Serialize)]
struct Where {
    file: String,
    pointer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Diagnostics {
    /// All findings as JSON, sorted by place. No line of the document is in it.
    ///
    /// # Panics
    ///
    /// Never: strings and numbers are JSON.
    pub fn to_json(&self, documents: &[&Document]) -> String {
        let located = self.located(documents);
        let findings = located.iter().map(|one| Finding {
            code: one.diagnostic.code.name(),
            severity: one.severity.name(),
            message: one.diagnostic.message.clone(),
            spot: Where::of(&one.spot),
            help: one.help(),
            related: one
                .diagnostic
                .related
                .iter()
                .zip(&one.related)
                .map(|(related, spot)| Related {
                    message: related.message.clone(),
                    spot: Where::of(spot),
                })
                .collect(),
        });
        let report = Report {
            version: 1,
            findings: findings.collect(),
            counts: Counts {
                errors: self.count(Severity::Error),
                warnings: self.count(Severity::Warning),
                notes: self.count(Severity::Note),
            },
            omitted: self
                .dropped
                .iter()
                .map(|(code, count)| (code.name(), *count))
                .collect(),
        };
        let mut text = serde_json::to_string_pretty(&report)
            .expect("strings, numbers and lists of them are JSON");
        text.push('\n');
        text
    }
}

impl Where {
    fn of(spot: &Spot) -> Self {
        Self {
            file: spot.file.to_string(),
            pointer: spot.pointer.as_str().to_owned(),
            line: spot.place.as_ref().map(|place| place.line),
            column: spot.place.as_ref().map(|place| place.column),
        }
    }
}
