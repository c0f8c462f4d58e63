//! Lines of a flow collection (`{ … }`, `[ … ]`) that stand further left than YAML 1.2 allows. Every other reader takes them, and
//! documents are full of them; they are moved right before the parser sees them, and offsets are moved back.
use std::collections::BTreeMap;
use std::ops::Range;

/// The text may double and grow by this many bytes besides: each line of a collection that begins far to the right grows
/// by its column.
const MOST_GROWTH: usize = 1 << 20;

/// A text with spaces inserted at the beginning of some lines.
pub(super) struct Reflowed {
    pub(super) text: String,
    /// How many spaces were put before the line that begins at this offset of the text as it was.
    added: BTreeMap<u32, u32>,
    /// The same by offsets of the new text: where the spaces begin, the line as it was, how many.
    moved: Vec<(u32, u32, u32)>,
    /// The collections whose lines were moved, in the new text.
    collections: Vec<Range<u32>>,
    /// The bytes that it may grow to.
    most: usize,
}

impl Reflowed {
    /// The text as it is.
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            added: BTreeMap::new(),
            moved: Vec::new(),
            collections: Vec::new(),
            most: MOST_GROWTH + 2 * text.len(),
        }
    }

    /// The offset in the text as it was.
    pub(super) fn original(&self, at: u32) -> u32 {
        let next = self.moved.partition_point(|(start, _, _)| *start <= at);
        let Some((start, line, count)) = next.checked_sub(1).map(|last| self.moved[last]) else {
            return at;
        };
        // Within the spaces: where the line began.
        line + (at - start).saturating_sub(count)
    }

    /// Indents the lines of the flow collection that begins at `start` to its own column; `false` where none needs it, or
    /// where that would multiply the text.
    pub(super) fn indent(&mut self, start: u32) -> bool {
        self.indent_from(start, |_, _| None)
    }

    /// The same for the collections behind it that seem to need it too. Whether they are collections is known once the text
    /// is read: see [`Self::is_within`].
    pub(super) fn indent_all(&mut self, start: u32) -> bool {
        self.indent_from(start, following)
    }

    fn indent_from(&mut self, start: u32, next: fn(&str, usize) -> Option<usize>) -> bool {
        let mut out = String::with_capacity(self.text.len());
        let (mut at, mut found, mut changed) = (0, Some(start as usize), false);
        while let Some(start) = found {
            out.push_str(&self.text[at..start]);
            at = end(self.text.as_bytes(), start);
            let begin = out.len() as u32;
            changed |= self.collection(start, at, &mut out);
            self.collections.push(begin..out.len() as u32);
            if !changed || out.len() > self.most {
                return false;
            }
            found = next(&self.text, at);
        }
        out.push_str(&self.text[at..]);
        self.text = out;
        let mut sum = 0;
        self.moved.clear();
        for (line, count) in &self.added {
            self.moved.push((line + sum, *line, *count));
            sum += count;
        }
        true
    }

    /// Whether all that was moved is in flow collections, where blanks mean nothing; these are where the parser found some.
    pub(super) fn is_within(&self, flows: &[Range<u32>]) -> bool {
        let is_one = |own: &Range<u32>| {
            flows
                .binary_search_by_key(&own.start, |flow| flow.start)
                .is_ok_and(|at| flows[at] == *own)
        };
        self.collections.iter().all(is_one)
    }

    /// Writes a flow collection with its lines moved right; whether one had to be.
    fn collection(&mut self, start: usize, end: usize, out: &mut String) -> bool {
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = self.text[line..start].chars().count();
        let (mut at, mut changed) = (start, false);
        for (number, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            let blank = indentation(line);
            if number > 0 && blank < column && !line.trim().is_empty() {
                *self.added.entry(self.original(at as u32)).or_default() += (column - blank) as u32;
                out.extend(std::iter::repeat_n(' ', column - blank));
                changed = true;
                if out.len() > self.most {
                    return changed;
                }
            }
            out.push_str(line);
            at += line.len();
        }
        changed
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// What looks like the next flow collection behind `at` that has a line no further right than its key, which YAML forbids.
fn following(text: &str, at: usize) -> Option<usize> {
    let mut at = at + text[at..].find('\n')? + 1;
    // Lines further right than this are of a block scalar.
    let mut block = None;
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..line_end];
        let own = indentation(line);
        if block.is_some_and(|block| own > block) || line.trim().is_empty() {
            at = line_end;
            continue;
        }
        block = is_block_header(line).then_some(own);
        let (key, start) = value(text, at);
        // What follows a key stands further right than it, an item further right than its dash.
        let column = if key < start { key - at } else { own };
        at = line_end;
        match text.as_bytes().get(start) {
            Some(b'[' | b'{') => {
                let end = end(text.as_bytes(), start);
                let lines = text[start..end].split_inclusive('\n').skip(1);
                if lines
                    .filter(|line| !line.trim().is_empty())
                    .any(|line| indentation(line) <= column)
                {
                    return Some(start);
                }
                at = at.max(end);
            }
            Some(quote @ (b'"' | b'\'')) => at = at.max(quoted(text.as_bytes(), start, *quote)),
            _ => {}
        }
        // What follows on the line where it ended is no value.
        if at > line_end {
            at += text[at..].find('\n')? + 1;
        }
    }
    None
}

