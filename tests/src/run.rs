//! The command line, run as a process or inside this one: the tests' way to every operation.
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How a run ended.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl Ran {
    /// The JSON on standard error, or null.
    #[must_use]
    pub fn error(&self) -> Value {
        serde_json::from_str(&self.stderr).unwrap_or_default()
    }

    /// The JSON on standard output, or null.
    #[must_use]
    pub fn output(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_default()
    }

    /// The violations that it was refused with, sorted; empty when it was not.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let error = self.error();
        let listed = error
            .get("violations")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let mut listed: Vec<String> = listed
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        listed.sort();
        listed
    }

    /// How it ended, for messages.
    #[must_use]
    pub fn summary(&self) -> String {
        format!(
            "exit code {:?}, {}",
            self.code,
            self.stderr.trim().chars().take(300).collect::<String>()
        )
    }
}

/// Something that runs the command line.
pub trait CommandLine {
    /// One run.
    fn run(&self, arguments: &[&str], stdin: &str) -> Ran;

    /// `call --no-validate`.
    fn call_unchecked(&self, operation: &str, args: &Value, base: &str) -> Ran {
        let words = [
            "call",
            operation,
            "--no-validate",
            "--args",
            "-",
            "--base-url",
            base,
            "--token",
            "test-token",
        ];
        self.run(&words, &args.to_string())
    }

    /// `call`: an operation with its arguments against a server.
    fn call(&self, operation: &str, args: &Value, base: &str) -> Ran {
        self.run(
            &[
                "call",
                operation,
                "--args",
                "-",
                "--base-url",
                base,
                "--token",
                "test-token",
            ],
            &args.to_string(),
        )
    }
}

/// A compiled command line.
pub struct Process(pub PathBuf);

impl CommandLine for Process {
    fn run(&self, arguments: &[&str], stdin: &str) -> Ran {
        let mut command = Command::new(&self.0);
        command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command line starts");
        // One that refuses its arguments may close its input before it has read it all.
        let _ = child
            .stdin
            .take()
            .expect("it is piped")
            .write_all(stdin.as_bytes());
        let output = child.wait_with_output().expect("the command line ends");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}
