//! Reads ECMA-262 pattern text: with the flag `u`, or without and then as Annex B lets browsers read it.
use std::collections::BTreeSet;

use super::PatternError;
use super::ast::{Look, Node};
use super::modifiers::Modifiers;
use super::sets;

/// Groups in groups; a document must not exhaust the stack.
const DEPTH: usize = 100;

/// How the text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// With the flag `u`.
    Unicode,
    /// Without it, as Annex B has it.
    Legacy,
}

/// The tree of `text`.
pub(super) fn parse(text: &str, mode: Mode) -> Result<Node, PatternError> {
    let groups = Groups::of(text);
    let mut parser = Parser {
        text,
        at: 0,
        mode,
        groups,
        depth: 0,
        references: Vec::new(),
        modifiers: Modifiers::default(),
    };
    let node = parser.choice()?;
    if !parser.rest().is_empty() {
        return parser.fail("`)` closes no group");
    }
    for (at, name) in std::mem::take(&mut parser.references) {
        if !parser.groups.names.contains(&name) {
            return Err(PatternError {
                offset: at,
                message: format!("no group is named `{name}`"),
            });
        }
    }
    Ok(node)
}

/// A place in the text and what is known of the whole.
pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) at: usize,
    pub(super) mode: Mode,
    pub(super) groups: Groups,
    depth: usize,
    /// `\k<name>` met so far, checked at the end.
    pub(super) references: Vec<(usize, String)>,
    pub(super) modifiers: Modifiers,
}

/// The capturing groups of a pattern; what `\1` and `\k` mean hangs on them.
pub(super) struct Groups {
    pub(super) count: u32,
    pub(super) names: BTreeSet<String>,
}

impl Groups {
    fn of(text: &str) -> Self {
        let mut found = Self {
            count: 0,
            names: BTreeSet::new(),
        };
        let (mut in_class, mut chars) = (false, text.char_indices());
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => drop(chars.next()),
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => found.open(&text[at + 1..]),
                _ => {}
            }
        }
        found
    }

    fn open(&mut self, rest: &str) {
        match rest.strip_prefix("?<") {
            Some(rest) if !rest.starts_with(['=', '!']) => {
                self.count += 1;
                self.names
                    .extend(rest.split_once('>').map(|(name, _)| name.to_owned()));
            }
            Some(_) => {}
            None => self.count += u32::from(!rest.starts_with('?')),
        }
    }
}

impl<'a> Parser<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Steps over `text` if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Result<T, PatternError> {
        self.fail_at(self.at, message)
    }

    #[allow(clippy::unused_self, reason = "reads like `fail`")]
    pub(super) fn fail_at<T>(
        &self,
        offset: usize,
        message: impl Into<String>,
    ) -> Result<T, PatternError> {
        Err(PatternError {
            offset,
            message: message.into(),
        })
    }

    pub(super) fn unicode(&self) -> bool {
        self.mode == Mode::Unicode
    }

    fn choice(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.fail(format!("more than {DEPTH} groups in each other"));
        }
        let mut branches = vec![self.sequence()?];
        while self.eat("|") {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 {
            branches.remove(0)
        } else {
            Node::Choice(branches)
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let (begin, term) = (self.at, self.term()?);
            nodes.push(self.quantified(begin, term)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        })
    }

    fn term(&mut self) -> Result<Node, PatternError> {
        let begin = self.at;
        let Some(c) = self.next() else {
            return Ok(Node::Empty);
        };
        Ok(match c {
            '^' | '$' if self.modifiers.lines => Node::Modified,
            '^' => Node::Look(Look::Start),
            '$' => Node::Look(Look::End),
            '(' => return self.group(begin),
            '[' => {
                let set = self.class(begin)?;
                self.checked(set)
            }
            '.' if self.modifiers.dot_all => Node::Set(sets::everything()),
            '.' => Node::Set(sets::dot()),
            '\\' => return self.escape(begin),
            '*' | '+' | '?' => return self.fail_at(begin, format!("`{c}` repeats nothing")),
            '{' if self.unicode() => return self.fail_at(begin, "a lone `{` must be escaped"),
            '{' if self.braces(begin).is_some() => {
                return self.fail_at(begin, "the count repeats nothing");
            }
            '}' | ']' if self.unicode() => {
                return self.fail_at(begin, format!("a lone `{c}` must be escaped"));
            }
            c => self.characters(sets::point(u32::from(c))),
        })
    }

    fn group(&mut self, begin: usize) -> Result<Node, PatternError> {
        let around = ["?=", "?!", "?<=", "?<!"].iter().any(|mark| self.eat(mark));
        let outside = self.modifiers;
        if !around && !self.eat("?:") {
            if self.eat("?<") {
                self.group_name()?;
            } else if self.rest().starts_with('?') {
                self.modifiers = self.modified()?;
            }
        }
        let node = self.choice()?;
        self.modifiers = outside;
        if !self.eat(")") {
            return self.fail_at(begin, "the group is not closed");
        }
        Ok(if around {
            Node::Around(Box::new(node))
        } else {
            node
        })
    }

    /// The name up to `>`.
    pub(super) fn group_name(&mut self) -> Result<String, PatternError> {
        let Some((name, _)) = self.rest().split_once('>') else {
            return self.fail("the group's name is not closed");
        };
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        if name.is_empty() || name.starts_with(|c: char| c.is_numeric()) || !name.chars().all(word)
        {
            return self.fail(format!("`{name}` is no name of a group"));
        }
        self.at += name.len() + 1;
        Ok(name.to_owned())
    }

    fn quantified(&mut self, begin: usize, node: Node) -> Result<Node, PatternError> {
        let at = self.at;
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.braces(at) {
                Some((min, max, end)) => {
                    // The last character is stepped over below.
                    self.at = end - 1;
                    (min, max)
                }
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.next();
        self.eat("?");
        if max.is_some_and(|max| max < min) {
            return self.fail_at(at, "the count's limits are in the wrong order");
        }
        // Annex B lets a look-ahead be repeated, no other condition.
        let starts = |marks: &[&str]| {
            marks
                .iter()
                .any(|mark| self.text[begin..].starts_with(mark))
        };
        if starts(&["^", "$", "\\b", "\\B", "(?<=", "(?<!"])
            || self.unicode() && starts(&["(?=", "(?!"])
        {
            return self.fail_at(at, "this cannot be repeated");
        }
        Ok(Node::Repeat {
            node: Box::new(node),
            min,
            max,
        })
    }

    /// The limits of a count such as `{2}`, `{2,}` or `{2,5}` at `begin`, and where it ends; huge numbers are cut.
    fn braces(&self, begin: usize) -> Option<(u32, Option<u32>, usize)> {
        let inner = self.text[begin..].strip_prefix('{')?;
        // Not up to the next `}` however far: that is quadratic where many braces are not closed.
        let length = inner
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || *byte == b',')
            .count();
        let (inner, behind) = inner.split_at(length);
        if !behind.starts_with('}') {
            return None;
        }
        let number = |digits: &str| {
            let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            valid.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let (min, max) = match inner.split_once(',') {
            None => number(inner).map(|count| (count, Some(count)))?,
            Some((min, "")) => (number(min)?, None),
            Some((min, max)) => (number(min)?, Some(number(max)?)),
        };
        Some((min, max, begin + inner.len() + 2))
    }
}
