//! One document in this process: generated, counted, and told to the process that asked.
use super::documents;
use super::row::{Outcome, Row};
use super::usage::{Who, usage};
use factify_codegen::cli::{remark, tell};
use factify_codegen::diag::{Code, Diagnostics, Severity};
use factify_codegen::source::{Document, Node, Pointer};
use factify_codegen::{Header, Inputs, Output, Text, generate};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// The argument that asks for this.
pub(super) const FLAG: &str = "--one";

/// The methods of a path item, as OpenAPI 3.1 has them.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Generates a document and prints its row.
pub(super) fn run(name: &str, path: &Path) -> ExitCode {
    let text = match documents::text(path) {
        Ok(text) => text,
        Err(error) => {
            remark(&format!("{}: {error}\n", path.display()));
            return ExitCode::FAILURE;
        }
    };
    let bytes = text.len();
    let inputs = inputs(name, text);
    let before = usage(Who::Own).cpu;
    let output = generate(&inputs);
    let after = usage(Who::Own);
    let mut row = row(name, &inputs.spec.text, &output);
    row.bytes = bytes;
    row.cpu = after.cpu - before;
    row.peak = after.peak;
    tell(&row.text())
}

/// What the crate of a document is generated from.
pub(super) fn inputs(name: &str, text: String) -> Inputs {
    Inputs {
        spec: Text {
            name: name.to_owned(),
            text,
        },
        header: Header {
            command: "cargo xtask corpus".to_owned(),
            spec: name.to_owned(),
        },
        ..Inputs::default()
    }
}

fn row(name: &str, text: &str, output: &Output) -> Row {
    // Read once more, as it was written: the output's document is lowered.
    let document = Document::parse(name, text.to_owned(), &mut Diagnostics::new());
    let mut row = Row {
        name: name.to_owned(),
        outcome: if output.diagnostics.has_errors() {
            Outcome::Refused
        } else {
            Outcome::Generated
        },
        ..Row::default()
    };
    if let Some(document) = &document {
        let version = document.root.get("openapi").and_then(Node::as_str);
        version.unwrap_or_default().clone_into(&mut row.version);
        let listed = listed(&document.root);
        row.listed = listed.len();
        if matches!(row.outcome, Outcome::Generated) {
            let generated: BTreeSet<Pointer> = output.operations().cloned().collect();
            row.generated = generated.len();
            let missing = listed.iter().filter(|at| !generated.contains(*at));
            let silent = missing.filter(|at| !is_named(output, at));
            row.unexplained = silent.map(ToString::to_string).collect();
        }
    }
    for diagnostic in output.diagnostics.iter() {
        let severity = output.diagnostics.severity(diagnostic);
        let key = format!("{}:{}", severity.name(), diagnostic.code);
        *row.codes.entry(key).or_default() += 1;
    }
    row.errors = errors(output);
    row.files = output.files.len();
    let is_rust = |path: &str| Path::new(path).extension().is_some_and(|end| end == "rs");
    for (path, text) in output.files.iter().filter(|(path, _)| is_rust(path)) {
        let copied = path.starts_with("src/runtime/") || path.starts_with("src/bin/");
        row.lines += text.lines().count();
        row.printed += if copied { 0 } else { text.lines().count() };
    }
    row
}

/// The operations below `paths`, references from one path to another followed.
fn listed(root: &Node) -> Vec<Pointer> {
    let paths = Pointer::root().child("paths");
    let mut found = Vec::new();
    let entries = root.get("paths").map_or(&[][..], Node::entries);
    for entry in entries.iter().filter(|entry| entry.key.starts_with('/')) {
        let reference = entry.value.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|text| Pointer::parse(text.strip_prefix('#')?));
        let at = target.unwrap_or_else(|| paths.child(&entry.key));
        let item = root.lookup(&at).map_or(&[][..], Node::entries);
        let operations = item.iter().filter(|entry| METHODS.contains(&&*entry.key));
        found.extend(operations.map(|entry| at.child(&entry.key)));
    }
    found
}

/// Whether a finding says that an operation is left out.
fn is_named(output: &Output, at: &Pointer) -> bool {
    let names = |code| matches!(code, Code::InternalOperation | Code::WrongKind);
    let mut findings = output.diagnostics.iter();
    findings.any(|finding| names(finding.code) && finding.at.as_str().starts_with(at.as_str()))
}

/// Each error as `file:line:column: code: message`, taken from the report that people read.
fn errors(output: &Output) -> Vec<String> {
    if output.diagnostics.count(Severity::Error) == 0 {
        return Vec::new();
    }
    let report = output.report();
    let mut errors = Vec::new();
    let mut lines = report.lines();
    while let Some(line) = lines.next() {
        let Some((code, message)) = line
            .strip_prefix("error[")
            .and_then(|rest| rest.split_once("]: "))
        else {
            continue;
        };
        let place = lines.next().and_then(|line| line.split_once("--> "));
        let place = place.map_or("no place", |(_, place)| place.trim());
        errors.push(format!("{place}: {code}: {message}"));
    }
    errors
}
