//! The documents of a folder, by their path below it.
use flate2::read::GzDecoder;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Folders of the corpus that hold something else than whole documents.
const OTHER: &[&str] = &["multi-file", "json-schema-test-suite"];

/// A document and how the table calls it.
pub(super) struct Document {
    /// The path below the folder, without `.gz`.
    pub(super) name: String,
    pub(super) path: PathBuf,
}

/// All documents below a folder, sorted by name.
pub(super) fn below(root: &Path) -> io::Result<Vec<Document>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let below = path.strip_prefix(root).unwrap_or(&path);
            let name = below.to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                if !OTHER.contains(&name.as_str()) {
                    folders.push(path);
                }
                continue;
            }
            let name = name.trim_end_matches(".gz").to_owned();
            if [".json", ".yaml", ".yml"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                found.push(Document { name, path });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The text of a document.
pub(super) fn text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let mut file = File::open(path)?;
    if path.extension().is_some_and(|end| end == "gz") {
        GzDecoder::new(file).read_to_string(&mut text)?;
    } else {
        file.read_to_string(&mut text)?;
    }
    Ok(text)
}
