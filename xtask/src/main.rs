//! Repository tasks: `cargo xtask codegen` makes the SDK from its description, `cargo xtask corpus` tries real documents.
mod corpus;

use factify_codegen::cli::{Job, run};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask codegen [--check] [--spec FILE] [--config FILE] [--out DIR] [--name NAME]
                           [--lock FILE | --no-lock] [--strict] [--quiet]

Makes the SDK in generated-sdk from spec/factify.yaml and spec/codegen.yaml, and keeps names in spec/codegen.lock. With --check nothing is written: every file that
differs is named, and the exit code is 1 if there is one. --spec, --config, --out and --name generate another document to
another folder.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((task, rest)) if task == "codegen" => codegen(rest),
        Some((task, rest)) if task == "corpus" => match corpus::run(rest) {
            Ok(code) => code,
            Err(message) => refuse(&message),
        },
        Some((help, _)) if help == "--help" || help == "-h" => {
            print!("{USAGE}\n{}", corpus::USAGE);
            ExitCode::SUCCESS
        }
        _ => refuse("say which task"),
    }
}

fn refuse(message: &str) -> ExitCode {
    eprint!("error: {message}\n\n{USAGE}\n{}", corpus::USAGE);
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
        eprintln!("error: {}: {error}", root.display());
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
        .filter(|argument| !matches!(*argument, "--check" | "--quiet"))
        .collect();
    run(
        &job,
        ["cargo xtask codegen", &rest.join(" ")]
            .join(" ")
            .trim_end(),
    )
}
