//! What a value breaks, told all at once and in bounded space.

use std::fmt;

/// One broken rule.
///
/// Shown as `/message: longer than 2000 characters (2013)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) of the value, after what names the document where there are several (`body/recipients/0`).
    /// A missing or surplus property is told at its object. Names of more than 256 characters are cut.
    pub place: String,
    /// The keyword of JSON Schema that is broken.
    pub keyword: &'static str,
    /// What was allowed and what was found.
    pub message: String,
}

impl Violation {
    /// The short form `body/recipients/0/role: enum`.
    pub fn notation(&self) -> String {
        format!("{}: {}", self.place, self.keyword)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.place.is_empty() { "" } else { ": " };
        write!(f, "{}{separator}{}", self.place, self.message)
    }
}

/// All that a value breaks, in the order of its parts.
///
/// The text of all together stays below 64 KiB whatever the value; what does not fit is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    /// Bytes of the text of `list`.
    size: usize,
    more: usize,
}

/// Leaves room for the closing line.
const LIMIT: usize = 64 * 1024 - 64;
/// Separators and keyword, which the short form shows.
const OVERHEAD: usize = 32;

impl Violations {
    /// None so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, or only counts it once the text of all is too long.
    pub fn push(&mut self, violation: Violation) {
        let size = violation.place.len() + violation.message.len() + OVERHEAD;
        if self.more > 0 || self.size + size > LIMIT {
            self.more += 1;
        } else {
            self.size += size;
            self.list.push(violation);
        }
    }

    /// Adds a violation from its parts.
    pub fn add(
        &mut self,
        place: impl Into<String>,
        keyword: &'static str,
        message: impl Into<String>,
    ) {
        self.push(Violation {
            place: place.into(),
            keyword,
            message: message.into(),
        });
    }

    /// Adds those of another value.
    pub fn append(&mut self, other: Self) {
        for violation in other.list {
            self.push(violation);
        }
        self.more += other.more;
    }

    /// Whether nothing is broken.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.more == 0
    }

    /// How many there are, those without text included.
    pub fn len(&self) -> usize {
        self.list.len() + self.more
    }

    /// How many are counted only, for lack of space.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Those that have their text.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// The short forms, `body/recipients/0/role: enum`.
    pub fn notation(&self) -> Vec<String> {
        self.list.iter().map(Violation::notation).collect()
    }

    /// `Ok` when nothing is broken.
    ///
    /// # Errors
    ///
    /// The violations themselves, when there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        match self.more {
            0 => Ok(()),
            more if self.list.is_empty() => write!(f, "{more} violations"),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl std::error::Error for Violations {}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
