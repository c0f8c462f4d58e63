//! Regular expressions at run time: the SDK has no engine, and a crate that needs one has it and uses it.
use factify_codegen::Files;
use factify_tests::{crates, throwaway};
use std::process::Command;

/// Crates that match regular expressions when a program runs.
const ENGINES: [&str; 10] = [
    "fancy-regex",
    "hyperscan",
    "oniguruma",
    "onig",
    "pcre2",
    "regex",
    "regex-automata",
    "regex-lite",
    "regress",
    "resharp",
];

/// An id for each reason to need an engine, and one that needs none.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: { title: Engine, version: '1' }
paths:
  /things:
    get:
      operationId: getThing
      responses:
        '200':
          description: A thing.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
components:
  schemas:
    Thing:
      type: object
      properties:
        ahead_id: { type: string, pattern: '^(?=.*\d)[a-z0-9]{4}$' }
        behind_id: { type: string, pattern: '^[a-z-]+(?<!-)$' }
        again_key: { type: string, pattern: '^(?<c>[ab])-\k<c>$' }
        big_key: { type: string, pattern: '^(?:a|b)*a(?:a|b){30}$' }
        legacy_id: { type: string, pattern: '^(?!x)[\w-.]+\_$' }
        plain_id: { type: string, pattern: '^p_[0-9]{2}$' }
";

const PROGRAM: &str = r#"//! Parses texts with ids whose patterns need an engine.
use engine::{AgainKey, AheadId, BehindId, BigKey, LegacyId, PlainId};

fn hold<T: std::str::FromStr>(good: &[&str], bad: &[&str]) where T::Err: std::fmt::Display {
    for text in good {
        assert!(text.parse::<T>().is_ok(), "{text}");
    }
    for text in bad {
        println!("{}", text.parse::<T>().err().expect(text));
    }
}

fn main() {
    hold::<AheadId>(&["abc1", "1abc"], &["abcd", "abc12", ""]);
    hold::<BehindId>(&["a-b", "a"], &["a-", ""]);
    hold::<AgainKey>(&["a-a", "b-b"], &["a-b", "a-"]);
    let text = format!("bb{}", "a".repeat(31));
    hold::<BigKey>(&[&text], &["a", "bab"]);
    hold::<LegacyId>(&["a-.b_"], &["xa_", "a"]);
    hold::<PlainId>(&["p_12"], &["p_1x"]);
    let error = "abcd".parse::<AheadId>().expect_err("no digit");
    assert_eq!((error.offset(), error.pattern()), (None, AheadId::PATTERN));
}
"#;

#[test]
fn the_sdk_has_no_regex_engine() {
    for options in [
        &["--edges", "normal"][..],
        &["--edges", "normal", "--all-features", "--target", "all"],
    ] {
        let crates = tree(options);
        assert!(crates.iter().any(|name| name == "serde_json"), "{crates:?}");
        let engines: Vec<_> = crates
            .iter()
            .filter(|name| ENGINES.contains(&name.as_str()))
            .collect();
        println!("{} crates with {options:?}", crates.len());
        assert_eq!(engines, Vec::<&String>::new(), "{options:?}");
    }
}

/// The names of the crates that the SDK is made of.
fn tree(options: &[&str]) -> Vec<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(crates::root())
        .args(["tree", "--package", "factify", "--prefix", "none"])
        .args(options)
        .output()
        .expect("cargo starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut names: Vec<String> = text
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn a_crate_that_needs_an_engine_has_it_and_uses_it() {
    let output = crates::from_text("engine.yaml", DOCUMENT.to_owned(), "engine");
    let report = output.report();
    assert!(!output.diagnostics.has_errors(), "{report}");
    assert_eq!(
        report.matches("is matched by the `regress` engine").count(),
        5,
        "{report}"
    );
    let manifest = &output.files["Cargo.toml"];
    assert!(manifest.contains("\nregress = "), "{manifest}");
    let once = |path: &str| output.files[path].matches("LazyLock<").count();
    assert_eq!(once("src/types/ahead_id.rs"), 1);
    assert_eq!(once("src/types/plain_id.rs"), 0);

    let engine = throwaway::place("engine", output.files);
    let manifest = format!(
        "[package]\nname = \"engine-user\"\nedition = \"2024\"\n\n[dependencies]\nengine = {{ path = {engine:?}, default-features = false }}\n"
    );
    let files = Files::from([
        ("Cargo.toml".to_owned(), manifest),
        ("src/main.rs".to_owned(), PROGRAM.to_owned()),
    ]);
    let folder = throwaway::place("engine-user", files);
    if let Err(error) = throwaway::build(&folder, &[]) {
        panic!("{error}");
    }
    let run = Command::new(throwaway::binary("engine-user"))
        .output()
        .expect("the program starts");
    let (said, error) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{error}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 12, "{said}");
    assert_eq!(
        lines[0],
        r"not a valid `AheadId` (`^(?=.*\d)[a-z0-9]{4}$`): does not match the pattern"
    );
    assert_eq!(
        lines[11],
        "not a valid `PlainId` (`^p_[0-9]{2}$`): expected 0-9 at byte 3"
    );
}
