//! Overlays (OpenAPI Overlay Specification 1.0 and 1.1): actions upon the document, each with a `JSONPath` (RFC 9535) that
//! says where. Values that come from an overlay keep their places in it.
mod change;
mod query;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{Dangling, Document, MAX_DEPTH, Node, NodeKind, Pointer};
use change::{merge, remove_all};

/// Values that all actions together copy at most: each may copy what the one before has copied.
const MAX_NODES: usize = 4_000_000;

/// Applies the actions of an overlay in their order, each to what the ones before have left.
pub fn apply(document: &mut Document, name: &str, text: &str, diagnostics: &mut Diagnostics) {
    let Some(overlay) = document.read_beside(name, text.to_owned(), diagnostics) else {
        return;
    };
    let mut root = std::mem::replace(&mut document.root, Node::new(0, NodeKind::Null));
    let mut actions = Actions {
        root: &mut root,
        budget: MAX_NODES,
        removed: Vec::new(),
        diagnostics,
    };
    actions.overlay(&overlay);
    for at in actions.removed {
        let reference = format!("#{}", at.fragment());
        let message = format!("`{reference}` was removed by the overlay `{name}`");
        let help = "remove what refers to it as well, or let the overlay keep it";
        document.set_dangling(
            &reference,
            Dangling {
                code: Code::UnknownReference,
                message,
                help: help.to_owned(),
            },
        );
    }
    document.root = root;
}

fn report<'d>(
    code: Code,
    at: &Pointer,
    node: &Node,
    message: impl Into<String>,
    diagnostics: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    diagnostics.report(code, at, message).at_offset(node.at())
}

struct Actions<'a> {
    root: &'a mut Node,
    budget: usize,
    /// The components that were taken out: what referred to them leads to nothing, unless there is another of that name.
    removed: Vec<Pointer>,
    diagnostics: &'a mut Diagnostics,
}

/// An action, read.
struct Action<'o> {
    target: &'o Node,
    path: &'o str,
    does: Does<'o>,
}

