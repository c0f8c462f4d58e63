//! The command line in a process of its own, which is the test that asks for it.
use crate::throwaway;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus, Output, Stdio};

/// The variable that holds the arguments. The test `child` of whoever calls [`run`] is [`child`].
const CHILD: &str = "FACTIFY_COMMAND";
/// Between arguments; in no path.
const MARK: char = '\u{1f}';

/// A document without a finding.
pub const GOOD: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a: {get: {operationId: getA, tags: [x], responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}
components: {schemas: {S: {type: object, properties: {a: {type: string}}}}}
";

/// The command itself, where [`run`] has started this process: it ends with it.
pub fn child() {
    let Ok(arguments) = std::env::var(CHILD) else {
        return;
    };
    let arguments: Vec<String> = arguments.split(MARK).map(str::to_owned).collect();
    let code = factify_codegen::cli::main("factify-codegen", &arguments);
    std::process::exit(i32::from(code != ExitCode::SUCCESS));
}

/// Runs a command in a folder.
///
/// # Panics
///
/// When the folder cannot be written, or the test does not start.
#[must_use]
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    let ran = command(folder, arguments).output();
    ran.expect("this very test starts")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let own = std::env::current_exe().expect("a test knows its own path");
    let mut command = Command::new(own);
    command
        .args(["--exact", "child", "--nocapture"])
        .env(CHILD, arguments.join(&MARK.to_string()))
        .current_dir(folder);
    command
}

/// Runs a command whose error output nobody reads, and tells how it ended.
///
/// # Panics
///
/// When there is no pipe, or the test does not start.
#[must_use]
pub fn run_unread(folder: &Path, arguments: &[&str]) -> ExitStatus {
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(reader);
    let mut command = command(folder, arguments);
    let ran = command.stdout(Stdio::null()).stderr(writer).status();
    ran.expect("this very test starts")
}

/// Runs a command that has to succeed.
///
/// # Panics
///
/// When it does not, with what it said.
pub fn succeed(folder: &Path, arguments: &[&str]) {
    let output = run(folder, arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// A folder with `good.yaml`, and with these files.
///
/// # Panics
///
/// When the folder cannot be written, or the test does not start.
#[must_use]
pub fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = throwaway::target()
        .join("throwaway")
        .join(format!("commands-{name}"));
    // A run before this one may have left it.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    for (name, content) in [("good.yaml", GOOD.as_bytes())].iter().chain(files) {
        std::fs::write(folder.join(name), content).expect("the folder can be written");
    }
    folder
}

/// What is below a folder, with its content.
#[must_use]
pub fn content(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for path in crate::crates::folder(folder) {
        if path.is_dir() {
            found.push((path.clone(), Vec::new()));
            found.extend(content(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap_or_default()));
        }
    }
    found
}

/// Runs `generate` with these arguments: it has to fail, say this, and write nothing.
///
/// # Errors
///
/// What it did in the place of that.
///
/// # Panics
///
/// When the folder cannot be written, or the test does not start.
pub fn refused(
    name: &str,
    files: &[(&str, &[u8])],
    arguments: &[&str],
    said: &[&str],
) -> Result<(), String> {
    let folder = folder(name, files);
    let before = content(&folder);
    let output = run(&folder, &[&["generate"], arguments].concat());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let after = content(&folder);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    if output.status.code() != Some(1) {
        return Err(format!("{name}: {}: {text}", output.status));
    }
    if text.contains("panicked") || !text.contains("error") {
        return Err(format!("{name}: {text}"));
    }
    if let Some(missing) = said.iter().find(|said| !text.contains(**said)) {
        return Err(format!("{name}: `{missing}` is not in\n{text}"));
    }
    if before != after {
        return Err(format!("{name}: something was written"));
    }
    Ok(())
}
