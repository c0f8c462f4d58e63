//! The patterns of documents, read as the generator reads documents.
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostics;
use crate::source::{Document, Node};

/// The distinct patterns of all documents of the corpus, `patternProperties` among them; `None` where there is none.
pub(super) fn of_corpus() -> Option<BTreeSet<String>> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = [above.join("shared"), above.join("../shared")]
        .into_iter()
        .find(|root| root.exists());
    let mut files = Vec::new();
    list(&root.unwrap_or_default().join("corpus"), &mut files);
    if files.is_empty() {
        println!("skipped: no documents in ../shared/corpus");
        return None;
    }
    let mut found = of_the_sdk();
    for file in &files {
        collect(&read(file).root, &mut found);
    }
    println!("{} documents", files.len() + 1);
    Some(found)
}

/// Those of the document that the SDK is made from.
pub(super) fn of_the_sdk() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/factify.yaml");
    let mut found = BTreeSet::new();
    collect(&read(&file).root, &mut found);
    found
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            list(&path, files);
        } else if [".json.gz", ".yaml.gz", "ecmascript-regex.json"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            files.push(path);
        }
    }
    files.sort();
}

fn read(file: &Path) -> Document {
    let bytes = std::fs::read(file).expect("a document can be read");
    let name = file.to_string_lossy();
    let mut text = String::new();
    let length = if name.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    length.expect("a document is text");
    let mut diagnostics = Diagnostics::new();
    Document::parse(name.trim_end_matches(".gz"), text, &mut diagnostics)
        .unwrap_or_else(|| panic!("{name} is not read"))
}

fn collect(node: &Node, found: &mut BTreeSet<String>) {
    for entry in node.entries() {
        if &*entry.key == "pattern" {
            found.extend(entry.value.as_str().map(str::to_owned));
        }
        if &*entry.key == "patternProperties" {
            let sources = entry.value.entries().iter();
            found.extend(sources.map(|entry| entry.key.to_string()));
        }
        collect(&entry.value, found);
    }
    for item in node.as_list().unwrap_or_default() {
        collect(item, found);
    }
}
