//! The generator, run as a library on documents of the tests.
use factify_codegen::bundle::Loaded;
use factify_codegen::{Header, Inputs, Output, Text, generate};
use std::path::{Path, PathBuf};

/// A small document of `tests/cases`.
#[derive(Debug, Clone)]
pub struct Case {
    /// `area/case`.
    pub name: String,
    /// The document.
    pub path: PathBuf,
    /// What its snapshots show: the first line of the document, `# shows: model op`.
    pub shows: Vec<String>,
}

/// Every case, in order of name.
///
/// # Panics
///
/// When the folder cannot be read.
#[must_use]
pub fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut out = Vec::new();
    for area in folder(&root).into_iter().filter(|path| path.is_dir()) {
        for path in folder(&area)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|own| own == "yaml"))
        {
            let text = std::fs::read_to_string(&path).expect("a case can be read");
            let shows = text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("# shows: "))
                .unwrap_or("model type");
            out.push(Case {
                name: format!("{}/{}", stem(&area), stem(&path)),
                shows: shows.split_whitespace().map(str::to_owned).collect(),
                path,
            });
        }
    }
    out
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The entries of a folder, sorted; none where there is no folder.
#[must_use]
pub fn folder(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    paths
}

/// What a crate without a configuration is generated from.
#[must_use]
pub fn inputs(name: &str, text: String, crate_name: &str) -> Inputs {
    Inputs {
        spec: Text {
            name: name.to_owned(),
            text,
        },
        crate_name: Some(crate_name.to_owned()),
        header: Header {
            command: "the tests".to_owned(),
            spec: name.to_owned(),
        },
        ..Inputs::default()
    }
}

/// A crate generated from a text, without a configuration.
#[must_use]
pub fn from_text(name: &str, text: String, crate_name: &str) -> Output {
    let mut inputs = inputs(name, text, crate_name);
    let output = generate(&inputs);
    if output.missing.is_empty() {
        return output;
    }
    // A case is one file.
    let missing = || Loaded::Unreadable("there is no such file".to_owned());
    let files = output.missing.into_iter().map(|path| (path, missing()));
    inputs.files = files.collect();
    generate(&inputs)
}

/// A case's crate.
///
/// # Panics
///
/// When the document cannot be read.
#[must_use]
pub fn from_case(case: &Case) -> Output {
    let text = std::fs::read_to_string(&case.path).expect("a case can be read");
    from_text(&format!("{}.yaml", case.name), text, "case")
}

/// The repository's own folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `cargo xtask codegen` generates from.
///
/// # Panics
///
/// When `spec` cannot be read.
#[must_use]
pub fn own_inputs() -> Inputs {
    let read = |name: &str| {
        let text = std::fs::read_to_string(root().join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        Text {
            name: name.to_owned(),
            text,
        }
    };
    Inputs {
        spec: read("spec/factify.yaml"),
        config: Some(read("spec/codegen.yaml")),
        lock: Some(read("spec/codegen.lock")),
        header: Header {
            command: "cargo xtask codegen".to_owned(),
            spec: "spec/factify.yaml".to_owned(),
        },
        ..Inputs::default()
    }
}

/// The SDK, generated anew.
///
/// # Panics
///
/// When its document has errors.
#[must_use]
pub fn own() -> Output {
    let output = generate(&own_inputs());
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    output
}
