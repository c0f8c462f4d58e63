//! All patterns of the corpus against an independent engine.
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_yaml::Value;

use super::sample::{Dice, texts};
use super::support::load;
use crate::constraint::pattern::parse::{Mode, parse};
use crate::constraint::pattern::{Compiled, Form, Reason, compile};

#[test]
fn patterns_of_the_corpus_agree_with_regress() {
    let Some(patterns) = patterns() else {
        return;
    };
    let start = Instant::now();
    let compiled: Vec<_> = patterns
        .iter()
        .map(|source| (source, compile(source)))
        .collect();
    let took = start.elapsed();
    let (mut refused, mut forms, mut bytes, mut wrong) =
        (Vec::new(), BTreeMap::new(), 0, Vec::new());
    let (mut tables, mut shared) = (BTreeSet::new(), 0);
    for (source, compiled) in &compiled {
        let Ok(compiled) = compiled else {
            refused.push(*source);
            wrong.extend(
                regress::Regex::new(source)
                    .is_ok()
                    .then(|| format!("{source}: regress takes it")),
            );
            continue;
        };
        *forms.entry(format!("{:?}", compiled.form)).or_insert(0) += 1;
        bytes += compiled.table_bytes;
        for table in compiled.tables() {
            if tables.insert(table.key) {
                shared += table.bytes;
            }
        }
        wrong.extend(disagreements(source, compiled));
    }
    println!(
        "{} patterns compiled in {took:?}: {forms:?}, {} refused",
        patterns.len(),
        refused.len()
    );
    println!("{bytes} bytes of tables, {shared} when shared; refused: {refused:#?}");
    assert_eq!(wrong, Vec::<String>::new());
    assert!(bytes < 256 << 10);
    hold_shares(&compiled);
}

fn hold_shares(compiled: &[(&String, Result<Compiled, super::super::PatternError>)]) {
    let count = |keep: &dyn Fn(Form) -> bool| {
        compiled
            .iter()
            .flat_map(|(_, result)| result)
            .filter(|one| keep(one.form))
            .count()
    };
    let tables = count(&|form| !matches!(form, Form::Fallback(_)));
    let regular = count(&|form| {
        !matches!(
            form,
            Form::Fallback(Reason::LookAround | Reason::BackReference)
        )
    });
    println!(
        "{tables} have a table: of {regular} regular ones, of {} in all",
        compiled.len()
    );
    assert!(tables * 100 >= regular * 98 && tables * 100 >= compiled.len() * 94);
}

fn disagreements(source: &str, compiled: &Compiled) -> Vec<String> {
    let flags = if compiled.unicode { "u" } else { "" };
    let engine = match regress::Regex::with_flags(source, flags) {
        Ok(engine) => engine,
        Err(error) => return vec![format!("{source}: regress refuses: {error}")],
    };
    if compiled.needs_engine() {
        println!("falls back ({:?}): {source}", compiled.form);
        return Vec::new();
    }
    let pattern = load(source, compiled);
    let node = parse(
        source,
        if compiled.unicode {
            Mode::Unicode
        } else {
            Mode::Legacy
        },
    )
    .expect("it was compiled");
    let mut matched = 0;
    let mut wrong = Vec::new();
    for text in texts(&node, &mut Dice::new(source), 300) {
        let expected = engine.find(&text).is_some();
        matched += usize::from(expected);
        let fault = pattern.fault(&text);
        if pattern.is_match(&text) != expected || fault.is_none() != expected {
            wrong.push(format!(
                "{source} on {text:?}: {expected} says regress ({:?})",
                compiled.form
            ));
        }
        if let Some(at) = fault {
            assert!(text.is_char_boundary(at), "{source} on {text:?}");
            assert_ne!(pattern.explain(&text), "");
        }
    }
    if !compiled.is_empty_language() && matched < 50 {
        println!("only {matched} of 200 texts match {source}");
    }
    wrong
}

/// The distinct patterns of all documents, `patternProperties` among them.
fn patterns() -> Option<BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let root = if root.exists() {
        root
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared")
    };
    let mut files = Vec::new();
    list(&root.join("corpus"), &mut files);
    if files.is_empty() {
        println!("skipped: no documents in {}", root.display());
        return None;
    }
    let mut found = BTreeSet::new();
    for file in &files {
        collect(&document(file), &mut found);
    }
    if let Ok(text) = std::fs::read_to_string(root.join("factify/openapi.json")) {
        collect(&serde_json::from_str(&text).unwrap_or_default(), &mut found);
    }
    Some(found)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            list(&path, files);
        } else if [".json.gz", ".yaml.gz"]
            .iter()
            .any(|end| name.ends_with(end))
            || name.ends_with("ecmascript-regex.json")
        {
            files.push(path);
        }
    }
    files.sort();
}

fn document(file: &Path) -> Value {
    let bytes = std::fs::read(file).unwrap_or_default();
    let name = file.to_string_lossy();
    let mut text = String::new();
    let read = if name.ends_with(".gz") {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    let value = if name.contains(".json") {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        serde_yaml::from_str(&text).map_err(|error| error.to_string())
    };
    match (read, value) {
        (Ok(_), Ok(value)) => value,
        (read, value) => {
            println!("not read: {name}: {:?} {:?}", read.err(), value.err());
            Value::Null
        }
    }
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    (Some("pattern"), Value::String(pattern)) => {
                        found.insert(pattern.clone());
                    }
                    (Some("patternProperties"), Value::Mapping(map)) => {
                        found.extend(map.keys().filter_map(Value::as_str).map(str::to_owned));
                    }
                    (_, _) => {}
                }
                collect(value, found);
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}
