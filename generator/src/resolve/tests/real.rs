//! Real documents, where they are at hand: nothing panics, and no operation is lost without a word.
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{lines, resolve};
use crate::config::Config;

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
    let (api, diagnostics) = resolve("openapi.json", &read(&path), &Config::default());
    let api = api.expect("the document can be read");
    if let Ok(target) = std::env::var("DUMP_TO") {
        std::fs::write(target, api.dump() + &lines(&diagnostics)).expect("the dump can be written");
    }
    assert!(!diagnostics.has_errors(), "{}", lines(&diagnostics));
    assert_eq!(api.operations.len(), 58);
}
