//! All patterns of the corpus against an independent engine.
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use super::documents::{of_corpus, of_the_sdk};
use super::long::longest;
use super::sample::{Dice, texts};
use super::support::load;
use crate::constraint::pattern::parse::{Mode, parse};
use crate::constraint::pattern::{Compiled, Form, Reason, compile};

#[test]
fn patterns_of_the_corpus_agree_with_regress() {
    let Some(patterns) = of_corpus() else {
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
    let (mut tables, mut shared, mut long) = (BTreeSet::new(), 0, 0);
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
        wrong.extend(disagreements(source, compiled, &mut long));
    }
    println!(
        "{} patterns compiled in {took:?}: {forms:?}, {} refused",
        patterns.len(),
        refused.len()
    );
    println!("{long} of them on texts of more than 10,000 characters as well");
    println!("{bytes} bytes of tables, {shared} when shared; refused: {refused:#?}");
    assert_eq!(wrong, Vec::<String>::new());
    assert!(bytes < 256 << 10);
    assert!(long * 2 > patterns.len(), "only {long} had long texts");
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

/// Where the two differ. Counts in `long` whether there were texts of more than 10,000 characters.
fn disagreements(source: &str, compiled: &Compiled, long: &mut usize) -> Vec<String> {
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
    let texts = texts(&node, &mut Dice::new(source), longest(&node));
    *long += usize::from(texts.iter().any(|text| text.chars().count() > 10_000));
    assert!(texts.len() == 200 && texts[0].is_empty());
    for text in texts {
        let expected = engine.find(&text).is_some();
        matched += usize::from(expected);
        let fault = pattern.fault(&text);
        if pattern.is_match(&text) != expected || fault.is_none() != expected {
            let shown: String = text.chars().take(400).collect();
            wrong.push(format!(
                "{source} on {shown:?} ({} bytes): {expected} says regress ({:?})",
                text.len(),
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

#[test]
fn each_pattern_of_the_sdk_has_a_small_table() {
    let patterns = of_the_sdk();
    assert!(!patterns.is_empty());
    for source in &patterns {
        let compiled = compile(source).expect("the document's patterns are ECMA-262");
        println!(
            "{:?}, {} bytes: {source}",
            compiled.form, compiled.table_bytes
        );
        assert!(!compiled.needs_engine(), "{source}");
        assert!(compiled.table_bytes < 1 << 10, "{source}");
    }
}
