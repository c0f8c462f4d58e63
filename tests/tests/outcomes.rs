//! What the generator does to a folder: nothing where the document has errors; and a comparison names every difference.
use factify_codegen::cli::{Job, LockPlace, Told, run};
use factify_codegen::write::{self, Class};
use factify_tests::{crates, recordings, throwaway};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// An empty folder below the target folder.
fn empty(name: &str) -> PathBuf {
    let folder = throwaway::target().join("throwaway").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }
    folder
}

fn job(spec: &Path, out: &Path, check: bool) -> Job {
    Job {
        spec: spec.to_owned(),
        lock: LockPlace::Nowhere,
        out: out.to_owned(),
        name: Some("refused".to_owned()),
        told: Told::Quiet,
        check,
        command: "the tests".to_owned(),
        ..Job::default()
    }
}

#[test]
fn a_document_with_errors_writes_nothing() {
    for case in ["all-at-once", "wrong-indent"] {
        let spec =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("cases/diagnostics/{case}.yaml"));
        let out = empty(case);
        assert_eq!(
            run(&job(&spec, &out, false), "fix"),
            ExitCode::FAILURE,
            "{case}"
        );
        assert!(!out.exists(), "{case}: something was written");
    }
}

#[test]
fn every_mistake_of_one_document_is_told_with_its_place_and_remedy() {
    let case = crates::cases()
        .into_iter()
        .find(|case| case.name == "diagnostics/all-at-once")
        .expect("the case is there");
    let report = crates::from_case(&case).report();
    // The first two have one plain meaning and are repaired.
    let codes = [
        ("warning", "undeclared-path-parameter"),
        ("warning", "duplicate-operation-id"),
        ("error", "misspelt-keyword"),
        ("error", "unknown-type"),
        ("error", "unknown-reference"),
    ];
    for (severity, code) in codes {
        let told = report
            .split("\n\n")
            .find(|part| part.starts_with(&format!("{severity}[{code}]")));
        let told = told.unwrap_or_else(|| panic!("{code} is not told:\n{report}"));
        assert!(
            told.contains("--> diagnostics/all-at-once.yaml:") && told.contains(" (/"),
            "{code}: no place:\n{told}"
        );
        assert!(
            told.contains(" | ") && told.contains('^'),
            "{code}: no excerpt:\n{told}"
        );
    }
    for remedy in [
        "= help: did you mean `minLength`?",
        "= help: did you mean `string`?",
        "= help: add",
    ] {
        assert!(report.contains(remedy), "no `{remedy}`:\n{report}");
    }
}

#[test]
fn names_are_kept_beside_the_crate_and_compared() {
    let folder = empty("kept-names");
    std::fs::create_dir_all(&folder).expect("the folder is ours");
    let spec = folder.join("pets.yaml");
    let before = include_str!("../names/before.yaml");
    std::fs::write(&spec, before).expect("the folder can be written");
    let kept = |check| Job {
        lock: LockPlace::Beside,
        ..job(&spec, &folder.join("out"), check)
    };
    assert_eq!(run(&kept(false), "fix"), ExitCode::SUCCESS);
    let path = folder.join("pets.lock");
    let lock = std::fs::read_to_string(&path).expect("the lock was written");
    assert!(
        lock.contains("\n/paths/~1pets/get ListPets list_pets\n"),
        "{lock}"
    );
    assert_eq!(run(&kept(true), "fix"), ExitCode::SUCCESS);
    // What somebody changes by hand is a name like any other, and the crate follows.
    std::fs::write(&path, lock.replace(" list_pets\n", " all\n")).expect("it can be");
    assert_eq!(
        run(&kept(true), "fix"),
        ExitCode::FAILURE,
        "the crate differs"
    );
    assert_eq!(run(&kept(false), "fix"), ExitCode::SUCCESS);
    // A line too many is a difference of the lock alone.
    std::fs::write(&path, format!("{lock}/nothing Nothing\n")).expect("it can be");
    assert_eq!(
        run(&kept(true), "fix"),
        ExitCode::FAILURE,
        "the lock differs"
    );
}

