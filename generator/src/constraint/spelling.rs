//! Strings of a format that has a Rust type, where another rule wants a spelling that the type does not write: a UUID in
//! capitals, a time with three digits of the second always. Such a string stays text, and its format is checked.
use super::ground::Ground;
use crate::diag::{Code, Diagnostics};
use crate::ir::{Rule, RuleKind, Scalar, Shape, TypeDef, TypeId};

/// UUIDs of each version as they are written, with letters among the digits.
const UUIDS: [&str; 8] = [
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-21d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-31d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-41d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-51d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-61d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-71d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-81d0-a765-00a0c91e6bf6",
];
const ADDRESSES: [&str; 3] = [
    "2001:db8::1",
    "fe80::1",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348",
];
/// Times without a fraction, and with one whose zeros at the end are written or not.
const TIMES: [&str; 3] = [
    "1970-01-01T00:00:00Z",
    "2000-12-31T23:59:59Z",
    "2026-01-15T09:30:15Z",
];
const PADDED: &str = "2026-01-15T09:30:15.120Z";
const SHORT: &str = "2026-01-15T09:30:15.12Z";

/// What becomes text, with the name of its format and the rule that its type cannot keep.
pub(super) struct Respelt {
    id: TypeId,
    format: &'static str,
    rule: Rule,
}

/// Finds them.
pub(super) fn find(ground: &Ground<'_>) -> Vec<Respelt> {
    let one = |def: &TypeDef| {
        let (format, clashes): (_, fn(&Ground<'_>, &RuleKind) -> bool) = match def.shape {
            Shape::Scalar(Scalar::Uuid) => ("uuid", |ground, kind| refuses(ground, kind, &UUIDS)),
            Shape::Scalar(Scalar::Ipv6) => {
                ("ipv6", |ground, kind| refuses(ground, kind, &ADDRESSES))
            }
            Shape::Scalar(Scalar::DateTime) => ("date-time", wants_digits),
            _ => return None,
        };
        let rule = def.rules.iter().find(|rule| clashes(ground, &rule.kind))?;
        Some(Respelt {
            id: def.id,
            format,
            rule: rule.clone(),
        })
    };
    ground.api.types.iter().filter_map(one).collect()
}

/// Makes text of one of them.
pub(super) fn apply(def: &mut TypeDef, respelt: &[Respelt], diagnostics: &mut Diagnostics) {
    let Some(Respelt { format, rule, .. }) = respelt.iter().find(|one| one.id == def.id) else {
        return;
    };
    let at = def.at.child("format");
    let message = format!(
        "this stays text that is checked: the type for `{format}` writes one spelling, and it is not the one that the other rule wants"
    );
    diagnostics
        .report(Code::UnsupportedKeyword, &at, message)
        .related(&rule.at, "the rule that wants another spelling");
    def.shape = Shape::Scalar(Scalar::String);
    def.rules.push(Rule {
        kind: RuleKind::Format((*format).to_owned()),
        at,
    });
}

fn refuses(ground: &Ground<'_>, kind: &RuleKind, samples: &[&str]) -> bool {
    match kind {
        RuleKind::Pattern(source) => samples.iter().all(|text| ground.mismatches(source, text)),
        _ => false,
    }
}

/// A time is written in UTC, with `Z`, and with as many digits of the second as it needs.
fn wants_digits(ground: &Ground<'_>, kind: &RuleKind) -> bool {
    let pads =
        |source: &str| !ground.mismatches(source, PADDED) && ground.mismatches(source, SHORT);
    match kind {
        RuleKind::MinLength(least) => *least > TIMES[0].len() as u64,
        RuleKind::Pattern(source) => refuses(ground, kind, &TIMES) || pads(source),
        _ => false,
    }
}
