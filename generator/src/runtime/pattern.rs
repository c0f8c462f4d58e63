//! Stand-in for the compiled patterns, until their branch is merged.

/// A pattern.
#[derive(Debug, Clone, Copy)]
pub struct Pattern {
    /// The text of the document.
    pub source: &'static str,
    /// How it is matched.
    pub matcher: Matcher,
}

/// How a pattern is matched.
#[derive(Debug, Clone, Copy)]
pub enum Matcher {
    /// By a function.
    Fallback(fn(&str) -> bool),
}

impl Pattern {
    /// Whether the pattern matches.
    pub fn is_match(&self, text: &str) -> bool {
        let Matcher::Fallback(matcher) = self.matcher;
        matcher(text)
    }

    /// Where it stops to match.
    pub fn fault(&self, text: &str) -> Option<usize> {
        (!self.is_match(text)).then_some(0)
    }

    /// Why it does not match.
    pub fn explain(&self, _text: &str) -> String {
        "no match".to_owned()
    }

    /// Checks a constant.
    pub const fn literal(&self, _type_name: &str, _text: &'static str) {}
}
