//! The recordings, run through a command line: shared by the SDK itself and by its renamed twin.
use crate::compare::{self, Aspect, Difference};
use crate::json;
use crate::maker::{Choices, Direction, Maker};
use crate::operations::{Operation, operations};
use crate::recordings::{text, title, violations};
use crate::rules::Tally;
use crate::run::{CommandLine, Ran};
use crate::server::{Answer, Seen, Server};
use serde_json::Value;
use std::collections::BTreeMap;

/// A command line, a server for it, and what the document says of each operation.
pub struct Bench<'b> {
    /// The document as data.
    pub document: &'b Value,
    /// What runs the calls.
    pub cli: &'b dyn CommandLine,
    /// The name that the command line has for an operation of the recordings.
    pub rename: &'b dyn Fn(&str) -> String,
    server: Server,
    operations: BTreeMap<String, Operation>,
}

impl<'b> Bench<'b> {
    /// A bench with a server of its own. The document's operations have the names of the recordings.
    #[must_use]
    pub fn new(
        document: &'b Value,
        cli: &'b dyn CommandLine,
        rename: &'b dyn Fn(&str) -> String,
    ) -> Self {
        let operations = operations(document)
            .into_iter()
            .map(|own| (own.id.clone(), own))
            .collect();
        Self {
            document,
            cli,
            rename,
            server: Server::start(),
            operations,
        }
    }

    /// Every operation by the name of the recordings.
    #[must_use]
    pub fn operations(&self) -> &BTreeMap<String, Operation> {
        &self.operations
    }

    /// An answer that the document allows.
    #[must_use]
    pub fn good_answer(&self, operation: &str) -> Answer {
        let choices = Choices::new();
        let maker = Maker::new(self.document, Direction::Answer, false, &choices);
        let schema = self
            .operations
            .get(operation)
            .and_then(|own| own.answer.as_ref());
        match schema.and_then(|schema| maker.value(schema)) {
            Some(value) => Answer::json(200, &value),
            None => Answer::empty(204),
        }
    }

    /// Arguments with what is required.
    #[must_use]
    pub fn least_args(&self, operation: &str) -> Value {
        let choices = Choices::new();
        let maker = Maker::new(self.document, Direction::Request, false, &choices);
        let own = self
            .operations
            .get(operation)
            .and_then(|own| own.args(self.document, &maker, false));
        own.unwrap_or_default()
    }

    /// One call against an answer.
    pub fn call(&self, operation: &str, args: &Value, answer: Answer) -> (Ran, Vec<Seen>) {
        self.server.answer(answer);
        let ran = self
            .cli
            .call(&(self.rename)(operation), args, self.server.base());
        (ran, self.server.take())
    }

    /// Holds every row against what this command line sends.
    #[must_use]
    pub fn requests<'r>(&self, rows: impl IntoIterator<Item = &'r Value>) -> Tally {
        let mut tally = Tally::default();
        for row in rows {
            let differences = self.request(text(row, "/operation"), &row["args"], &row["request"]);
            tally.row(&title(row), &differences);
        }
        tally
    }

    /// What differs between a request that should be sent and the one that is.
    #[must_use]
    pub fn request(&self, operation: &str, args: &Value, wanted: &Value) -> Vec<Difference> {
        let (ran, seen) = self.call(operation, args, self.good_answer(operation));
        judge(wanted, &ran, &seen)
    }

    /// The same without validation: what the types can express is sent. `None`: they cannot, and nothing was sent.
    #[must_use]
    pub fn unchecked(
        &self,
        operation: &str,
        args: &Value,
        wanted: &Value,
    ) -> Option<Vec<Difference>> {
        self.server.answer(self.good_answer(operation));
        let ran = self
            .cli
            .call_unchecked(&(self.rename)(operation), args, self.server.base());
        let seen = self.server.take();
        let inexpressible = seen.is_empty() && ran.code == Some(2);
        (!inexpressible).then(|| judge(wanted, &ran, &seen))
    }

    /// Rows whose arguments must be refused exactly as listed, or sent where nothing is listed: those that are not.
    #[must_use]
    pub fn refusals<'r>(&self, rows: impl IntoIterator<Item = &'r Value>) -> Vec<Refusal<'r>> {
        let one = |row: &'r Value| {
            let operation = text(row, "/operation");
            let (ran, seen) = self.call(operation, &row["args"], self.good_answer(operation));
            let (expected, told) = (violations(row), ran.violations());
            let (code, requests) = if expected.is_empty() { (0, 1) } else { (2, 0) };
            let right = ran.code == Some(code) && seen.len() == requests && expected == told;
            (!right).then(|| Refusal {
                row,
                expected,
                told,
                sent: seen.len(),
                summary: ran.summary(),
            })
        };
        rows.into_iter().filter_map(one).collect()
    }

    /// Rows with a good answer: it is read, and printed as it came. `renamed` undoes the renaming of what is printed.
    #[must_use]
    pub fn answers<'r>(&self, rows: impl IntoIterator<Item = &'r Value>) -> Tally {
        let mut tally = Tally::default();
        for row in rows {
            tally.rows += 1;
            let operation = text(row, "/operation");
            let (ran, _) = self.call(operation, &self.least_args(operation), recorded_answer(row));
            if let Some(fault) = printed_fault(&ran, &row["body"]) {
                tally.failures.push(format!("{}: {fault}", title(row)));
            }
        }
        tally
    }
}

