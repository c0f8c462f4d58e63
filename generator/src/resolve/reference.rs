//! Following `$ref`: to schemas and to every other kind of component, through chains, and out of circles.
use std::borrow::Cow;

use openapiv3::ReferenceOr;

use super::Resolver;
use crate::diag::{Code, Diagnostic};
use crate::oas::{Class, Cursor, Flat, Found, Slot, class};
use crate::source::{Node, Pointer, STASH};
use crate::vocab::closest;

/// The pieces of a component: the thing itself, where it stands, and its node.
pub(super) struct Placed<'a, T> {
    pub(super) item: &'a T,
    pub(super) at: Pointer,
    pub(super) node: &'a Node,
}

impl<'a> Resolver<'a, '_> {
    /// The schema behind a cursor; `None` (reported) where a reference leads nowhere.
    pub(super) fn follow(&mut self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        let mut here = cursor.clone();
        let mut seen: Vec<Pointer> = Vec::new();
        while let Slot::Reference(reference) = here.slot {
            if seen.contains(&here.at) {
                self.report_circle(&cursor.at);
                return None;
            }
            seen.push(here.at.clone());
            match self.target(reference, &here.at)?.1 {
                Found::Schema(next) => here = next,
                other => here = self.schema_within(&here.at, reference, &other)?,
            }
        }
        Some(here)
    }

    /// As [`Resolver::follow`], and through `allOf: [{$ref}]` that adds nothing but documentation: a field documents itself.
    pub(super) fn follow_through(&mut self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        let mut here = self.follow(cursor)?;
        let mut seen: Vec<Pointer> = Vec::new();
        while let Some(next) = self.plain_wrapper(&here) {
            if seen.contains(&here.at) {
                self.report_circle(&cursor.at);
                return None;
            }
            seen.push(here.at.clone());
            here = self.follow(&next)?;
        }
        Some(here)
    }

    /// The reference inside a nameless wrapper that only documents it.
    fn plain_wrapper(&self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        let Slot::Schema(schema) = cursor.slot else {
            return None;
        };
        let adds_nothing = |name: &str| match name {
            "allOf" => true,
            "nullable" | "default" | "example" | "examples" | "xml" => false,
            name => class(name) == Class::Docs,
        };
        if component(&cursor.at).is_some()
            || !cursor
                .node
                .entries()
                .iter()
                .all(|entry| adds_nothing(&entry.key))
        {
            return None;
        }
        let flat = Flat::new(self.oas, &cursor.at, schema, cursor.node);
        let mut branches = flat.all_of.into_iter();
        let only = branches.next().filter(|_| branches.next().is_none())?;
        matches!(only.slot, Slot::Reference(_)).then_some(only)
    }

    /// Where a reference at `at` leads, and to what. Many say the same, so it is kept.
    fn target(&mut self, reference: &'a str, at: &Pointer) -> Option<(Pointer, Found<'a>)> {
        if let Some(known) = self.targets.get(reference) {
            return Some(known.clone());
        }
        let target = self
            .locate(reference)
            .and_then(|pointer| self.oas.find(&pointer).map(|found| (pointer, found)));
        match &target {
            Some(target) => drop(self.targets.insert(reference, target.clone())),
            None => self.report_nowhere(at, reference),
        }
        target
    }

    /// Reports references to nothing in a schema that is not typed.
    pub(super) fn report_dangling(&mut self, at: &Pointer, schema: &Node) {
        let mut open: Vec<(Pointer, &Node)> = vec![(at.clone(), schema)];
        while let Some((at, node)) = open.pop() {
            if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
                let target = self.locate(reference);
                if target.is_none_or(|target| self.oas.document.root.lookup(&target).is_none()) {
                    self.report_nowhere(&at, reference);
                }
            }
            for entry in node.entries() {
                let is_data = matches!(&*entry.key, "example" | "examples" | "default" | "enum");
                if !is_data && !entry.key.starts_with("x-") {
                    open.push((at.child(&entry.key), &entry.value));
                }
            }
            for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
                open.push((at.index(index), item));
            }
        }
    }

    fn report_nowhere(&mut self, at: &Pointer, reference: &str) {
        let at = self.written(at);
        if let Some(why) = self.oas.document.dangling(reference) {
            if let Some(finding) = self.report(why.code, &at, why.message.clone()) {
                finding.help(why.help.clone());
            }
            return;
        }
        let (code, message, help) = if reference.starts_with('#') {
            let help = self.meant(reference).map_or_else(
                || "add what it names to the document, or correct the reference".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            (
                Code::UnknownReference,
                format!("`{reference}` leads to nothing"),
                help,
            )
        } else {
            let help = "bundle the document into one file first".to_owned();
            (
                Code::ExternalReference,
                format!("`{reference}` leads out of the document"),
                help,
            )
        };
        if let Some(finding) = self.report(code, &at, message) {
            finding.help(help);
        }
    }

    /// The component whose name is nearly that of a reference.
    fn meant(&self, reference: &str) -> Option<String> {
        let at = self.locate(reference)?;
        let (folder, name) = (at.parent()?, at.last()?);
        let beside = self.oas.node(&folder).entries().iter();
        // It may be there and be of another kind.
        let others = beside.map(|entry| &*entry.key).filter(|key| *key != name);
        let meant = closest(&name, others)?;
        Some(format!("#{}", folder.child(meant).fragment()))
    }

    /// The reference at `at` as the document wrote it: what lowering has moved into a branch of `allOf` stands beside it, as
    /// `$ref` with other keywords or as `$dynamicRef`.
    fn written(&self, at: &Pointer) -> Pointer {
        let reference = at.child("$ref");
        let offset = self.oas.node(&reference).at();
        let Some(schema) = at.parent().and_then(|branches| branches.parent()) else {
            return reference;
        };
        let node = self.oas.node(&schema);
        let keywords = ["$ref", "$dynamicRef"].into_iter();
        let mut moved = keywords.filter(|key| {
            let stash = node.get(&format!("{STASH}{key}"));
            stash.is_some_and(|stash| stash.at() == offset)
        });
        moved.next().map_or(reference, |key| schema.child(key))
    }

    fn report_circle(&mut self, at: &Pointer) {
        self.report(
            Code::CyclicReference,
            at,
            "these references lead in a circle",
        );
    }

    fn report_kind(
        &mut self,
        at: &Pointer,
        reference: &str,
        found: &Found<'_>,
        wanted: &str,
    ) -> Option<&mut Diagnostic> {
        let message = format!(
            "`{reference}` is a {}, and a {wanted} is due here",
            found.kind()
        );
        self.report(Code::WrongReference, &self.written(at), message)
    }

    /// The schema that a reference to a parameter or a header can only mean.
    fn schema_within(
        &mut self,
        at: &Pointer,
        reference: &str,
        found: &Found<'a>,
    ) -> Option<Cursor<'a>> {
        let inside = match found {
            Found::Parameter(_) | Found::Header(_) => self.locate(reference)?.child("schema"),
            Found::Schema(_)
            | Found::Body(_)
            | Found::Response(_)
            | Found::Security(_)
            | Found::PathItem(_) => {
                return self.report_kind(at, reference, found, "schema").and(None);
            }
        };
        match self.oas.find(&inside) {
            Some(Found::Schema(cursor)) => {
                if let Some(finding) = self.report_kind(at, reference, found, "schema") {
                    finding.warning().help("its schema is taken; refer to that");
                }
                Some(cursor)
            }
            _ => self.report_kind(at, reference, found, "schema").and(None),
        }
    }

    fn locate(&self, reference: &str) -> Option<Pointer> {
        self.oas.locate(reference)
    }

    /// The component of another kind behind a reference; `pick` takes it out of what is found. `node` is what stands at `at`.
    pub(super) fn component<T>(
        &mut self,
        at: &Pointer,
        node: &'a Node,
        item: &'a ReferenceOr<T>,
        wanted: &str,
        pick: fn(&Found<'a>) -> Option<&'a ReferenceOr<T>>,
    ) -> Option<Placed<'a, T>> {
        let (mut at, mut item) = (at.clone(), item);
        let mut seen: Vec<Pointer> = Vec::new();
        loop {
            let reference = match item {
                ReferenceOr::Item(item) => {
                    let is_here = seen.is_empty();
                    let node = if is_here { node } else { self.oas.node(&at) };
                    return Some(Placed { item, at, node });
                }
                ReferenceOr::Reference { reference } => reference,
            };
            if seen.contains(&at) {
                self.report_circle(&at);
                return None;
            }
            let (target, found) = self.target(reference, &at)?;
            let Some(next) = pick(&found) else {
                self.report_kind(&at, reference, &found, wanted);
                return None;
            };
            seen.push(std::mem::replace(&mut at, target));
            item = next;
        }
    }
}

/// The name under `components/schemas` that a pointer is exactly.
pub(super) fn component(at: &Pointer) -> Option<Cow<'_, str>> {
    let name = at.as_str().strip_prefix("/components/schemas/")?;
    (!name.contains('/')).then(|| at.last()).flatten()
}
