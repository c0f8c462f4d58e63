//! Which patterns identify: strings of one such pattern are one newtype in the whole crate.
use super::ident;
use crate::config::{Config, Selector, Target};
use crate::constraint::pattern::length::{Lengths, lengths};
use crate::constraint::pattern::{self, Compiled, Effort};
use crate::constraint::secrets::identity;
use crate::diag::{Code, Diagnostics};
use crate::hash::{HashMap, HashSet};
use crate::ir::{Api, Origin, RuleKind, Shape, TypeDef, TypeId};
use crate::source::Pointer;
use std::collections::BTreeMap;

/// Last words of names under which a pattern is taken for an identifier's, where the configuration is silent.
const IDENTIFYING: &[&str] = &["id", "ids", "key", "arn", "urn", "uid", "guid"];

/// A message shows so many characters of a pattern.
const SHOWN: usize = 200;

/// The pattern types, and every compiled pattern.
#[derive(Debug)]
pub(crate) struct Patterns {
    pub(crate) types: Vec<PatternType>,
    by_source: HashMap<String, usize>,
    /// Every pattern that compiles to a matcher.
    pub(crate) compiled: BTreeMap<String, Compiled>,
    /// Patterns that rules name, each a constant of the crate.
    pub(crate) constants: BTreeMap<String, String>,
}

/// One newtype over strings.
#[derive(Debug)]
pub(crate) struct PatternType {
    pub(crate) name: String,
    /// `codegen.yaml` gave the name.
    pub(crate) chosen: bool,
    /// The patterns that it stands for; a text is valid if the first matches.
    pub(crate) sources: Vec<String>,
    pub(crate) example: Option<String>,
    pub(crate) secret: bool,
}

impl Patterns {
    /// The ECMA-262 pattern of a type: its one pattern, or the alternatives.
    pub(crate) fn joined(&self, index: usize) -> String {
        joined(&self.types[index].sources)
    }

    /// The matcher of a pattern type as an expression.
    pub(crate) fn matcher(&self, index: usize) -> proc_macro2::TokenStream {
        let source = self.joined(index);
        match self.compiled.get(&source) {
            Some(compiled) => compiled.tokens(&source),
            None => quote::quote!(),
        }
    }

    /// Whether a pattern is left to an engine.
    pub(crate) fn needs_regress(&self) -> bool {
        self.compiled.values().any(Compiled::needs_engine)
    }

    /// Whether a text is one of the type's.
    pub(crate) fn accepts(&self, index: usize, text: &str) -> bool {
        self.compiled
            .get(&self.joined(index))
            .is_some_and(|compiled| compiled.is_match(text))
    }

    /// The pattern type that holds a string schema, if any.
    pub(crate) fn of(&self, def: &TypeDef) -> Option<usize> {
        self.by_source.get(identity(def)?).copied()
    }
}

/// A pattern's uses: where, and under which names.
#[derive(Default)]
struct Uses {
    at: Vec<Pointer>,
    names: Vec<String>,
    example: Option<String>,
}

