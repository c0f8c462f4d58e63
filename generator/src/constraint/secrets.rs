//! Which schemas are secret: their values never show, here or in the generated crate.
use crate::config::{Config, Selector, Target};
use crate::diag::Diagnostics;
use crate::hash::HashSet;
use crate::ir::{Api, RuleKind, Scalar, Shape, TypeDef, TypeId};

/// The schemas whose values never show: named by the configuration, or `format: password`.
pub(crate) fn secret_types(api: &Api, config: &Config) -> HashSet<TypeId> {
    let is_secret = |def: &&TypeDef| {
        let password = def
            .rules
            .iter()
            .any(|rule| rule.kind == RuleKind::Format("password".to_owned()));
        let mut selectors = config.secrets.iter();
        password || selectors.any(|selector| chooses(selector, def))
    };
    let secret = api.types.iter().filter(is_secret);
    secret.map(|def| def.id).collect()
}

/// Reports entries of the configuration's list of secrets that choose nothing.
pub(crate) fn report_unused_secrets(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    for selector in &config.secrets {
        if !api.types.iter().any(|def| chooses(selector, def)) {
            let what = "no schema in use";
            config.report_unused(&selector.at, what, diagnostics);
        }
    }
}

fn chooses(selector: &Selector, def: &TypeDef) -> bool {
    match &selector.target {
        Target::Pattern(pattern) => identity(def) == Some(pattern.as_str()),
        Target::Pointer(pointer) => def.at == *pointer,
    }
}

/// The one pattern of a string schema.
pub(crate) fn identity(def: &TypeDef) -> Option<&str> {
    if !matches!(def.shape, Shape::Scalar(Scalar::String)) {
        return None;
    }
    let mut patterns = def.rules.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Pattern(source) => Some(source.as_str()),
        _ => None,
    });
    let first = patterns.next()?;
    patterns.next().is_none().then_some(first)
}
