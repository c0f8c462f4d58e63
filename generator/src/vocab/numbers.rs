//! Numbers among the values of keywords: those in quotes, and those that a keyword has no use for.
use super::walk::Walker;
use crate::source::{Count, Node, NodeKind};

impl Walker<'_> {
    pub(super) fn number(&mut self, value: &mut Node) -> bool {
        let Some(text) = value.as_str() else {
            return matches!(value.kind, NodeKind::Number(_));
        };
        let Some(number) = crate::source::number(text.trim()) else {
            return false;
        };
        self.repaired(&format!(
            "a number belongs here; the string is read as {number}"
        ))
        .help("take it out of its quotes");
        value.kind = NodeKind::Number(number.into());
        true
    }

    /// A count that is a number already; one below zero says nothing.
    pub(super) fn count(&mut self, value: &mut Node) -> bool {
        match Count::of(value.as_number().unwrap_or_default()) {
            Count::Whole(_) => true,
            Count::Broken => false,
            Count::Negative => {
                self.repaired("a count is not negative; it is read as absent");
                value.kind = NodeKind::Null;
                true
            }
        }
    }

    /// What values are multiples of, a number already: of zero or less there are none, so that says nothing.
    pub(super) fn step(&mut self, value: &mut Node) -> bool {
        let text = value.as_number().unwrap_or_default();
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        if text.starts_with('-') || !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
            self.repaired("values are multiples of a number above zero; it is read as absent");
            value.kind = NodeKind::Null;
        }
        true
    }
}
