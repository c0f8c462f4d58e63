//! Small documents and the text of what they resolve to.
mod real;

use std::path::Path;

use crate::config::Config;
use crate::diag::Diagnostics;
use crate::ir::Api;
use crate::source::Document;
use crate::{lower, oas, vocab};

/// Resolves a document; `None` where it cannot be read.
fn resolve(name: &str, text: &str, config: &Config) -> (Option<Api>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let Some(mut document) = Document::parse(name, text.to_owned(), &mut diagnostics) else {
        return (None, diagnostics);
    };
    let dialect = vocab::check(&mut document, &mut diagnostics);
    lower::lower(&mut document, dialect, &mut diagnostics);
    let openapi = oas::to_openapi(&document, &mut diagnostics);
    let api = super::resolve(&document, &openapi, config, &mut diagnostics);
    (Some(api), diagnostics)
}

/// What was reported, a line each.
fn lines(diagnostics: &Diagnostics) -> String {
    let line = |d: &crate::diag::Diagnostic| {
        format!(
            "{}[{}] {}: {}\n",
            d.severity.name(),
            d.code,
            d.at,
            d.message
        )
    };
    diagnostics.iter().map(line).collect()
}

/// Around the schemas of a case: one operation that answers with `T`.
const AROUND: &str = "openapi: VERSION
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths: {/t: {get: {operationId: t, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}}}}}
components:
  schemas:
";

/// Each case is a document, or the schemas of one (`# 3.0` in its first line: of that version), with a snapshot beside it.
#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resolve");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut count = 0;
    for path in real::files(&folder, "yaml") {
        let text = std::fs::read_to_string(&path).expect("the case is listed");
        let is_whole = text.starts_with("openapi:");
        let version = if text.starts_with("# 3.0") {
            "3.0.3"
        } else {
            "3.1.0"
        };
        let document = if is_whole {
            text.clone()
        } else {
            AROUND.replace("VERSION", version) + &indented(&text)
        };
        let (api, diagnostics) = resolve("case.yaml", &document, &config("name: t"));
        let dump = api.map(|api| {
            if is_whole {
                api.dump()
            } else {
                api.dump_types()
            }
        });
        let result = dump.unwrap_or_default() + "---\n" + &lines(&diagnostics);
        let name = path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        settings.bind(|| insta::assert_snapshot!(name, result));
        count += 1;
    }
    assert!(count >= 40, "only {count} cases");
}

fn indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        indented.extend(["    ", line, "\n"]);
    }
    indented
}

/// A configuration that is right.
fn config(text: &str) -> Config {
    let mut diagnostics = Diagnostics::default();
    let config = Config::parse("codegen.yaml", text, &mut diagnostics);
    config.unwrap_or_else(|| panic!("{}", lines(&diagnostics)))
}

const PAGED: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    get:
      operationId: a
      x-internal: true
      parameters: [{name: after, in: query, schema: {type: string}}]
      responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {type: string}}}}}}}}
";

#[test]
fn the_configuration_asks_for_internal_operations_and_paging() {
    let asked = config(
        "name: t
include_internal: true
pagination:
  a: {style: cursor, param: after, next: /next, items: /data}
  b: {style: page, param: p, items: /data}
",
    );
    let wrong = config(
        "name: t
include_internal: true
pagination:
  a: {style: cursor, param: before, next: /next, items: /data}
",
    );
    let (_, diagnostics) = resolve("case.yaml", PAGED, &wrong);
    let found = lines(&diagnostics);
    assert!(found.contains("no query parameter `before`"), "{found}");
    let wrong =
        config("name: t\ninclude_internal: true\npagination:\n  a: {style: link, items: /date}");
    let (_, diagnostics) = resolve("case.yaml", PAGED, &wrong);
    let found = lines(&diagnostics);
    assert!(found.contains("`/date` leads to no list"), "{found}");
    let (api, diagnostics) = resolve("case.yaml", PAGED, &asked);
    let dump = api.map(|api| api.dump()).unwrap_or_default();
    assert!(
        dump.contains("pages cursor after <- /next of /data"),
        "{dump}"
    );
    assert_eq!(
        lines(&diagnostics),
        "warning[pagination] /pagination/a: `/next` leads to nothing in the answer's schema: where no answer has it, a list ends with its first page\nwarning[config-unused] /pagination/b: this matches no operation of the document\n"
    );
}

#[test]
fn the_configuration_says_what_may_be_repeated() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /a:
    get: {operationId: a, responses: {'204': {description: ok}}}
    post: {operationId: b, responses: {'204': {description: ok}}}
    put: {operationId: c, responses: {'204': {description: ok}}}
";
    let asked = config("name: t\nretry: {idempotent: [b, x], once: a, reasons: r}");
    let (api, diagnostics) = resolve("case.yaml", text, &asked);
    let operations = api.map(|api| api.operations).unwrap_or_default();
    let found: Vec<_> = operations
        .iter()
        .map(|operation| (operation.id.as_str(), operation.idempotent))
        .collect();
    assert_eq!(found, [("a", false), ("b", true), ("c", true)]);
    assert_eq!(
        lines(&diagnostics),
        "warning[config-unused] /retry/idempotent/1: this matches no operation of the document\n"
    );
}

/// JSON, whose reader goes deeper than that of YAML.
#[test]
fn deep_nesting_ends() {
    let depth = 450;
    let nested = |open: &str, depth: usize, close: &str| {
        open.repeat(depth) + r#"{"type": "string"}"# + &close.repeat(depth)
    };
    let list = nested(r#"{"type": "array", "items": "#, depth, "}");
    let merged = nested(r#"{"allOf": ["#, depth / 2, "]}");
    let text = format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}},
        "paths": {{"/t": {{"get": {{"operationId": "t", "responses": {{"200": {{"description": "ok",
        "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/T"}}}}}}}}}}}}}}}},
        "components": {{"schemas": {{"T": {{"properties": {{"a": {list}, "b": {merged}}},
        "patternProperties": {{"x": {list}}}}}}}}}}}"##
    );
    let (api, diagnostics) = resolve("case.json", &text, &config("name: t"));
    let api = api.unwrap_or_else(|| panic!("{}", lines(&diagnostics)));
    assert!(api.types.len() > depth, "{}", lines(&diagnostics));
}
