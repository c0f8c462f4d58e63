//! Documents to begin with: those of the tests and our own API's, or a folder that `FUZZ_DOCUMENTS` names.
use serde_json::Value;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A document as a value.
#[derive(Debug)]
pub struct Seed {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub value: Value,
}

/// All documents that can be read, in order of path. Ours are always among them.
///
/// # Panics
///
/// Where there are none.
#[must_use]
pub fn seeds() -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![root.join("tests/cases"), root.join("spec")];
    folders.extend(std::env::var_os("FUZZ_DOCUMENTS").map(PathBuf::from));
    let mut paths: Vec<PathBuf> = folders.iter().flat_map(|folder| below(folder)).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let value = value(&path)?;
        value["paths"].is_object().then_some(Seed { path, value })
    };
    let seeds: Vec<Seed> = paths.into_iter().filter_map(read).collect();
    assert!(!seeds.is_empty(), "there are no documents to begin with");
    seeds
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let each = |entry: std::fs::DirEntry| {
        let path = entry.path();
        if path.is_dir() { below(&path) } else { vec![path] }
    };
    entries.flat_map(each).collect()
}

/// Larger files make every run slow: what is in them is in others as well.
const MOST_BYTES: usize = 2 << 20;

/// A file as a value; `None` where it is no document, or too large.
fn value(path: &Path) -> Option<Value> {
    let name = path.file_name()?.to_str()?;
    let bytes = std::fs::read(path).ok()?;
    let (name, text) = match name.strip_suffix(".gz") {
        None => (name, String::from_utf8(bytes).ok()?),
        Some(name) => {
            let mut text = String::new();
            flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).ok()?;
            (name, text)
        }
    };
    if text.len() > MOST_BYTES {
        return None;
    }
    if name.ends_with(".json") {
        serde_json::from_str(&text).ok()
    } else if name.ends_with(".yaml") || name.ends_with(".yml") {
        serde_yaml::from_str(&text).ok()
    } else {
        None
    }
}
