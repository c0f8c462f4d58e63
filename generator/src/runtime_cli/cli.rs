//! Reads the command, makes the call, prints the answer.
use super::args::Args;
use super::check_args;
use super::cli_error::CliError;
use super::dispatch::{self, OPERATIONS};
use super::sdk::{Client, RetryPolicy, Validation};
use std::io::Read as _;

const NAME: &str = match option_env!("CARGO_BIN_NAME") {
    Some(name) => name,
    None => "cli",
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

const USAGE: &str = "\
call <operationId> --args FILE|- [--base-url URL] [--token TOKEN] [--no-validate] [--retries N]
    makes one call; the arguments are {\"path\":{},\"query\":{},\"headers\":{},\"body\":…} in the API's own names,
    a file among them is {\"filename\",\"content_type\"?,\"base64\"}
operations
    lists the operation ids

The answer goes to the output as JSON, an error to the error output as JSON. Exit code 0: done. 1: the server answered
with an error. 2: the arguments were refused, nothing was sent. 3: no answer, or one that cannot be read.";

/// What a command prints, and its exit code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The exit code.
    pub(crate) code: u8,
    /// For the output.
    pub(crate) out: String,
    /// For the error output.
    pub(crate) err: String,
}

/// Runs a command: the words after the program's name.
pub(crate) async fn run(words: Vec<String>) -> Outcome {
    let outcome = match Command::parse(words) {
        Ok(Command::Help) => Ok(format!("{NAME} {VERSION}\n\n{USAGE}")),
        Ok(Command::Version) => Ok(format!("{NAME} {VERSION}")),
        Ok(Command::Operations) => Ok(OPERATIONS
            .iter()
            .map(|(id, _)| *id)
            .collect::<Vec<_>>()
            .join("\n")),
        Ok(Command::Call(call)) => call.make().await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(text) => Outcome {
            code: 0,
            out: text + "\n",
            err: String::new(),
        },
        Err(error) => failure(&error),
    }
}

fn failure(error: &CliError) -> Outcome {
    Outcome {
        code: error.exit_code(),
        out: String::new(),
        err: format!("{}\n", error.to_json()),
    }
}

enum Command {
    Help,
    Version,
    Operations,
    Call(CallCommand),
}

/// What `call` is told.
#[derive(Default)]
struct CallCommand {
    operation: String,
    args: Option<String>,
    base_url: Option<String>,
    token: Option<String>,
    retries: Option<String>,
    validation: Validation,
}

impl Command {
    fn parse(words: Vec<String>) -> Result<Self, CliError> {
        let mut words = words.into_iter();
        match words.next().as_deref() {
            Some("call") => CallCommand::parse(words).map(Self::Call),
            Some("operations") => Ok(Self::Operations),
            Some("help" | "--help" | "-h") => Ok(Self::Help),
            Some("version" | "--version" | "-V") => Ok(Self::Version),
            Some(other) => Err(CliError::Usage(format!(
                "no command {other:?}; `{NAME} help` lists them"
            ))),
            None => Err(CliError::Usage(format!(
                "a command is missing; `{NAME} help` lists them"
            ))),
        }
    }
}

impl CallCommand {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, CliError> {
        let mut command = Self::default();
        while let Some(word) = words.next() {
            let (option, attached) = match word.split_once('=') {
                Some((option, value)) if option.starts_with("--") => {
                    (option, Some(value.to_owned()))
                }
                _ => (word.as_str(), None),
            };
            let target = match option {
                "--args" => &mut command.args,
                "--base-url" => &mut command.base_url,
                "--token" => &mut command.token,
                "--retries" => &mut command.retries,
                "--no-validate" if attached.is_none() => {
                    command.validation = Validation::Off;
                    continue;
                }
                _ if word.starts_with('-') || !command.operation.is_empty() => {
                    return Err(CliError::Usage(format!(
                        "{word:?} is not understood; see `{NAME} help`"
                    )));
                }
                _ => {
                    command.operation = word;
                    continue;
                }
            };
            let value = attached.or_else(|| words.next());
            *target = Some(value.ok_or_else(|| CliError::Usage(format!("{word} needs a value")))?);
        }
        Ok(command)
    }

    async fn make(self) -> Result<String, CliError> {
        let found = OPERATIONS.iter().find(|(id, _)| *id == self.operation);
        let (id, meta) = found.ok_or_else(|| {
            CliError::Usage(format!(
                "no operation {:?}; `{NAME} operations` lists them",
                self.operation
            ))
        })?;
        let mut args = Args::read(&self.read_args()?, self.validation)?;
        if self.validation == Validation::Strict {
            check_args::check(meta, &args)
                .into_result()
                .map_err(CliError::Invalid)?;
        }
        let client = self.client()?;
        let value = dispatch::call(id, &client, &mut args).await?;
        Ok(value.to_string())
    }

    fn read_args(&self) -> Result<Vec<u8>, CliError> {
        // Some operations take no arguments; what others need is told by the check.
        let Some(from) = self.args.as_deref() else {
            return Ok(b"{}".to_vec());
        };
        let mut text = Vec::new();
        let read = match from {
            "-" => std::io::stdin().read_to_end(&mut text),
            path => std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut text)),
        };
        read.map_err(|error| CliError::Usage(format!("{from}: {error}")))?;
        Ok(text)
    }

    fn client(&self) -> Result<Client, CliError> {
        let mut builder = Client::builder().read_env()?;
        if let Some(token) = &self.token {
            builder = builder.token(token.as_str());
        }
        if let Some(url) = &self.base_url {
            builder = builder.base_url(url);
        }
        Ok(builder.retry(self.policy()?).build()?)
    }

    /// No retries unless they are asked for: whoever calls from a script sees what the server answers.
    fn policy(&self) -> Result<RetryPolicy, CliError> {
        let text = self.retries.as_deref().unwrap_or("0");
        let retries: u32 = text
            .parse()
            .map_err(|_| CliError::Usage(format!("{text:?} is no number of retries")))?;
        Ok(RetryPolicy::new().attempts(retries.saturating_add(1)))
    }
}
