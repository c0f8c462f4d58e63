//! Crates below the target folder, made and built by tests. Dependencies are those that the workspace has built already.
use factify_codegen::{Files, write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Own workspace, the profile of this one (another would build all dependencies again), no warning unseen.
const TAIL: &str = "\n[workspace]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[lints.rust]\nwarnings = \"deny\"\n";

/// The target folder that this test was built into.
///
/// # Panics
///
/// When the test does not run from a target folder.
#[must_use]
pub fn target() -> PathBuf {
    let own = std::env::current_exe().expect("a test knows its own path");
    // target/debug/deps/test
    own.ancestors()
        .nth(3)
        .expect("it lies in a target folder")
        .to_owned()
}

/// Writes a crate to `target/throwaway/<name>`; files that are right already are left alone.
///
/// # Panics
///
/// When the folder cannot be written.
#[must_use]
pub fn place(name: &str, mut files: Files) -> PathBuf {
    let folder = target().join("throwaway").join(name);
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.push_str(TAIL);
    }
    write::write(&folder, &files).expect("the target folder can be written");
    std::fs::copy(
        crate::crates::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .expect("the lock file can be copied");
    folder
}

/// Where the binary of a crate is built to.
#[must_use]
pub fn binary(name: &str) -> PathBuf {
    binary_of("debug", name)
}

/// Where the binary of a crate is built to in a profile, `debug` or `release`.
#[must_use]
pub fn binary_of(profile: &str, name: &str) -> PathBuf {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    target().join(profile).join(file)
}

/// Builds a crate with the cargo that built the test.
///
/// # Errors
///
/// What the compiler says.
///
/// # Panics
///
/// When cargo does not start.
pub fn build(folder: &Path, options: &[&str]) -> Result<(), String> {
    cargo(folder, "build", options)
}

/// Checks a crate without making code of it.
///
/// # Errors
///
/// What the compiler says.
///
/// # Panics
///
/// When cargo does not start.
pub fn check(folder: &Path, options: &[&str]) -> Result<(), String> {
    cargo(folder, "check", options)
}

fn cargo(folder: &Path, what: &str, options: &[&str]) -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(folder)
        .args([what, "--offline", "--quiet", "--color", "never"])
        .args(options);
    // Variables that cargo set for the test would reach build scripts and make them run again.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text == "OUT_DIR"
            || text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
        {
            command.env_remove(name);
        }
    }
    let output = command
        .env("CARGO_TARGET_DIR", target())
        .output()
        .expect("cargo starts");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Why the platform's TLS cannot be built here, where that is why a build failed: it needs packages that nothing else
/// needs, and on Linux the development files of OpenSSL.
#[must_use]
pub fn lacks_native_tls(error: &str) -> Option<&'static str> {
    if error.contains("Could not find directory of OpenSSL installation") {
        Some("the development files of OpenSSL are not installed")
    } else if error.contains("--offline was specified") {
        Some("its packages are not downloaded; `cargo fetch` does that")
    } else {
        None
    }
}

/// Whether the compiler has the standard library of a target.
///
/// # Panics
///
/// When the compiler does not start.
#[must_use]
pub fn has_target(target: &str) -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", target])
        .output()
        .expect("rustc starts");
    let folder = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success() && Path::new(&folder).is_dir()
}
