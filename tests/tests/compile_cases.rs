//! What the cases become compiles, without a warning.
use factify_codegen::Files;
use factify_tests::crates::{cases, from_case};
use factify_tests::one_crate::OneCrate;
use factify_tests::throwaway;
use std::fmt::Write as _;

/// What the case's documentation shows: the example of each operation, and the program of its README.
fn shown(files: &Files) -> Vec<String> {
    let mut all = Vec::new();
    let operations = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/operations/"));
    for (_, text) in operations {
        let lines = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("///"));
        let lines: Vec<&str> = lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        let text = lines.join("\n");
        for example in text.split("```no_run\n").skip(1) {
            let example = example.split("\n```").next().unwrap_or_default();
            let lines = example
                .lines()
                .map(|line| line.strip_prefix("# ").unwrap_or(line));
            let lines: Vec<&str> = lines.collect();
            // What rustdoc allows in an example.
            all.push(format!("#![allow(unused_imports)]\n{}", lines.join("\n")));
        }
    }
    let program = files["README.md"].split("```rust\n").nth(1);
    let program = program.and_then(|rest| rest.split("\n```").next());
    // The cases are one crate, whose client is not that of the case, and which has no tokio.
    let program = program.map(|text| {
        text.replace("case::Client::from_env()?", "made")
            .replace("#[tokio::main]\n", "")
            .replace("fn main()", "fn program(made: case::Client)")
    });
    all.extend(program);
    all
}

#[test]
fn all_cases_compile_and_so_does_what_they_show() {
    let (mut whole, mut examples, mut count) = (OneCrate::default(), String::new(), 0);
    for case in cases() {
        let output = from_case(&case);
        if output.files.is_empty() {
            continue;
        }
        let module = format!("case{}", whole.modules().len());
        whole.add(&case.name, &output.files);
        for shown in shown(&output.files) {
            let shown = shown.replace("case::", &format!("case::{module}::"));
            write!(
                examples,
                "/// {}\npub mod shown{count} {{\n{shown}\n}}\n",
                case.name
            )
            .expect("a string takes all");
            count += 1;
        }
    }
    let modules = whole.modules();
    println!("{} cases in one crate, {count} examples", modules.len());
    assert!(count >= modules.len(), "documentation shows too little");
    let mut files = whole.finish();
    let main = format!(
        "//! What documentation shows.\n#![allow(dead_code)]\n{examples}\nfn main() {{}}\n"
    );
    files.insert("examples/shown.rs".to_owned(), main);
    let folder = throwaway::place("cases", files);
    let features = ["--no-default-features", "--features", "cases,mock"];
    let options = [&["--lib", "--example", "shown"], &features[..]].concat();
    if let Err(error) = throwaway::build(&folder, &options) {
        panic!("{}", OneCrate::name(&modules, &error));
    }
}
