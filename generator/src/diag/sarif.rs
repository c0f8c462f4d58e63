//! Findings in the format that code hosts read: SARIF 2.1.0 (OASIS, 2020).
use super::locate::Spot;
use super::{Code, Diagnostics, Severity};
use crate::source::Document;
use serde_json::{Value, json};
use std::fmt::Write;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl Diagnostics {
    /// All findings as a SARIF log of one run, sorted by place. Every code is a rule of the tool.
    ///
    /// # Panics
    ///
    /// Never: a JSON value is JSON.
    pub fn to_sarif(&self, documents: &[&Document]) -> String {
        let results: Vec<Value> = self
            .located(documents)
            .iter()
            .map(|one| {
                let related = one.diagnostic.related.iter().zip(&one.related);
                let related: Vec<Value> = related
                    .enumerate()
                    .map(|(index, (related, spot))| {
                        let mut location = location(spot);
                        location["id"] = json!(index);
                        location["message"] = json!({ "text": related.message });
                        location
                    })
                    .collect();
                json!({
                    "ruleId": one.diagnostic.code.name(),
                    "ruleIndex": index(one.diagnostic.code),
                    "level": one.severity.name(),
                    "message": { "text": sentences(&one.diagnostic.message, &one.help()) },
                    "locations": [location(&one.spot)],
                    "relatedLocations": related,
                })
            })
            .collect();
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        let mut text = serde_json::to_string_pretty(&log).expect("a JSON value is JSON");
        text.push('\n');
        text
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.meaning() },
        "help": { "text": code.remedy() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

/// SARIF has the same three words.
fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn index(code: Code) -> usize {
    let mut all = Code::ALL.iter();
    all.position(|own| *own == code).unwrap_or(0)
}

/// Results have no place for a remedy of their own.
fn sentences(message: &str, help: &[String]) -> String {
    let help = help.iter().map(|help| format!("\nHelp: {help}"));
    format!("{message}{}", help.collect::<String>())
}

fn location(spot: &Spot) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&spot.file) } });
    if let Some(place) = &spot.place {
        physical["region"] = json!({ "startLine": place.line, "startColumn": place.column });
    }
    let mut location = json!({ "physicalLocation": physical });
    if !spot.pointer.as_str().is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": spot.pointer.as_str() }]);
    }
    location
}

/// A path as a URI reference: `/` between folders, all else that is not unreserved encoded (RFC 3986, section 2.3).
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
