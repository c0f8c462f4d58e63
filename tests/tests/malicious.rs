//! Text of a document is data: a document whose every string is an attack makes a crate that compiles, in which no token
//! comes from the document but names and literals, and no file lies outside of the folder.
use factify_codegen::{Output, generate};
use factify_tests::{crates, throwaway};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What an attack would smuggle in: as a name it is part of a longer one, so nothing may be called exactly like this.
const MARKER: &str = "pwned_marker";

const ATTACKS: [&str; 20] = [
    "\"] fn pwned_marker() {} #[doc = \"",
    "\"; fn pwned_marker() {} //",
    "*/ fn pwned_marker() {} /*",
    "\"#; fn pwned_marker() {} r#\"",
    "line\nfn pwned_marker() {}\n//",
    "line\r\nfn pwned_marker() {}",
    "line\u{2028}fn pwned_marker() {}",
    "{pwned_marker} {{}} {0} {:?}",
    "\u{202e}fn pwned_marker() {}\u{2066}",
    "../../../pwned_marker",
    "..\\..\\pwned_marker",
    "/etc/pwned_marker",
    "]; fn pwned_marker() {} const X: &[&str] = &[",
    "```\nfn pwned_marker() {}\n```",
    "\\\"; fn pwned_marker() {}",
    "'; fn pwned_marker() {} '",
    "#![feature(pwned_marker)] mod x;",
    "\u{0}\u{7f}\u{feff} fn pwned_marker() {}",
    "$crate::pwned_marker!()",
    "\"\n[dependencies]\npwned_marker = \"*\"\n#",
];

/// Strings, each another attack; numbered, so that none stands twice.
struct Attacks(usize);

impl Attacks {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("{}{}", ATTACKS[self.0 % ATTACKS.len()], self.0)
    }

    /// Without braces: in a path they would be parameters.
    fn path(&mut self) -> String {
        format!("/{}", self.next().replace(['{', '}', '#', '?'], ""))
    }
}

/// An object schema with every keyword that takes text.
fn schema(a: &mut Attacks, depth: usize) -> Value {
    let mut properties = Map::new();
    let strings = json!({
        "type": "string", "title": a.next(), "description": a.next(), "default": a.next(), "example": a.next(),
        "pattern": a.next(), "format": a.next(), "contentMediaType": a.next(), "x-evil": a.next(),
    });
    properties.insert(a.next(), strings);
    properties.insert(a.next(), json!({ "type": "string", "enum": [a.next(), a.next(), a.next()], "description": a.next() }));
    properties.insert(a.next(), json!({ "const": a.next() }));
    properties.insert(
        a.next(),
        json!({ "type": "string", "x-enum-varnames": [a.next()], "enum": [a.next()] }),
    );
    properties.insert(a.next(), json!({ "type": "object", "additionalProperties": { "type": "integer", "description": a.next() } }));
    properties.insert(
        a.next(),
        json!({ "type": "object", "patternProperties": { a.next(): { "type": "string" } } }),
    );
    let tag = a.next();
    let branch = |a: &mut Attacks| {
        json!({
            "title": a.next(), "type": "object", "required": [tag], "properties": { tag.clone(): { "const": a.next() } },
        })
    };
    let branches = [branch(a), branch(a)];
    properties.insert(a.next(), json!({ "oneOf": branches }));
    if depth > 0 {
        properties.insert(a.next(), schema(a, depth - 1));
    }
    let required: Vec<String> = properties.keys().take(2).cloned().collect();
    json!({
        "type": "object", "title": a.next(), "description": a.next(), "required": required, "properties": properties,
        "example": { a.next(): a.next() }, "dependentRequired": { a.next(): [a.next()] },
    })
}

fn document() -> Value {
    let a = &mut Attacks(0);
    let mut schemas = Map::new();
    let names: Vec<String> = (0..ATTACKS.len()).map(|_| a.next()).collect();
    for name in &names {
        schemas.insert(name.clone(), schema(a, 1));
    }
    let mut paths = Map::new();
    for name in &names {
        let pointer = name
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('%', "%25");
        let reference = format!("#/components/schemas/{pointer}");
        let parameter = |a: &mut Attacks, location: &str| {
            json!({
                "name": a.next(), "in": location, "description": a.next(), "example": a.next(),
                "schema": { "type": "string", "pattern": a.next(), "enum": [a.next(), a.next()] },
            })
        };
        let parameters = [
            parameter(a, "query"),
            parameter(a, "query"),
            parameter(a, "cookie"),
        ];
        let operation = json!({
            "operationId": a.next(), "summary": a.next(), "description": a.next(), "tags": [a.next()],
            "x-speakeasy-name-override": a.next(), "x-speakeasy-group": a.next(),
            "parameters": parameters,
            "requestBody": {
                "description": a.next(),
                "content": { "application/json": { "schema": { "$ref": reference }, "example": a.next() } },
            },
            "responses": {
                "200": { "description": a.next(), "content": { "application/json": { "schema": { "$ref": reference } } } },
                "400": { "description": a.next(), "content": { a.next(): { "schema": { "type": "string" } } } },
            },
        });
        paths.insert(
            a.path(),
            json!({ "summary": a.next(), "description": a.next(), "post": operation }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": a.next(), "version": a.next(), "description": a.next(), "license": { "name": a.next() } },
        "servers": [{ "url": format!("https://example.com/{}", a.next()), "description": a.next() }],
        "tags": [{ "name": a.next(), "description": a.next() }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { a.next(): { "type": "http", "scheme": "bearer", "description": a.next() } },
        },
    })
}

fn output() -> Output {
    let output = generate(&crates::inputs(
        "malicious.json",
        document().to_string(),
        "malicious",
    ));
    let errors: Vec<&str> = output
        .diagnostics
        .iter()
        .filter(|one| output.diagnostics.severity(one) == factify_codegen::diag::Severity::Error)
        .map(|one| one.message.as_str())
        .collect();
    assert!(!output.diagnostics.has_errors(), "{errors:#?}");
    output
}

/// Identifiers of a file with their counts; literals are not looked into.
fn identifiers(tokens: TokenStream, found: &mut BTreeMap<String, usize>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => *found.entry(ident.to_string()).or_default() += 1,
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[test]
fn no_token_comes_from_the_document_but_names_and_literals() {
    let output = output();
    let mut found = BTreeMap::new();
    let mut files = 0;
    for (path, text) in output
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/"))
    {
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        identifiers(tokens, &mut found);
        files += 1;
    }
    println!("{files} files, {} identifiers", found.len());
    assert_eq!(
        found.get(MARKER),
        None,
        "something of the document became code"
    );
    assert!(
        found.keys().any(|name| name.contains(MARKER)),
        "names of the document are not there at all"
    );
    let manifest = &output.files["Cargo.toml"];
    let smuggled: Vec<&str> = manifest
        .lines()
        .filter(|line| line.starts_with(MARKER))
        .collect();
    assert_eq!(smuggled, Vec::<&str>::new(), "{manifest}");
}

#[test]
fn no_file_lies_outside_of_the_folder() {
    for path in output().files.keys() {
        let plain = |part: &str| {
            let mut bytes = part.bytes();
            bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
                && part != ".."
                && part != "."
                && !part.is_empty()
        };
        assert!(path.split('/').all(plain), "{path}");
    }
}

#[test]
fn the_crate_compiles() {
    let folder = throwaway::place("malicious", output().files);
    if let Err(error) = throwaway::check(&folder, &["--all-targets"]) {
        panic!("{error}");
    }
}