#[test]
fn a_comparison_names_each_file_and_what_is_the_matter() {
    let output = crates::own();
    let folder = empty("compared");
    let written = write::write(&folder, &output.files).expect("the folder can be written");
    assert_eq!(written.len(), output.files.len());
    assert_eq!(
        write::write(&folder, &output.files).expect("again"),
        [],
        "the second time nothing changes"
    );

    std::fs::remove_file(folder.join("src/client.rs")).expect("it was written");
    let lib = folder.join("src/lib.rs");
    let text = std::fs::read_to_string(&lib).expect("it was written");
    std::fs::write(&lib, text.replacen("pub mod models;", "mod models;", 1)).expect("it can be");
    // What was generated once and is no more has the mark of that run.
    let head = text.lines().next().expect("it has a header");
    std::fs::write(folder.join("src/stray.rs"), format!("{head}\n")).expect("it can be");
    // These were not: by hand, by another generator, and by this one for a crate within.
    let others = [
        "src/mine.rs",
        "src/other.rs",
        "inner/src/lib.rs",
        "build.rs",
    ];
    let others = others.map(|name| folder.join(name));
    std::fs::create_dir_all(folder.join("inner/src")).expect("it can be");
    let texts = [
        "",
        "// @generated by protoc from a.proto. Do not edit.\n",
        "// @generated by another command from b.yaml. Do not edit.\n",
        "\u{feff}fn main() {}\n",
    ];
    for (path, text) in others.iter().zip(texts) {
        std::fs::write(path, text).expect("it can be");
    }
    let differences = write::compare(&folder, &output.files).expect("the folder can be read");
    let told: Vec<(&str, Class)> = differences
        .iter()
        .map(|one| (one.path.as_str(), one.class))
        .collect();
    assert_eq!(
        told,
        [
            ("src/client.rs", Class::Missing),
            ("src/lib.rs", Class::Changed),
            ("src/stray.rs", Class::Stale)
        ]
    );
    let hunk = differences[1]
        .hunk
        .as_deref()
        .expect("a changed file has one");
    assert!(
        hunk.contains("-mod models;") && hunk.contains("+pub mod models;"),
        "{hunk}"
    );
    write::write(&folder, &output.files).expect("it is mended");
    assert!(!folder.join("src/stray.rs").exists());
    for (path, text) in others.iter().zip(texts) {
        let found = std::fs::read_to_string(path).expect("it is there still");
        assert_eq!(found, text, "{}", path.display());
    }
}

#[test]
fn an_optional_field_changes_its_model_and_one_line_of_the_surface() {
    let before = crates::own();
    let mut inputs = crates::own_inputs();
    let (start, rest) = inputs
        .spec
        .text
        .split_once("\n    OrganizationInvite:\n")
        .expect("the schema is there");
    let rest = rest.replacen(
        "      properties:\n",
        "      properties:\n        brand_new_field:\n          type: string\n          description: Something new.\n",
        1,
    );
    inputs.spec.text = format!("{start}\n    OrganizationInvite:\n{rest}");
    let after = factify_codegen::generate(&inputs);
    assert!(!after.diagnostics.has_errors(), "{}", after.report());
    assert_eq!(
        changed(&before.files, &after.files),
        ["src/models/organization_invite.rs"]
    );
    assert_eq!(
        changed(&before.surface(), &after.surface()),
        ["models/organization_invite"]
    );
    let lines =
        |surface: &BTreeMap<String, String>| surface["models/organization_invite"].lines().count();
    assert_eq!(lines(&before.surface()) + 1, lines(&after.surface()));
}

/// The keys whose texts differ.
fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let keys = before
        .keys()
        .chain(after.keys().filter(|key| !before.contains_key(*key)));
    keys.filter(|key| before.get(*key) != after.get(*key))
        .cloned()
        .collect()
}

#[test]
fn documents_of_the_vendor_generate_without_errors() {
    let Some(shared) = recordings::shared() else {
        println!("skipped: the vendor's documents ../shared/factify are not on this machine");
        return;
    };
    let folder = shared.join("factify");
    let all = crates::folder(&folder)
        .into_iter()
        .chain(crates::folder(&folder.join("history")));
    let documents: Vec<(String, String)> = all.filter_map(|path| read(&path)).collect();
    assert!(documents.len() > 1, "{} documents", documents.len());
    for (name, text) in documents {
        let output = crates::from_text(&name, text, "vendor");
        assert!(
            !output.diagnostics.has_errors(),
            "{name}:\n{}",
            output.report()
        );
        println!("{name}: {} files", output.files.len());
    }
}

/// The name and text of a JSON document, which may be compressed.
fn read(path: &Path) -> Option<(String, String)> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let bytes = std::fs::read(path).ok()?;
    let mut text = String::new();
    match path.extension()?.to_str()? {
        "gz" => {
            let mut packed = flate2::read::GzDecoder::new(bytes.as_slice());
            packed
                .read_to_string(&mut text)
                .expect("it is compressed text");
        }
        "json" => text = String::from_utf8(bytes).expect("it is text"),
        _ => return None,
    }
    Some((name, text))
}
