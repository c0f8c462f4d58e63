//! Real documents, where they are at hand: nothing panics, and no operation is lost without a word.
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{config, lines, resolve};
use crate::diag::{Code, Severity};

/// The folder of shared test data beside the repository; `None` in a user's clone.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the file is listed");
    if path.extension().is_none_or(|extension| extension != "gz") {
        return String::from_utf8(bytes).expect("the document is UTF-8");
    }
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_string(&mut text)
        .expect("the document is UTF-8");
    text
}

#[test]
fn factify_resolves_without_error() {
    let Some(path) = shared("factify/openapi.json") else {
        return;
    };
    let (api, diagnostics) = resolve("openapi.json", &read(&path), &config("name: t"));
    let api = api.expect("the document can be read");
    if let Ok(target) = std::env::var("DUMP_TO") {
        std::fs::write(target, api.dump() + &lines(&diagnostics)).expect("the dump can be written");
    }
    assert!(!diagnostics.has_errors(), "{}", lines(&diagnostics));
    assert_eq!(api.operations.len(), 58);
}

#[test]
fn all_revisions_of_factify_resolve_without_error() {
    let Some(folder) = shared("factify/history") else {
        return;
    };
    for path in files(&folder, "gz") {
        let (api, diagnostics) = resolve("openapi.json", &read(&path), &config("name: t"));
        assert!(
            !diagnostics.has_errors(),
            "{}: {}",
            path.display(),
            lines(&diagnostics)
        );
        let api = api.expect("the document can be read");
        println!(
            "{:40} {:4} operations {:5} types",
            name(&path),
            api.operations.len(),
            api.types.len()
        );
        assert!(!api.operations.is_empty());
    }
}

#[test]
fn no_operation_of_the_corpus_is_lost_without_a_word() {
    let Some(folder) = shared("corpus") else {
        return;
    };
    let index = std::fs::read_to_string(folder.join("index.tsv")).expect("the corpus has an index");
    let mut lost = Vec::new();
    println!(
        "{:48} {:>5} {:>5} {:>6} {:>4} {:>6}",
        "document", "ops", "IR", "types", "err", "ms"
    );
    for row in index.lines().skip(1) {
        let name = row.split('\t').next().unwrap_or_default();
        let text = read(&folder.join(name));
        let start = std::time::Instant::now();
        let (api, diagnostics) = resolve(name.trim_end_matches(".gz"), &text, &config("name: t"));
        let time = start.elapsed().as_millis();
        let errors = diagnostics.count(Severity::Error);
        let Some(api) = api else {
            println!("{name:48} unreadable, {errors} errors");
            continue;
        };
        let (there, here) = (operations_in(&text), api.operations.len());
        println!(
            "{name:48} {there:5} {here:5} {:6} {errors:4} {time:6}",
            api.types.len()
        );
        if std::env::var_os("SHOW_ERRORS").is_some() {
            diagnostics
                .iter()
                .filter(|d| d.severity == Severity::Error)
                .take(6)
                .for_each(|d| {
                    println!("    {} {}: {}", d.code, d.at, d.message);
                });
        }
        let named = diagnostics
            .iter()
            .filter(|d| d.code == Code::InternalOperation)
            .count();
        if here + named < there && errors == 0 {
            lost.push(format!(
                "{name}: {there} in the document, {here} in the IR, {named} named"
            ));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The files of a folder with an extension, sorted.
pub(super) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let fits = |path: &PathBuf| path.extension().is_some_and(|found| found == extension);
    let mut files: Vec<_> = paths.filter(fits).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// How many operations a document has, counted by another reader.
fn operations_in(text: &str) -> usize {
    let Ok(root) = serde_yaml::from_str::<serde_yaml::Value>(text) else {
        return 0;
    };
    let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let count = |item: &serde_yaml::Value| {
        methods
            .iter()
            .filter(|method| item.get(**method).is_some())
            .count()
    };
    let paths = root.get("paths").and_then(serde_yaml::Value::as_mapping);
    paths
        .into_iter()
        .flatten()
        .map(|(_, item)| count(item))
        .sum()
}
