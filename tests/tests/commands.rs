//! The command line, given wrong files and wrong words: each ends with a sentence that says where and what to do, and
//! nothing is written. Each runs in a process of its own, which is this very test.
use factify_tests::commands::{GOOD, content, folder, refused, run};

/// The other side: the command itself.
#[test]
fn child() {
    factify_tests::commands::child();
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
