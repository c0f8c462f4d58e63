//! Descriptions are `CommonMark` written by strangers: here they become lines that rustdoc takes without a warning, and that
//! can be neither code nor the end of a comment.

use super::code_blocks;
use std::collections::BTreeMap;

/// Columns at which prose is broken.
const WIDTH: usize = 100;

/// The lines of a description, safe for rustdoc, long ones broken.
pub(crate) fn lines(text: &str) -> Vec<String> {
    if is_plain(text) {
        return text.lines().map(str::to_owned).collect();
    }
    any_lines(text)
}

/// Whether a text is short lines of code spans, letters and signs that mean nothing: most are, and stay as they are.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('\n') && text.lines().all(is_plain_line)
}

fn is_plain_line(line: &str) -> bool {
    let line = line.as_bytes();
    if line.len() > WIDTH || line.first() == Some(&b' ') || line.last() == Some(&b' ') {
        return false;
    }
    let (mut is_code, mut blanks) = (false, 0);
    for (at, byte) in line.iter().enumerate() {
        blanks = if *byte == b' ' { blanks + 1 } else { 0 };
        let is_plain = match byte {
            // More than one mark a fence, or a span that holds others.
            b'`' => {
                is_code = !is_code;
                line.get(at + 1) != Some(&b'`')
            }
            b' '..=b'~' if is_code => true,
            b'h' => !line[at..].starts_with(b"http"),
            byte => byte.is_ascii_alphanumeric() || b" .,;:'\"()/_-+=!?".contains(byte),
        };
        if !is_plain || blanks == 4 {
            return false;
        }
    }
    !is_code
}

fn any_lines(text: &str) -> Vec<String> {
    let written: Vec<String> = text.lines().map(|line| visible(line.trim_end())).collect();
    let mut out: Vec<String> = Vec::new();
    for (line, is_code) in code_blocks::fenced(outdented(written)) {
        if is_code {
            out.push(line);
        } else {
            wrap(&escaped(&line), &mut out);
        }
    }
    // What was escaped or broken may read otherwise than what was written.
    let out = code_blocks::fenced(out).into_iter().map(|(line, _)| line);
    let mut out: Vec<String> = outdented(out.collect());
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    if out.is_empty() {
        vec!["(not described)".to_owned()]
    } else {
        out
    }
}

/// Without the blanks that all lines begin with: rustdoc takes them away too.
fn outdented(mut lines: Vec<String>) -> Vec<String> {
    let blanks = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let written = lines.iter().filter(|line| !line.is_empty());
    let common = written.map(blanks).min().unwrap_or(0);
    for line in lines.iter_mut().filter(|line| !line.is_empty()) {
        line.drain(..common);
    }
    lines
}

/// A name as it stands in a sentence: on one line.
pub(crate) fn name(text: &str) -> String {
    visible(&text.replace(['\n', '\r'], " "))
}

/// A code span: its fence is longer than any run of backticks in it.
pub(crate) fn code(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'`';
    if !text.is_empty() && !text.starts_with(' ') && text.bytes().all(is_plain) {
        return ["`", text, "`"].concat();
    }
    let text = name(text);
    if text.is_empty() {
        // Markdown has no empty code span: two backticks would begin one that goes on.
        "the empty text".to_owned()
    } else {
        let fence = "`".repeat(code_blocks::longest_run(&text) + 1);
        // Of one blank at both ends readers take it for padding.
        let is_padded = fence.len() > 1 || text.starts_with(' ') && text.ends_with(' ');
        let blank = if is_padded { " " } else { "" };
        format!("{fence}{blank}{text}{blank}{fence}")
    }
}

/// The first sentence, for tables.
pub(crate) fn first_sentence(text: &str) -> String {
    let line = lines(text)
        .into_iter()
        .take_while(|line| !line.is_empty() && !line.contains("```") && !line.contains("~~~"))
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
            if c == '\t' {
                "    ".to_owned()
            } else if hidden(c) {
                format!("U+{:04X}", c as u32)
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// Brackets that are no links, angles that are no addresses, and addresses that are bare.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut ahead = Ahead::new(line);
    let mut at = 0;
    // Where nothing but marks of lists and quotes stands yet, an angle is one of them.
    let mut leads = true;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let taken = match c {
            '`' => span(&mut ahead, at),
            '[' => link(&mut ahead, at),
            '<' => autolink(&mut ahead, at),
            'h' if rest.starts_with("https://") || rest.starts_with("http://") => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || "<>()[]`\"'|*".contains(c))
                    .unwrap_or(rest.len());
                let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
                out.extend(["<", url, ">"]);
                at += url.len();
                continue;
            }
            '\\' => rest.chars().nth(1).map(|next| 1 + next.len_utf8()),
            _ => Some(c.len_utf8()),
        };
        let Some(length) = taken else {
            out.push('\\');
            out.push(c);
            at += c.len_utf8();
            continue;
        };
        leads &= c.is_ascii_digit() || " >-+*.)".contains(c);
        if c == ']' || c == '>' && !leads {
            out.push('\\');
        }
        out.push_str(&rest[..length]);
        at += length;
    }
    out
}

/// A line in which the next place of a mark is looked up often: each is found once, so that a line of nothing but marks
/// costs no more than another.
struct Ahead<'t> {
    line: &'t str,
    /// The next place of each mark, as of the last search; the end where there is none.
    next: BTreeMap<&'t str, usize>,
}

