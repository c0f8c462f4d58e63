//! `docs/behaviour.md` against the tests that it names.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cells of each row of the page, without heads of tables.
fn rows() -> Vec<Vec<String>> {
    let page = read(&docs().join("behaviour.md"));
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let rows = rows.filter(|line| !line.starts_with("| behaviour |"));
    let cells = |line: &str| {
        let line = line.trim_matches('|').replace("\\|", "\u{0}");
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells).collect()
}

/// The links of a cell: the test's name and the file.
fn links(cell: &str) -> Vec<(&str, &str)> {
    let parts = cell.split("[`").skip(1);
    parts
        .filter_map(|part| {
            let (name, rest) = part.split_once("`](")?;
            Some((name, rest.split_once(')')?.0))
        })
        .collect()
}

/// The tests of a file.
fn tests(text: &str) -> BTreeSet<String> {
    let mut lines = text.lines();
    let mut names = BTreeSet::new();
    while let Some(line) = lines.next() {
        if !matches!(line.trim(), "#[test]" | "#[tokio::test]") {
            continue;
        }
        let line = lines.next().unwrap_or_default().replace("async ", "");
        let name = line
            .trim()
            .strip_prefix("fn ")
            .and_then(|rest| rest.split_once('('));
        names.extend(name.map(|(name, _)| name.to_owned()));
    }
    names
}

#[test]
fn every_row_names_tests_that_exist() {
    let rows = rows();
    println!("{} rows", rows.len());
    assert!(rows.len() >= 60, "{} rows", rows.len());
    for row in &rows {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        let links = links(&row[4]);
        assert!(!links.is_empty(), "{row:?}");
        for (name, file) in links {
            let found = tests(&read(&docs().join(file)));
            assert!(found.contains(name), "{file} has no test {name}");
        }
    }
}

#[test]
fn every_test_here_has_a_row() {
    let rows = rows();
    let named: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| links(&row[4]))
        .map(|(name, _)| name)
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviour_wire");
    let files = std::fs::read_dir(&folder).expect("it is this folder");
    let files = files.map(|file| file.expect("it can be listed").path());
    for file in files.filter(|file| !file.ends_with("page.rs")) {
        for test in tests(&read(&file)) {
            assert!(
                named.contains(test.as_str()),
                "{} is in no row: {test}",
                file.display()
            );
        }
    }
}
