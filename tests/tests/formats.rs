//! Formats that a configuration asserts are judged by libraries, and only such a crate depends on them.
use factify_codegen::{Text, generate};
use factify_tests::run::{CommandLine, Process};
use factify_tests::server::{Answer, Server};
use factify_tests::{crates, throwaway};
use serde_json::{Value, json};

const DOCUMENT: &str = "
openapi: 3.1.0
info: { title: Formats, version: '1' }
paths:
  /people:
    post:
      operationId: addPerson
      # A resource called like the crate, which the command line must still find.
      tags: [Formats]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                mail: { type: string, format: email }
                host: { type: string, format: hostname }
                home: { type: [string, 'null'], format: uri }
                seen: { type: array, items: { type: string, format: uri-reference } }
                nick: { type: string, format: nickname }
      responses: { '204': { description: Done. } }
";

/// The client that the environment gives, or what is missing.
const FROM_ENV: &str = r#"fn main() {
    match formats::Client::from_env() {
        Ok(client) => println!("{}", client.base_url()),
        Err(error) => println!("{error}"),
    }
}
"#;

const LIBRARIES: [&str; 3] = ["email_address = ", "fluent-uri = ", "idna = "];

fn generated(config: &str) -> factify_codegen::Output {
    let mut inputs = crates::inputs("formats.yaml", DOCUMENT.to_owned(), "formats");
    inputs.config = Some(Text {
        name: "codegen.yaml".to_owned(),
        text: format!("name: formats\n{config}"),
    });
    generate(&inputs)
}

#[test]
fn asserted_formats_are_judged_before_anything_is_sent() {
    let output = generated("assert_formats: [email, hostname, uri, uri-reference]\n");
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let mut files = output.files;
    files.insert("examples/formats_client.rs".to_owned(), FROM_ENV.to_owned());
    let folder = throwaway::place("formats", files);
    if let Err(error) = throwaway::build(&folder, &["--features", "cli", "--bins", "--examples"]) {
        panic!("{error}");
    }
    asks_for_an_address_and_no_token();
    let (cli, server) = (Process(throwaway::binary("formats")), Server::start());
    let call = |body: Value| {
        server.answer(Answer::empty(204));
        let ran = cli.call("addPerson", &json!({ "body": body }), server.base());
        let mut told = ran.violations();
        told.sort();
        (told, server.take().len())
    };
    let good = json!({ "mail": "a@example.com", "host": "example.com", "home": "https://example.com/",
        "seen": ["../a"], "nick": "\u{1}" });
    assert_eq!(call(good), (vec![], 1));
    assert_eq!(call(json!({ "home": null })), (vec![], 1));
    let bad =
        json!({ "mail": "a at b", "host": "-a", "home": "/a", "seen": ["a", "\\"], "nick": "" });
    let told = [
        "home: format",
        "host: format",
        "mail: format",
        "seen/1: format",
    ];
    let told: Vec<String> = told.iter().map(|one| format!("body/{one}")).collect();
    assert_eq!(call(bad), (told, 0));
}

/// The document has neither security nor servers.
fn asks_for_an_address_and_no_token() {
    let example = throwaway::binary("examples/formats_client");
    let told = |address: Option<&str>| {
        let mut command = std::process::Command::new(&example);
        command
            .env_remove("FORMATS_API_KEY")
            .env_remove("FORMATS_BASE_URL");
        let output = command
            .envs(address.map(|url| ("FORMATS_BASE_URL", url)))
            .output();
        let output = output.expect("the example starts");
        String::from_utf8(output.stdout).expect("it prints text")
    };
    assert_eq!(
        told(Some("https://api.example.com/v1/")),
        "https://api.example.com/v1\n"
    );
    assert_eq!(
        told(None),
        "no base URL is given, and the API's description has none: give one with `ClientBuilder::base_url`; \
         `Client::from_env` takes it from the variable FORMATS_BASE_URL\n"
    );
    assert_eq!(
        told(Some("api.example.com")),
        "the base URL \"api.example.com\" does not start with http:// or https://\n"
    );
}

#[test]
fn formats_are_annotations_by_default() {
    let output = generated("");
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let manifest = &output.files["Cargo.toml"];
    assert!(
        LIBRARIES.iter().all(|one| !manifest.contains(one)),
        "{manifest}"
    );
    assert!(!output.files.keys().any(|name| name.contains("/format_")));
}

#[test]
fn an_asserted_format_brings_its_library_alone() {
    let output = generated("assert_formats: email\n");
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let manifest = &output.files["Cargo.toml"];
    let brought = LIBRARIES.map(|one| manifest.contains(one));
    assert_eq!(brought, [true, false, false], "{manifest}");
}

#[test]
fn what_cannot_be_asserted_is_refused_and_what_no_schema_has_is_reported() {
    let report = generated("assert_formats: [emial]\n").report();
    assert!(report.contains("these can: email, hostname"), "{report}");
    let report = generated("assert_formats: [iri]\n").report();
    assert!(report.contains("config-unused"), "{report}");
}
