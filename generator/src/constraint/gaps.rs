//! Bounds that hold numbers, but none that the type or `multipleOf` lets through: a whole number from 1.2 to 1.8.
use super::bounds::excludes;
use super::ground::{Ground, Told};
use crate::diag::Diagnostics;
use crate::ir::{Rule, RuleKind, Scalar, Shape};
use crate::resolve::decimal;

/// Reports each type whose bounds lie between two neighbours of its grid.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    for def in &ground.api.types {
        let last = ground.chain(def).last().map(|last| &last.shape);
        let whole = matches!(
            last,
            Some(Shape::Scalar(Scalar::Integer | Scalar::Unsigned))
        );
        let Some(gap) = gap(&ground.rules(def), whole) else {
            continue;
        };
        let missing = match (whole, gap.step) {
            (true, None) => "whole number".to_owned(),
            (false, Some((step, _))) => format!("multiple of {step}"),
            (true, Some((step, _))) => format!("whole multiple of {step}"),
            (false, None) => continue,
        };
        let message = format!(
            "no {missing} is within this bound and that of `{}`",
            gap.high.at
        );
        let places = (&gap.low.at, &gap.high.at);
        if let Some(finding) = told.contradiction(diagnostics, places, &message) {
            if let Some((_, rule)) = gap.step {
                finding.related(&rule.at, "the step");
            }
            finding.help("widen the range to the nearest value that is meant");
        }
    }
}

struct Gap<'a> {
    low: &'a Rule,
    high: &'a Rule,
    step: Option<(&'a str, &'a Rule)>,
}

/// The bounds that leave nothing, where that can be told in 128 bits.
fn gap<'a>(rules: &[&'a Rule], whole: bool) -> Option<Gap<'a>> {
    let steps: Vec<(&str, &Rule)> = rules.iter().filter_map(|rule| step(rule)).collect();
    if !whole && steps.is_empty() {
        return None;
    }
    let texts = rules.iter().filter_map(|rule| number(&rule.kind));
    let places = texts.filter_map(decimal::places).max()?;
    let mut grid = if whole {
        decimal::scaled("1", places)?
    } else {
        0
    };
    for (text, _) in &steps {
        grid = common(grid, decimal::scaled(text, places)?)?;
    }
    if grid <= 0 {
        return None;
    }
    let mut first: Option<(i128, &Rule)> = None;
    let mut last: Option<(i128, &Rule)> = None;
    for rule in rules {
        match edge(&rule.kind, places, grid) {
            Some(Edge::First(value)) if first.is_none_or(|(known, _)| value > known) => {
                first = Some((value, rule));
            }
            Some(Edge::Last(value)) if last.is_none_or(|(known, _)| value < known) => {
                last = Some((value, rule));
            }
            Some(_) | None => {}
        }
    }
    let ((first, low), (last, high)) = (first?, last?);
    (first > last && !excludes(&low.kind, &high.kind)).then_some(Gap {
        low,
        high,
        step: steps.first().copied(),
    })
}

/// The point of the grid that a bound admits first or last.
enum Edge {
    First(i128),
    Last(i128),
}

fn edge(kind: &RuleKind, places: u32, grid: i128) -> Option<Edge> {
    let bound = decimal::scaled(number(kind)?, places)?;
    let (below, rest) = (bound.div_euclid(grid), bound.rem_euclid(grid));
    let above = if rest == 0 {
        below
    } else {
        below.checked_add(1)?
    };
    let point = |steps: i128| steps.checked_mul(grid);
    match kind {
        RuleKind::Minimum(_) => point(above).map(Edge::First),
        RuleKind::ExclusiveMinimum(_) => point(below.checked_add(1)?).map(Edge::First),
        RuleKind::Maximum(_) => point(below).map(Edge::Last),
        RuleKind::ExclusiveMaximum(_) => point(above.checked_sub(1)?).map(Edge::Last),
        _ => None,
    }
}

/// The number in a rule about numbers.
fn number(kind: &RuleKind) -> Option<&str> {
    match kind {
        RuleKind::Minimum(text)
        | RuleKind::Maximum(text)
        | RuleKind::ExclusiveMinimum(text)
        | RuleKind::ExclusiveMaximum(text)
        | RuleKind::MultipleOf(text) => Some(text),
        _ => None,
    }
}

fn step(rule: &Rule) -> Option<(&str, &Rule)> {
    match &rule.kind {
        RuleKind::MultipleOf(text) => Some((text, rule)),
        _ => None,
    }
}

/// The least common multiple; of 0, which is no grid yet, the other.
fn common(one: i128, other: i128) -> Option<i128> {
    if one == 0 {
        return Some(other);
    }
    let (mut a, mut b) = (one, other);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    (a != 0).then_some(())?;
    (one / a).checked_mul(other)
}
