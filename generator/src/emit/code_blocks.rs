//! Blocks of code in descriptions. rustdoc compiles and runs each that does not name another language, be it fenced or
//! indented, in a list or in a quote: here they become fences of the language `text`.
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The language that rustdoc leaves alone.
const LANGUAGE: &str = "text";

/// What may follow a text: another paragraph.
const FOLLOWING: &str = "\n\n.";

/// A block of code.
struct Block {
    is_indented: bool,
    /// Nothing closes it, and what follows the text would be in it.
    is_open: bool,
    lines: Range<usize>,
    /// The column of the fence or of the first text, behind the marks of lists and quotes.
    column: usize,
    /// The column of the text of each line, where it has one.
    texts: Vec<Option<usize>>,
}

/// The lines, each with whether it belongs to a block of code. All blocks are fences of the language `text`.
pub(super) fn fenced(lines: Vec<String>) -> Vec<(String, bool)> {
    let blocks = blocks(&lines);
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.into_iter();
    let mut done = 0;
    for block in blocks {
        let before = rest.by_ref().take(block.lines.start - done);
        out.extend(before.map(|line| (line, false)));
        let own: Vec<String> = rest.by_ref().take(block.lines.len()).collect();
        let own = if block.is_indented {
            as_fence(&own, &block)
        } else {
            tagged(own, &block)
        };
        out.extend(own.into_iter().map(|line| (line, true)));
        done = block.lines.end;
    }
    out.extend(rest.map(|line| (line, false)));
    out
}

/// The blocks of code in their order.
fn blocks(lines: &[String]) -> Vec<Block> {
    let may_begin = |line: &String| {
        ["```", "~~~", "    "]
            .iter()
            .any(|mark| line.contains(mark))
    };
    if !lines.iter().any(may_begin) {
        return Vec::new();
    }
    // Outside of code tags and references are escaped: none of them is a block here.
    let text = lines.join("\n").replace(['<', '['], "(");
    let text = text + FOLLOWING;
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let place = |at: usize| {
        let line = starts.partition_point(|start| *start <= at) - 1;
        (line, at - starts[line])
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_inside = false;
    for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let ((first, column), (last, _)) = (place(range.start), place(range.end - 1));
                let end = lines.len().min(last + 1);
                is_inside = true;
                blocks.push(Block {
                    is_indented: kind == CodeBlockKind::Indented,
                    is_open: range.end == text.len(),
                    lines: first..end,
                    column,
                    texts: vec![None; end - first],
                });
            }
            Event::End(TagEnd::CodeBlock) => is_inside = false,
            Event::Text(_) if is_inside => {
                if let Some(block) = blocks.last_mut() {
                    let (line, column) = place(range.start);
                    if let Some(text) = block.texts.get_mut(line - block.lines.start) {
                        text.get_or_insert(column);
                    }
                }
            }
            _ => {}
        }
    }
    blocks
}

/// A fence of another language, or of none. One that nothing closes is closed.
fn tagged(mut lines: Vec<String>, block: &Block) -> Vec<String> {
    let Some(first) = lines.first_mut() else {
        return lines;
    };
    let (before, fence) = first.split_at(block.column);
    let mark = if fence.starts_with('~') { '~' } else { '`' };
    let fence = &fence[..fence.len() - fence.trim_start_matches(mark).len()];
    let closing = block.is_open.then(|| fence.to_owned());
    *first = format!("{before}{fence}{LANGUAGE}");
    lines.extend(closing);
    lines
}

/// A fence around what was indented.
fn as_fence(lines: &[String], block: &Block) -> Vec<String> {
    const INDENT: &str = "    ";
    let outer = |line: usize, column: usize| {
        let before = &lines[line][..column];
        before.strip_suffix(INDENT).unwrap_or(before)
    };
    let first = outer(0, block.texts[0].unwrap_or(block.column));
    let fence = "`".repeat(longest_run(&lines.concat()).max(2) + 1);
    let mut out = vec![format!("{first}{fence}{LANGUAGE}")];
    for (at, (line, text)) in lines.iter().zip(&block.texts).enumerate() {
        out.push(match text {
            Some(column) => format!("{}{}", continued(outer(at, *column)), &line[*column..]),
            None => line.clone(),
        });
    }
    out.push(format!("{}{fence}", continued(first)));
    out
}

