//! From the lowered tree to openapiv3, piece by piece: a path item or a component at a time, so that no piece is buffered
//! as part of a larger one, and a failure names its pointer.
use super::typed::{Typed, deserialized, many};
use crate::diag::{Code, Diagnostics};
use crate::source::{Document, Node, Pointer};
use crate::vocab::Expect;
use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr, Schema};

/// Reading recurses through some frames a level; the deepest document that can be read needs less than this.
const STACK: usize = 256 << 20;

/// Levels that any thread has the room for.
const SHALLOW: usize = 48;

/// The typed form of a lowered document. Extensions, examples, callbacks and links are not in it, and of schemas only what holds
/// other schemas, their type, `nullable` and discriminators: the rest is read from the tree. So is all that lowering stashed;
/// [`schema`] and [`path_item`] type it.
///
/// A failure is a bug of ours: it is reported, and the piece left out.
pub fn to_openapi(document: &Document, diagnostics: &mut Diagnostics) -> OpenAPI {
    let before = diagnostics.len();
    let openapi = on_large_stack(&document.root, || {
        HandOver {
            diagnostics: &mut *diagnostics,
        }
        .document(&document.root)
    });
    let openapi = openapi.unwrap_or_else(|| {
        diagnostics.report(
            Code::Internal,
            &Pointer::root(),
            "the document could not be handed over",
        );
        OpenAPI::default()
    });
    diagnostics.set_file(before, &document.name);
    openapi
}

/// Runs what recurses as deep as a value is nested: here, or in a thread with the room for it. `None` where no such thread can
/// be had, or it panics.
pub fn on_large_stack<T: Send>(value: &Node, run: impl FnOnce() -> T + Send) -> Option<T> {
    if value.depth() <= SHALLOW {
        return Some(run());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, run)
            .ok()?;
        thread.join().ok()
    })
}

/// The typed form of one lowered schema, wherever it stands. Called for deep ones within [`on_large_stack`].
///
/// # Errors
/// With what is missing; nothing is known to be in a document that [`crate::vocab::check`] found no error in.
pub fn schema(node: &Node) -> Result<ReferenceOr<Schema>, String> {
    Typed::read(node)
}

/// The typed form of one lowered path item: of a webhook, a callback, `components/pathItems`.
///
/// # Errors
/// With what is missing; nothing is known to be in a document that [`crate::vocab::check`] found no error in.
pub fn path_item(node: &Node) -> Result<ReferenceOr<PathItem>, String> {
    Typed::read(node)
}

struct HandOver<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl HandOver<'_> {
    fn document(&mut self, root: &Node) -> OpenAPI {
        let at = Pointer::root();
        let text = root.get("openapi").and_then(Node::as_str);
        let security = root.get("security").filter(|node| node.as_list().is_some());
        let mut openapi = OpenAPI {
            openapi: text.unwrap_or("3.0.3").to_owned(),
            info: self.member(root, &at, "info").unwrap_or_default(),
            servers: self.members(root, &at, "servers"),
            security: security.and_then(|node| {
                let read = || deserialized(node, Expect::Security);
                self.piece(&at, "security", read)
            }),
            tags: self.members(root, &at, "tags"),
            components: root
                .get("components")
                .map(|node| self.components(node, &at.child("components"))),
            ..OpenAPI::default()
        };
        let at = at.child("paths");
        let paths = root.get("paths").map(Node::entries).unwrap_or_default();
        // What is large is not to be moved while it gets more.
        openapi.paths.paths.reserve(paths.len());
        for entry in paths.iter().filter(|entry| !entry.key.starts_with("x-")) {
            if let Some(item) = self.read(&entry.value, &at, &entry.key) {
                openapi.paths.paths.insert(entry.key.to_string(), item);
            }
        }
        openapi
    }

    fn components(&mut self, node: &Node, at: &Pointer) -> Components {
        Components {
            schemas: self.named(node, at, "schemas"),
            responses: self.named(node, at, "responses"),
            parameters: self.named(node, at, "parameters"),
            request_bodies: self.named(node, at, "requestBodies"),
            headers: self.named(node, at, "headers"),
            security_schemes: self.named(node, at, "securitySchemes"),
            ..Components::default()
        }
    }

    fn named<T: Typed>(&mut self, node: &Node, at: &Pointer, key: &str) -> IndexMap<String, T> {
        let at = at.child(key);
        let entries = node.get(key).map(Node::entries).unwrap_or_default();
        let mut pieces = IndexMap::with_capacity(entries.len());
        for entry in entries {
            // openapiv3 has no variant for it, and a client cannot do it by a header.
            if key == "securitySchemes"
                && entry.value.get("type").and_then(Node::as_str) == Some("mutualTLS")
            {
                self.diagnostics.report(
                    Code::UnsupportedSecurity,
                    &at.child(&entry.key),
                    "mutual TLS is set up in the HTTP transport; the scheme is left out",
                );
            } else if entry.value.as_map().is_some()
                && let Some(piece) = self.read(&entry.value, &at, &entry.key)
            {
                pieces.insert(entry.key.to_string(), piece);
            }
        }
        pieces
    }

    fn member<T: Typed>(&mut self, node: &Node, at: &Pointer, key: &str) -> Option<T> {
        self.read(node.get(key)?, at, key)
    }

    fn members<T: Typed>(&mut self, node: &Node, at: &Pointer, key: &str) -> Vec<T> {
        self.piece(at, key, || many(node, key)).unwrap_or_default()
    }

    fn read<T: Typed>(&mut self, node: &Node, at: &Pointer, key: &str) -> Option<T> {
        self.piece(at, key, || T::read(node))
    }

    /// What stands at member `key` of an object, once read.
    fn piece<T>(
        &mut self,
        at: &Pointer,
        key: &str,
        read: impl FnOnce() -> Result<T, String>,
    ) -> Option<T> {
        match read() {
            Ok(piece) => Some(piece),
            // What was refused before may well be what cannot be held; that it was refused is said.
            Err(_) if self.diagnostics.has_errors() => None,
            Err(error) => {
                self.diagnostics.report(
                    Code::Internal,
                    &at.child(key),
                    format!("openapiv3 cannot hold this: {error}"),
                );
                None
            }
        }
    }
}
