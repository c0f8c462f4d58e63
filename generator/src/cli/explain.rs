//! `explain`: what a finding means, how bad it is, and what to do.
use super::{refuse, tell};
use crate::diag::Code;
use crate::vocab::likely;
use std::process::ExitCode;

/// Prints what a code means; without one, all codes.
pub(super) fn explain(arguments: &[String]) -> ExitCode {
    let Some(name) = arguments.first() else {
        let line = |code: &Code| format!("{:<28} {}\n", code.name(), severities(*code));
        return tell(&Code::ALL.iter().map(line).collect::<String>());
    };
    if let Some(more) = arguments.get(1) {
        return refuse(&format!(
            "`explain` takes one code, and there is `{more}` as well"
        ));
    }
    if let Some(code) = Code::parse(name) {
        return tell(&text(code));
    }
    let known = Code::ALL.iter().map(|code| code.name());
    let help = match likely(name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`explain` alone lists them".to_owned(),
    };
    refuse(&format!("`{name}` is no code; {help}"))
}

fn text(code: Code) -> String {
    format!(
        "{} ({})\n\n{}\n\nWhat to do: {}\n",
        code.name(),
        severities(code),
        code.meaning(),
        code.remedy()
    )
}

/// `error or warning`: the usual one first.
fn severities(code: Code) -> String {
    let names: Vec<_> = code.severities().iter().map(|one| one.name()).collect();
    names.join(" or ")
}
