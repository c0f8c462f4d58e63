//! The one function that touches the disk: compares files in memory with a folder, and writes the differences.
use crate::layout::Files;
use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What a file of the folder is, beside what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// It should be there and is not.
    Missing,
    /// It has another text.
    Changed,
    /// It is there and should not be.
    Stale,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Stale => "stale",
        })
    }
}

/// One file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path below the folder.
    pub path: String,
    /// What is the matter with it.
    pub class: Class,
    /// For a changed file the first hunk, in the manner of `diff -u`.
    pub hunk: Option<String>,
}

/// Files beside the generated ones that people own.
fn is_foreign(path: &str) -> bool {
    path.starts_with("target/")
        || path.starts_with('.')
        || matches!(path, "Cargo.lock" | "LICENSE-MIT" | "LICENSE-APACHE")
}

/// What differs between `files` and the folder, in order of path.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn compare(folder: &Path, files: &Files) -> io::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    for (path, text) in files {
        match std::fs::read(folder.join(path)) {
            Ok(found) if found == text.as_bytes() => {}
            Ok(found) => {
                let hunk = Some(first_hunk(&String::from_utf8_lossy(&found), text));
                differences.push(Difference {
                    path: path.clone(),
                    class: Class::Changed,
                    hunk,
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                differences.push(Difference {
                    path: path.clone(),
                    class: Class::Missing,
                    hunk: None,
                });
            }
            Err(error) => return Err(error),
        }
    }
    for path in walk(folder)? {
        if !files.contains_key(&path) && !is_foreign(&path) {
            differences.push(Difference {
                path,
                class: Class::Stale,
                hunk: None,
            });
        }
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// Makes the folder what `files` say. Files that are right already keep their time stamps.
///
/// # Errors
///
/// When a file cannot be read, written or deleted.
pub fn write(folder: &Path, files: &Files) -> io::Result<Vec<Difference>> {
    let differences = compare(folder, files)?;
    for difference in &differences {
        let path = folder.join(&difference.path);
        match files.get(&difference.path) {
            None => std::fs::remove_file(&path)?,
            Some(text) => {
                if let Some(parent) = path.parent() {
                    std::fs::create_dir_all(parent)?;
                }
                std::fs::write(&path, text)?;
            }
        }
    }
    remove_empty(folder, &differences)?;
    Ok(differences)
}

/// Folders that only held stale files go with them.
fn remove_empty(folder: &Path, differences: &[Difference]) -> io::Result<()> {
    let stale = differences
        .iter()
        .filter(|difference| difference.class == Class::Stale);
    let parents: BTreeSet<PathBuf> = stale
        .filter_map(|one| Path::new(&one.path).parent().map(Path::to_owned))
        .collect();
    for parent in parents
        .iter()
        .rev()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        let path = folder.join(parent);
        if std::fs::read_dir(&path)?.next().is_none() {
            std::fs::remove_dir(&path)?;
        }
    }
    Ok(())
}

/// Every file of a folder by its path below it, `/` between folders.
fn walk(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut todo = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = todo.pop() {
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                if !is_foreign(&format!("{name}/")) {
                    todo.push((entry.path(), format!("{name}/")));
                }
            } else {
                found.push(name);
            }
        }
    }
    Ok(found)
}

/// The first place where two texts differ, with two lines around it.
fn first_hunk(found: &str, wanted: &str) -> String {
    let (found, wanted): (Vec<&str>, Vec<&str>) =
        (found.lines().collect(), wanted.lines().collect());
    let start = found
        .iter()
        .zip(&wanted)
        .take_while(|(a, b)| a == b)
        .count();
    let tail = found[start..]
        .iter()
        .rev()
        .zip(wanted[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let from = start.saturating_sub(2);
    let mut out = format!("@@ line {} @@\n", start + 1);
    let mut put = |mark: char, lines: &[&str]| {
        for line in lines.iter().take(6) {
            out.push(mark);
            out.push_str(line);
            out.push('\n');
        }
    };
    put(' ', &found[from..start]);
    put('-', &found[start..found.len() - tail]);
    put('+', &wanted[start..wanted.len() - tail]);
    out
}

#[cfg(test)]
mod tests {
    use super::first_hunk;

    #[test]
    fn a_hunk_shows_the_first_difference() {
        assert_eq!(
            first_hunk("a\nb\nc\nd\n", "a\nb\nx\nd\n"),
            "@@ line 3 @@\n a\n b\n-c\n+x\n"
        );
        assert_eq!(first_hunk("a\n", "a\nb\n"), "@@ line 2 @@\n a\n+b\n");
    }
}
