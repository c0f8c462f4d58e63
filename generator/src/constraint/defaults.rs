//! Defaults that break their own schema.
use super::fault::{fault, short};
use super::ground::Ground;
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::source::Pointer;

/// Reports each default that its schema does not allow; the places of their schemas.
pub(super) fn check(ground: &Ground<'_>, diagnostics: &mut Diagnostics) -> HashSet<Pointer> {
    // The kinds of one schema are types of their own with its default; the first is the whole.
    let mut seen: HashSet<&Pointer> = HashSet::default();
    let mut wrong = HashSet::default();
    for def in &ground.api.types {
        let Some(default) = def.default.as_ref().filter(|_| seen.insert(&def.at)) else {
            continue;
        };
        let Some(fault) = fault(ground, def, default) else {
            continue;
        };
        let secret = ground.is_secret(def);
        let message = if secret {
            format!("the default {}", fault.what)
        } else {
            format!("the default {} {}", short(default), fault.what)
        };
        let finding = diagnostics.report(Code::ExampleMismatch, &def.at.child("default"), message);
        if secret {
            finding.without_excerpts();
        }
        if let Some(rule) = fault.rule {
            finding.related(&rule.at, "the rule that it breaks");
        }
        finding.help("correct the default, or what the schema allows");
        wrong.insert(def.at.clone());
    }
    wrong
}