/// Compiles all patterns and finds those that identify.
pub(crate) fn find(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Patterns {
    let (order, uses) = collect(api);
    let mut patterns = Patterns {
        types: Vec::new(),
        by_source: HashMap::default(),
        compiled: BTreeMap::new(),
        constants: BTreeMap::new(),
    };
    compile_all(api, &mut patterns, diagnostics);
    for entry in &config.types {
        let sources: Vec<String> = order
            .iter()
            .filter(|source| selects(&entry.selectors, source, &uses[source.as_str()].at))
            .filter(|source| {
                patterns.compiled.contains_key(*source) && !patterns.by_source.contains_key(*source)
            })
            .cloned()
            .collect();
        if sources.is_empty() {
            config.report_unused(&entry.at, "no pattern", diagnostics);
            continue;
        }
        patterns.add((ident::camel(&entry.name), true), sources, &uses, config);
    }
    for source in order {
        if patterns.by_source.contains_key(&source) || !identifies(&patterns, &source) {
            continue;
        }
        let Some(name) = agreed_name(&uses[source.as_str()].names) else {
            continue;
        };
        diagnostics.report(
            Code::PatternNamed,
            &uses[source.as_str()].at[0],
            format!(
                "strings of pattern `{}` become the type `{name}`",
                shown(&source)
            ),
        );
        patterns.add((name, false), vec![source], &uses, config);
    }
    patterns.name_constants(api);
    patterns
}

impl Patterns {
    /// Names the patterns that stay rules: all but those that their type stands for.
    fn name_constants(&mut self, api: &Api) {
        let mut scope = ident::Scope::default();
        for def in &api.types {
            let typed = self
                .of(def)
                .is_some_and(|index| self.types[index].sources.len() == 1);
            for rule in &def.rules {
                let sources: Vec<&String> = match &rule.kind {
                    RuleKind::Pattern(source) if !typed => vec![source],
                    RuleKind::PatternProperties(entries) => {
                        entries.iter().map(|(source, _)| source).collect()
                    }
                    _ => Vec::new(),
                };
                for source in sources {
                    if self.compiled.contains_key(source) && !self.constants.contains_key(source) {
                        let short: String = source.chars().take(40).collect();
                        let name = scope.allocate(&[ident::shouty(&format!("pattern {short}"))]);
                        self.constants.insert(source.clone(), name);
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        (name, chosen): (String, bool),
        sources: Vec<String>,
        uses: &HashMap<String, Uses>,
        config: &Config,
    ) {
        for source in &sources {
            self.by_source.insert(source.clone(), self.types.len());
        }
        if let [_, _, ..] = sources.as_slice()
            && let Ok(compiled) = pattern::compile_any(&sources)
        {
            self.compiled.insert(joined(&sources), compiled);
        }
        let secret = sources
            .iter()
            .any(|source| is_secret_pattern(config, source));
        let example = sources.iter().find_map(|source| {
            let matcher = self.compiled.get(source)?;
            uses[source.as_str()]
                .example
                .clone()
                .filter(|text| matcher.is_match(text))
        });
        self.types.push(PatternType {
            name,
            chosen,
            sources,
            example,
            secret,
        });
    }
}

fn joined(sources: &[String]) -> String {
    match sources {
        [one] => one.clone(),
        many => many
            .iter()
            .map(|source| format!("(?:{source})"))
            .collect::<Vec<_>>()
            .join("|"),
    }
}

fn identifies(patterns: &Patterns, source: &str) -> bool {
    patterns
        .compiled
        .get(source)
        .is_some_and(|compiled| compiled.anchored_both_ends && !compiled.is_empty_language())
}

fn compile_all(api: &Api, patterns: &mut Patterns, diagnostics: &mut Diagnostics) {
    let mut seen = HashSet::default();
    let mut effort = Effort::default();
    let plain = api
        .types
        .iter()
        .flat_map(|def| def.rules.iter())
        .flat_map(|rule| {
            let sources: Vec<&String> = match &rule.kind {
                RuleKind::Pattern(source) => vec![source],
                RuleKind::PatternProperties(entries) => {
                    entries.iter().map(|(source, _)| source).collect()
                }
                _ => Vec::new(),
            };
            sources.into_iter().map(|source| (source, &rule.at))
        });
    for (source, at) in plain {
        if !seen.insert(source.as_str()) {
            continue;
        }
        match pattern::compile_meant(source, &mut effort) {
            Ok(compiled) => {
                if compiled.is_empty_language() || lengths(source) == Some(Lengths::None) {
                    let message = format!("no text matches the pattern `{}`", shown(source));
                    diagnostics
                        .report(Code::Contradiction, at, message)
                        .help("look for slashes around it, for `[]`, and for text before `^` or behind `$`");
                }
                if compiled.needs_engine() {
                    report_fallback(at, source, diagnostics);
                }
                patterns.compiled.insert(source.clone(), compiled);
            }
            Err(error) => {
                diagnostics
                    .report(
                        Code::PatternInvalid,
                        at,
                        format!("the pattern `{}` is not checked: {error}", shown(source)),
                    )
                    .help("write it as an ECMA-262 regular expression");
            }
        }
    }
}

/// A pattern in a message: there are some of many thousand characters.
fn shown(source: &str) -> String {
    match source.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &source[..end]),
        None => source.to_owned(),
    }
}

fn report_fallback(at: &Pointer, source: &str, diagnostics: &mut Diagnostics) {
    let message = format!(
        "the pattern `{}` is matched by the `regress` engine",
        shown(source)
    );
    diagnostics.report(Code::PatternFallback, at, message).help(
        "write it without look-around, back-references and large counts to do without the engine",
    );
}

/// Every pattern of a string schema in the order of the document, with its uses.
fn collect(api: &Api) -> (Vec<String>, HashMap<String, Uses>) {
    let mut order = Vec::new();
    let mut uses: HashMap<String, Uses> = HashMap::default();
    let names = use_names(api);
    for def in &api.types {
        let Some(source) = identity(def) else {
            continue;
        };
        let entry = uses.entry(source.to_owned()).or_insert_with(|| {
            order.push(source.to_owned());
            Uses::default()
        });
        entry.at.push(def.at.clone());
        entry
            .names
            .extend(names.get(&def.id).cloned().unwrap_or_default());
        if entry.example.is_none() {
            entry.example = def.example.as_ref().and_then(|example| match example {
                crate::ir::Json::String(text) => Some(text.clone()),
                _ => None,
            });
        }
    }
    (order, uses)
}

/// The names under which each schema with such a pattern is used: `organization_id`, and `organization_id` again for `id` of
/// `Organization`.
fn use_names(api: &Api) -> HashMap<TypeId, Vec<String>> {
    let mut names: HashMap<TypeId, Vec<String>> = HashMap::default();
    let mut note = |id: TypeId, name: &dyn Fn() -> String| {
        let mut current = id;
        for _ in 0..4 {
            let def = api.ty(current);
            if identity(def).is_some() {
                names.entry(current).or_default().push(name());
            }
            match def.shape {
                Shape::List(item) | Shape::Alias(item) => current = item,
                _ => break,
            }
        }
    };
    for def in &api.types {
        if let Origin::Component(name) = &def.origin {
            note(def.id, &|| ident::snake(name));
        }
        let Shape::Struct(shape) = &def.shape else {
            continue;
        };
        for field in &shape.fields {
            note(field.ty, &|| {
                let own = ident::snake(&field.wire);
                match (&def.origin, own.as_str()) {
                    (Origin::Component(owner) | Origin::Titled(owner), "id") => {
                        ident::snake(&format!("{owner}_id"))
                    }
                    _ => own,
                }
            });
        }
    }
    for operation in &api.operations {
        for param in &operation.params {
            note(param.ty, &|| ident::snake(&param.wire));
        }
    }
    names
}

/// The name that more than half of the uses share, if it is an identifier's.
fn agreed_name(names: &[String]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let singular = name
            .strip_suffix("ids")
            .map_or(name.clone(), |stem| format!("{stem}id"));
        *counts.entry(singular).or_default() += 1;
    }
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let last = name.rsplit('_').next()?;
    (count * 2 > names.len() && name.contains('_') && IDENTIFYING.contains(&last))
        .then(|| ident::camel(&name))
}

fn selects(selectors: &[Selector], source: &str, at: &[Pointer]) -> bool {
    selectors.iter().any(|selector| match &selector.target {
        Target::Pattern(pattern) => pattern == source,
        Target::Pointer(pointer) => at.contains(pointer),
    })
}

fn is_secret_pattern(config: &Config, source: &str) -> bool {
    config
        .secrets
        .iter()
        .any(|selector| selector.target == Target::Pattern(source.to_owned()))
}
