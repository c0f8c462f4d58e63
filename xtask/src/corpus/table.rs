//! Rows as people read them: a line while the task runs, and the page of the documentation.
use super::row::{Outcome, Row};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "\
# What becomes of real documents

Made by `cargo xtask corpus FOLDER --write`, with `--compile` where *check* has figures, from a collection of published documents and of test documents of
other tools, which is not part of the repository. Each document is generated in a process of its own, by a release build.
CPU seconds are user plus system, the median of three runs. *Lines* are those of Rust that were printed; the runtime that every crate carries is
not counted. *Check* is `cargo check` of the crate alone with all features and warnings denied, in CPU seconds for each
1,000 lines, the runtime's included; a dash where the run did not compile. *Findings* are counted by code: errors, then
warnings, then notes.
";

/// A row on one line.
pub(super) fn line(row: &Row) -> String {
    cells(row).join(" | ")
}

fn cells(row: &Row) -> Vec<String> {
    let mut findings: Vec<String> = Vec::new();
    for severity in ["error:", "warning:", "note:"] {
        let of = row.codes.iter().filter_map(|(key, count)| {
            let code = key.strip_prefix(severity)?;
            Some(format!("{code} {count}"))
        });
        findings.extend(of);
    }
    let operations = if row.outcome == Outcome::Generated {
        format!("{} / {}", row.listed, row.generated)
    } else {
        format!("{} / –", row.listed)
    };
    let check = match &row.check {
        None => "–".to_owned(),
        Some(check) if check.result.is_ok() => format!("{:.2}", per_thousand(check.cpu, row.lines)),
        Some(_) => "**fails**".to_owned(),
    };
    vec![
        row.name.clone(),
        row.version.clone(),
        (row.bytes / 1000).to_string(),
        operations,
        row.outcome.name().to_owned(),
        format!("{:.3}", row.cpu),
        (row.peak / 1024).to_string(),
        row.printed.to_string(),
        per_operation(row).map_or("–".to_owned(), |lines| lines.to_string()),
        check,
        findings.join(", "),
    ]
}

fn per_operation(row: &Row) -> Option<usize> {
    row.printed.checked_div(row.generated)
}

#[expect(clippy::cast_precision_loss, reason = "lines of a crate are few")]
fn per_thousand(cpu: f64, lines: usize) -> f64 {
    cpu * 1000.0 / lines.max(1) as f64
}

/// The whole page.
pub(super) fn page(rows: &[Row]) -> String {
    let mut page = format!("{HEAD}\n{}\n", summary(rows));
    page.push_str(
        "| document | version | kB | operations listed / generated | outcome | CPU s | MiB | lines | per operation | check | findings |\n",
    );
    page.push_str("|---|---|--:|--:|---|--:|--:|--:|--:|--:|---|\n");
    for row in rows {
        let _ = writeln!(page, "| {} |", cells(row).join(" | "));
    }
    page.push_str("\n## Documents that are refused, and why\n");
    for row in rows.iter().filter(|row| row.outcome != Outcome::Generated) {
        let _ = writeln!(page, "\n- {}", row.name);
        for error in &row.errors {
            let _ = writeln!(page, "  - {}", error.replace('<', "\\<"));
        }
    }
    page
}

/// What holds for all of them.
pub(super) fn summary(rows: &[Row]) -> String {
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let mut out = format!(
        "- {} documents: {} generate, {} are refused, {} crash.\n",
        rows.len(),
        count(Outcome::Generated),
        count(Outcome::Refused),
        count(Outcome::Crashed)
    );
    let listed: usize = generated(rows).map(|row| row.listed).sum();
    let made: usize = generated(rows).map(|row| row.generated).sum();
    let _ = writeln!(
        out,
        "- Of those that generate: {listed} operations listed, {made} generated."
    );
    for row in rows.iter().filter(|row| !row.unexplained.is_empty()) {
        let missing = row.unexplained.join(", ");
        let _ = writeln!(out, "- **{}** loses without a word: {missing}.", row.name);
    }
    let median = |mut values: Vec<usize>| {
        values.sort_unstable();
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    let per_operation = median(generated(rows).filter_map(per_operation).collect());
    let _ = writeln!(out, "- Lines for each operation, median: {per_operation}.");
    out.push_str(&checks(rows));
    out.push_str(&examples(rows));
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (key, count) in rows.iter().flat_map(|row| &row.codes) {
        let entry = codes.entry(key).or_default();
        *entry = (entry.0 + count, entry.1 + 1);
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    out.push_str("- Findings by code, and in how many documents:\n");
    for (key, (count, documents)) in codes {
        let (severity, code) = key.split_once(':').unwrap_or_default();
        let _ = writeln!(out, "  - {code} ({severity}): {count} in {documents}");
    }
    out
}

fn generated(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|row| row.outcome == Outcome::Generated)
}

fn checks(rows: &[Row]) -> String {
    let checked: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row, row.check.as_ref()?)))
        .collect();
    if checked.is_empty() {
        return String::new();
    }
    let passed: Vec<_> = checked
        .iter()
        .filter(|(_, check)| check.result.is_ok())
        .collect();
    let cpu: f64 = passed.iter().map(|(_, check)| check.cpu).sum();
    let lines: usize = passed.iter().map(|(row, _)| row.lines).sum();
    format!(
        "- `cargo check`: {} of {} pass; {:.2} CPU seconds for each 1,000 lines over all.\n",
        passed.len(),
        checked.len(),
        per_thousand(cpu, lines)
    )
}

fn examples(rows: &[Row]) -> String {
    let tried: Vec<_> = rows
        .iter()
        .filter_map(|row| row.examples.as_ref()?.as_ref().ok())
        .collect();
    if tried.is_empty() {
        return String::new();
    }
    let equal: usize = tried.iter().map(|examples| examples.equal).sum();
    let named: usize = tried.iter().map(|examples| examples.named).sum();
    let silent: usize = tried.iter().map(|examples| examples.silent.len()).sum();
    format!(
        "- Examples of {} documents: {equal} come back equal, {named} break their schema and are named, {silent} differ without a word.\n",
        tried.len()
    )
}
