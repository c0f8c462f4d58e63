//! Sizes that other rules of the same type rule out: of texts by their pattern or format, of lists by what they must
//! contain or may not repeat, of objects by their properties.
use super::ground::{Ground, Told};
use super::pattern::length::{Lengths, lengths};
use crate::diag::Diagnostics;
use crate::ir::{
    Access, Additional, Presence, Rule, RuleKind, Scalar, Shape, Struct, TypeDef, TypeId,
};
use crate::source::Pointer;

/// Reports each of them.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let mut found = Found {
        told: Told::default(),
        diagnostics,
    };
    for def in &ground.api.types {
        let rules = ground.rules(def);
        let Some(last) = ground.chain(def).pop() else {
            continue;
        };
        texts(&rules, last, &mut found);
        lists(ground, &rules, last, &mut found);
        if let Shape::Struct(shape) = &last.shape {
            objects(&rules, last, shape, &mut found);
        }
    }
}

struct Found<'d> {
    told: Told,
    diagnostics: &'d mut Diagnostics,
}

impl Found<'_> {
    fn tell(&mut self, one: &Pointer, other: &Pointer, message: &str, help: &str) {
        let finding = self
            .told
            .contradiction(self.diagnostics, (one, other), message);
        if let Some(finding) = finding {
            finding.help(help);
        }
    }
}

/// A text as long as its pattern or format wants it, and as its length allows.
fn texts(rules: &[&Rule], last: &TypeDef, found: &mut Found<'_>) {
    let by_pattern = rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Pattern(source) => match lengths(source)? {
            Lengths::None => None,
            Lengths::Within { min, max } => Some((min, max, rule.at.clone())),
        },
        _ => None,
    });
    let by_format = match &last.shape {
        Shape::Scalar(Scalar::Uuid) => Some((36, Some(36))),
        Shape::Scalar(Scalar::Date) => Some((10, Some(10))),
        Shape::Scalar(Scalar::DateTime) => Some((20, None)),
        Shape::Scalar(Scalar::Ipv4) => Some((7, Some(15))),
        Shape::Scalar(Scalar::Ipv6) => Some((2, Some(45))),
        _ => None,
    };
    let by_format = by_format.map(|(min, max)| (min, max, last.at.child("format")));
    for (min, max, at) in by_pattern.chain(by_format) {
        for rule in rules {
            let message = match rule.kind {
                RuleKind::MaxLength(most) if most < min => {
                    format!("no text is so short: `{at}` asks for at least {min} characters")
                }
                RuleKind::MinLength(lower) if max.is_some_and(|max| max < lower) => format!(
                    "no text is so long: `{at}` allows at most {} characters",
                    max.unwrap_or(lower)
                ),
                _ => continue,
            };
            let help = "correct the length, or the other rule, or delete one of them";
            found.tell(&rule.at, &at, &message, help);
        }
    }
}

fn lists(ground: &Ground<'_>, rules: &[&Rule], last: &TypeDef, found: &mut Found<'_>) {
    let most = rules.iter().find_map(|rule| match rule.kind {
        RuleKind::MaxItems(most) => Some((most, *rule)),
        _ => None,
    });
    for rule in rules {
        let RuleKind::Contains { min, max, .. } = rule.kind else {
            continue;
        };
        let beside = |name| {
            rule.at
                .parent()
                .map_or_else(|| rule.at.clone(), |at| at.child(name))
        };
        if let Some((most, other)) = most.filter(|(most, _)| *most < min) {
            let message =
                format!("no list of at most {most} holds {min} items as `contains` wants them");
            found.tell(
                &rule.at,
                &other.at,
                &message,
                "allow more items, or ask for fewer",
            );
        }
        if max.is_some_and(|max| max < min) {
            let message = "no list holds so many items as `contains` wants them and no more than `maxContains`";
            let low = if min == 1 {
                rule.at.clone()
            } else {
                beside("minContains")
            };
            found.tell(
                &low,
                &beside("maxContains"),
                message,
                "raise `maxContains`, or lower `minContains`",
            );
        }
    }
    let Shape::List(item) = last.shape else {
        return;
    };
    let (Some(unique), Some(kinds)) = (
        rules.iter().find(|rule| rule.kind == RuleKind::UniqueItems),
        distinct(ground, item),
    ) else {
        return;
    };
    for rule in rules {
        if let RuleKind::MinItems(least) = rule.kind
            && least > kinds
        {
            let message =
                format!("no list has so many different items: there are {kinds} values for one");
            found.tell(
                &rule.at,
                &unique.at,
                &message,
                "ask for fewer items, or let them repeat",
            );
        }
    }
}

/// How many different values a type has, where they can be counted.
fn distinct(ground: &Ground<'_>, id: TypeId) -> Option<u64> {
    let chain = ground.chain(ground.api.ty(id));
    let values = match &chain.last()?.shape {
        Shape::Enum(one) => one.values.len(),
        Shape::Scalar(Scalar::Bool) => 2,
        _ => return None,
    };
    let null = chain.iter().any(|def| def.nullable);
    Some(values as u64 + u64::from(null))
}

fn objects(rules: &[&Rule], def: &TypeDef, shape: &Struct, found: &mut Found<'_>) {
    let extra = rules
        .iter()
        .any(|rule| matches!(rule.kind, RuleKind::PatternProperties(_)));
    let closed = shape.additional == Additional::Forbidden && !extra && shape.variant.is_none();
    // What travels one way only is not required the other way.
    let required = shape
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required && field.access == Access::Both)
        .count() as u64;
    let all = shape.fields.len() as u64;
    for rule in rules {
        match rule.kind {
            RuleKind::MinProperties(least) if closed && least > all => {
                let message = format!(
                    "no object has so many properties: there are {all}, and no others are allowed"
                );
                let at = def.at.child("additionalProperties");
                found.tell(&rule.at, &at, &message, "ask for fewer, or allow others");
            }
            RuleKind::MaxProperties(most) if most < required => {
                let message = format!("no object has so few properties: {required} are required");
                let at = def.at.child("required");
                found.tell(&rule.at, &at, &message, "allow more, or require fewer");
            }
            _ => {}
        }
    }
}
