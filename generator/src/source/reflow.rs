//! Lines of a flow collection (`{ … }`, `[ … ]`) that stand further left than YAML 1.2 allows. Every other reader takes them, and
//! documents are full of them; they are moved right before the parser sees them, and offsets are moved back.
use std::collections::BTreeMap;

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
        let start = start as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = self.text[line..start].chars().count();
        let end = end(self.text.as_bytes(), start);
        let mut out = self.text[..start].to_owned();
        let (mut at, mut changed) = (start, false);
        for (number, line) in self.text[start..end].split_inclusive('\n').enumerate() {
            let blank = line.len() - line.trim_start_matches(' ').len();
            if number > 0 && blank < column && !line.trim().is_empty() {
                *self.added.entry(self.original(at as u32)).or_default() += (column - blank) as u32;
                out.extend(std::iter::repeat_n(' ', column - blank));
                changed = true;
                if out.len() > self.most {
                    return false;
                }
            }
            out.push_str(line);
            at += line.len();
        }
        out.push_str(&self.text[end..]);
        self.text = out;
        let mut sum = 0;
        self.moved.clear();
        for (line, count) in &self.added {
            self.moved.push((line + sum, *line, *count));
            sum += count;
        }
        changed
    }
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
