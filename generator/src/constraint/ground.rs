//! What all checks of constraints ask of an API.
use super::pattern::{self, Compiled, Effort};
use super::secrets;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::hash::{HashMap, HashSet};
use crate::ir::{Api, Rule, Shape, TypeDef, TypeId};
use crate::source::Pointer;
use std::cell::RefCell;

/// An API, the schemas of it whose values must not be printed, and the patterns compiled so far.
pub(super) struct Ground<'a> {
    pub(super) api: &'a Api,
    secrets: HashSet<TypeId>,
    compiled: RefCell<HashMap<String, Option<Compiled>>>,
    effort: RefCell<Effort>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(api: &'a Api, config: &Config) -> Self {
        Self {
            api,
            secrets: secrets::secret_types(api, config),
            compiled: RefCell::default(),
            effort: RefCell::default(),
        }
    }

    /// A type and those that it is another name for.
    pub(super) fn chain(&self, def: &'a TypeDef) -> Vec<&'a TypeDef> {
        let mut chain = vec![def];
        // Names in a circle are refused, but not yet: one that was met is looked for again after twice as many (Brent).
        let (mut met, mut left) = (def.id, 1);
        while let Shape::Alias(id) = chain[chain.len() - 1].shape
            && id != met
        {
            chain.push(self.api.ty(id));
            left -= 1;
            if left == 0 {
                (met, left) = (id, chain.len());
            }
        }
        chain
    }

    /// All rules that the type's values keep.
    pub(super) fn rules(&self, def: &'a TypeDef) -> Vec<&'a Rule> {
        self.chain(def).iter().flat_map(|def| &def.rules).collect()
    }

    /// Whether values of the type must not be printed.
    pub(super) fn is_secret(&self, def: &'a TypeDef) -> bool {
        self.chain(def)
            .iter()
            .any(|def| self.secrets.contains(&def.id))
    }

    /// Whether a text does not match a pattern, as far as that is known without an engine.
    pub(super) fn mismatches(&self, source: &str, text: &str) -> bool {
        let mut compiled = self.compiled.borrow_mut();
        let entry = compiled
            .entry(source.to_owned())
            .or_insert_with(|| pattern::compile_meant(source, &mut self.effort.borrow_mut()).ok());
        entry
            .as_ref()
            .is_some_and(|pattern| !pattern.needs_engine() && !pattern.is_match(text))
    }
}

/// Pairs of places that were told: many types share rules, by `allOf` or by being one kind of several.
#[derive(Default)]
pub(super) struct Told(HashSet<(Pointer, Pointer)>);

impl Told {
    /// Reports that two rules exclude each other, once, at the first of them.
    pub(super) fn contradiction<'d>(
        &mut self,
        diagnostics: &'d mut Diagnostics,
        (one, other): (&Pointer, &Pointer),
        message: &str,
    ) -> Option<&'d mut Diagnostic> {
        if !self.0.insert((one.clone(), other.clone())) {
            return None;
        }
        let finding = diagnostics.report(Code::Contradiction, one, message);
        finding.related(other, "the other rule");
        Some(finding)
    }
}
