//! What must not compile does not, with an error that helps: programs of `compile_fail`, each with what its error says.
//!
//! A line `// error: …` of a program is a part of what the compiler says; a program without such a line compiles. The
//! whole output is not compared, because compilers differ in how they show where a constant failed.
use factify_codegen::Files;
use factify_tests::{crates, throwaway};
use std::path::Path;

#[test]
fn programs_against_the_sdk() {
    let sdk = crates::root()
        .join("generated-sdk")
        .canonicalize()
        .expect("the SDK is there");
    let dependency = format!(
        "factify = {{ path = {sdk:?}, default-features = false, features = [\"full\"] }}\n"
    );
    hold("sdk", &dependency);
}

#[test]
fn programs_against_a_type_of_each_form() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_fail");
    let text = std::fs::read_to_string(folder.join("forms.yaml")).expect("the document is there");
    let output = crates::from_text("forms.yaml", text, "forms");
    assert!(!output.diagnostics.has_errors(), "{}", output.report());
    let forms = throwaway::place("forms", output.files);
    hold("forms", &format!("forms = {{ path = {forms:?} }}\n"));
}

/// Checks every program of a folder, with one dependency.
fn hold(name: &str, dependency: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("compile_fail")
        .join(name);
    let programs: Vec<Program> = crates::folder(&folder).iter().map(Program::read).collect();
    assert!(!programs.is_empty(), "no programs in {}", folder.display());
    let project = format!("compile-fail-{name}");
    let mut files = Files::from([(
        "Cargo.toml".to_owned(),
        format!(
            "[package]\nname = {project:?}\nedition = \"2024\"\n\n[dependencies]\n{dependency}"
        ),
    )]);
    for program in &programs {
        files.insert(format!("src/bin/{}.rs", program.name), program.text.clone());
    }
    let place = throwaway::place(&project, files);
    let wrong: Vec<String> = programs
        .iter()
        .filter_map(|program| program.fault(&place))
        .collect();
    println!("{} programs of {name}", programs.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

struct Program {
    name: String,
    text: String,
}

impl Program {
    fn read(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        let stem = path.file_stem().unwrap_or_default();
        Self {
            name: stem.to_string_lossy().into_owned(),
            text: std::fs::read_to_string(path).expect("a program can be read"),
        }
    }

    /// What the program's lines with this mark say.
    fn marked(&self, mark: &str) -> Vec<&str> {
        let lines = self.text.lines();
        lines.filter_map(|line| line.strip_prefix(mark)).collect()
    }

    /// How the compiler's answer differs from what the program asks for.
    fn fault(&self, place: &Path) -> Option<String> {
        let (parts, hidden) = (
            self.marked("// error: "),
            self.marked("// never in a message: "),
        );
        let Err(said) = throwaway::check(place, &["--bin", &self.name]) else {
            return (!parts.is_empty()).then(|| format!("{} compiles", self.name));
        };
        if parts.is_empty() {
            return Some(format!("{} does not compile:\n{said}", self.name));
        }
        let missing = parts.iter().find(|part| !said.contains(**part));
        // The compiler quotes the program itself, in lines that begin with their number.
        let messages = said.lines().filter(|line| line.starts_with("error"));
        let shown = messages
            .clone()
            .any(|line| hidden.iter().any(|secret| line.contains(secret)));
        match missing {
            Some(part) => Some(format!("{}: no {part:?} in\n{said}", self.name)),
            None if shown => Some(format!("{}: a secret in\n{said}", self.name)),
            None => None,
        }
    }
}
