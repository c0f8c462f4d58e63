//! Escapes, outside and inside character classes.
use regex_syntax::hir::ClassUnicode;

use super::PatternError;
use super::ast::{Look, Node};
use super::parse::Parser;
use super::sets;

/// An escape that stands for characters.
pub(super) enum Escape {
    /// One code point.
    Point(u32),
    /// A set that cannot be an end of a range.
    Set(ClassUnicode),
}

impl Parser<'_> {
    /// What stands behind a `\` outside of classes.
    pub(super) fn escape(&mut self, begin: usize) -> Result<Node, PatternError> {
        match self.peek() {
            None => return self.fail_at(begin, "`\\` escapes nothing"),
            Some('b') => {
                self.next();
                return Ok(self.boundary(Look::Boundary));
            }
            Some('B') => {
                self.next();
                return Ok(self.boundary(Look::NoBoundary));
            }
            Some('k') if self.unicode() || !self.groups.names.is_empty() => {
                self.next();
                if !self.eat("<") {
                    return self.fail_at(begin, "`\\k` needs the name of a group");
                }
                let name = self.group_name()?;
                self.references.push((begin, name));
                return Ok(Node::BackReference);
            }
            Some('1'..='9') => {
                if let Some(node) = self.back_reference(begin)? {
                    return Ok(node);
                }
            }
            Some(_) => {}
        }
        Ok(match self.character_escape(begin, false)? {
            Escape::Point(code) => self.characters(sets::point(code)),
            Escape::Set(set) => self.characters(set),
        })
    }

    /// With `u` and `i` two letters beyond ASCII are of words too, which no automaton here knows.
    fn boundary(&self, look: Look) -> Node {
        if self.modifiers.any_case && self.unicode() {
            Node::Modified
        } else {
            Node::Look(look)
        }
    }

    /// `\1` where the pattern has that many groups; without `u` it is something else where not.
    fn back_reference(&mut self, begin: usize) -> Result<Option<Node>, PatternError> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = self.rest()[..digits].parse().unwrap_or(u32::MAX);
        if number <= self.groups.count {
            self.at += digits;
            return Ok(Some(Node::BackReference));
        }
        if self.unicode() {
            return self.fail_at(begin, format!("the pattern has no group {number}"));
        }
        Ok(None)
    }

    /// What stands behind a `\` and means characters, in a class or not.
    pub(super) fn character_escape(
        &mut self,
        begin: usize,
        in_class: bool,
    ) -> Result<Escape, PatternError> {
        let Some(c) = self.next() else {
            return self.fail_at(begin, "`\\` escapes nothing");
        };
        if c == 'W' {
            // What is no letter of a word in either case.
            return Ok(Escape::Set(sets::negated(self.folded(sets::word()))));
        }
        if let Some(set) = sets::named(c) {
            return Ok(Escape::Set(set));
        }
        let code = match c {
            'f' => 0x0c,
            'n' => 0x0a,
            'r' => 0x0d,
            't' => 0x09,
            'v' => 0x0b,
            'b' if in_class => 0x08,
            'c' => self.control(begin, in_class)?,
            'x' => self.two_digits(begin)?,
            'u' => self.four_digits(begin)?,
            'p' | 'P' if self.unicode() => return self.property(begin, c).map(Escape::Set),
            '0'..='9' => self.digits(begin, c)?,
            c => self.identity(begin, c, in_class)?,
        };
        Ok(Escape::Point(code))
    }

    /// `\cX`; without `u` a `\` that makes no such escape is itself.
    fn control(&mut self, begin: usize, in_class: bool) -> Result<u32, PatternError> {
        match self.peek() {
            Some(c) if c.is_ascii_alphabetic() => {
                self.next();
                Ok(u32::from(c) % 32)
            }
            Some(c @ ('0'..='9' | '_')) if in_class && !self.unicode() => {
                self.next();
                Ok(u32::from(c) % 32)
            }
            _ if self.unicode() => self.fail_at(begin, "`\\c` needs a letter"),
            _ => {
                self.at = begin + 1;
                Ok(u32::from('\\'))
            }
        }
    }

    fn two_digits(&mut self, begin: usize) -> Result<u32, PatternError> {
        match self.hex(2) {
            Some(code) => Ok(code),
            None if self.unicode() => self.fail_at(begin, "`\\x` needs two hexadecimal digits"),
            None => Ok(u32::from('x')),
        }
    }

    /// `\uXXXX`, a pair of them for one character, or `\u{…}`.
    fn four_digits(&mut self, begin: usize) -> Result<u32, PatternError> {
        if self.unicode() && self.eat("{") {
            return self.braced_point(begin);
        }
        let Some(code) = self.hex(4) else {
            return if self.unicode() {
                self.fail_at(begin, "`\\u` needs four hexadecimal digits or `{…}`")
            } else {
                Ok(u32::from('u'))
            };
        };
        if (0xd800..0xdc00).contains(&code) {
            let behind = self.at;
            if self.eat("\\u")
                && let Some(low @ 0xdc00..0xe000) = self.hex(4)
            {
                return Ok(0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00));
            }
            self.at = behind;
        }
        Ok(code)
    }

    fn braced_point(&mut self, begin: usize) -> Result<u32, PatternError> {
        let Some((digits, _)) = self.rest().split_once('}') else {
            return self.fail_at(begin, "`\\u{` is not closed");
        };
        let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits.trim_start_matches('0'), 16);
        let code = if digits.bytes().all(|byte| byte == b'0') {
            Ok(0)
        } else {
            code
        };
        match code {
            Ok(code) if valid && code <= 0x10_ffff => {
                self.at += digits.len() + 1;
                Ok(code)
            }
            Ok(_) | Err(_) => self.fail_at(begin, "`\\u{…}` needs a code point in hexadecimal"),
        }
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        let code = digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())??;
        self.at += count;
        Some(code)
    }

    fn property(&mut self, begin: usize, letter: char) -> Result<ClassUnicode, PatternError> {
        let name = self
            .rest()
            .strip_prefix('{')
            .and_then(|rest| Some(rest.split_once('}')?.0));
        let Some(name) = name else {
            return self.fail_at(begin, format!("`\\{letter}` needs a property in braces"));
        };
        let Some(set) = sets::property(name) else {
            return self.fail_at(begin, format!("`{name}` is no property of Unicode"));
        };
        self.at += name.len() + 2;
        Ok(if letter == 'P' {
            sets::negated(set)
        } else {
            set
        })
    }

    /// `\0`, and without `u` octal numbers up to 377.
    fn digits(&mut self, begin: usize, first: char) -> Result<u32, PatternError> {
        let more = self.peek().is_some_and(|c| c.is_ascii_digit());
        if self.unicode() {
            return if first == '0' && !more {
                Ok(0)
            } else {
                self.fail_at(begin, "octal escapes are not allowed")
            };
        }
        let mut code = u32::from(first) - u32::from('0');
        if code > 7 {
            return Ok(u32::from(first));
        }
        for _ in 0..2 {
            match self.peek() {
                Some(c @ '0'..='7') if code * 8 + u32::from(c) - u32::from('0') <= 0o377 => {
                    code = code * 8 + u32::from(c) - u32::from('0');
                    self.next();
                }
                _ => break,
            }
        }
        Ok(code)
    }

    fn identity(&mut self, begin: usize, c: char, in_class: bool) -> Result<u32, PatternError> {
        let syntax = "^$\\.*+?()[]{}|/".contains(c) || in_class && c == '-';
        if self.unicode() && !syntax {
            return self.fail_at(begin, format!("`\\{c}` is no escape"));
        }
        Ok(u32::from(c))
    }
}
