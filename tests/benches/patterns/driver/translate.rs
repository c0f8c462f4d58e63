//! A pattern as the crate `regex` reads it, with ECMA-262's meaning: its `\d` and `\w` are ASCII.

/// The translation of what patterns have. Where the two still differ, verdicts on the texts that are measured tell.
pub fn to_regex(source: &str) -> String {
    let mut out = String::new();
    let mut in_class = false;
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match (chars.next(), in_class) {
                (Some('d'), true) => out.push_str("0-9"),
                (Some('d'), false) => out.push_str("[0-9]"),
                (Some('D'), _) => out.push_str("[^0-9]"),
                (Some('w'), true) => out.push_str("0-9A-Za-z_"),
                (Some('w'), false) => out.push_str("[0-9A-Za-z_]"),
                (Some('W'), _) => out.push_str("[^0-9A-Za-z_]"),
                (Some('b'), false) => out.push_str(r"(?-u:\b)"),
                (Some(other), _) => out.extend(['\\', other]),
                (None, _) => out.push('\\'),
            },
            '[' if in_class => out.push_str(r"\["),
            '[' | ']' => {
                in_class = c == '[';
                out.push(c);
            }
            other => out.push(other),
        }
    }
    out
}
