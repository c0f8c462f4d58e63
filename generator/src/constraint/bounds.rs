//! Lower bounds above their upper bounds: of lengths, sizes, numbers.
use super::ground::{Ground, Told};
use crate::diag::Diagnostics;
use crate::ir::RuleKind::{
    self, ExclusiveMaximum, ExclusiveMinimum, MaxItems, MaxLength, MaxProperties, Maximum,
    MinItems, MinLength, MinProperties, Minimum,
};
use crate::resolve::decimal;
use std::cmp::Ordering;

/// Reports each crossed pair of each type.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    for def in &ground.api.types {
        let rules = ground.rules(def);
        for low in &rules {
            for high in rules.iter().filter(|high| excludes(&low.kind, &high.kind)) {
                let message = format!("no value is within this bound and that of `{}`", high.at);
                let finding = told.contradiction(diagnostics, (&low.at, &high.at), &message);
                if let Some(finding) = finding {
                    finding.help("lower the one, raise the other, or delete one of them");
                }
            }
        }
    }
}

/// Whether no value satisfies both.
pub(super) fn excludes(low: &RuleKind, high: &RuleKind) -> bool {
    let above = |low: &str, high: &str, or_equal: bool| match decimal::compare(low, high) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => or_equal,
        Some(Ordering::Less) | None => false,
    };
    match (low, high) {
        (MinLength(a), MaxLength(b))
        | (MinItems(a), MaxItems(b))
        | (MinProperties(a), MaxProperties(b)) => a > b,
        (Minimum(a), Maximum(b)) => above(a, b, false),
        (ExclusiveMinimum(a), Maximum(b) | ExclusiveMaximum(b))
        | (Minimum(a), ExclusiveMaximum(b)) => above(a, b, true),
        _ => false,
    }
}
