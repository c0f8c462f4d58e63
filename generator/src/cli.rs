//! Arguments, exit codes and printing: shared by the binary and by the repository's `cargo xtask codegen`.
use crate::analyze::ident::is_crate_name;
use crate::diag::{Code, Severity};
use crate::generate::{Inputs, Output, Text, generate};
use crate::layout::Header;
use crate::write::{self, Class, Difference};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: factify-codegen generate --spec FILE --out DIR [options]    write a crate
       factify-codegen check    --spec FILE --out DIR [options]    compare a crate with what would be written; 1 if it differs
       factify-codegen explain  [CODE]                             what a finding means

options:
  --config FILE   what the document cannot say: names of types, secrets, … (codegen.yaml)
  --name NAME     the crate's name
  --strict        warnings are errors
  --quiet         print errors only
";

/// What to generate, and where.
#[derive(Debug, Clone)]
pub struct Job {
    /// The document.
    pub spec: PathBuf,
    /// `codegen.yaml`, where there is one.
    pub config: Option<PathBuf>,
    /// The crate's folder.
    pub out: PathBuf,
    /// The crate's name, where the configuration's is not wanted.
    pub name: Option<String>,
    /// Warnings are errors.
    pub strict: bool,
    /// Only errors are printed.
    pub quiet: bool,
    /// Compare, and write nothing.
    pub check: bool,
    /// The command that generated files name.
    pub command: String,
}

/// The binary's main function.
pub fn main(program: &str, arguments: &[String]) -> ExitCode {
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("", arguments),
    };
    match verb {
        "explain" => explain(rest),
        "generate" | "check" if rest.iter().any(|word| word == "--help" || word == "-h") => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        "generate" | "check" => match parse(rest, &format!("{program} {verb}")) {
            Ok(mut job) => {
                job.check |= verb == "check";
                run(&job, &format!("{program} generate {}", rest.join(" ")))
            }
            Err(message) => refuse(&message),
        },
        "--help" | "-h" | "help" => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        "" => refuse("say what to do"),
        other => refuse(&format!("`{other}` is no command")),
    }
}

fn refuse(message: &str) -> ExitCode {
    eprint!("error: {message}\n\n{USAGE}");
    ExitCode::from(2)
}

/// Reads options; `--spec` and `--out` are required.
fn parse(arguments: &[String], command: &str) -> Result<Job, String> {
    let mut job = Job {
        spec: PathBuf::new(),
        config: None,
        out: PathBuf::new(),
        name: None,
        strict: false,
        quiet: false,
        check: false,
        command: command.replace(" check", " generate"),
    };
    job.options(arguments)?;
    if job.spec.as_os_str().is_empty() {
        return Err("`--spec FILE` is missing".to_owned());
    }
    if job.out.as_os_str().is_empty() {
        return Err("`--out DIR` is missing".to_owned());
    }
    Ok(job)
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
                "--out" => self.out = value()?.into(),
                "--name" => self.name = Some(crate_name(value()?)?),
                "--strict" => self.strict = true,
                "--quiet" => self.quiet = true,
                "--check" => self.check = true,
                other => return Err(format!("`{other}` is no option")),
            }
        }
        Ok(())
    }
}

/// A name that a crate can have.
fn crate_name(name: String) -> Result<String, String> {
    if is_crate_name(&name) {
        return Ok(name);
    }
    let near = heck::AsKebabCase(&name).to_string();
    let hint = if is_crate_name(&near) {
        format!("; `{near}` is one")
    } else {
        ": small letters, digits, `-` and `_`, a letter first, no keyword".to_owned()
    };
    Err(format!("`{name}` is no name of a crate{hint}"))
}

/// Generates, then writes or compares. `fix` is the command that a failed comparison recommends.
pub fn run(job: &Job, fix: &str) -> ExitCode {
    let inputs = match inputs(job) {
        Ok(inputs) => inputs,
        Err(message) => {
            eprintln!("error: {message}");
            return ExitCode::FAILURE;
        }
    };
    let output = generate(&inputs);
    report(&output, job.quiet);
    if output.diagnostics.has_errors() {
        eprintln!("nothing was written");
        return ExitCode::FAILURE;
    }
    if !job.check
        && let Err(message) = write::may_overwrite(&job.out)
    {
        eprintln!("error: {message}");
        return ExitCode::FAILURE;
    }
    let done = if job.check {
        write::compare(&job.out, &output.files)
    } else {
        write::write(&job.out, &output.files)
    };
    match done {
        Err(error) => {
            eprintln!("error: {}: {error}", job.out.display());
            ExitCode::FAILURE
        }
        Ok(differences) if job.check && !differences.is_empty() => {
            for difference in &differences {
                print_difference(&job.out, difference);
            }
            eprintln!("{} files differ; to write them: {fix}", differences.len());
            ExitCode::FAILURE
        }
        Ok(differences) => {
            print_writes(&job.out, &differences, job.check);
            let written = if job.check {
                String::new()
            } else {
                format!(", {} written or deleted", differences.len())
            };
            println!(
                "{}: {} files{written}",
                job.out.display(),
                output.files.len()
            );
            ExitCode::SUCCESS
        }
    }
}

fn inputs(job: &Job) -> Result<Inputs, String> {
    let read = |path: &Path| {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("{}: this is no UTF-8 text", path.display()))?;
        Ok::<_, String>(Text {
            name: path.display().to_string(),
            text,
        })
    };
    let spec = read(&job.spec)?;
    let config = job.config.as_deref().map(read).transpose()?;
    let name = job
        .spec
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let shown = if job.spec.is_absolute() {
        name
    } else {
        spec.name.clone()
    };
    let header = Header {
        command: job.command.clone(),
        spec: shown,
    };
    Ok(Inputs {
        spec,
        config,
        crate_name: job.name.clone(),
        header,
        strict: job.strict,
    })
}

fn report(output: &Output, quiet: bool) {
    let errors = output.diagnostics.has_errors();
    if errors || (!quiet && !output.diagnostics.is_empty()) {
        let text = output.report();
        eprint!("{text}");
    }
}

/// Says what was deleted, file by file, and what was written unless that is the whole crate.
fn print_writes(out: &Path, differences: &[Difference], check: bool) {
    const MANY: usize = 40;
    if check {
        return;
    }
    for difference in differences {
        let path = out.join(&difference.path);
        match difference.class {
            Class::Stale => println!("deleted: {}", path.display()),
            Class::Missing | Class::Changed if differences.len() <= MANY => {
                println!("wrote: {}", path.display());
            }
            Class::Missing | Class::Changed => {}
        }
    }
}

fn print_difference(out: &Path, difference: &Difference) {
    println!(
        "{}: {}",
        difference.class,
        out.join(&difference.path).display()
    );
    if let Some(hunk) = &difference.hunk {
        hunk.lines().for_each(|line| println!("    {line}"));
    }
}

fn explain(arguments: &[String]) -> ExitCode {
    let Some(name) = arguments.first() else {
        for code in Code::ALL {
            println!("{:<28} {}", code.name(), severity(code.severity()));
        }
        return ExitCode::SUCCESS;
    };
    match Code::parse(name) {
        Some(code) => {
            println!(
                "{} ({})\n\n{}",
                code.name(),
                severity(code.severity()),
                code.explanation()
            );
            ExitCode::SUCCESS
        }
        None => refuse(&format!("`{name}` is no code; `explain` alone lists them")),
    }
}

fn severity(severity: Severity) -> &'static str {
    severity.name()
}
