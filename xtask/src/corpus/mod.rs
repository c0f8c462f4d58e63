//! `cargo xtask corpus`: what becomes of a folder of real documents, as a table.
mod compile;
mod documents;
mod examples;
mod one;
mod row;
mod table;
mod usage;

use compile::Compiler;
use documents::Document;
use factify_codegen::cli::tell;
use row::{Outcome, Row};
use std::path::PathBuf;
use std::process::{Command, ExitCode};

pub(crate) const USAGE: &str = "\
usage: cargo xtask corpus FOLDER [--only NAME] [--compile] [--examples] [--work DIR] [--errors] [--write]

Generates a crate from every OpenAPI document below FOLDER (`.json`, `.yaml`, also with `.gz`), each in a process of its
own, and prints what came of it. --only takes the documents whose path contains NAME. --compile makes each crate in DIR
(target/corpus where none is given) and runs `cargo check` on it with all features and warnings denied. --examples
reads each example of documents below 1 MB into its type and writes it back. --errors lists each error. --write puts the
table into docs/corpus.md. Figures mean something in a release build only.
";

/// Examples of larger documents are not tried: their crates would have to be linked.
const SMALL: usize = 1_000_000;

/// What the command line asked for.
struct Options {
    folder: PathBuf,
    only: Option<String>,
    work: PathBuf,
    also: Vec<Also>,
}

/// What is done beside generating.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Also {
    Compile,
    Examples,
    Errors,
    Write,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut options = Self {
            folder: PathBuf::new(),
            only: None,
            work: root.join("target/corpus"),
            also: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || {
                let value = rest.next().cloned();
                value.ok_or(format!("`{argument}` needs a value"))
            };
            match argument.as_str() {
                "--only" => options.only = Some(value()?),
                "--work" => options.work = value()?.into(),
                "--compile" => options.also.push(Also::Compile),
                "--examples" => options.also.push(Also::Examples),
                "--errors" => options.also.push(Also::Errors),
                "--write" => options.also.push(Also::Write),
                flag if flag.starts_with('-') => return Err(format!("`{flag}` is no option")),
                folder => options.folder = folder.into(),
            }
        }
        if options.folder.as_os_str().is_empty() {
            return Err("say which folder".to_owned());
        }
        Ok(options)
    }

    fn does(&self, one: Also) -> bool {
        self.also.contains(&one)
    }
}

/// The task; `Err` is a sentence about a wrong argument.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode, String> {
    if let [flag, name, file] = arguments
        && flag == one::FLAG
    {
        return Ok(one::run(name, file.as_ref()));
    }
    let options = Options::parse(arguments)?;
    let mut documents = documents::below(&options.folder)
        .map_err(|error| format!("{}: {error}", options.folder.display()))?;
    if let Some(only) = &options.only {
        documents.retain(|document| document.name.contains(only.as_str()));
    }
    let compiler = Compiler::new(&options.work);
    let mut rows = Vec::new();
    for document in &documents {
        let mut row = generate(document);
        if row.outcome == Outcome::Generated && options.does(Also::Compile) {
            row.check = Some(compiler.check(document));
        }
        if row.outcome == Outcome::Generated && options.does(Also::Examples) && row.bytes < SMALL {
            row.examples = compiler.examples(document);
        }
        say(&table::line(&row));
        let errors = row.errors.iter().take(if options.does(Also::Errors) {
            usize::MAX
        } else {
            0
        });
        errors.for_each(|error| say(&format!("    {error}")));
        if let Some(Err(error)) = row.check.as_ref().map(|check| &check.result) {
            say(&format!("    {}", error.replace('\n', "\n    ")));
        }
        match &row.examples {
            Some(Ok(examples)) => {
                say(&format!(
                    "    examples: {} equal, {} named",
                    examples.equal, examples.named
                ));
                examples
                    .silent
                    .iter()
                    .for_each(|one| say(&format!("    {one}")));
            }
            Some(Err(error)) => say(&format!("    {}", error.replace('\n', "\n    "))),
            None => {}
        }
        rows.push(row);
    }
    say(&format!("\n{}", table::summary(&rows)));
    if options.does(Also::Write) {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/corpus.md");
        std::fs::write(&path, table::page(&rows)).map_err(|error| error.to_string())?;
    }
    Ok(verdict(&rows))
}

/// A line of the table, which a reader that has gone misses.
fn say(line: &str) {
    tell(&format!("{line}\n"));
}

/// How often each document is generated: what else the machine does shows in single runs.
const RUNS: usize = 3;

/// One document, with the figures of the run whose CPU time is the median; a crash in any run is the outcome.
fn generate(document: &Document) -> Row {
    let mut rows: Vec<Row> = (0..RUNS).map(|_| generate_once(document)).collect();
    if let Some(crashed) = rows.iter().position(|row| row.outcome == Outcome::Crashed) {
        return rows.swap_remove(crashed);
    }
    rows.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    rows.swap_remove(RUNS / 2)
}

/// A process of its own, so that a crash is an outcome and figures are the document's alone.
fn generate_once(document: &Document) -> Row {
    let program = std::env::current_exe().expect("a program knows its own path");
    let output = Command::new(program)
        .args(["corpus", one::FLAG, &document.name])
        .arg(&document.path)
        .output();
    let read = output
        .as_ref()
        .ok()
        .filter(|output| output.status.success());
    let row = read.and_then(|output| Row::parse(&String::from_utf8_lossy(&output.stdout)));
    row.unwrap_or_else(|| {
        let said = output.map_or_else(
            |error| error.to_string(),
            |output| String::from_utf8_lossy(&output.stderr).into_owned(),
        );
        Row::crashed(&document.name, said.lines().next().unwrap_or_default())
    })
}

/// Failure where a document crashed the generator, lost an operation without a word, or became a crate that does not compile.
fn verdict(rows: &[Row]) -> ExitCode {
    let broken = |row: &Row| {
        let compiles = row.check.as_ref().is_none_or(|check| check.result.is_ok());
        matches!(row.outcome, Outcome::Crashed) || !row.unexplained.is_empty() || !compiles
    };
    ExitCode::from(u8::from(rows.iter().any(broken)))
}
