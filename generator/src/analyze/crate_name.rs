//! The crate's own name: which ones cargo and rustc take, and one made from a title.
use super::ident::is_crate_name;

/// What crates.io takes; cargo makes names of files from it, which have an end too.
const LONGEST: usize = 64;

/// Folders of cargo, in which a binary of this name would lie, and devices, which are no files on Windows.
const FOLDERS: [&str; 8] = [
    "build",
    "deps",
    "examples",
    "incremental",
    "aux",
    "con",
    "nul",
    "prn",
];

/// What every generated crate depends on.
const MANIFEST: &str = include_str!("../emit/manifest.toml");

/// What some generated crates depend on.
const SOMETIMES: [&str; 5] = [
    "email_address",
    "fluent-uri",
    "idna",
    "quick-xml",
    "regress",
];

/// Why no crate of ours can have this name: the end of a sentence that begins with it.
pub(crate) fn refusal(name: &str) -> Option<&'static str> {
    if !is_crate_name(name) {
        Some(
            "is no name of a crate: small letters, digits, `-` and `_`, a letter first, no keyword",
        )
    } else if name.len() > LONGEST {
        Some("is no name of a crate: it has more than 64 characters")
    } else if FOLDERS.contains(&name) || is_port(name) {
        Some("is no name of a crate: cargo or a platform has files of this name")
    } else if is_dependency(name) {
        Some("is the name of a package that the crate itself depends on")
    } else {
        None
    }
}

/// A name that is no other's, beside one that is.
pub(crate) fn beside(name: &str) -> String {
    format!("{name}-client")
}

/// The name of a crate for an API of this title.
pub(crate) fn from_title(title: &str) -> String {
    let name = heck::AsKebabCase(title).to_string();
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    let name = name.trim_matches('-');
    let name = match name.get(..=LONGEST) {
        // Words stay whole.
        Some(start) => start
            .rsplit_once('-')
            .map_or(&name[..LONGEST], |(words, _)| words),
        None => name,
    };
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        "client".to_owned()
    } else if refusal(name).is_some() {
        beside(name)
    } else {
        name.to_owned()
    }
}

/// `com1` to `com9` and `lpt1` to `lpt9`, which are devices too.
fn is_port(name: &str) -> bool {
    let number = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
}

fn is_dependency(name: &str) -> bool {
    let spoken = |name: &str| name.replace('-', "_");
    let lines = MANIFEST
        .lines()
        .skip_while(|line| *line != "[dependencies]");
    let always = lines.filter_map(|line| Some(line.split_once(" = ")?.0));
    let wanted = spoken(name);
    always.chain(SOMETIMES).any(|own| spoken(own) == wanted)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, from_title, refusal};

    #[test]
    fn a_title_makes_a_name_that_can_be_built() {
        let long = "Word ".repeat(60);
        for (title, name) in [
            ("Pet Store", "pet-store"),
            ("Crate", "crate-client"),
            ("self", "self-client"),
            ("STD", "std-client"),
            ("Proc Macro", "proc-macro-client"),
            ("async", "async-client"),
            ("Build", "build-client"),
            ("Reqwest", "reqwest-client"),
            ("Serde JSON", "serde-json-client"),
            ("Fluent URI", "fluent-uri-client"),
            ("2 b", "client"),
            ("日本", "client"),
            ("日本 API", "api"),
            (
                &long,
                "word-word-word-word-word-word-word-word-word-word-word-word-word",
            ),
            (&format!("Test {}", "x".repeat(300)), "test-client"),
            (&"x".repeat(300), &"x".repeat(LONGEST)),
        ] {
            assert_eq!(from_title(title), name, "{title}");
            assert_eq!(refusal(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_built_is_refused() {
        for name in [
            "serde",
            "serde_json",
            "http-body",
            "tokio",
            "quick_xml",
            "deps",
            "super",
            "a b",
        ] {
            assert!(refusal(name).is_some(), "{name}");
        }
        assert!(refusal(&"x".repeat(65)).is_some());
    }
}
