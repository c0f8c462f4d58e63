//! Repository tasks: `cargo xtask codegen` makes the SDK from its description, `cargo xtask corpus` tries real documents.
mod corpus;

use factify_codegen::cli::{Job, remark, run, tell};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// As in the generator's own binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
usage: cargo xtask codegen [--check] [--spec FILE] [--config FILE] [--out DIR] [--name NAME]
                           [--lock FILE | --no-lock] [--ref-root DIR] [--format FORMAT] [--strict]
                           [--overlay FILE]… [--verbose | --quiet]
                           [--include-tag, --exclude-tag, --include-path, --exclude-path,
                            --include-operation, --exclude-operation PATTERN]…

Makes the SDK in generated-sdk from spec/factify.yaml and spec/codegen.yaml, keeps names in spec/codegen.lock, and prints
the keyword table to SUPPORT.md. With --check nothing is written: every file that differs is named, and the exit code is 1
if there is one. --spec, --config, --out and --name generate another document to another folder.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|word| word == "--help" || word == "-h")
    {
        return tell(&format!("{USAGE}\n{}", corpus::USAGE));
    }
    match arguments.split_first() {
        Some((task, rest)) if task == "codegen" => codegen(rest),
        Some((task, rest)) if task == "corpus" => match corpus::run(rest) {
            Ok(code) => code,
            Err(message) => refuse(&message),
        },
        _ => refuse("say which task"),
    }
}

fn refuse(message: &str) -> ExitCode {
    remark(&format!("error: {message}\n\n{USAGE}\n{}", corpus::USAGE));
    ExitCode::from(2)
}

fn codegen(arguments: &[String]) -> ExitCode {
    // Names in messages and headers are those that a person at the top of the repository would write.
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let elsewhere =
        |argument: &String| matches!(argument.as_str(), "--spec" | "--out" | "--config");
    if !arguments.iter().any(elsewhere)
        && let Err(error) = std::env::set_current_dir(&root)
    {
        remark(&format!("error: {}: {error}\n", root.display()));
        return ExitCode::FAILURE;
    }
    let own = !arguments.iter().any(|argument| argument == "--spec");
    let mut job = Job {
        spec: "spec/factify.yaml".into(),
        config: own.then(|| "spec/codegen.yaml".into()),
        out: if own {
            "generated-sdk".into()
        } else {
            PathBuf::new()
        },
        command: "cargo xtask codegen".to_owned(),
        ..Job::default()
    };
    if let Err(message) = job.options(arguments) {
        return refuse(&message);
    }
    if job.out.as_os_str().is_empty() {
        return refuse("`--spec` needs `--out DIR`: the SDK's folder is not for other documents");
    }
    let rest: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|argument| !matches!(*argument, "--check" | "--quiet" | "--verbose"))
        .collect();
    let fix = ["cargo xtask codegen", &rest.join(" ")].join(" ");
    let done = run(&job, fix.trim_end());
    if !own {
        return done;
    }
    match support(&root.join("SUPPORT.md"), job.check) {
        Ok(true) => done,
        Ok(false) => {
            remark("SUPPORT.md differs; to write it: cargo xtask codegen\n");
            ExitCode::FAILURE
        }
        Err(error) => {
            remark(&format!("error: SUPPORT.md: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Writes what is done with each keyword, or says whether it is written already.
fn support(path: &Path, check: bool) -> std::io::Result<bool> {
    let text = factify_codegen::vocab::support();
    if std::fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(true);
    }
    if !check {
        std::fs::write(path, text)?;
    }
    Ok(!check)
}
