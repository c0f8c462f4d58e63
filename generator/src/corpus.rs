//! Real documents through everything before the resolver: no panic, no failure inside openapiv3, errors only where the
//! document breaks the specification.
use crate::diag::{Code, Diagnostics, Severity};
use crate::source::Document;
use crate::{lower, oas, vocab};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The documents of a folder and those below it, named by their path; `None`, with a word why, where the folder is not there.
pub(crate) fn documents(folder: &str) -> Option<Vec<(String, PathBuf)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(folder);
    if !root.is_dir() {
        eprintln!(
            "skipped: {} is not there (the corpus is not part of the repository)",
            root.display()
        );
        return None;
    }
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            let name = path
                .strip_prefix(&root)
                .expect("below the root")
                .to_string_lossy()
                .into_owned();
            let skipped =
                name.starts_with("multi-file") || name.starts_with("json-schema-test-suite");
            if path.is_dir() && !skipped {
                folders.push(path);
            } else if [".json.gz", ".yaml.gz", ".yml.gz"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                found.push((name, path));
            }
        }
    }
    found.sort();
    Some(found)
}

pub(crate) fn text(path: &Path) -> String {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("a readable file");
    if path.extension().is_some_and(|end| end == "gz") {
        GzDecoder::new(file)
            .read_to_string(&mut text)
            .expect("UTF-8 text");
    } else {
        text = std::io::read_to_string(file).expect("UTF-8 text");
    }
    text
}

/// Everything before the resolver.
fn run(name: &str, text: String) -> (Option<Document>, Diagnostics) {
    let name = name.trim_end_matches(".gz");
    let mut diagnostics = Diagnostics::new();
    let Some(mut document) = Document::parse(name, text, &mut diagnostics) else {
        return (None, diagnostics);
    };
    let dialect = vocab::check(&mut document, &mut diagnostics);
    lower::lower(&mut document, dialect, &mut diagnostics);
    oas::to_openapi(&document, &mut diagnostics);
    (Some(document), diagnostics)
}

fn errors(diagnostics: &Diagnostics) -> Vec<String> {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostics.severity(diagnostic) == Severity::Error);
    errors
        .map(|error| format!("{} {}: {}", error.code, error.at, error.message))
        .collect()
}

/// The documents that break the specification in a way that is refused here, each with the codes that say so.
const REFUSED: &[(&str, &str)] = &[
    // A security scheme of type `cookie`.
    (
        "kin-openapi/nestedcomponentsref.openapi.json.gz",
        "unknown-value",
    ),
    // A security scheme of type `https`.
    (
        "libopenapi/burgershop.openapi-modified.yaml.gz",
        "unknown-value",
    ),
    // `type: http` without `scheme`, `type: apiKey` without `name` and `in`.
    (
        "openapi-diff/bc_security_scheme_base.yaml.gz",
        "missing-keyword",
    ),
    (
        "openapi-diff/bc_security_scheme_type_changed.yaml.gz",
        "missing-keyword",
    ),
    // `type: item`.
    (
        "openapi-json-schema/inline_model_resolver.yaml.gz",
        "unknown-type",
    ),
    // A parameter without `name` and `in`.
    (
        "openapi-net/inlinelocalreference.yaml.gz",
        "missing-keyword",
    ),
    // `type: foo`, schemas that are numbers, `items` with `item1`, `item2`, `item3`.
    (
        "swagger-parser/basicoas30.yaml.gz",
        "misspelt-keyword unknown-type wrong-kind",
    ),
];

#[test]
fn every_corpus_document_is_read_or_refused_with_a_reason() {
    let Some(documents) = documents("corpus") else {
        return;
    };
    let mut failures = Vec::new();
    let mut by_code: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    for (name, path) in &documents {
        let (document, diagnostics) = run(name, text(path));
        for diagnostic in diagnostics.iter() {
            *by_code
                .entry((diagnostic.severity, diagnostic.code))
                .or_default() += 1;
        }
        let rendered = diagnostics.render_in(
            &document.iter().collect::<Vec<_>>(),
            crate::diag::Detail::AtMost(3),
        );
        assert_eq!(rendered.is_empty(), diagnostics.is_empty());
        let mut codes: Vec<_> = diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| d.code.name())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let expected = REFUSED
            .iter()
            .find(|(refused, _)| refused == name)
            .map_or("", |(_, codes)| codes);
        if codes.join(" ") != expected {
            failures.push(format!(
                "{name}: {codes:?}\n    {}",
                errors(&diagnostics).join("\n    ")
            ));
        }
    }
    for ((severity, code), count) in by_code {
        println!("{count:7} {} {code}", severity.name());
    }
    println!("{} documents", documents.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_published_document_and_its_history_have_no_error() {
    let Some(mut documents) = documents("factify/history") else {
        return;
    };
    let current = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/factify/openapi.json");
    documents.push(("openapi.json".to_owned(), current));
    for (name, path) in documents {
        let (_, diagnostics) = run(&name, text(&path));
        assert_eq!(errors(&diagnostics), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn figures_for_the_largest() {
    let Some(documents) = documents("corpus") else {
        return;
    };
    for wanted in [
        "github/api.github.com.json.gz",
        "kubernetes/kubernetes.io.json.gz",
        "plaid/2020-09-14.yaml.gz",
    ] {
        let Some((name, path)) = documents.iter().find(|(name, _)| name == wanted) else {
            continue;
        };
        let text = text(path);
        let bytes = text.len();
        let mut diagnostics = Diagnostics::new();
        let read = Instant::now();
        let mut document = Document::parse(name.trim_end_matches(".gz"), text, &mut diagnostics)
            .expect("a readable document");
        let read = read.elapsed();
        let check = Instant::now();
        let dialect = vocab::check(&mut document, &mut diagnostics);
        let check = check.elapsed();
        let low = Instant::now();
        lower::lower(&mut document, dialect, &mut diagnostics);
        let low = low.elapsed();
        let hand = Instant::now();
        oas::to_openapi(&document, &mut diagnostics);
        let hand = hand.elapsed();
        println!(
            "{name}: {bytes} bytes; read {read:?}, checked {check:?}, lowered {low:?}, handed over {hand:?}"
        );
    }
    println!("peak memory: {}", peak());
}

/// The process's peak, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or("unknown")
        .to_owned()
}
