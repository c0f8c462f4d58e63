//! `codegen.yaml`: what the document cannot say. Every entry keeps its place, so that one that matches nothing can be reported.
mod check;
mod filters;
mod formats;
mod lock;
mod raw;

pub use formats::Assertable;
pub use lock::{Given, Lock, Spelling, Spellings};

use crate::diag::{Code, Diagnostic, Diagnostics, Severity};
use crate::filter::Rule;
use crate::ir::PageStyle;
use crate::source::{Document, Pointer};

/// The configuration of a generated crate.
#[derive(Debug)]
pub struct Config {
    /// The file itself, for excerpts.
    pub document: Document,
    /// The crate's name.
    pub name: String,
    /// The crate's version; not the API's.
    pub version: Option<String>,
    /// The crate's description.
    pub description: Option<String>,
    /// The crate's licence, an SPDX expression.
    pub license: Option<String>,
    /// Where the crate's source is.
    pub repository: Option<String>,
    /// What the names of environment variables begin with: `PETS` for `PETS_API_KEY`.
    pub environment: Option<String>,
    /// Names of pattern types.
    pub types: Vec<TypeName>,
    /// Values that are never shown.
    pub secrets: Vec<Selector>,
    /// Where an error's body says what.
    pub errors: Option<ErrorPointers>,
    /// When calls are made again.
    pub retry: Retry,
    /// Whether operations marked internal are generated.
    pub include_internal: bool,
    /// How operations are paged where the document does not say.
    pub pagination: Vec<Paging>,
    /// Formats that are asserted, not only noted.
    pub assert_formats: Vec<AssertedFormat>,
    /// Names of items, by their pointer.
    pub names: Vec<NameOverride>,
    /// Which operations are generated.
    pub filter: Vec<Rule>,
}

/// A type's name and the strings that are of this type.
#[derive(Debug, Clone)]
pub struct TypeName {
    /// The type's name.
    pub name: String,
    /// Any of these.
    pub selectors: Vec<Selector>,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

/// A choice of schemas.
#[derive(Debug, Clone)]
pub struct Selector {
    /// What is chosen.
    pub target: Target,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

/// What a selector chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Every string with this `pattern`.
    Pattern(String),
    /// The schema at this place of the document.
    Pointer(Pointer),
}

/// JSON pointers into the body of an error, tried in order; `*` is the first item of a list that has the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorPointers {
    /// The machine-readable kind.
    pub code: Vec<String>,
    /// The text for people.
    pub message: Vec<String>,
    /// A finer kind.
    pub reason: Vec<String>,
    /// The argument that is wrong.
    pub param: Vec<String>,
    /// What the server calls this request.
    pub request_id: Vec<String>,
    /// More.
    pub details: Vec<String>,
}

/// When calls are made again, as far as methods and statuses do not say it.
#[derive(Debug, Clone, Default)]
pub struct Retry {
    /// Reasons of a 429 that say that nothing was done.
    pub reasons: Vec<String>,
    /// Reasons that no repetition helps against.
    pub never: Vec<String>,
    /// Operations that do no harm, or do harm, when they are made twice, against their method.
    pub operations: Vec<Idempotency>,
}

/// Whether an operation may be made twice.
#[derive(Debug, Clone)]
pub struct Idempotency {
    /// Its `operationId`.
    pub operation: String,
    /// Whether it may.
    pub idempotent: bool,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

/// How one operation is paged.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Its `operationId`.
    pub operation: String,
    /// What leads to the next page.
    pub style: PageStyle,
    /// JSON pointer to the items in the answer.
    pub items: String,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

/// A format that is asserted.
#[derive(Debug, Clone)]
pub struct AssertedFormat {
    /// Which.
    pub format: &'static Assertable,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

/// The name of one item.
#[derive(Debug, Clone)]
pub struct NameOverride {
    /// The item, in the document.
    pub target: Pointer,
    /// Its name.
    pub name: String,
    /// Where it stands in `codegen.yaml`.
    pub at: Pointer,
}

impl Config {
    /// The configuration of a document that has none.
    pub fn none(name: String) -> Self {
        Self {
            document: Document::empty(),
            name,
            version: None,
            description: None,
            license: None,
            repository: None,
            environment: None,
            types: Vec::new(),
            secrets: Vec::new(),
            errors: None,
            retry: Retry::default(),
            include_internal: false,
            pagination: Vec::new(),
            assert_formats: Vec::new(),
            names: Vec::new(),
            filter: Vec::new(),
        }
    }

    /// The prefix of environment variables; made from the crate's name where none is set.
    pub fn env_prefix(&self) -> String {
        self.environment
            .clone()
            .unwrap_or_else(|| heck::AsShoutySnakeCase(&self.name).to_string())
    }

    /// Reads a configuration. `None` where it cannot be used; what is wrong is in `diagnostics`.
    pub fn parse(file: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let before = diagnostics.len();
        let document = Document::parse(file, text.to_owned(), diagnostics)?;
        check::keys(&document, diagnostics);
        let failed = |diagnostics: &Diagnostics| {
            let mut findings = diagnostics.iter().skip(before);
            findings.any(|one| one.severity == Severity::Error)
        };
        let mut config = None;
        if !failed(diagnostics) {
            match serde_yaml::from_str(text) {
                Ok(raw) => config = Some(check::config(raw, document.clone(), diagnostics)),
                Err(error) => report_unread(&error, diagnostics),
            }
        }
        if failed(diagnostics) {
            // There will be no configuration to look lines up in.
            diagnostics.settle(before, &document);
            diagnostics.keep_text(file, text.to_owned());
            config = None;
        }
        diagnostics.set_file(before, file);
        config
    }

    /// Reports that an entry, by its place in `codegen.yaml`, matches nothing.
    pub fn report_unused<'d>(
        &self,
        at: &Pointer,
        what: &str,
        diagnostics: &'d mut Diagnostics,
    ) -> &'d mut Diagnostic {
        diagnostics
            .report(
                Code::ConfigUnused,
                at,
                format!("this matches {what} of the document"),
            )
            .in_file(&self.document.name)
    }
}

/// What serde says, in the words of the file and not of our types.
fn report_unread(error: &serde_yaml::Error, diagnostics: &mut Diagnostics) {
    let (mut message, mut offset) = (error.to_string(), 0);
    if let Some(location) = error.location() {
        offset = location.index() as u32;
        let tail = format!(" at line {} column {}", location.line(), location.column());
        message = message.replace(&tail, "");
    }
    let either = "data did not match any variant of untagged enum OneOrMany";
    message = message.replace(either, "expected a string or a list of strings");
    if let Some((start, name)) = message.rsplit_once("expected struct ")
        && name.chars().all(char::is_alphanumeric)
    {
        message = format!("{start}expected an object");
    }
    let message = message
        .replace("a sequence", "a list")
        .replace("sequence", "a list")
        .replace("a map", "an object")
        .replace("invalid type: map", "invalid type: an object");
    diagnostics
        .report(Code::ConfigInvalid, &Pointer::root(), message)
        .at_offset(offset)
        .help("docs/configuration.md has each setting and what it takes");
}

#[cfg(test)]
mod tests;