/// Where the key of the line at `at` begins, behind the dashes, and where its value does: the same where it has no key.
fn value(text: &str, at: usize) -> (usize, usize) {
    let blanks = |at: usize| at + indentation(&text[at..]);
    let mut at = blanks(at);
    while text[at..].starts_with("- ") {
        at = blanks(at + 1);
    }
    let line = text[at..].lines().next().unwrap_or_default();
    let key = match line.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => quoted(text.as_bytes(), at, *quote) + 1,
        Some(b'[' | b'{' | b'#') => return (at, at),
        _ => at + line.find(": ").unwrap_or(line.len()),
    };
    if text.get(key..).is_some_and(|rest| rest.starts_with(": ")) {
        (at, blanks(key + 1))
    } else {
        (at, at)
    }
}

/// Whether a line ends with `|` or `>`, as block scalars begin; text may end so too.
fn is_block_header(line: &str) -> bool {
    let content = line.split_once(" #").map_or(line, |(content, _)| content);
    let bare = content
        .trim_end()
        .trim_end_matches(|c: char| matches!(c, '+' | '-' | '0'..='9'));
    bare.ends_with(['|', '>'])
}

/// The end of the flow collection that begins at `start`, as far as brackets, quotes and comments tell.
fn end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    // Quotes and comments begin a token; within a word they are letters.
    let mut fresh = true;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' | b'\'' if fresh => at = quoted(bytes, at, byte),
            b'#' if fresh => {
                while at + 1 < bytes.len() && bytes[at + 1] != b'\n' {
                    at += 1;
                }
            }
            _ => {}
        }
        fresh = matches!(
            byte,
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'[' | b'{'
        );
        at += 1;
    }
    bytes.len()
}

/// The closing quote of the string that opens at `start`.
fn quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::Reflowed;

    #[test]
    fn moves_what_follows_but_nothing_in_block_scalars() {
        let text = "a: [\n1]\nb: |\n  c: [\n  1]\nd:\n  e: >-  # folded\n     f: {\n  g: {\n    h: 1\n  }\n  \"i\": \"[\n  [\"\n  j: [\n    1]\n- [\n]\n";
        let mut reflowed = Reflowed::new(text);
        assert!(reflowed.indent_all(3));
        assert_eq!(
            reflowed.text,
            "a: [\n   1]\nb: |\n  c: [\n  1]\nd:\n  e: >-  # folded\n     f: {\n  g: {\n     h: 1\n     }\n  \"i\": \"[\n  [\"\n  j: [\n    1]\n- [\n  ]\n"
        );
        let at = |text: &str, what: &str| text.rfind(what).expect("it is there") as u32;
        for what in ["1]\nb", "c:", "h:", "j:", "]"] {
            assert_eq!(
                reflowed.original(at(&reflowed.text, what)),
                at(text, what),
                "{what}"
            );
        }
    }

    #[test]
    fn moves_lines_right_and_offsets_back() {
        let text = "a: [\n1,\n  {b: '}',\n c: 2} # ]\n]\nd: {\n}\n";
        let mut reflowed = Reflowed::new(text);
        let at = |text: &str, what: char| text.find(what).expect("it is there") as u32;
        assert!(reflowed.indent(at(&reflowed.text, '[')));
        let start = reflowed.text.rfind('{').expect("it is there") as u32;
        assert!(reflowed.indent(start));
        assert_eq!(
            reflowed.text,
            "a: [\n   1,\n   {b: '}',\n   c: 2} # ]\n   ]\nd: {\n   }\n"
        );
        for what in ['a', '1', 'c', '2', ']', 'd'] {
            assert_eq!(
                reflowed.original(at(&reflowed.text, what)),
                at(text, what),
                "{what}"
            );
        }
        assert!(!reflowed.indent(at(&reflowed.text, '[')));
        assert_eq!(
            reflowed.original(reflowed.text.len() as u32),
            text.len() as u32
        );
    }
}
