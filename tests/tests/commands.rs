//! The command line, given wrong files and wrong words: each ends with a sentence that says where and what to do, and
//! nothing is written. Each runs in a process of its own, which is this very test.
use factify_codegen::cli;
use factify_tests::commands::{CHILD, GOOD, MARK, content, folder, refused, run};
use std::process::ExitCode;

/// The other side: the command itself.
#[test]
fn child() {
    let Ok(arguments) = std::env::var(CHILD) else {
        return;
    };
    let arguments: Vec<String> = arguments.split(MARK).map(str::to_owned).collect();
    let code = cli::main("factify-codegen", &arguments);
    std::process::exit(i32::from(code != ExitCode::SUCCESS));
}

const OUT: [&str; 4] = ["--out", "out", "--name", "t"];

/// A document that is wrong as text.
type Text<'a> = (&'a str, &'a [u8], &'a [&'a str]);

#[test]
fn texts_that_are_no_document_are_refused_with_a_place() {
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let texts: &[Text<'_>] = &[
        ("empty", b"", &["s.yaml:1:1", "empty"]),
        ("comment", b"# nothing\n", &["s.yaml:1:1", "empty"]),
        ("mark", b"\xef\xbb\xbf", &["s.yaml:1:1", "empty"]),
        (
            "bytes",
            b"a: 1\nb: \xff\xfe\n",
            &["s.yaml", "line 2", "UTF-8"],
        ),
        ("half", b"\xff\xfea", &["s.yaml", "UTF-16", "UTF-8"]),
        ("utf16-unmarked", &utf16, &["s.yaml:1:"]),
        (
            "tab",
            b"openapi: 3.0.3\ninfo:\n\ttitle: x\n",
            &["s.yaml:3:", "tabs"],
        ),
        (
            "zero",
            b"openapi: 3.0.3\ninfo: {title: a\0b}\n",
            &["s.yaml:2:"],
        ),
        (
            "text",
            b"hello\n",
            &["s.yaml:1:1", "an OpenAPI document is an object"],
        ),
        (
            "list",
            b"- a\n",
            &["s.yaml:1:1", "an OpenAPI document is an object"],
        ),
        ("page", b"<!DOCTYPE html>\n<html></html>\n", &["s.yaml:1:1"]),
        (
            "twice",
            b"openapi: 3.0.3\npaths: {}\npaths: {/a: {}}\n",
            &["s.yaml:3:1", "stands twice"],
        ),
        (
            "list-key",
            b"openapi: 3.0.3\n? [a]\n: 1\n",
            &["s.yaml:2:3", "a key must be a string"],
        ),
        (
            "merge",
            b"info: {<<: 1}\n",
            &["s.yaml:1:8", "merges objects"],
        ),
        (
            "circle",
            b"a: &a {<<: *a}\n",
            &["s.yaml:1:12", "what it stands in"],
        ),
        (
            "anchor",
            b"openapi: *nope\n",
            &["s.yaml:1:10", "unknown anchor"],
        ),
        (
            "several",
            b"openapi: 3.0.3\n---\na: 1\n",
            &["s.yaml:2:1", "a second YAML document"],
        ),
        ("version", b"openapi: 4.0.0\n", &["s.yaml:1:10", "4.0.0"]),
        ("swagger", b"swagger: '2.0'\n", &["s.yaml:1:10", "help:"]),
        ("cut", b"{\"openapi\": \"3.0.3", &["s.yaml:1:"]),
    ];
    let wrong: Vec<String> = texts
        .iter()
        .filter_map(|(name, text, said)| {
            let arguments = [&["--spec", "s.yaml"], &OUT[..]].concat();
            refused(name, &[("s.yaml", text)], &arguments, said).err()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn utf_16_that_says_so_is_read() {
    let marked = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff)
            .chain(GOOD.encode_utf16())
            .flat_map(unit)
            .collect()
    };
    for (name, bytes) in [
        ("le", marked(u16::to_le_bytes)),
        ("be", marked(u16::to_be_bytes)),
    ] {
        let folder = folder(name, &[("s.yaml", &bytes)]);
        let output = run(
            &folder,
            &[&["generate", "--spec", "s.yaml"], &OUT[..]].concat(),
        );
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
    }
}

/// Locks of two people, merged.
const BROKEN: &str = "spelling components PascalCase\nspelling fields snake_case\nspelling values snake_case\n<<<<<<< ours\n/a A\n=======\n";
const DOUBLED: &str = "spelling components PascalCase\nspelling fields snake_case\nspelling values snake_case\n/a A\n/a B\n";

/// The other files of a run: the file, its text, what is said of it.
const WRONG: &[(&str, &str, &[&str])] = &[
    ("codegen.yaml", "", &["codegen.yaml:1:1", "empty"]),
    (
        "codegen.yaml",
        "x\n",
        &["codegen.yaml:1:1", "expected an object"],
    ),
    (
        "codegen.yaml",
        "version: 1.0.0\n",
        &["codegen.yaml:1:1", "missing field `name`"],
    ),
    (
        "codegen.yaml",
        "name: 1 2\n",
        &["codegen.yaml:1:7", "is not a crate's name"],
    ),
    (
        "codegen.yaml",
        "name: [a]\n",
        &["codegen.yaml:1:7", "expected a string"],
    ),
    (
        "codegen.yaml",
        "name: t\nfoo: 1\n",
        &["codegen.yaml:2:", "there is no setting `foo`"],
    ),
    (
        "codegen.yaml",
        "name: t\nversion: abc\n",
        &["codegen.yaml:2:10", "is not a crate's version"],
    ),
    (
        "codegen.yaml",
        "name: t\nversion: \"1.0.0\\\"\\n[x]\"\n",
        &["codegen.yaml:2:10", "is not a crate's version"],
    ),
    (
        "codegen.yaml",
        "name: t\ntypes: 1\n",
        &["codegen.yaml:2:8", "expected an object"],
    ),
    (
        "codegen.yaml",
        "name: t\nerrors: {code: [[1]]}\n",
        &["codegen.yaml:2:", "a string or a list of strings"],
    ),
    (
        "codegen.yaml",
        "name: t\nretry: 5\n",
        &["codegen.yaml:2:8", "expected an object"],
    ),
    (
        "codegen.yaml",
        "name: t\nnames: {/components/schemas/S: 'fn x()'}\n",
        &["codegen.yaml:2:", "is not a name"],
    ),
    (
        "codegen.yaml",
        "name: t\nfilter: {include_tags: [nope]}\n",
        &["codegen.yaml:2:", "is the tag of no operation"],
    ),
    (
        "codegen.yaml",
        "name: t\nname: u\n",
        &["codegen.yaml:2:1", "stands twice"],
    ),
    ("codegen.yaml", "name: \"t\n", &["codegen.yaml:1:7"]),
    (
        "codegen.lock",
        "hello world\n",
        &["codegen.lock:1:1", "help:"],
    ),
    ("codegen.lock", BROKEN, &["codegen.lock:4:1", "help:"]),
    ("codegen.lock", DOUBLED, &["codegen.lock:5:1", "help:"]),
    ("overlay.yaml", "", &["overlay.yaml:1:1", "empty"]),
    (
        "overlay.yaml",
        "overlay: 2.0\nactions: []\n",
        &["overlay.yaml:1:10", "no overlay of version"],
    ),
    (
        "overlay.yaml",
        "overlay: 1.0.0\n",
        &["overlay.yaml:1:1", "a list of `actions`"],
    ),
    (
        "overlay.yaml",
        "overlay: 1.0.0\nactions: [{target: '$[', remove: true}]\n",
        &["overlay.yaml:2:20", "no JSONPath"],
    ),
    (
        "overlay.yaml",
        "overlay: 1.0.0\nactions: [{target: $, remove: true}]\n",
        &["overlay.yaml:2:20", "whole document"],
    ),
    (
        "overlay.yaml",
        "overlay: 1.0.0\nactions: [{target: $, update: 1}]\n",
        &["overlay.yaml:2:31", "`$` is an object"],
    ),
    (
        "overlay.yaml",
        "overlay: 1.0.0\nactions: [{target: $.nope, remove: true}]\n",
        &["overlay.yaml:2:20", "nowhere"],
    ),
];

#[test]
fn a_wrong_configuration_lock_or_overlay_is_refused_with_its_place() {
    let wrong: Vec<String> = WRONG
        .iter()
        .enumerate()
        .filter_map(|(n, (file, text, said))| {
            let option = match *file {
                "codegen.yaml" => "--config",
                "codegen.lock" => "--lock",
                _ => "--overlay",
            };
            let arguments = [&["--spec", "good.yaml", option, file], &OUT[..]].concat();
            refused(
                &format!("{n}-{file}"),
                &[(file, text.as_bytes())],
                &arguments,
                said,
            )
            .err()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn places_that_cannot_be_read_or_written_are_told_before_anything_is_written() {
    let note: &[(&str, &[u8])] = &[("note", b"mine")];
    let rows: &[(&str, &[&str], &[&str])] = &[
        (
            "no-spec",
            &["--spec", "no.yaml", "--out", "out"],
            &["no.yaml: "],
        ),
        (
            "folder",
            &["--spec", ".", "--out", "out"],
            &["this is a folder"],
        ),
        (
            "no-config",
            &["--spec", "good.yaml", "--config", "no.yaml", "--out", "out"],
            &["no.yaml: "],
        ),
        (
            "no-overlay",
            &[
                "--spec",
                "good.yaml",
                "--overlay",
                "no.yaml",
                "--out",
                "out",
            ],
            &["no.yaml: "],
        ),
        (
            "file",
            &["--spec", "good.yaml", "--out", "note"],
            &["note is no folder"],
        ),
        (
            "below-file",
            &["--spec", "good.yaml", "--out", "note/out"],
            &["note/out"],
        ),
        (
            "foreign",
            &["--spec", "good.yaml", "--out", "."],
            &["no generator wrote", "name an empty folder"],
        ),
        (
            "lock-folder",
            &["--spec", "good.yaml", "--lock", ".", "--out", "out"],
            &["this is a folder"],
        ),
        (
            "lock-nowhere",
            &["--spec", "good.yaml", "--lock", "no/l.lock", "--out", "out"],
            &["there is no folder `no`", "nothing was written"],
        ),
        (
            "lock-spec",
            &["--spec", "good.yaml", "--lock", "good.yaml", "--out", "out"],
            &["good.yaml:1:1"],
        ),
        (
            "nothing-left",
            &["--spec", "good.yaml", "--exclude-path", "*", "--out", "out"],
            &["no operation is left"],
        ),
        (
            "no-tag",
            &[
                "--spec",
                "good.yaml",
                "--include-tag",
                "nope",
                "--out",
                "out",
            ],
            &["`--include-tag nope` matches no operation"],
        ),
    ];
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(name, arguments, said)| refused(name, note, arguments, said).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wrong_words_are_answered_with_the_usage() {
    let folder = folder("words", &[]);
    for (arguments, said) in [
        (&["foo"][..], "`foo` is no command"),
        (&["generate", "--spce", "x"], "`--spce` is no option"),
        (&["generate", "--spec"], "`--spec` needs a value"),
        (
            &["generate", "--spec", "good.yaml"],
            "`--out DIR` is missing",
        ),
        (&["generate", "--out", "out"], "`--spec FILE` is missing"),
        (&["generate", "--name", ""], "is no name of a crate"),
        (&["generate", "--format", "xml"], "there is no format `xml`"),
        (&["explain", "nonsense"], "`nonsense` is no code"),
        (
            &["explain", "syntax", "too-deep"],
            "`explain` takes one code",
        ),
    ] {
        let output = run(&folder, arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(
            text.contains(said) && text.contains("usage:"),
            "{arguments:?}: {text}"
        );
    }
    assert_eq!(content(&folder).len(), 1);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// A path is data: a line break in it does not end the comment that it stands in.
#[cfg(unix)]
#[test]
fn a_path_of_two_lines_is_one_comment() {
    let folder = folder("lines", &[("a\nfn evil() {}.yaml", GOOD.as_bytes())]);
    let output = run(
        &folder,
        &[&["generate", "--spec", "a\nfn evil() {}.yaml"], &OUT[..]].concat(),
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read_to_string(folder.join("out/src/lib.rs")).expect("it was written");
    assert!(
        !text.lines().any(|line| line.starts_with("fn evil")),
        "{text}"
    );
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// Neither a link to a folder nor one to a file leads a write out of the crate.
#[cfg(unix)]
#[test]
fn links_in_the_crate_are_replaced_and_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder("links", &[]);
    let arguments = [&["generate", "--spec", "good.yaml"], &OUT[..]].concat();
    assert!(run(&folder, &arguments).status.success());
    let (models, readme) = (folder.join("out/src/models"), folder.join("out/README.md"));
    std::fs::create_dir(folder.join("victim")).expect("the folder can be written");
    std::fs::write(folder.join("victim.md"), "mine").expect("the folder can be written");
    std::fs::remove_dir_all(&models).expect("it was generated");
    std::fs::remove_file(&readme).expect("it was generated");
    symlink("../../victim", &models).expect("the folder can have links");
    symlink("../victim.md", &readme).expect("the folder can have links");
    let output = run(&folder, &arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(content(&folder.join("victim")).is_empty());
    assert_eq!(
        std::fs::read(folder.join("victim.md")).expect("it is there"),
        b"mine"
    );
    assert!(models.symlink_metadata().is_ok_and(|about| about.is_dir()));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// What the document says is put into texts of ours that have marks for it.
#[test]
fn marks_of_templates_in_a_document_are_text() {
    let marks = "@binary@ @full@ @resources@ @name@ \\\" \\n] @regress@";
    let text = GOOD.replace("title: T", &format!("title: \"{marks}\""));
    let folder = folder("marks", &[("s.yaml", text.as_bytes())]);
    let output = run(
        &folder,
        &[&["generate", "--spec", "s.yaml"], &OUT[..]].concat(),
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let manifest = std::fs::read_to_string(folder.join("out/Cargo.toml")).expect("it was written");
    let line = manifest
        .lines()
        .find(|line| line.starts_with("description"))
        .unwrap_or_default();
    assert_eq!(line, format!("description = \"Client for {marks}\""));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// Whoever reads findings as JSON or SARIF finds nothing else on the output: what was written is told beside it.
#[test]
fn findings_for_programs_have_the_output_to_themselves() {
    let odd = GOOD.replace("type: string", "type: strin");
    let folder = folder("findings", &[("odd.yaml", odd.as_bytes())]);
    for (spec, format) in [
        ("good.yaml", "json"),
        ("good.yaml", "sarif"),
        ("odd.yaml", "json"),
        ("odd.yaml", "sarif"),
    ] {
        let output = run(
            &folder,
            &[&["generate", "--spec", spec, "--format", format], &OUT[..]].concat(),
        );
        let text = String::from_utf8_lossy(&output.stdout);
        // What the test itself says before it becomes the command.
        let text = text.trim_start().trim_start_matches("running 1 test");
        let read = serde_json::from_str::<serde_json::Value>(text);
        assert!(read.is_ok(), "{spec}, {format}: {text}");
    }
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// What an overlay refers to is read from beside the document, and what that refers to from beside it.
#[test]
fn references_that_an_overlay_brings_lead_to_files() {
    let overlay = "overlay: 1.0.0
info: {title: t, version: '1'}
actions:
  - {target: $.components.schemas.S.properties, update: {b: {$ref: 'sub/b.yaml#/Engine'}}}
";
    let wrong = overlay.replace("b.yaml", "no.yaml");
    let files = [("right.yaml", overlay), ("wrong.yaml", &wrong)];
    let folder = folder(
        "overlaid",
        &files.map(|(name, text)| (name, text.as_bytes())),
    );
    std::fs::create_dir(folder.join("sub")).expect("the folder can be written");
    let part = "Engine: {type: object, properties: {c: {$ref: c.yaml}}}";
    for (name, text) in [("b.yaml", part), ("c.yaml", "{type: integer, maximum: 7}")] {
        std::fs::write(folder.join("sub").join(name), text).expect("the folder can be written");
    }
    let with = |overlay| {
        let arguments = ["generate", "--spec", "good.yaml", "--overlay", overlay];
        let output = run(&folder, &[&arguments, &OUT[..]].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), told)
    };
    let (done, told) = with("wrong.yaml");
    assert!(!done && told.contains("--> wrong.yaml:4:"), "{told}");
    let remedy = "help: correct the path; in an overlay it is relative to the document";
    assert!(
        told.contains("no.yaml` is not read") && told.contains(remedy),
        "{told}"
    );
    let (done, told) = with("right.yaml");
    assert!(done, "{told}");
    let read = |name: &str| std::fs::read_to_string(folder.join("out/src/models").join(name));
    let part = read("engine.rs").expect("the file's part is a model");
    assert!(part.contains("Rule::Maximum(Number(\"7\"))"), "{part}");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}
