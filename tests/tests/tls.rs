//! With each kind of TLS, and where the platform has no certificates: an error that says so, never a panic.
use factify_tests::{crates, throwaway};
use std::process::Command;

/// One operation on a server of this machine that nobody runs.
const DOCUMENT: &str = r#"{
    "openapi": "3.1.0",
    "info": { "title": "Probe", "version": "1" },
    "servers": [{ "url": "https://127.0.0.1:9" }],
    "paths": { "/ping": { "get": { "operationId": "ping", "tags": ["probe"], "responses": { "204": { "description": "It." } } } } }
}"#;

#[test]
fn rustls_without_certificates_is_an_error_of_the_set_up() {
    let error = build("rustls").map(|name| call(&name)).expect("it builds");
    assert!(error.contains("TLS cannot be set up"), "{error}");
}

#[test]
fn without_tls_https_is_an_error_that_names_the_features() {
    let error = build("reqwest").map(|name| call(&name)).expect("it builds");
    assert!(error.contains("no TLS is compiled in"), "{error}");
    assert!(error.contains("`rustls` or `native-tls`"), "{error}");
}

#[test]
fn the_platforms_tls_without_certificates_fails_when_it_connects() {
    match build("native-tls") {
        Ok(name) => {
            let error = call(&name);
            assert!(error.contains(r#""error":"transport""#), "{error}");
        }
        Err(error) => match throwaway::lacks_native_tls(&error) {
            Some(reason) => println!("skipped: {reason}"),
            None => panic!("{error}"),
        },
    }
}

/// A command line with this TLS; its name, or what the compiler says.
fn build(tls: &str) -> Result<String, String> {
    let name = format!("probe-{tls}");
    let output = crates::from_text("probe.json", DOCUMENT.to_owned(), &name);
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let folder = throwaway::place(&name, output.files);
    let features = format!("cli,{tls}");
    let options = ["--no-default-features", "--features", &features];
    throwaway::build(&folder, &options).map(|()| name)
}

/// What it complains about when a call is made where there are no certificates.
fn call(name: &str) -> String {
    let ran = Command::new(throwaway::binary(name))
        .args(["call", "ping"])
        .env("SSL_CERT_FILE", "/nonexistent")
        .env("SSL_CERT_DIR", "/nonexistent")
        .output()
        .expect("the binary starts");
    let error = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(!error.contains("panicked"), "{error}");
    assert!(
        matches!(ran.status.code(), Some(2 | 3)),
        "{:?}: {error}",
        ran.status
    );
    error
}