enum Does<'o> {
    Remove,
    /// The value, or where it is copied from.
    Update(&'o Node),
    Copy(&'o Node),
}

impl Actions<'_> {
    fn overlay(&mut self, overlay: &Node) {
        let root = Pointer::root();
        let version = overlay
            .get("overlay")
            .and_then(Node::as_str)
            .unwrap_or_default();
        if !version.starts_with("1.0") && !version.starts_with("1.1") {
            let message = "this is no overlay of version 1.0 or 1.1: `overlay` says otherwise";
            self.invalid(&root, overlay.get("overlay").unwrap_or(overlay), message);
            return;
        }
        for entry in overlay.entries() {
            let known = ["overlay", "info", "extends", "actions"].contains(&&*entry.key);
            if !known && !entry.key.starts_with("x-") {
                let message = format!("an overlay has no `{}`", entry.key);
                self.invalid(&root.child(&entry.key), &entry.value, message);
            }
        }
        let Some(list) = overlay
            .get("actions")
            .and_then(Node::as_list)
            .filter(|list| !list.is_empty())
        else {
            let message = "an overlay needs a list of `actions`";
            self.invalid(
                &root.child("actions"),
                overlay.get("actions").unwrap_or(overlay),
                message,
            );
            return;
        };
        for (index, node) in list.iter().enumerate() {
            let at = root.child("actions").index(index);
            if let Some(action) = self.read(node, &at) {
                self.act(&action, &at);
            }
            // What walks the tree does so by recursion, the next action included.
            if self.root.depth() > MAX_DEPTH {
                let message =
                    format!("with this the document is nested deeper than {MAX_DEPTH} levels");
                report(Code::TooDeep, &at, node, message, self.diagnostics);
                *self.root = Node::new(0, NodeKind::Null);
                return;
            }
        }
    }

    fn read<'o>(&mut self, node: &'o Node, at: &Pointer) -> Option<Action<'o>> {
        for entry in node.entries() {
            let known =
                ["target", "description", "update", "remove", "copy"].contains(&&*entry.key);
            if !known && !entry.key.starts_with("x-") {
                let message = format!("an action has no `{}`", entry.key);
                self.invalid(&at.child(&entry.key), &entry.value, message);
                return None;
            }
        }
        let target = node.get("target");
        let Some((target, path)) = target.and_then(|target| Some((target, target.as_str()?)))
        else {
            self.invalid(at, node, "an action needs a `target`, which is a JSONPath");
            return None;
        };
        let remove = node.get("remove").and_then(Node::as_bool) == Some(true);
        let does = match (remove, node.get("update"), node.get("copy")) {
            (true, _, _) => Does::Remove,
            (false, Some(update), None) => Does::Update(update),
            (false, None, Some(copy)) => Does::Copy(copy),
            (false, None, None) => {
                self.invalid(
                    at,
                    node,
                    "an action needs `update`, `copy` or `remove: true`",
                );
                return None;
            }
            (false, Some(_), Some(_)) => {
                self.invalid(at, node, "an action has `update` or `copy`, not both");
                return None;
            }
        };
        Some(Action { target, path, does })
    }

    fn act(&mut self, action: &Action<'_>, at: &Pointer) {
        let target = at.child("target");
        let found = match query::locations(self.root, action.path) {
            Ok(found) => found,
            Err(message) => {
                self.invalid(&target, action.target, message);
                return;
            }
        };
        if found.is_empty() {
            let message = format!("`{}` is nowhere in the document", action.path);
            report(
                Code::OverlayUnused,
                &target,
                action.target,
                message,
                self.diagnostics,
            );
            return;
        }
        match action.does {
            Does::Remove => {
                let components = found.iter().filter(|at| is_component(at));
                self.removed.extend(components.cloned());
                if !remove_all(self.root, found) {
                    self.invalid(
                        &target,
                        action.target,
                        "the whole document cannot be removed",
                    );
                }
            }
            Does::Update(update) => self.update(&found, update, &at.child("update")),
            Does::Copy(from) => {
                let place = at.child("copy");
                if let Some(copied) = self.copied(from, &place) {
                    self.update(&found, &copied, &place);
                }
            }
        }
    }

    /// The one value that `copy` names.
    fn copied(&mut self, from: &Node, at: &Pointer) -> Option<Node> {
        let Some(path) = from.as_str() else {
            self.invalid(at, from, "`copy` is a JSONPath");
            return None;
        };
        let found = match query::locations(self.root, path) {
            Ok(found) => found,
            Err(message) => {
                self.invalid(at, from, message);
                return None;
            }
        };
        let [only] = found.as_slice() else {
            let message = format!("`{path}` is in {} places, and one is copied", found.len());
            self.invalid(at, from, message);
            return None;
        };
        let size = self.root.lookup(only).map_or(0, Node::size);
        self.afford(size, from, at)?;
        self.root.lookup(only).cloned()
    }

    fn update(&mut self, found: &[Pointer], update: &Node, at: &Pointer) {
        let size = update.size().saturating_mul(found.len());
        if self.afford(size, update, at).is_none() {
            return;
        }
        for place in found {
            let Some(target) = self.root.lookup_mut(place) else {
                continue;
            };
            let kind = target.kind_name();
            if !merge(target, update) {
                let shown = if place.as_str().is_empty() {
                    "$"
                } else {
                    place.as_str()
                };
                let message = format!(
                    "the target `{shown}` is {kind}, which takes no {}",
                    plain(update)
                );
                self.invalid(at, update, message);
                return;
            }
        }
    }

    fn afford(&mut self, size: usize, node: &Node, at: &Pointer) -> Option<()> {
        let Some(left) = self.budget.checked_sub(size) else {
            let message = format!("the overlay multiplies the document beyond {MAX_NODES} values");
            report(Code::TooLarge, at, node, message, self.diagnostics);
            return None;
        };
        self.budget = left;
        Some(())
    }

    fn invalid(&mut self, at: &Pointer, node: &Node, message: impl Into<String>) {
        report(Code::OverlayInvalid, at, node, message, self.diagnostics);
    }
}

/// Whether a pointer is that of a component: `/components/schemas/Pet`.
fn is_component(at: &Pointer) -> bool {
    at.as_str().starts_with("/components/") && at.tokens().count() == 3
}

/// `object` for `an object`.
fn plain(node: &Node) -> &'static str {
    let name = node.kind_name();
    name.rsplit(' ').next().unwrap_or(name)
}
