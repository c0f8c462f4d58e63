//! Arguments, exit codes and printing: shared by the binary and by the repository's `cargo xtask codegen`.
mod explain;
mod job;
mod load;

use crate::diag::Detail;
use crate::generate::Output;
use crate::write::{self, Class, Difference};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

pub use job::{Format, Job, LockPlace, Told};

const USAGE: &str = "\
usage: factify-codegen generate --spec FILE --out DIR [options]    write a crate
       factify-codegen check    --spec FILE --out DIR [options]    compare a crate with what would be written; 1 if it differs
       factify-codegen explain  [CODE]                             what a finding means
       factify-codegen support                                     what is done with each keyword

options:
  --config FILE   what the document cannot say: names of types, secrets, … (codegen.yaml)
  --name NAME     the crate's name
  --lock FILE     where names are kept; without it beside the configuration or the document, ending in `.lock`
  --no-lock       keep no names
  --strict        warnings are errors
  --overlay FILE  an OpenAPI Overlay, applied before anything is read; may stand several times
  --include-tag, --exclude-tag, --include-path, --exclude-path, --include-operation, --exclude-operation PATTERN
                  which operations are generated; `*` stands for any characters, each may stand several times
  --ref-root DIR  files below it may be referred to; without it those below the document's folder
  --format FORMAT how findings are printed: text, json or sarif
  --verbose       print every note
  --quiet         print errors only
";

/// The binary's main function.
pub fn main(program: &str, arguments: &[String]) -> ExitCode {
    let (verb, rest) = match arguments.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("", arguments),
    };
    match verb {
        "explain" => explain::explain(rest),
        "support" => tell(&crate::vocab::support()),
        "generate" | "check" if rest.iter().any(|word| word == "--help" || word == "-h") => {
            tell(USAGE)
        }
        "generate" | "check" => match parse(rest, &format!("{program} {verb}")) {
            Ok(mut job) => {
                job.check |= verb == "check";
                run(&job, &format!("{program} generate {}", rest.join(" ")))
            }
            Err(message) => refuse(&message),
        },
        "--help" | "-h" | "help" => tell(USAGE),
        "--version" | "-V" => tell(&format!("{program} {}\n", env!("CARGO_PKG_VERSION"))),
        "" => refuse("say what to do"),
        other => refuse(&format!("`{other}` is no command")),
    }
}

