//! House rules that no compiler holds: which module may use which, no stubs, no ignored tests, no file too long to read.
use factify_tests::crates::{self, root};
use std::path::{Path, PathBuf};

/// Stages of the generator, from the first to the last; a stage uses those before it.
const STAGES: &[&str] = &[
    "words",
    "hash",
    "source",
    "diag",
    "vocab",
    "bundle",
    "overlay",
    "filter",
    "lower",
    "oas",
    "ir",
    "config",
    "resolve",
    "constraint",
    "analyze",
    "table",
    "emit",
    "pretty",
    "layout",
    "write",
    "generate",
    "cli",
];

/// Uses against the order of the stages, each with its reason.
const BACKWARDS: &[(&str, &str, &str)] = &[
    ("source", "diag", "reading reports what it cannot read"),
    ("emit", "pretty", "the surface prints types as text"),
];

/// Packages that only some modules may name.
const PACKAGES: &[(&str, &[&str])] = &[
    ("serde_yaml", &["source", "config"]),
    ("saphyr_parser", &["source"]),
    ("openapiv3", &["oas", "resolve", "constraint"]),
    (
        "quote",
        &["emit", "constraint", "pretty", "analyze", "table"],
    ),
    ("syn", &["emit", "constraint", "pretty", "analyze", "table"]),
    ("prettyplease", &["pretty"]),
    ("bumpalo", &["pretty"]),
    ("pulldown_cmark", &["emit"]),
    ("unicode_normalization", &["analyze"]),
    ("regex_automata", &["constraint"]),
    ("regex_syntax", &["constraint"]),
    ("foldhash", &["hash"]),
];

/// Lines of the longest file, generated ones included.
const MOST_LINES: usize = 500;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for path in crates::folder(folder) {
        if path.is_dir() {
            if path
                .file_name()
                .is_none_or(|name| name != "target" && name != "cases")
            {
                out.extend(sources(&path));
            }
        } else if path.extension().is_some_and(|own| own == "rs") {
            out.push(path);
        }
    }
    out
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source file can be read")
}

/// The generator's files with the module of the top that each belongs to. Hand-written runtimes are crates of their own, and
/// tests may look at anything.
fn generator() -> Vec<(String, PathBuf)> {
    let folder = root().join("generator/src");
    let module = |path: &Path| {
        let below = path
            .strip_prefix(&folder)
            .expect("it is below")
            .to_string_lossy()
            .replace('\\', "/");
        below
            .split('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".rs")
            .to_owned()
    };
    let all = sources(&folder)
        .into_iter()
        .map(|path| (module(&path), path));
    let library = read(&folder.join("lib.rs"));
    let foreign = |module: &str| {
        let declared = ["", "pub "].map(|public| format!("#[cfg(test)]\n{public}mod {module};"));
        let only_tests = declared.iter().any(|own| library.contains(own.as_str()));
        only_tests || module.starts_with("runtime") || module == "lib" || module == "main"
    };
    all.filter(|(module, path)| !foreign(module) && !is_test(path))
        .collect()
}

fn is_test(path: &Path) -> bool {
    let below = path.strip_prefix(root()).unwrap_or(path);
    below.components().any(|part| {
        ["tests", "tests.rs"]
            .iter()
            .any(|own| part.as_os_str() == *own)
    })
}

#[test]
fn modules_use_only_what_lies_before_them() {
    let place = |module: &str| STAGES.iter().position(|stage| *stage == module);
    let mut wrong = Vec::new();
    let mut used = vec![false; BACKWARDS.len()];
    for (module, path) in generator() {
        let Some(own) = place(&module) else {
            wrong.push(format!(
                "{}: the module `{module}` is in no stage",
                path.display()
            ));
            continue;
        };
        for name in read(&path)
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(crate_names)
        {
            let Some(other) = place(&name).filter(|other| *other > own) else {
                continue;
            };
            match BACKWARDS
                .iter()
                .position(|(from, to, _)| *from == module && *to == STAGES[other])
            {
                Some(allowed) => used[allowed] = true,
                None => wrong.push(format!(
                    "{} uses `crate::{name}`, a later stage",
                    path.display()
                )),
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    let unused = BACKWARDS
        .iter()
        .zip(used)
        .filter(|(_, used)| !used)
        .map(|((from, to, _), _)| format!("{from} → {to} is allowed and unused"));
    wrong.extend(unused);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names after `crate::` in a line, those of `crate::{a, b::c}` included.
fn crate_names(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for after in line.split("crate::").skip(1) {
        let word = |text: &str| {
            text.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        match after.strip_prefix('{') {
            Some(list) => out.extend(list.split(',').map(word)),
            None => out.push(word(after)),
        }
    }
    out
}

#[test]
fn packages_are_named_only_where_they_belong() {
    let mut wrong = Vec::new();
    for (module, path) in generator() {
        let text = read(&path);
        for (package, allowed) in PACKAGES {
            let named = text.contains(&format!("use {package}::"))
                || text.contains(&format!(" {package}::"));
            if named && !allowed.contains(&module.as_str()) {
                wrong.push(format!("{} names `{package}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_stubs_and_no_ignored_tests() {
    // Spelt in two halves, so that this file does not find itself.
    let banned = [
        ("todo", "!("),
        ("unimplemented", "!("),
        ("dbg", "!("),
        ("#[", "ignore"),
    ]
    .map(|(a, b)| format!("{a}{b}"));
    let mut wrong = Vec::new();
    for folder in ["generator", "generated-sdk", "tests", "xtask"] {
        for path in sources(&root().join(folder)) {
            let text = read(&path);
            let found = banned.iter().filter(|word| text.contains(word.as_str()));
            wrong.extend(found.map(|word| format!("{}: {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut wrong = Vec::new();
    for folder in ["generator", "generated-sdk", "tests", "xtask"] {
        for path in sources(&root().join(folder)) {
            let lines = read(&path).lines().count();
            if lines > MOST_LINES {
                wrong.push(format!(
                    "{}: {lines} lines of at most {MOST_LINES}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_in_the_generator_knows_the_api() {
    let mut wrong = Vec::new();
    for (_, path) in generator() {
        let text = read(&path)
            .to_lowercase()
            .replace("factify-codegen", "")
            .replace("factify_codegen", "");
        if text.contains("factify") {
            wrong.push(path.display().to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "these name the API that the SDK is for:\n{}",
        wrong.join("\n")
    );
}
