//! Many generated crates as modules of one, so that the part that all of them share is compiled once.
use factify_codegen::Files;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The one crate, while it grows.
#[derive(Default)]
pub struct OneCrate {
    files: Files,
    modules: Vec<(String, String)>,
    runtime: String,
    manifest: String,
    /// Features that the cases have for their resources.
    features: BTreeSet<String>,
}

/// What the dispatch of every crate needs of the hand-written command line.
const COMMAND_LINE: [&str; 4] = ["args", "check_args", "cli_error", "commands"];

/// The client of a case: accessors of the same name would meet in the shared one.
const CLIENT: &str = "/// The client with this document's accessors.\n#[derive(Debug)]\npub struct Client(crate::runtime::Client);\n\n\
    impl std::ops::Deref for Client {\n    type Target = crate::runtime::Client;\n    fn deref(&self) -> &Self::Target {\n        &self.0\n    }\n}\n\n\
    impl From<crate::runtime::Client> for Client {\n    fn from(own: crate::runtime::Client) -> Self {\n        Self(own)\n    }\n}\n\nresources!(Client {";

/// The mock of a case, for the same reason.
const MOCK: &str = "/// The mock with this document's accessors.\n#[derive(Debug)]\npub struct Mock(crate::runtime::Mock);\n\n\
    impl std::ops::Deref for Mock {\n    type Target = crate::runtime::Mock;\n    fn deref(&self) -> &Self::Target {\n        &self.0\n    }\n}\n\n\
    impl From<crate::runtime::Mock> for Mock {\n    fn from(own: crate::runtime::Mock) -> Self {\n        Self(own)\n    }\n}\n\nresources!(Mock {";

/// The client's builder of a case, for the same reason.
const BUILDER: &str = "/// The client's builder with this document's schemes.\npub struct ClientBuilder(crate::runtime::ClientBuilder);\n\n\
    #[allow(dead_code)]\nimpl ClientBuilder {\n    fn set_token(self, scheme: &'static str, token: Secret) -> Self {\n        Self(self.0.set_token(scheme, token))\n    }\n    \
    fn set_password(self, scheme: &'static str, user: String, password: Secret) -> Self {\n        Self(self.0.set_password(scheme, user, password))\n    }\n    \
    fn set_provider(self, scheme: &'static str, provider: impl crate::runtime::TokenProvider) -> Self {\n        Self(self.0.set_provider(scheme, provider))\n    }\n}\n\nimpl ClientBuilder {";

impl OneCrate {
    /// Adds a generated crate. `title` is what messages call it.
    pub fn add(&mut self, title: &str, files: &Files) {
        let module = format!("case{}", self.modules.len());
        let manifest = files.get("Cargo.toml").map_or("", String::as_str);
        self.features.extend(resource_features(manifest));
        for (path, text) in files {
            let Some(own) = path.strip_prefix("src/") else {
                continue;
            };
            match own {
                "lib.rs" => drop(
                    self.files
                        .insert(format!("src/{module}/mod.rs"), library(text, &module)),
                ),
                "client.rs" => {
                    // The prelude has the shared client, and this is another.
                    let text = text
                        .replace("prelude::*;", "resource::resources;")
                        .replacen("resources!(Client {", CLIENT, 1);
                    self.files
                        .insert(format!("src/{module}/client.rs"), inside(&text, &module));
                }
                "mock.rs" => {
                    let text = text.replace("use crate::runtime::Mock;\n", "").replacen(
                        "resources!(Mock {",
                        MOCK,
                        1,
                    );
                    self.files
                        .insert(format!("src/{module}/mock.rs"), inside(&text, &module));
                }
                "auth.rs" => {
                    let text = text.replace("ClientBuilder, Secret", "Secret").replacen(
                        "impl ClientBuilder {",
                        BUILDER,
                        1,
                    );
                    self.files
                        .insert(format!("src/{module}/auth.rs"), inside(&text, &module));
                }
                _ if own.starts_with("bin/cli/dispatch/") => {
                    let text = inside(text, &module).replacen(
                        "use ::case as sdk;",
                        &format!("use crate::{module} as sdk;"),
                        1,
                    );
                    self.files.insert(
                        format!("src/{module}/{}", own.trim_start_matches("bin/")),
                        text,
                    );
                }
                _ if own.starts_with("runtime/") || own.starts_with("bin/") => {}
                _ => drop(
                    self.files
                        .insert(format!("src/{module}/{own}"), inside(text, &module)),
                ),
            }
        }
        if self.modules.is_empty() {
            let shared = |path: &str| path.starts_with("src/runtime/") || path == "src/api.rs";
            self.files.extend(
                files
                    .iter()
                    .filter(|(path, _)| shared(path))
                    .map(|(path, text)| (path.clone(), text.clone())),
            );
            self.runtime = runtime_declaration(files);
            for name in COMMAND_LINE {
                let text = files
                    .get(&format!("src/bin/cli/{name}.rs"))
                    .cloned()
                    .unwrap_or_default();
                self.files.insert(format!("src/cli/{name}.rs"), text);
            }
        }
        self.files.insert(format!("src/{module}/cli/mod.rs"), "//! The dispatch of this case.\npub use crate::cli::{args, cli_error, commands};\npub mod dispatch;\n".to_owned());
        if self.manifest.is_empty() {
            manifest.clone_into(&mut self.manifest);
        }
        // Some documents need a package that others do not.
        for line in packages(manifest) {
            let name = line.split('=').next().unwrap_or_default();
            if !packages(&self.manifest).any(|known| known.starts_with(name)) {
                let head = "[dependencies]\n";
                self.manifest = self.manifest.replacen(head, &format!("{head}{line}\n"), 1);
            }
        }
        self.modules.push((module, title.to_owned()));
    }

