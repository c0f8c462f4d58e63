//! `cargo check` of generated crates, with one target folder for all.
use super::documents::{self, Document};
use super::one;
use super::usage::{Who, usage};
use factify_codegen::{Files, generate, write};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Own workspace, no debug information, no warning unseen.
const TAIL: &str =
    "\n[workspace]\n\n[profile.dev]\ndebug = false\n\n[lints.rust]\nwarnings = \"deny\"\n";

/// What `cargo check` cost and said.
pub(super) struct Check {
    /// Seconds of CPU for the crate alone; its dependencies were there.
    pub(super) cpu: f64,
    pub(super) result: Result<(), String>,
}

/// Where crates are made and checked.
pub(super) struct Compiler {
    work: PathBuf,
    /// The sets of dependencies that are built already.
    built: RefCell<BTreeSet<String>>,
}

impl Compiler {
    pub(super) fn new(work: &Path) -> Self {
        Self {
            work: work.to_owned(),
            built: RefCell::default(),
        }
    }

    /// Makes the document's crate, checks it, and deletes it.
    pub(super) fn check(&self, document: &Document) -> Check {
        let failed = |error: String| Check {
            cpu: 0.0,
            result: Err(error),
        };
        let text = match documents::text(&document.path) {
            Ok(text) => text,
            Err(error) => return failed(error.to_string()),
        };
        let mut files = generate(&one::inputs(&document.name, text)).files;
        let folder = self.work.join(document.name.replace(['/', '.'], "-"));
        if let Err(error) = prepare(&folder, &mut files) {
            return failed(format!("{}: {error}", folder.display()));
        }
        let dependencies = dependencies(&files);
        let check = if self.built.borrow_mut().insert(dependencies) {
            // The first run builds what is missing; the second is the crate alone.
            self.cargo(&folder)
                .map_or_else(failed, |()| self.again(&folder))
        } else {
            self.again(&folder)
        };
        if check.result.is_ok() {
            // What is left over would not be looked at, and all crates together are large.
            let _ = std::fs::remove_dir_all(&folder);
        }
        check
    }

    fn again(&self, folder: &Path) -> Check {
        let library = folder.join("src/lib.rs");
        if let Ok(text) = std::fs::read_to_string(&library) {
            let _ = std::fs::write(&library, text);
        }
        let before = usage(Who::Children).cpu;
        let result = self.cargo(folder);
        Check {
            cpu: usage(Who::Children).cpu - before,
            result,
        }
    }

    fn cargo(&self, folder: &Path) -> Result<(), String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(folder)
            .args(["check", "--quiet", "--offline", "--all-features"])
            .args(["--color", "never", "--message-format", "short"])
            .env("CARGO_TARGET_DIR", self.work.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let lines: Vec<&str> = said.lines().collect();
        let shown = lines.iter().take(SHOWN).copied().collect::<Vec<_>>();
        Err(format!(
            "{} lines of errors\n{}",
            lines.len(),
            shown.join("\n")
        ))
    }
}

/// So many lines of a failure are kept.
const SHOWN: usize = 12;

/// The names of the crates that a crate depends on.
fn dependencies(files: &Files) -> String {
    let manifest = files.get("Cargo.toml").map_or("", String::as_str);
    let after = manifest
        .split_once("[dependencies]")
        .map_or("", |(_, after)| after);
    let names = after.lines().filter_map(|line| line.split_once(" = "));
    names.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
}

fn prepare(folder: &Path, files: &mut Files) -> std::io::Result<()> {
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.push_str(TAIL);
    }
    write::write(folder, files)?;
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock"))?;
    Ok(())
}
