//! The recorded exchanges of the official SDKs, which lie outside the repository.
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder that holds the recordings and documents, where this machine has it.
#[must_use]
pub fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    folder.is_dir().then_some(folder)
}

/// The rows of a file of recordings. Without the file, says that the test was skipped and why.
///
/// # Panics
///
/// When the file is there and is no list of JSON lines.
#[must_use]
pub fn rows(file: &str) -> Option<Vec<Value>> {
    let Some(path) = shared()
        .map(|folder| folder.join("wire").join(file))
        .filter(|path| path.is_file())
    else {
        println!("skipped: the recordings ../shared/wire/{file} are not on this machine");
        return None;
    };
    let text = std::fs::read_to_string(&path).expect("the recordings can be read");
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).expect("each line is JSON"))
            .collect(),
    )
}

/// A text of a row, or nothing where it has none.
#[must_use]
pub fn text<'r>(row: &'r Value, pointer: &str) -> &'r str {
    row.pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// What a row is called in messages.
#[must_use]
pub fn title(row: &Value) -> String {
    let case = if row.get("case").is_some() {
        "/case"
    } else {
        "/variant"
    };
    let status = row
        .get("status")
        .map(|status| format!(" {status}"))
        .unwrap_or_default();
    format!(
        "{}{status} {} ({})",
        text(row, "/operation"),
        text(row, case),
        text(row, "/sdk")
    )
}

/// The violations that a row lists, sorted.
#[must_use]
pub fn violations(row: &Value) -> Vec<String> {
    let listed = row
        .get("violations")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut listed: Vec<String> = listed
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    listed.sort();
    listed
}
