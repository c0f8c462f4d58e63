//! Many generated crates as modules of one, so that the part that all of them share is compiled once.
use factify_codegen::Files;
use std::fmt::Write as _;

/// The one crate, while it grows.
#[derive(Default)]
pub struct OneCrate {
    files: Files,
    modules: Vec<(String, String)>,
}

/// The client of a case: accessors of the same name would meet in the shared one.
const CLIENT: &str = "/// The client with this document's accessors.\n#[derive(Debug)]\npub struct Client(crate::runtime::Client);\n\n\
    impl std::ops::Deref for Client {\n    type Target = crate::runtime::Client;\n    fn deref(&self) -> &Self::Target {\n        &self.0\n    }\n}\n\n\
    impl From<crate::runtime::Client> for Client {\n    fn from(own: crate::runtime::Client) -> Self {\n        Self(own)\n    }\n}\n\nimpl Client {";

impl OneCrate {
    /// Adds a generated crate. `title` is what messages call it.
    pub fn add(&mut self, title: &str, files: &Files) {
        let module = format!("case{}", self.modules.len());
        for (path, text) in files {
            let Some(own) = path.strip_prefix("src/") else { continue };
            match own {
                "lib.rs" => drop(self.files.insert(format!("src/{module}/mod.rs"), library(text, &module))),
                "client.rs" => {
                    let text = text.replacen("impl Client {", CLIENT, 1);
                    self.files.insert(format!("src/{module}/client.rs"), inside(&text, &module));
                }
                _ if own.starts_with("runtime/") || own.starts_with("bin/") => {}
                _ => drop(self.files.insert(format!("src/{module}/{own}"), inside(text, &module))),
            }
        }
        if self.modules.is_empty() {
            let shared = |path: &str| path.starts_with("src/runtime/") || path == "src/api.rs" || path == "Cargo.toml";
            self.files.extend(files.iter().filter(|(path, _)| shared(path)).map(|(path, text)| (path.clone(), text.clone())));
        }
        self.modules.push((module, title.to_owned()));
    }

    /// The crate's files.
    #[must_use]
    pub fn finish(mut self) -> Files {
        let mut library = "//! Generated code of all cases.\nmod api;\n#[allow(dead_code)]\nmod runtime;\n".to_owned();
        for (module, title) in &self.modules {
            write!(library, "/// {title}\npub mod {module};\n").expect("a string takes all");
        }
        self.files.insert("src/lib.rs".to_owned(), library);
        let manifest = self.files.remove("Cargo.toml").unwrap_or_default();
        // The command line is compiled with the SDK and its renamed twin.
        let parts = manifest.split("\n[").filter(|part| !part.starts_with("[bin]]"));
        self.files.insert("Cargo.toml".to_owned(), parts.collect::<Vec<_>>().join("\n[").replace("readme = \"README.md\"\n", ""));
        self.files
    }

    /// A compiler's message with the names of cases for those of modules.
    #[must_use]
    pub fn name(modules: &[(String, String)], message: &str) -> String {
        modules.iter().rev().fold(message.to_owned(), |text, (module, title)| {
            text.replace(&format!("src/{module}/"), &format!("{title}: src/"))
        })
    }

    /// Modules with the cases that they are.
    #[must_use]
    pub fn modules(&self) -> Vec<(String, String)> {
        self.modules.clone()
    }
}

/// Paths from the crate's root begin at the module; the runtime is shared.
fn inside(text: &str, module: &str) -> String {
    text.replace("crate::", &format!("crate::{module}::")).replace(&format!("crate::{module}::runtime"), "crate::runtime")
}

fn library(text: &str, module: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().copied().unwrap_or_default();
        // The shared runtime's declaration and what stands above it; attributes of a whole crate.
        if line == "mod runtime;" || (line.starts_with("#[") && next == "mod runtime;") || line.starts_with("#![") {
            continue;
        }
        let line = line.replace("pub use runtime::", "pub use crate::runtime::").replace("mod client;", "mod client;\npub use client::Client;");
        out.push_str(&line);
        out.push('\n');
    }
    inside(&out, module)
}
