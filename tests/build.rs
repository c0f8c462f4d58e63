//! Lists the SDK's public types for `tests/secrets.rs` and `tests/secrets_runtime.rs`, so that a new one is tested, or missed, without a second entry.
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let sdk = Path::new("../generated-sdk/src");
    let mut out = String::new();
    let mut models = Vec::new();
    let mut parts = Vec::new();
    for name in exported(&read(&sdk.join("models/mod.rs"))) {
        // What `new` of a model with many required fields takes: the model's own fields, and no model.
        match name.strip_suffix("Fields") {
            Some(model) if models.iter().any(|known| known == model) => parts.push(name),
            Some(_) | None => models.push(name),
        }
    }
    models.extend(
        exported(&read(&sdk.join("types/mod.rs")))
            .into_iter()
            .map(|name| format!("types::{name}")),
    );
    let models = models.iter().map(|name| match name.split_once("::") {
        Some((_, name)) => format!("factify::{name}"),
        None => format!("factify::models::{name}"),
    });
    macro_of(&mut out, "each_model", models);
    let parts = parts.iter().map(|name| format!("factify::models::{name}"));
    macro_of(&mut out, "each_part", parts);
    let operations = exported(&read(&sdk.join("operations/mod.rs")));
    let operations = operations
        .iter()
        .map(|name| format!("factify::operations::{name}"));
    macro_of(&mut out, "each_operation", operations);
    let resources = exported(&read(&sdk.join("resources/mod.rs")));
    writeln!(
        out,
        "/// Resource clients.\nconst RESOURCES: &[&str] = &{resources:?};"
    )
    .expect("a string takes all");
    write("public_types.rs", &out);
    let mut runtime = exported(&read(&sdk.join("runtime/public.rs")));
    runtime.extend(declared(&read(&sdk.join("runtime/transport.rs"))));
    runtime.sort();
    let runtime =
        format!("/// Public names of the runtime.\nconst RUNTIME: &[&str] = &{runtime:?};\n");
    write("runtime_types.rs", &runtime);
}

fn write(name: &str, text: &str) {
    let target = std::env::var("OUT_DIR").expect("cargo sets it for build scripts");
    std::fs::write(Path::new(&target).join(name), text).expect("the target folder can be written");
}

fn read(path: &Path) -> String {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{} is part of the SDK: {error}", path.display()))
}

/// The types in `pub use` lines: names that begin with a capital.
fn exported(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for item in text.split("pub use ").skip(1) {
        let item = item.split(';').next().unwrap_or_default();
        let words = item.split(|c: char| !c.is_alphanumeric() && c != '_');
        names.extend(
            words
                .filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
                .map(str::to_owned),
        );
    }
    names
}

/// The types that a file declares itself.
fn declared(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| {
        let item = line
            .strip_prefix("pub struct ")
            .or_else(|| line.strip_prefix("pub enum "))
            .or_else(|| line.strip_prefix("pub trait "))?;
        item.split(|c: char| !c.is_alphanumeric()).next()
    });
    lines.map(str::to_owned).collect()
}

/// A macro that calls another one with each of these paths.
fn macro_of(out: &mut String, name: &str, paths: impl Iterator<Item = String>) {
    writeln!(out, "macro_rules! {name} {{\n    ($one:ident) => {{").expect("a string takes all");
    for path in paths {
        writeln!(out, "        $one!({path});").expect("a string takes all");
    }
    writeln!(out, "    }};\n}}").expect("a string takes all");
}
