//! What to generate, and from what: the options of the command line.
use crate::analyze::crate_name::{from_title, refusal};
use crate::filter::{Act, By, Rule};
use std::path::PathBuf;

/// What to generate, and where.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// The document.
    pub spec: PathBuf,
    /// Overlays, applied in this order.
    pub overlays: Vec<PathBuf>,
    /// Which operations are generated.
    pub filter: Vec<Rule>,
    /// `codegen.yaml`, where there is one.
    pub config: Option<PathBuf>,
    /// Where the names of the run before are kept.
    pub lock: LockPlace,
    /// The crate's folder.
    pub out: PathBuf,
    /// The crate's name, where the configuration's is not wanted.
    pub name: Option<String>,
    /// Warnings are errors.
    pub strict: bool,
    /// The folder whose files the document may refer to; without it the document's own.
    pub ref_root: Option<PathBuf>,
    /// How findings are printed.
    pub format: Format,
    /// How many findings are printed.
    pub told: Told,
    /// Compare, and write nothing.
    pub check: bool,
    /// The command that generated files name.
    pub command: String,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, to the error output.
    #[default]
    Text,
    /// For programs, to the output: `docs/findings.md`.
    Json,
    /// For code hosts, to the output: SARIF 2.1.0.
    Sarif,
}

/// How many findings are printed as text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Told {
    /// None unless there is an error; nor is told what was written.
    Quiet,
    /// Errors and warnings; notes are counted.
    #[default]
    Brief,
    /// All.
    All,
}

/// Where `codegen.lock` is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LockPlace {
    /// Beside the configuration, `codegen.yaml` having `codegen.lock`; else beside the document.
    #[default]
    Beside,
    /// In this file.
    At(PathBuf),
    /// Names are not kept.
    Nowhere,
}

impl Job {
    /// Applies options from the command line.
    ///
    /// # Errors
    ///
    /// A sentence about the first that is unknown or lacks its value.
    pub fn options(&mut self, arguments: &[String]) -> Result<(), String> {
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            let mut value = || {
                rest.next()
                    .cloned()
                    .ok_or(format!("`{option}` needs a value"))
            };
            match option.as_str() {
                "--spec" => self.spec = value()?.into(),
                "--config" => self.config = Some(value()?.into()),
                "--overlay" => self.overlays.push(value()?.into()),
                "--include-tag" => self.filter.push(rule(Act::Include, By::Tag, value()?)),
                "--exclude-tag" => self.filter.push(rule(Act::Exclude, By::Tag, value()?)),
                "--include-path" => self.filter.push(rule(Act::Include, By::Path, value()?)),
                "--exclude-path" => self.filter.push(rule(Act::Exclude, By::Path, value()?)),
                "--include-operation" => {
                    self.filter
                        .push(rule(Act::Include, By::Operation, value()?));
                }
                "--exclude-operation" => {
                    self.filter
                        .push(rule(Act::Exclude, By::Operation, value()?));
                }
                "--lock" => self.lock = LockPlace::At(value()?.into()),
                "--no-lock" => self.lock = LockPlace::Nowhere,
                "--out" => self.out = value()?.into(),
                "--name" => self.name = Some(crate_name(value()?)?),
                "--strict" => self.strict = true,
                "--quiet" => self.told = Told::Quiet,
                "--verbose" => self.told = Told::All,
                "--format" => self.format = format(&value()?)?,
                "--ref-root" => self.ref_root = Some(value()?.into()),
                "--check" => self.check = true,
                other => return Err(format!("`{other}` is no option")),
            }
        }
        Ok(())
    }

    /// Where names are kept: beside the configuration, or else beside the document, with the ending `lock`.
    pub fn lock_path(&self) -> Option<PathBuf> {
        match &self.lock {
            LockPlace::Beside => {
                let beside = self.config.as_ref().unwrap_or(&self.spec);
                Some(beside.with_extension("lock"))
            }
            LockPlace::At(path) => Some(path.clone()),
            LockPlace::Nowhere => None,
        }
    }
}

fn rule(act: Act, by: By, pattern: String) -> Rule {
    Rule {
        act,
        by,
        pattern,
        at: None,
    }
}

fn format(name: &str) -> Result<Format, String> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        "sarif" => Ok(Format::Sarif),
        other => Err(format!(
            "there is no format `{other}`; there are text, json and sarif"
        )),
    }
}

/// A name that a crate can have.
fn crate_name(name: String) -> Result<String, String> {
    match refusal(&name) {
        None => Ok(name),
        Some(refusal) => {
            let near = from_title(&name);
            Err(format!("`{name}` {refusal}; `{near}` is one"))
        }
    }
}