/// What stands before the text on further lines: a list goes on by blanks, and a quote by its mark, which takes one of them.
fn continued(before: &str) -> String {
    let mut out = String::with_capacity(before.len());
    let mut signs = before.chars().peekable();
    while let Some(sign) = signs.next() {
        out.push(if sign == '>' { '>' } else { ' ' });
        if sign == '>' && signs.peek().is_some_and(|next| !matches!(next, ' ' | '>')) {
            out.push(' ');
        }
    }
    out
}

/// The length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::{CodeBlockKind, Event, Options, Parser, Tag};

    /// What is compiled, and what is shown as code.
    fn code(lines: &[String]) -> (usize, String) {
        let text = lines.join("\n");
        let (mut compiled, mut inside, mut code) = (0, false, String::new());
        for event in Parser::new_ext(&text, Options::all()) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    inside = true;
                    compiled += usize::from(kind != CodeBlockKind::Fenced("text".into()));
                }
                Event::End(_) => inside = false,
                Event::Text(text) if inside => code.push_str(&text),
                _ => {}
            }
        }
        (compiled, code)
    }

    #[test]
    fn code_in_lists_and_quotes_stays_code_and_is_not_compiled() {
        let long = "word ".repeat(19);
        let cases = [
            ("- a\n\n  ```\n  x[0]\n  ```\n- b", "x[0]\n"),
            ("- ```rust\n  <b>\n  ```\nb", "<b>\n"),
            ("- ~~~\n  x\nb ```", "x\n"),
            ("> ```\n> x\n\nb", "x\n"),
            ("> > ~~~ rust\n> > x\n> > ~~~", "x\n"),
            ("1. a\n\n       x\n\n        y\n\n2. b", "x\n\n y\n"),
            ("-     x\n      y\n- b", "x\ny\n"),
            (">     x\n>     y\n> z", "x\ny\n"),
            ("- >     ```\n  >     y\n", "```\ny\n"),
            ("a\n\n\tx\n\tb", "x\nb\n"),
            ("a\n\n\tx\u{200e}", "xU+200E\n"),
            (">-     x\n>       y\n> z", "x\ny\n"),
            (">>1.     x", "x\n"),
            ("a\n\n    x\n~~~\ny", "x\ny\n"),
            ("<div>\n```\nx\n```\n</div>", "x\n"),
            ("[a]: b\n    x\n\n    y", "y\n"),
            ("```x``` is code\n\n<b>", ""),
            ("   a\n    ~~~", ""),
            (&format!("{long}~~~ x"), ""),
            (&format!("- {long}``` x"), ""),
            (&format!("# {long}.       x"), ""),
        ];
        for (text, shown) in cases {
            let lines = markdown::lines(text);
            assert_eq!(code(&lines), (0, shown.to_owned()), "{text:?} {lines:#?}");
        }
    }

    /// Texts of all kinds of marks, made by a simple generator of numbers.
    #[test]
    fn no_description_is_compiled() {
        const PARTS: &[&str] = &[
            "\n",
            "\n\n",
            "    ",
            "  ",
            " ",
            "- ",
            "1. ",
            "2) ",
            "> ",
            "```",
            "~~~",
            "`",
            "a",
            "rust",
            "#",
            "<a>",
            "[b]: c",
            "\t",
            "|a|b|\n|-|-|\n",
            "***",
            "word word word word word word word word word word word ",
            "\\",
        ];
        let mut state = 1u64;
        for _ in 0..4_000 {
            let mut text = String::new();
            for _ in 0..24 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                text.push_str(PARTS[(state >> 33) as usize % PARTS.len()]);
            }
            let lines = markdown::lines(&text);
            let (compiled, _) = code(&lines);
            assert_eq!(compiled, 0, "{text:?} {lines:#?}");
            let mut followed = lines.clone();
            followed.extend(["", "Limits."].map(str::to_owned));
            assert!(!code(&followed).1.contains("Limits"), "{text:?} {lines:#?}");
            // As rustdoc does where all lines begin with blanks.
            let blanks = |line: &String| line.len() - line.trim_start().len();
            let written = lines.iter().filter(|line| !line.is_empty());
            assert_eq!(written.map(blanks).min(), Some(0), "{text:?} {lines:#?}");
        }
    }
}
