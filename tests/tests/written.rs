//! What the command line writes: where it goes, and what a document, an overlay or a path may put into it.
use factify_tests::commands::{GOOD, content, folder, run, run_unread, succeed};
use std::path::Path;

/// The command itself, in a process of its own.
#[test]
fn child() {
    factify_tests::commands::child();
}

const OUT: [&str; 4] = ["--out", "out", "--name", "t"];

/// Runs a command that has to fail, and gives what it said.
fn failed(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(!output.status.success(), "it succeeded");
    let (out, err) = (output.stdout, output.stderr);
    String::from_utf8_lossy(&[out, err].concat()).into_owned()
}

/// The README of a document's crate.
fn readme(name: &str, document: &[u8]) -> String {
    let folder = folder(name, &[("a.yaml", document)]);
    succeed(
        &folder,
        &[&["generate", "--spec", "a.yaml"], &OUT[..]].concat(),
    );
    let readme = std::fs::read_to_string(folder.join("out/README.md")).expect("it was written");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    readme
}

/// A reader that has gone (`2>&1 | head -1`) misses what is said, and the work ends as it would otherwise.
#[test]
fn an_error_output_that_nobody_reads_ends_no_command() {
    let folder = folder("unread", &[("wrong.yaml", b"openapi: 4.0.0\n")]);
    let code = |verb, spec| {
        let arguments = [&[verb, "--spec", spec, "--verbose"], &OUT[..]].concat();
        run_unread(&folder, &arguments).code()
    };
    assert_eq!(code("generate", "good.yaml"), Some(0));
    assert_eq!(code("check", "good.yaml"), Some(0));
    std::fs::write(folder.join("out/README.md"), "mine").expect("the folder can be written");
    assert_eq!(code("check", "good.yaml"), Some(1));
    assert_eq!(code("check", "wrong.yaml"), Some(1));
    assert_eq!(run_unread(&folder, &["no-command"]).code(), Some(1));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// A path is data: a line break in it does not end the comment that it stands in.
#[cfg(unix)]
#[test]
fn a_path_of_two_lines_is_one_comment() {
    let folder = folder("lines", &[("a\nfn evil() {}.yaml", GOOD.as_bytes())]);
    succeed(
        &folder,
        &[&["generate", "--spec", "a\nfn evil() {}.yaml"], &OUT[..]].concat(),
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
fn links_in_the_crate_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = folder("links", &[]);
    let arguments = [&["generate", "--spec", "good.yaml"], &OUT[..]].concat();
    succeed(&folder, &arguments);
    let (models, readme) = (folder.join("out/src/models"), folder.join("out/README.md"));
    std::fs::create_dir(folder.join("victim")).expect("the folder can be written");
    std::fs::write(folder.join("victim.md"), "mine").expect("the folder can be written");
    std::fs::remove_dir_all(&models).expect("it was generated");
    std::fs::remove_file(&readme).expect("it was generated");
    symlink("../../victim", &models).expect("the folder can have links");
    let told = failed(&folder, &arguments);
    assert!(told.contains("out/src/models was not generated"), "{told}");
    std::fs::remove_file(&models).expect("it is a link");
    symlink("../victim.md", &readme).expect("the folder can have links");
    let told = failed(&folder, &arguments);
    assert!(told.contains("out/README.md was not generated"), "{told}");
    assert!(content(&folder.join("victim")).is_empty());
    assert_eq!(
        std::fs::read(folder.join("victim.md")).expect("it is there"),
        b"mine"
    );
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// What the document says is put into texts of ours that have marks for it.
#[test]
fn marks_of_templates_in_a_document_are_text() {
    let marks = "@binary@ @full@ @resources@ @name@ \\\" \\n] @regress@";
    let text = GOOD.replace("title: T", &format!("title: \"{marks}\""));
    let folder = folder("marks", &[("s.yaml", text.as_bytes())]);
    succeed(
        &folder,
        &[&["generate", "--spec", "s.yaml"], &OUT[..]].concat(),
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

/// Two crates of one document may share a lock: what a filter leaves out keeps its names.
#[test]
fn a_filtered_run_keeps_the_names_of_what_it_leaves_out() {
    let two = GOOD.replace(
        "components:",
        "  /a-b: {get: {tags: [other], parameters: [{in: query, name: aB, schema: {type: string}}], responses: {'204': {description: d}}}}\ncomponents:",
    );
    let folder = folder("filtered", &[("two.yaml", two.as_bytes())]);
    let lock = || std::fs::read_to_string(folder.join("two.lock")).expect("it was written");
    let generate = ["generate", "--spec", "two.yaml"];
    succeed(&folder, &[&generate, &OUT[..]].concat());
    let whole = lock();
    assert!(whole.contains("~1a-b/get "), "{whole}");
    let part = ["--out", "part", "--name", "t", "--include-tag", "x"];
    succeed(&folder, &[&generate, &part[..]].concat());
    assert_eq!(lock(), whole);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// A file of the user's stays, and where one is in the way nothing is written.
#[test]
fn what_was_not_generated_stays() {
    let two = GOOD.replace("components:", "  /b: {get: {operationId: getB, tags: [two], responses: {'204': {description: x}}}}\ncomponents:");
    assert_ne!(two, GOOD, "it has a second operation");
    let folder = folder("mine", &[("two.yaml", two.as_bytes())]);
    let generate = |spec| [&["generate", "--spec", spec, "--no-lock"], &OUT[..]].concat();
    succeed(&folder, &generate("two.yaml"));
    let out = folder.join("out");
    std::fs::create_dir(out.join("tests")).expect("the folder can be written");
    let mine = ["tests/mine.rs", "src/operations/mine.rs", "notes.txt"];
    for name in mine {
        std::fs::write(out.join(name), "// mine\n").expect("the folder can be written");
    }
    assert!(out.join("src/operations/get_b.rs").exists());
    let check = [&["check", "--spec", "two.yaml", "--no-lock"], &OUT[..]].concat();
    succeed(&folder, &check);
    succeed(&folder, &generate("good.yaml"));
    assert!(!out.join("src/operations/get_b.rs").exists());
    assert!(mine.iter().all(|name| out.join(name).exists()));
    std::fs::write(out.join("src/operations/get_b.rs"), "// mine\n").expect("it can be written");
    let before = content(&out);
    let told = failed(&folder, &generate("two.yaml"));
    assert!(told.contains("get_b.rs was not generated"), "{told}");
    assert!(told.contains("nothing was written"), "{told}");
    assert_eq!(content(&out), before);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// What an operation does is told in the table of methods even where the document has no summary.
#[test]
fn no_cell_of_the_methods_is_empty() {
    let told = GOOD.replace(
        "components:",
        "  /b: {get: {operationId: getB, tags: [x], description: Gets b. And more., responses: {'204': {description: x}}}}\ncomponents:",
    );
    let readme = readme("cells", told.as_bytes());
    for row in [
        "| `x().get_a()` | `GET /a` | `getA` |",
        "| `x().get_b()` | `GET /b` | Gets b. |",
    ] {
        assert!(readme.contains(row), "{readme}");
    }
}

/// Names of a document do not end the row, the comment or the title that they stand in.
#[cfg(unix)]
#[test]
fn the_readme_holds_any_name() {
    let odd = GOOD
        .replace("title: T", r#"title: "T <b>\n# H""#)
        .replace("/a:", r#""/a|b\n`c`":"#)
        .replace("operationId: getA", r#"operationId: "get|\nA""#);
    let folder = folder("readme", &[("a--><b>.yaml", odd.as_bytes())]);
    succeed(
        &folder,
        &[&["generate", "--spec", "a--><b>.yaml"], &OUT[..]].concat(),
    );
    let readme = std::fs::read_to_string(folder.join("out/README.md")).expect("it was written");
    let (head, rest) = readme.split_once('\n').expect("it has lines");
    assert!(
        head.ends_with(" from a--\u{fffd}<b>.yaml. Do not edit. -->"),
        "{head}"
    );
    assert!(rest.contains("\nClient for T \\<b\\> # H.\n"), "{rest}");
    let row = r"| `x().get_or_a()` | `` GET /a\|b `c` `` | `get\| A` |";
    assert!(rest.ends_with(&format!("{row}\n")), "{rest}");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// The first thing to see is a program: the client, and a call of the API that needs nothing else.
#[test]
fn the_readme_begins_with_a_call() {
    let two = GOOD.replace(
        "components:",
        "  /b/{n}: {get: {operationId: getB, tags: [x], parameters: [{name: n, in: path, required: true, schema: {type: number}}], responses: {'204': {description: x}}}}\ncomponents:",
    );
    let readme = readme("begins", two.as_bytes());
    let program = r#"```rust
#[tokio::main]
async fn main() -> Result<(), t::Error> {
    // T_BASE_URL, since the API's description does not say where it is
    let client = t::Client::from_env()?;
    let answer = client.x().get_a().await?;
    println!("{answer:?}");
    Ok(())
}
```
"#;
    assert!(readme.contains(program), "{readme}");
}

/// The one token that stands in for user and password has a form, and only where a scheme is basic is that told.
#[test]
fn the_readme_says_what_a_token_for_basic_authentication_is() {
    let told = |scheme: &str, folder_name: &str| {
        let named =
            format!("security: [{{ s: [] }}]\ncomponents: {{securitySchemes: {{s: {scheme}}}, ");
        let document = GOOD.replace("components: {", &named);
        let folder = folder(
            folder_name,
            &[("a.yaml", document.as_bytes()), ("c.yaml", BLANK)],
        );
        let generate = [
            "generate",
            "--spec",
            "a.yaml",
            "--config",
            "c.yaml",
            "--no-lock",
        ];
        succeed(&folder, &[&generate[..], &["--out", "out"]].concat());
        let readme = std::fs::read_to_string(folder.join("out/README.md")).expect("it was written");
        std::fs::remove_dir_all(&folder).expect("the folder is ours");
        readme
    };
    let basic = told("{type: http, scheme: basic}", "basic");
    for present in [
        "// T_API_KEY (`user:password`), and ",
        "stand in for those that are not set, as `user:password` where the scheme is basic.\n",
        // The configuration's description is blank, which is none.
        "\n# t\n\nClient for T.\n",
    ] {
        assert!(basic.contains(present), "{basic}");
    }
    let key = told("{type: apiKey, in: header, name: k}", "key");
    assert!(
        key.contains("stand in for those that are not set.\n"),
        "{key}"
    );
    assert!(!key.contains("user:password"), "{key}");
}

const BLANK: &[u8] = b"name: t\ndescription: ' '\n";

/// A document of webhooks alone has no methods, and the README no table without rows.
#[test]
fn the_readme_of_webhooks_alone_has_no_methods() {
    let webhooks = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks:\n  a: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: x}}}}\n";
    let readme = readme("webhooks", webhooks.as_bytes());
    for absent in [
        "## Methods",
        "Client::from_env",
        "Ids are types",
        "before sending",
        "tokio",
        "`blocking`",
    ] {
        assert!(!readme.contains(absent), "{readme}");
    }
    for present in [
        "```toml\n[dependencies]\nt = \"0.1.0\" # or { path = \"…\" }\n```\n",
        "All features are about calls",
    ] {
        assert!(readme.contains(present), "{readme}");
    }
    assert!(
        readme.ends_with("|---|---|\n| `a(&body)` | `a` |\n"),
        "{readme}"
    );
}

/// What the API sends is read by functions that nothing else in the README would lead to.
#[test]
fn the_readme_tells_of_webhooks_and_callbacks() {
    let case =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/received/webhooks-and-callbacks.yaml");
    let document = std::fs::read(case).expect("it is there");
    let readme = readme("payloads", &document);
    let sections: Vec<&str> = readme.split("\n## ").collect();
    let [.., webhooks, callbacks] = sections.as_slice() else {
        panic!("{readme}")
    };
    assert!(webhooks.starts_with("Webhooks\n"), "{readme}");
    assert!(webhooks.contains("| `new_thing_post(&body)` | `new-thing_post` |\n"));
    assert!(callbacks.starts_with("Callbacks\n"), "{readme}");
    assert!(callbacks.ends_with("| `make_thing_done(&body)` | `makeThing_done` |\n"));
}

/// A crate has a name that cargo and rustc take, and that no package has on which it depends.
#[test]
fn a_crate_has_a_name_that_can_be_built() {
    let titled = GOOD.replace("title: T", "title: Serde JSON");
    let files = [
        ("titled.yaml", titled.as_str()),
        ("c.yaml", "name: crate\n"),
    ];
    let folder = folder("named", &files.map(|(name, text)| (name, text.as_bytes())));
    let generate = [
        "generate",
        "--spec",
        "titled.yaml",
        "--no-lock",
        "--out",
        "out",
    ];
    succeed(&folder, &generate);
    let manifest = std::fs::read_to_string(folder.join("out/Cargo.toml")).expect("it was written");
    assert!(
        manifest.contains("\nname = \"serde-json-client\"\n"),
        "{manifest}"
    );
    let told = failed(&folder, &[&generate[..], &["--name", "http"]].concat());
    assert!(
        told.contains("`http` is the name of a package that the crate"),
        "{told}"
    );
    assert!(told.contains("`http-client` is one"), "{told}");
    let told = failed(&folder, &[&generate[..], &["--config", "c.yaml"]].concat());
    assert!(
        told.contains("`crate` is no name of a crate") && told.contains("c.yaml:1:7"),
        "{told}"
    );
    assert!(
        told.contains("help: choose another, as `crate-client`"),
        "{told}"
    );
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// Where a whole crate differs, people are told a few files; programs are told all.
#[test]
fn of_many_files_that_differ_a_few_are_told() {
    let folder = folder("many", &[]);
    succeed(
        &folder,
        &[&["generate", "--spec", "good.yaml"], &OUT[..]].concat(),
    );
    // Another path of the document is another header in each file.
    std::fs::rename(folder.join("good.yaml"), folder.join("other.yaml")).expect("it is there");
    std::fs::rename(folder.join("good.lock"), folder.join("other.lock")).expect("it is there");
    let check = [&["check", "--spec", "other.yaml"], &OUT[..]].concat();
    let told = failed(&folder, &check);
    let lines = |told: &str, start| told.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(lines(&told, "changed: "), 10, "{told}");
    let count = content(&folder.join("out"));
    let count = count.iter().filter(|(path, _)| path.is_file()).count();
    let more = format!("\nand {} more\n", count - 10);
    assert!(told.contains(&more), "{told}");
    assert!(
        told.contains(&format!("\n{count} files differ; to write: ")),
        "{told}"
    );
    let told = failed(&folder, &[&check[..], &["--format", "json"]].concat());
    assert_eq!(lines(&told, "changed: "), count, "{told}");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}
