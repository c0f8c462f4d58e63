//! Names that generated code has taken already, so that names of a document must give way.

/// Methods of every model; a property of that name gets a trailing underscore.
pub(super) const MODEL_METHODS: &[&str] = &[
    "new", "validate", "encode", "decode", "clone", "default", "into", "try_into", "eq", "ne",
];

/// Methods of every call; an optional parameter of that name gets a trailing underscore.
pub(super) const CALL_METHODS: &[&str] = &[
    "clone",
    "collect_all",
    "collect_all_blocking",
    "download",
    "download_blocking",
    "from_draft",
    "from_token",
    "header",
    "into",
    "into_draft",
    "into_future",
    "iter_blocking",
    "new",
    "pages",
    "pages_blocking",
    "retry",
    "send_blocking",
    "set_cookie",
    "set_file",
    "set_form",
    "set_header",
    "set_json",
    "set_media",
    "set_path",
    "set_payload",
    "set_query",
    "set_text",
    "set_urlencoded",
    "set_value",
    "set_written",
    "stream",
    "timeout",
    "token",
    "token_provider",
    "total_timeout",
    "try_into",
    "validation",
    "with_response",
    "with_response_blocking",
];

/// Methods of every resource client and of the client itself.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "builder",
    "from_env",
    "new",
    "clone",
    "client",
    "into",
    "base_url",
    "mock",
    "default",
    "try_into",
    "config",
    "from_config",
];

/// Methods of the mock itself; an outermost resource of that name gets a trailing underscore there.
pub(super) const MOCK_METHODS: &[&str] = &[
    "new", "client", "builder", "on", "calls", "slept", "verify", "default", "drop", "fmt", "into",
    "try_into",
];

/// Variants that every enum has, and names that the traits of enums use.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self", "Err"];

#[cfg(test)]
mod tests {
    use super::CALL_METHODS;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// The names of functions in `impl` blocks of `Call`, told from the text as rustfmt lays it out.
    fn methods(text: &str) -> Vec<String> {
        let mut inside = false;
        let mut names = Vec::new();
        for line in text.lines() {
            if let Some(head) = line.strip_prefix("impl") {
                let of = head.split(" where ").next().unwrap_or_default();
                inside = of.contains(" Call<O>");
            }
            inside &= line != "}";
            let Some((visible, rest)) = line.split_once("fn ").filter(|_| inside) else {
                continue;
            };
            let words = ["pub", "pub(crate)", "async", "const"];
            let is_item = line.starts_with("    ") && !line.starts_with("     ");
            if is_item && visible.split_whitespace().all(|word| words.contains(&word)) {
                names.extend(rest.split(['(', '<']).next().map(str::to_owned));
            }
        }
        names
    }

    #[test]
    fn reserved_are_the_methods_of_calls() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime");
        // Of what every type has, users call these.
        let mut expected = BTreeSet::from(["into".to_owned(), "try_into".to_owned()]);
        for file in std::fs::read_dir(folder).expect("the runtime is there") {
            let path = file.expect("it can be listed").path();
            let text = std::fs::read_to_string(&path).expect("it is text");
            expected.extend(methods(&text));
        }
        // Called by formatting only.
        expected.remove("fmt");
        assert!(expected.contains("download_blocking"), "{expected:?}");
        let reserved: BTreeSet<String> = CALL_METHODS.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(reserved, expected);
    }
}
