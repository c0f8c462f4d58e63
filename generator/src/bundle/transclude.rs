//! References in places where the specification has none, and those of path items: what they lead to is read in their place.
use super::{Bundler, Lead, only_reference};
use crate::diag::Code;
use crate::source::{MAX_DEPTH, Node, Reference};
use crate::vocab::Place;

impl Bundler<'_, '_> {
    /// Puts what a reference to another file leads to in its place; the file that it came from. Whoever calls makes
    /// `open` as short as it was when the part has been walked.
    pub(super) fn transclude(
        &mut self,
        node: &mut Node,
        place: Place,
        base: &str,
    ) -> Option<String> {
        let mut base = base.to_owned();
        let mut moved = None;
        loop {
            let text = match place {
                // Other keywords may stand beside the reference; those of the reference's target count.
                Place::PathItem => node.get("$ref").and_then(Node::as_str),
                _ => only_reference(node),
            };
            let Some(text) = text.map(str::to_owned) else {
                break;
            };
            let here = || matches!(Reference::read(&text, &base), Reference::Here(_));
            if base == self.main && (here() || !self.is_new(node)) {
                break;
            }
            let offset = node.at();
            let Some(found) = self.transcluded(&text, &base) else {
                break;
            };
            if moved.is_none() && place != Place::PathItem {
                let at = self.here();
                self.diagnostics
                    .report(
                        Code::WrongReference,
                        &at,
                        "a `$ref` cannot stand here; what it leads to is read in its place",
                    )
                    .at_offset(offset)
                    .warning()
                    .help("write out what it leads to, or refer to its parts");
            }
            *node = found.0;
            base.clone_from(&found.1);
            moved = Some(found.1);
        }
        moved
    }

    fn transcluded(&mut self, text: &str, base: &str) -> Option<(Node, String)> {
        let here = self.here();
        let (file, at) = match self.lead(text, base) {
            Lead::To { file, at } => (file, at),
            Lead::Missing => return None,
            Lead::Nothing(why) => {
                let at = here.child("$ref");
                self.diagnostics
                    .report(why.code, &at, why.message)
                    .help(why.help);
                return None;
            }
        };
        if file == self.main {
            return None;
        }
        let target = (file, at);
        if self.open.contains(&target) {
            let message = format!("`{text}` leads back to where it stands");
            self.diagnostics
                .report(Code::CyclicReference, &here, message);
            return None;
        }
        let node = self.copy(&target.0, &target.1)?;
        // What walks the tree later does so by recursion.
        if self.trail.as_str().matches('/').count() + node.depth() > MAX_DEPTH {
            let message = format!("with it the document is nested deeper than {MAX_DEPTH} levels");
            self.diagnostics.report(Code::TooDeep, &here, message);
            return None;
        }
        self.document.graft(here, target.1.clone(), node.at());
        let file = target.0.clone();
        self.open.push(target);
        Some((node, file))
    }
}
