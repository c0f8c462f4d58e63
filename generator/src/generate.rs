//! The pipeline on one screen: documents in, files and findings out.
use crate::analyze::{Ctx, Facts, analyze, crate_name};
use crate::bundle::{self, LoadedFiles};
use crate::config::{Config, Lock};
use crate::constraint;
use crate::diag::{Code, Detail, Diagnostics, Stopped};
use crate::emit;
use crate::filter::{self, Rule};
use crate::ir::Api;
use crate::layout::{self, Files, Header};
use crate::source::{Document, Pointer};
use crate::{lower, oas, overlay, pretty, resolve, vocab};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Other files that the document refers to, by their paths relative to its folder. Those that are needed and are not
    /// here are told by [`Output::missing`].
    pub files: LoadedFiles,
    /// Overlays, applied in this order.
    pub overlays: Vec<Text>,
    /// Which operations are generated, beside what `codegen.yaml` says of it.
    pub filter: Vec<Rule>,
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
    /// Files that the document refers to and that were not given. While there are some, nothing else is in the output.
    pub missing: BTreeSet<String>,
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

    /// A program for the crate's folder `examples` that reads each example of the document into its type, writes it
    /// back, and prints a line for each: its pointer, a tab, `equal` or what is wrong. `None` where there are no examples.
    pub fn round_trip(&self) -> Option<String> {
        let (api, facts) = self.resolved.as_ref()?;
        let (tokens, count) = emit::round_trip::round_trip(Ctx { api, facts });
        pretty::file("", tokens).ok().filter(|_| count > 0)
    }

    /// The findings as people read them.
    pub fn report(&self) -> String {
        self.report_in(Detail::All)
    }

    /// As [`Output::report`], with less of it.
    pub fn report_in(&self, detail: Detail) -> String {
        let documents: Vec<&Document> = self.documents.iter().collect();
        self.diagnostics.render_in(&documents, detail)
    }

    /// The findings as JSON; `docs/findings.md` has the shape.
    pub fn report_json(&self) -> String {
        let documents: Vec<&Document> = self.documents.iter().collect();
        self.diagnostics.to_json(&documents)
    }

    /// The findings as a log of SARIF 2.1.0.
    pub fn report_sarif(&self) -> String {
        let documents: Vec<&Document> = self.documents.iter().collect();
        self.diagnostics.to_sarif(&documents)
    }
}

/// Generates a crate. Errors are in the output's diagnostics, and then there are no files.
pub fn generate(inputs: &Inputs) -> Output {
    let mut output = Output {
        files: Files::new(),
        lock: String::new(),
        missing: BTreeSet::new(),
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
    output.missing = assembled(&mut document, inputs, diagnostics);
    if !output.missing.is_empty() {
        report_missing(&output.missing, diagnostics);
        output.documents.push(document);
        return Err(Stopped);
    }
    let config = parse_config(inputs, diagnostics);
    filter_operations(&mut document, inputs, config.as_ref(), diagnostics);
    let dialect = vocab::check(&mut document, diagnostics);
    lower::lower(&mut document, dialect, diagnostics);
    let openapi = oas::to_openapi(&document, diagnostics);
    let config = named(config, inputs, &openapi.info.title, diagnostics);
    let is_filtered = !(config.filter.is_empty() && inputs.filter.is_empty());
    let mut api = resolve::resolve(&document, &openapi, &config, diagnostics);
    drop(openapi);
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
    let mut names = facts.names.lock.clone();
    if is_filtered {
        names.keep(&lock);
    }
    output.lock = names.to_text();
    output.resolved = Some((api, facts));
    Ok(())
}

/// Makes one document of all files, and applies overlays to it, which may bring references to more files. Returns what files
/// are missing.
fn assembled(
    document: &mut Document,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let bundled = bundle::bundle(document, &inputs.files, diagnostics);
    if !bundled.missing.is_empty() || inputs.overlays.is_empty() {
        return bundled.missing;
    }
    let since = document.extent();
    for text in &inputs.overlays {
        overlay::apply(document, &text.name, &text.text, diagnostics);
    }
    bundled.again(document, since, diagnostics).missing
}

/// For callers who cannot give more.
fn report_missing(missing: &BTreeSet<String>, diagnostics: &mut Diagnostics) {
    for file in missing {
        let message = format!("the document refers to `{file}`, which was not given");
        diagnostics.report(Code::ExternalReference, &Pointer::root(), message);
    }
}

fn parse_config(inputs: &Inputs, diagnostics: &mut Diagnostics) -> Option<Config> {
    let text = inputs.config.as_ref()?;
    Config::parse(&text.name, &text.text, diagnostics)
}

fn filter_operations(
    document: &mut Document,
    inputs: &Inputs,
    config: Option<&Config>,
    diagnostics: &mut Diagnostics,
) {
    let own = config.map_or(&[][..], |config| &config.filter);
    let rules: Vec<Rule> = own.iter().chain(&inputs.filter).cloned().collect();
    let file = config.map_or("", |config| &config.document.name);
    filter::apply(document, &rules, file, diagnostics);
}

/// The configuration, or that of a document that has none; the crate's name is the wanted one, or else made from the title.
fn named(
    config: Option<Config>,
    inputs: &Inputs,
    title: &str,
    diagnostics: &mut Diagnostics,
) -> Config {
    let mut config = config.unwrap_or_else(|| Config::none(crate_name::from_title(title)));
    if let Some(name) = &inputs.crate_name {
        config.name.clone_from(name);
    }
    if let Some(refusal) = crate_name::refusal(&config.name) {
        let message = format!("`{}` {refusal}", config.name);
        let at = Pointer::root().child("name");
        diagnostics
            .report(Code::ConfigInvalid, &at, message)
            .in_file(&config.document.name)
            .help(format!(
                "choose another, as `{}`",
                crate_name::from_title(&config.name)
            ));
    }
    config
}

fn print(api: &Api, facts: &Facts, config: &Config, inputs: &Inputs, output: &mut Output) {
    let ctx = Ctx { api, facts };
    let pieces = emit::emit(ctx, config);
    output.files = layout::layout(ctx, config, &inputs.header, pieces, &mut output.diagnostics);
}
