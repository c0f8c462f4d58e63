//! The pipeline on one screen: documents in, files and findings out.
use crate::analyze::{Ctx, Facts, analyze};
use crate::config::{Config, Lock};
use crate::constraint;
use crate::diag::{Diagnostics, Stopped};
use crate::emit;
use crate::ir::Api;
use crate::layout::{self, Files, Header};
use crate::source::{Document, Pointer};
use crate::{lower, oas, resolve, vocab};
use std::collections::BTreeMap;

/// A text and what people call it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The name in messages: a path as its user wrote it.
    pub name: String,
    /// All of the text.
    pub text: String,
}

/// What a crate is generated from.
#[derive(Debug, Clone, Default)]
pub struct Inputs {
    /// The OpenAPI document, JSON or YAML.
    pub spec: Text,
    /// `codegen.yaml`, where there is one.
    pub config: Option<Text>,
    /// `codegen.lock` of the run before, where there was one.
    pub lock: Option<Text>,
    /// Another name for the crate than the configuration's.
    pub crate_name: Option<String>,
    /// What the first lines of generated files say.
    pub header: Header,
    /// Warnings are errors.
    pub strict: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Output {
    /// The crate's files by path; empty where there was an error.
    pub files: Files,
    /// `codegen.lock` for the next run; empty where there was an error.
    pub lock: String,
    /// All findings.
    pub diagnostics: Diagnostics,
    /// The documents that the findings speak of, for their places.
    pub documents: Vec<Document>,
    resolved: Option<(Api, Facts)>,
}

impl Output {
    /// What users of the crate can name, by file of a snapshot: `models/pet`, `resources/pets`, `types`, `runtime`. Empty
    /// where there was an error.
    pub fn surface(&self) -> BTreeMap<String, String> {
        let Some((api, facts)) = &self.resolved else {
            return BTreeMap::new();
        };
        let mut surface = emit::surface::surface(Ctx { api, facts });
        let runtime = emit::surface_runtime::lines(&self.files);
        surface.insert("runtime".to_owned(), runtime);
        surface
    }

    /// Where the operations that are generated stand in the document. None where there was an error.
    pub fn operations(&self) -> impl Iterator<Item = &Pointer> {
        let resolved = self.resolved.iter();
        resolved.flat_map(|(api, _)| api.operations.iter().map(|operation| &operation.at))
    }

    /// The findings as people read them.
    pub fn report(&self) -> String {
        self.diagnostics
            .render(&self.documents.iter().collect::<Vec<_>>())
    }
}

/// Generates a crate. Errors are in the output's diagnostics, and then there are no files.
pub fn generate(inputs: &Inputs) -> Output {
    let mut output = Output {
        files: Files::new(),
        lock: String::new(),
        diagnostics: Diagnostics::new(),
        documents: Vec::new(),
        resolved: None,
    };
    output.diagnostics.set_strict(inputs.strict);
    // What went wrong is in the diagnostics.
    let _ = run(inputs, &mut output);
    if output.diagnostics.has_errors() {
        output.files.clear();
        output.lock.clear();
        output.resolved = None;
    }
    output
}

fn run(inputs: &Inputs, output: &mut Output) -> Result<(), Stopped> {
    let diagnostics = &mut output.diagnostics;
    let parsed = Document::parse(&inputs.spec.name, inputs.spec.text.clone(), diagnostics);
    let Some(mut document) = parsed else {
        return Err(Stopped);
    };
    let dialect = vocab::check(&mut document, diagnostics);
    lower::lower(&mut document, dialect, diagnostics);
    let openapi = oas::to_openapi(&document, diagnostics);
    let config = read_config(inputs, &openapi.info.title, diagnostics);
    let mut api = resolve::resolve(&document, &openapi, &config, diagnostics);
    constraint::check(&mut api, &config, diagnostics);
    output.documents.push(document);
    let lock = match &inputs.lock {
        Some(text) => Lock::parse(&text.name, &text.text, diagnostics),
        None => Lock::default(),
    };
    let facts = analyze(&api, &config, &lock, diagnostics);
    output.documents.push(config.document.clone());
    diagnostics.stop_on_error()?;
    print(&api, &facts, &config, inputs, output);
    output.lock = facts.names.lock.to_text();
    output.resolved = Some((api, facts));
    Ok(())
}

fn read_config(inputs: &Inputs, title: &str, diagnostics: &mut Diagnostics) -> Config {
    let read = inputs
        .config
        .as_ref()
        .and_then(|text| Config::parse(&text.name, &text.text, diagnostics));
    let mut config = read.unwrap_or_else(|| Config::none(title));
    if let Some(name) = &inputs.crate_name {
        config.name.clone_from(name);
    }
    config
}

fn print(api: &Api, facts: &Facts, config: &Config, inputs: &Inputs, output: &mut Output) {
    let ctx = Ctx { api, facts };
    let pieces = emit::emit(ctx, config);
    output.files = layout::layout(ctx, config, &inputs.header, pieces, &mut output.diagnostics);
}