    /// The crate's files. Its feature `cases` is all resources of all cases.
    #[must_use]
    pub fn finish(mut self) -> Files {
        let mut library = format!(
            "//! Generated code of all cases.\nmod api;\n#[allow(dead_code)]\nmod cli;\n{}",
            self.runtime
        );
        let parts: String = COMMAND_LINE
            .iter()
            .map(|name| ["pub mod ", name, ";\n"])
            .collect::<Vec<_>>()
            .concat()
            .concat();
        let command_line = format!(
            "//! The command line's shared half.\n{parts}mod sdk {{\n    pub use crate::runtime::public::*;\n}}\n"
        );
        self.files.insert("src/cli/mod.rs".to_owned(), command_line);
        for (module, title) in &self.modules {
            write!(library, "/// {title}\npub mod {module};\n").expect("a string takes all");
        }
        self.files.insert("src/lib.rs".to_owned(), library);
        let known: BTreeSet<String> = resource_features(&self.manifest).into_iter().collect();
        let declared = declared(&self.features, &known);
        // The command line is compiled with the SDK and its renamed twin.
        let parts = self
            .manifest
            .split("\n[")
            .filter(|part| !part.starts_with("[bin]]"));
        self.files.insert(
            "Cargo.toml".to_owned(),
            parts
                .collect::<Vec<_>>()
                .join("\n[")
                .replace("readme = \"README.md\"\n", "")
                .replacen("[features]\n", &format!("[features]\n{declared}"), 1),
        );
        self.files
    }

    /// A compiler's message with the names of cases for those of modules.
    #[must_use]
    pub fn name(modules: &[(String, String)], message: &str) -> String {
        modules
            .iter()
            .rev()
            .fold(message.to_owned(), |text, (module, title)| {
                text.replace(&format!("src/{module}/"), &format!("{title}: src/"))
            })
    }

    /// Modules with the cases that they are.
    #[must_use]
    pub fn modules(&self) -> Vec<(String, String)> {
        self.modules.clone()
    }
}

/// The features that a manifest lists as `full`, and `full` itself; none where it has no such list.
fn resource_features(manifest: &str) -> Vec<String> {
    let Some((_, list)) = manifest.split_once("\nfull = [\n") else {
        return Vec::new();
    };
    let lines = list.lines().map_while(|line| line.strip_prefix("    \""));
    let names = lines.map(|line| line.trim_end_matches("\",").to_owned());
    names.chain(["full".to_owned()]).collect()
}

/// Lines that declare the features which the manifest does not, and the one of them all.
fn declared(features: &BTreeSet<String>, known: &BTreeSet<String>) -> String {
    let mut out = format!("cases = {features:?}\n").replace(['{', '}'], "");
    out = out.replacen("= ", "= [", 1).replacen('\n', "]\n", 1);
    for name in features.difference(known) {
        writeln!(out, "{name} = []").expect("a string takes all");
    }
    out
}

/// How a crate's library declares the runtime, with the attributes that stand above it.
fn runtime_declaration(files: &Files) -> String {
    let library = files.get("src/lib.rs").map_or("", String::as_str);
    let before = library.split("mod runtime;").next().unwrap_or_default();
    let attributes = before
        .rsplit_once(";\n")
        .map_or("", |(_, attributes)| attributes);
    format!("{attributes}mod runtime;\n")
}

/// Paths from the crate's root begin at the module; the runtime is shared.
fn inside(text: &str, module: &str) -> String {
    text.replace("crate::", &format!("crate::{module}::"))
        .replace(&format!("crate::{module}::runtime"), "crate::runtime")
}

fn library(text: &str, module: &str) -> String {
    let mut out = String::new();
    let declared = runtime_declaration(&Files::from([("src/lib.rs".to_owned(), text.to_owned())]));
    // The shared runtime's declaration, and attributes of a whole crate, stand at the top.
    let text = text.replacen(&declared, "", 1);
    let mut attribute = false;
    let lines = text.lines().filter(|line| {
        attribute |= line.starts_with("#![");
        let part = attribute;
        attribute &= !line.ends_with(']');
        !part
    });
    for line in lines {
        let line = line
            .replace("pub use runtime::", "pub use crate::runtime::")
            .replace("mod client;", "mod client;\npub use client::Client;")
            .replace(
                "mod mock;",
                "mod mock;\n#[cfg(feature = \"mock\")]\npub use mock::Mock;",
            )
            .replace("mod auth;", "mod auth;\npub use auth::ClientBuilder;")
            .replace("mod api;", "pub mod api;");
        out.push_str(&line);
        out.push('\n');
    }
    out.push_str("#[allow(dead_code)]\nmod cli;\n");
    inside(&out, module)
}

/// The lines of `[dependencies]`, each `name = …`.
fn packages(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]");
    let section = lines.skip(1).take_while(|line| !line.starts_with('['));
    section.filter(|line| !line.starts_with('#') && line.contains(" = "))
}