impl<'t> Ahead<'t> {
    fn new(line: &'t str) -> Self {
        Self {
            line,
            next: BTreeMap::new(),
        }
    }

    /// The first place of `mark` at or after `from`; `from` only grows for each mark.
    fn find(&mut self, mark: &'t str, from: usize) -> Option<usize> {
        let line = self.line;
        let search = || line[from..].find(mark).map_or(line.len(), |at| from + at);
        let next = self.next.entry(mark).or_insert_with(search);
        if *next < from {
            *next = search();
        }
        (*next < line.len()).then_some(*next)
    }
}

/// Longer runs of backticks open no code span.
const MOST_TICKS: usize = 8;

/// The length of a code span that closes on this line.
fn span(ahead: &mut Ahead<'_>, at: usize) -> Option<usize> {
    let rest = &ahead.line[at..];
    let ticks = rest
        .bytes()
        .take(MOST_TICKS + 1)
        .take_while(|byte| *byte == b'`')
        .count();
    let mark = rest.get(..ticks).filter(|_| ticks <= MOST_TICKS)?;
    let close = ahead.find(mark, at + ticks)?;
    Some(close + ticks - at)
}

/// The length of `[text](address)`.
fn link(ahead: &mut Ahead<'_>, at: usize) -> Option<usize> {
    let text = ahead.find("](", at)?;
    let line = ahead.line;
    if line[at + 1..text].contains(['[', '<', '`']) {
        return None;
    }
    let close = ahead.find(")", text)?;
    let address = &line[text + 2..close];
    let plain = address.starts_with("http") && !address.contains([' ', '<']);
    plain.then_some(close + 1 - at)
}

/// The length of `<https://…>`.
fn autolink(ahead: &mut Ahead<'_>, at: usize) -> Option<usize> {
    let line = ahead.line;
    if !line[at..].starts_with("<http") {
        return None;
    }
    let end = ahead.find(">", at)?;
    (!line[at + 1..end].contains([' ', '<'])).then_some(end + 1 - at)
}

/// Breaks a line of prose between words; tables stay whole.
fn wrap(line: &str, out: &mut Vec<String>) {
    if line.len() <= WIDTH || line.trim_start().starts_with('|') {
        out.push(line.to_owned());
        return;
    }
    let listed = line.trim_start().starts_with(['-', '*', '+']);
    let mut current = String::new();
    // What `current` has: a line that may not be broken is as long as the text.
    let (mut characters, mut ticks) = (0, 0);
    for word in line.split_inclusive(' ') {
        let full = characters + word.trim_end().chars().count() > WIDTH;
        // A word that would begin a list, a heading, a quote or a fence must not begin a line, and no further blank.
        let risky = word.starts_with(['-', '+', '*', '#', '>', '=', '|', '~', ' '])
            || word.starts_with("```")
            || word.starts_with(|c: char| c.is_ascii_digit());
        if full && !risky && ticks % 2 == 0 && !current.trim_start().is_empty() {
            out.push(current.trim_end().to_owned());
            current = if listed {
                "  ".to_owned()
            } else {
                String::new()
            };
            (characters, ticks) = (current.len(), 0);
        }
        characters += word.chars().count();
        ticks += word.matches('`').count();
        current.push_str(word);
    }
    out.push(current.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::{any_lines, code, lines};

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
        assert_eq!(lines("    panic!()"), ["panic!()"]);
        assert_eq!(
            lines("a\n\n    panic!()"),
            ["a", "", "```text", "panic!()", "```"]
        );
        assert_eq!(lines("- > [a]\n  > b > c"), ["- > \\[a\\]", "  > b \\> c"]);
        assert_eq!(lines("a `[b]` c"), ["a `[b]` c"]);
        assert_eq!(lines("a\u{202e}b"), ["aU+202Eb"]);
        assert_eq!(lines(""), ["(not described)"]);
    }

    /// Each mark was once looked for to the end of the line, from every other mark.
    #[test]
    fn a_line_of_marks_costs_what_another_costs() {
        for mark in ["[", "`", "<http", "](", "* ", "` ", "[a](b", "> ", "\\"] {
            let text = mark.repeat(200_000);
            // A blank at which a line is broken is the break.
            let length: usize = lines(&text).iter().map(|line| line.len() + 1).sum();
            assert!(length >= text.trim_end().len(), "{mark}");
        }
        assert_eq!(
            lines("[a [b](http://c) ](d) `` x` `` y"),
            ["\\[a [b](http://c) \\](d) `` x` `` y"]
        );
    }

    #[test]
    fn plain_text_stays_as_any_text_would() {
        let signs = ['a', ' ', '\n', '-', '1', '.', '=', '`', '<'];
        for length in 0..=6 {
            for number in 0..signs.len().pow(length) {
                let text: String = (0..length)
                    .map(|place| signs[number / signs.len().pow(place) % signs.len()])
                    .collect();
                assert_eq!(lines(&text), any_lines(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(lines("```rust\nx"), ["```text", "x", "```"]);
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("`a```"), "```` `a``` ````");
        assert_eq!(code(" a "), "`  a  `");
        assert_eq!(code("a\r\nb"), "`a  b`");
        assert_eq!(lines(&code("a``` [b")), ["```` a``` [b ````"]);
        assert_eq!(code(""), "the empty text");
    }
}