/// Prints what was asked for. A reader that has gone misses it.
pub fn tell(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Prints what is said about the work, to the error output. A reader that has gone misses it: `eprint!` would panic.
pub fn remark(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn refuse(message: &str) -> ExitCode {
    remark(&format!("error: {message}\n\n{USAGE}"));
    ExitCode::from(2)
}

/// Reads options; `--spec` and `--out` are required.
fn parse(arguments: &[String], command: &str) -> Result<Job, String> {
    let mut job = Job {
        command: command.replace(" check", " generate"),
        ..Job::default()
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

/// Generates, then writes or compares. `fix` is the command that a failed comparison recommends.
pub fn run(job: &Job, fix: &str) -> ExitCode {
    let output = match load::inputs(job) {
        Ok(mut inputs) => load::generate(&mut inputs, job),
        Err(message) => {
            remark(&format!("error: {message}\n"));
            return ExitCode::FAILURE;
        }
    };
    report(&output, job);
    if output.diagnostics.has_errors() {
        remark("nothing was written\n");
        return ExitCode::FAILURE;
    }
    if !job.check
        && let Err(message) = may_write(job, &output)
    {
        remark(&format!("error: {message}\nnothing was written\n"));
        return ExitCode::FAILURE;
    }
    let done = if job.check {
        write::compare(&job.out, &output.files)
    } else {
        write::write(&job.out, &output.files)
    };
    let done = done.map_err(|error| format!("{}: {error}", job.out.display()));
    let done = done.and_then(|files| Ok((files, lock(job, &output)?)));
    match done {
        Err(message) => {
            remark(&format!("error: {message}\n"));
            ExitCode::FAILURE
        }
        Ok((differences, lock)) if job.check && !(differences.is_empty() && lock.is_none()) => {
            print_differences(job, &differences);
            if let Some(difference) = &lock {
                print_difference(job, Path::new(""), difference);
            }
            let count = differences.len() + usize::from(lock.is_some());
            let differ = if count == 1 { "differs" } else { "differ" };
            remark(&format!("{} {differ}; to write: {fix}\n", files(count)));
            ExitCode::FAILURE
        }
        Ok(_) if job.told == Told::Quiet => ExitCode::SUCCESS,
        Ok((differences, lock)) => {
            print_writes(job, &differences);
            if let Some(difference) = lock {
                say(job, format_args!("wrote: {}", difference.path));
            }
            let written = if job.check {
                String::new()
            } else {
                format!(", {} written or deleted", differences.len())
            };
            let count = output.files.len();
            say(
                job,
                format_args!("{}: {}{written}", job.out.display(), files(count)),
            );
            ExitCode::SUCCESS
        }
    }
}

fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// Whether all that will be written can be.
fn may_write(job: &Job, output: &Output) -> Result<(), String> {
    write::may_overwrite(&job.out, &output.files)?;
    job.lock_path()
        .map_or(Ok(()), |path| write::may_write(&path))
}

/// Compares `codegen.lock` with the names that were given, and writes it where that is asked for.
fn lock(job: &Job, output: &Output) -> Result<Option<Difference>, String> {
    let Some(path) = job.lock_path() else {
        return Ok(None);
    };
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let difference = write::compare_file(&path, &output.lock).map_err(failed)?;
    if difference.is_some() && !job.check {
        std::fs::write(&path, &output.lock).map_err(failed)?;
    }
    Ok(difference)
}

/// Prints the findings.
fn report(output: &Output, job: &Job) {
    match (job.format, job.told) {
        (Format::Json, _) => print_all(&output.report_json()),
        (Format::Sarif, _) => print_all(&output.report_sarif()),
        (Format::Text, Told::All) => remark(&output.report()),
        (Format::Text, Told::Brief) => remark(&output.report_in(Detail::Brief)),
        (Format::Text, Told::Quiet) if output.diagnostics.has_errors() => {
            remark(&output.report_in(Detail::Brief));
        }
        (Format::Text, Told::Quiet) => {}
    }
}

fn print_all(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Says what was deleted, file by file, and what was written unless that is the whole crate.
fn print_writes(job: &Job, differences: &[Difference]) {
    const MANY: usize = 40;
    if job.check {
        return;
    }
    for difference in differences {
        let path = job.out.join(&difference.path);
        match difference.class {
            Class::Stale => say(job, format_args!("deleted: {}", path.display())),
            Class::Missing | Class::Changed if differences.len() <= MANY => {
                say(job, format_args!("wrote: {}", path.display()));
            }
            Class::Missing | Class::Changed => {}
        }
    }
}

/// The differences of the crate, a few of them for people: where another program made it, every file differs. Programs, and
/// those who ask for everything, are told all.
fn print_differences(job: &Job, differences: &[Difference]) {
    const FEW: usize = 10;
    let told = match (job.format, job.told) {
        (Format::Text, Told::Brief | Told::Quiet) => FEW.min(differences.len()),
        (Format::Text, Told::All) | (Format::Json | Format::Sarif, _) => differences.len(),
    };
    let (told, more) = differences.split_at(told);
    for difference in told {
        print_difference(job, &job.out, difference);
    }
    if !more.is_empty() {
        say(job, format_args!("and {} more", more.len()));
    }
}

fn print_difference(job: &Job, out: &Path, difference: &Difference) {
    let path = out.join(&difference.path);
    say(
        job,
        format_args!("{}: {}", difference.class, path.display()),
    );
    for line in difference.hunk.iter().flat_map(|hunk| hunk.lines()) {
        say(job, format_args!("    {line}"));
    }
}

/// A line for people. Where the findings are for programs it goes where they do not, and a reader that has gone misses it.
fn say(job: &Job, line: std::fmt::Arguments<'_>) {
    let _ = match job.format {
        Format::Text => writeln!(std::io::stdout(), "{line}"),
        Format::Json | Format::Sarif => writeln!(std::io::stderr(), "{line}"),
    };
}