fn judge(wanted: &Value, ran: &Ran, seen: &[Seen]) -> Vec<Difference> {
    let unsent = |sent: Value| {
        vec![Difference {
            aspect: Aspect::Sent,
            place: ran.summary(),
            recorded: Value::from("one request"),
            sent,
        }]
    };
    match seen {
        [one] => {
            let mut out = compare::differences(wanted, one);
            if ran.code != Some(0) {
                out.extend(unsent(Value::from(format!(
                    "the call failed: {}",
                    ran.stderr
                ))));
            }
            out
        }
        [] => unsent(ran.error()),
        more => unsent(Value::from(format!("{} requests", more.len()))),
    }
}

/// A row that was not refused as it should be.
#[derive(Debug)]
pub struct Refusal<'r> {
    /// The row.
    pub row: &'r Value,
    /// The violations that it lists.
    pub expected: Vec<String>,
    /// Those that were told.
    pub told: Vec<String>,
    /// How many requests arrived all the same.
    pub sent: usize,
    /// How the run ended.
    pub summary: String,
}

/// What is wrong with how an answer was printed, if anything is.
#[must_use]
pub fn printed_fault(ran: &Ran, body: &Value) -> Option<String> {
    if ran.code != Some(0) {
        return Some(ran.summary());
    }
    let unknown = |place: &str| place.rsplit('/').next() == Some("brand_new_field");
    let all = json::differences(body, &ran.output());
    let wrong: Vec<String> = all
        .iter()
        .filter(|one| !(one.found.is_none() && unknown(&one.place)))
        .map(ToString::to_string)
        .collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

/// The answer of a row.
#[must_use]
pub fn recorded_answer(row: &Value) -> Answer {
    let mut headers = Vec::new();
    if let Some(kind) = row["content_type"].as_str() {
        headers.push(("content-type".to_owned(), kind.to_owned()));
    }
    for (name, value) in row
        .get("headers")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        headers.push((name.clone(), value.as_str().unwrap_or_default().to_owned()));
    }
    let body = match row.get("body_text").and_then(Value::as_str) {
        Some(text) => text.as_bytes().to_vec(),
        None if row["body"].is_null() => Vec::new(),
        None => row["body"].to_string().into_bytes(),
    };
    Answer {
        status: status(row),
        headers,
        body,
    }
}

/// The status of a row.
#[must_use]
pub fn status(row: &Value) -> u16 {
    row["status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok())
        .unwrap_or_default()
}

/// Whether a row's answer must be read and printed as it came.
#[must_use]
pub fn is_good_answer(row: &Value) -> bool {
    const WHOLE: [&str; 6] = [
        "full",
        "minimal",
        "unknown-enum",
        "null-nullable",
        "empty-array",
        "int-point-zero",
    ];
    const BEGINNINGS: [&str; 5] = [
        "full-alternative-",
        "minimal-alternative-",
        "extra-field-",
        "date-frac",
        "date-offset-",
    ];
    let variant = text(row, "/variant").split(':').next().unwrap_or_default();
    status(row) == 200
        && (WHOLE.contains(&variant) || BEGINNINGS.iter().any(|start| variant.starts_with(start)))
}

/// Whether a row is one that this SDK must send as the official one did.
#[must_use]
pub fn is_compared_request(row: &Value) -> bool {
    text(row, "/sdk") == "typescript 1.1.0"
        && violations(row).is_empty()
        && !row["request"].is_null()
}
