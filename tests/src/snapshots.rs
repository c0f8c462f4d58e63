//! Which generated files a case's snapshots show, and the bookkeeping that finds snapshots that nothing makes any more.
use factify_codegen::Output;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folder of generated files, and the first half of their snapshots' names.
const KINDS: [(&str, &str); 4] = [
    ("src/models/", "model"),
    ("src/types/", "type"),
    ("src/operations/", "op"),
    ("src/resources/", "client"),
];

/// Snapshots of a case by name: `model.pet` → the generated file below its header.
#[must_use]
pub fn of(output: &Output, shows: &[String]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let wanted = |kind: &str| shows.iter().any(|own| own == kind);
    for (path, text) in &output.files {
        for (folder, kind) in KINDS.into_iter().filter(|(_, kind)| wanted(kind)) {
            let module = path
                .strip_prefix(folder)
                .and_then(|name| name.strip_suffix(".rs"));
            if let Some(module) = module.filter(|name| *name != "mod") {
                out.insert(format!("{kind}.{module}"), without_header(text));
            }
        }
        for kind in [
            "api",
            "auth",
            "callbacks",
            "lib",
            "mock",
            "servers",
            "webhooks",
        ] {
            if *path == format!("src/{kind}.rs") && wanted(kind) {
                out.insert(kind.to_owned(), without_header(text));
            }
        }
    }
    if wanted("layout") {
        out.insert("layout".to_owned(), layout(output));
    }
    let report = output.report();
    if !report.trim().is_empty() {
        out.insert("diagnostics".to_owned(), report);
    }
    out
}

/// The generated files' paths, without the part that every crate has.
fn layout(output: &Output) -> String {
    let own = output
        .files
        .keys()
        .filter(|path| !path.starts_with("src/runtime/") && !path.starts_with("src/bin/"));
    own.flat_map(|path| [path.as_str(), "\n"]).collect()
}

/// The text below the line that says who made it.
#[must_use]
pub fn without_header(text: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) if first.contains("@generated") => rest.to_owned(),
        _ => text.to_owned(),
    }
}

/// Snapshots in a folder that are not among `names`.
#[must_use]
pub fn stale(folder: &Path, names: &BTreeSet<String>) -> Vec<String> {
    let found = crate::crates::folder(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|own| own == "snap"));
    let names_of = found.map(|path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    });
    names_of
        .filter(|name| !names.contains(name))
        .map(|name| format!("{}/{name}.snap", folder.display()))
        .collect()
}
