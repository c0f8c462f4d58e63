//! Descriptions are `CommonMark` written by strangers: here they become lines that rustdoc takes without a warning, and that
//! can be neither code nor the end of a comment.

/// Columns at which prose is broken.
const WIDTH: usize = 100;

/// The lines of a description, safe for rustdoc, long ones broken.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let line = visible(line.trim_end());
        let bare = line.trim_start();
        if let Some(open) = &fence {
            let closes =
                bare.starts_with(open.as_str()) && bare.trim_end_matches(['`', '~']).is_empty();
            out.push(if closes { open.clone() } else { line.clone() });
            fence = fence.filter(|_| !closes);
        } else if bare.starts_with("```") || bare.starts_with("~~~") {
            let mark: String = bare.chars().take_while(|c| bare.starts_with(*c)).collect();
            // Without a language rustdoc would compile the block.
            out.push(format!("{mark}text"));
            fence = Some(mark);
        } else {
            wrap(&escaped(shallow(&line)), &mut out);
        }
    }
    out.extend(fence);
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    if out.is_empty() {
        vec!["(not described)".to_owned()]
    } else {
        out
    }
}

/// A code span; backticks in it are doubled as `CommonMark` wants it.
pub(crate) fn code(text: &str) -> String {
    let text = visible(&text.replace(['\n', '\r'], " "));
    if text.is_empty() {
        // Markdown has no empty code span: two backticks would begin one that goes on.
        "the empty text".to_owned()
    } else if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// The first sentence, for tables.
pub(crate) fn first_sentence(text: &str) -> String {
    let line = lines(text)
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    match line.find(". ") {
        Some(end) => line[..=end].to_owned(),
        None => line,
    }
}

/// Controls that could turn text around, or end a line, are spelt out.
fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control() && c != '\t'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
    };
    if !text.contains(hidden) {
        return text.replace('\t', "    ");
    }
    text.chars()
        .map(|c| {
            if hidden(c) {
                format!("U+{:04X}", c as u32)
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// Four leading blanks would make a block of code of it.
fn shallow(line: &str) -> &str {
    let bare = line.trim_start();
    let indent = (line.len() - bare.len()).min(3);
    &line[line.len() - bare.len() - indent..]
}

/// Brackets that are no links, angles that are no addresses, and addresses that are bare.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' => span(rest),
            '[' => link(rest),
            '<' => autolink(rest),
            'h' if rest.starts_with("https://") || rest.starts_with("http://") => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || "<>()[]`\"'|*".contains(c))
                    .unwrap_or(rest.len());
                let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
                out.extend(["<", url, ">"]);
                rest = &rest[url.len()..];
                continue;
            }
            '\\' => rest.chars().nth(1).map(|next| 1 + next.len_utf8()),
            _ => Some(c.len_utf8()),
        };
        let Some(length) = taken else {
            out.push('\\');
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let escape = matches!(c, ']' | '>') && !(c == '>' && out.trim().is_empty());
        if escape {
            out.push('\\');
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// The length of a code span that closes on this line.
fn span(rest: &str) -> Option<usize> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let close = rest[ticks..].find(&rest[..ticks])?;
    Some(ticks + close + ticks)
}

/// The length of `[text](address)`.
fn link(rest: &str) -> Option<usize> {
    let text = rest.find("](")?;
    let close = rest[text..].find(')')?;
    let address = &rest[text + 2..text + close];
    let plain = !rest[1..text].contains(['[', '<', '`'])
        && address.starts_with("http")
        && !address.contains([' ', '<']);
    plain.then_some(text + close + 1)
}

/// The length of `<https://…>`.
fn autolink(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    let plain = rest.starts_with("<http") && !rest[1..end].contains([' ', '<']);
    plain.then_some(end + 1)
}

/// Breaks a line of prose between words; tables stay whole.
fn wrap(line: &str, out: &mut Vec<String>) {
    if line.len() <= WIDTH || line.trim_start().starts_with('|') {
        out.push(line.to_owned());
        return;
    }
    let listed = line.trim_start().starts_with(['-', '*', '+']);
    let mut current = String::new();
    for word in line.split_inclusive(' ') {
        let full = current.chars().count() + word.trim_end().chars().count() > WIDTH;
        // A word that would begin a list, a heading or a quote must not begin a line.
        let risky = word.starts_with(['-', '+', '*', '#', '>', '=', '|'])
            || word.starts_with(|c: char| c.is_ascii_digit());
        let ticks = current.matches('`').count() % 2 == 1;
        if full && !risky && !ticks && !current.trim().is_empty() {
            out.push(current.trim_end().to_owned());
            current = if listed {
                "  ".to_owned()
            } else {
                String::new()
            };
        }
        current.push_str(word);
    }
    out.push(current.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::{code, lines};

    #[test]
    fn text_of_a_document_is_no_link_no_tag_and_no_code() {
        assert_eq!(
            lines("see [id] and <b>x</b>"),
            ["see \\[id\\] and \\<b\\>x\\</b\\>"]
        );
        assert_eq!(
            lines("at https://a.example/x."),
            ["at <https://a.example/x>."]
        );
        assert_eq!(
            lines("[docs](https://a.example)"),
            ["[docs](https://a.example)"]
        );
        assert_eq!(lines("```\nlet x;\n```"), ["```text", "let x;", "```"]);
        assert_eq!(lines("    panic!()"), ["   panic!()"]);
        assert_eq!(lines("a `[b]` c"), ["a `[b]` c"]);
        assert_eq!(lines("a\u{202e}b"), ["aU+202Eb"]);
        assert_eq!(lines(""), ["(not described)"]);
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(lines("```rust\nx"), ["```text", "x", "```"]);
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code(""), "the empty text");
    }
}
