//! From the lowered tree to openapiv3, piece by piece: a path item or a component at a time, so that no piece is buffered
//! as part of a larger one, and a failure names its pointer.
use super::view::View;
use crate::diag::{Code, Diagnostics};
use crate::source::{Document, Node, Pointer};
use crate::vocab::{Expect, Place};
use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, PathItem, ReferenceOr, Schema};
use serde::de::DeserializeOwned;

/// Deserializing recurses through many frames a level; the deepest document that can be read needs less than this.
const STACK: usize = 256 << 20;

/// The typed form of a lowered document. Extensions, examples, callbacks, links and the keywords of schemas that are numbers
/// or any JSON are not in it: they are read from the tree. So is all that lowering stashed; [`schema`] and [`path_item`] type it.
///
/// A failure is a bug of ours: it is reported, and the piece left out.
pub fn to_openapi(document: &Document, diagnostics: &mut Diagnostics) -> OpenAPI {
    let before = diagnostics.len();
    let openapi = on_large_stack(|| {
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

/// Runs what recurses as deep as a document may be nested, and through openapiv3. `None` where no thread can be had, or it panics.
pub fn on_large_stack<T: Send>(run: impl FnOnce() -> T + Send) -> Option<T> {
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
/// With what openapiv3 says; none is known for a document that [`crate::vocab::check`] found no error in.
pub fn schema(node: &Node) -> Result<ReferenceOr<Schema>, String> {
    read(node, Expect::Schema)
}

/// The typed form of one lowered path item: of a webhook, a callback, `components/pathItems`.
///
/// # Errors
/// With what openapiv3 says; none is known for a document that [`crate::vocab::check`] found no error in.
pub fn path_item(node: &Node) -> Result<ReferenceOr<PathItem>, String> {
    read(node, Expect::One(Place::PathItem))
}

fn read<T: DeserializeOwned>(node: &Node, expect: Expect) -> Result<T, String> {
    T::deserialize(View { node, expect }).map_err(|error| error.to_string())
}

struct HandOver<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl HandOver<'_> {
    fn document(&mut self, root: &Node) -> OpenAPI {
        let at = Pointer::root();
        let text = root
            .get("openapi")
            .and_then(Node::as_str)
            .unwrap_or("3.0.3");
        let mut openapi = OpenAPI {
            openapi: text.to_owned(),
            info: self
                .member(root, &at, "info", Expect::One(Place::Info))
                .unwrap_or_default(),
            servers: self
                .member(root, &at, "servers", Expect::Many(Place::Server))
                .unwrap_or_default(),
            security: self.member(root, &at, "security", Expect::Security),
            tags: self
                .member(root, &at, "tags", Expect::Many(Place::Tag))
                .unwrap_or_default(),
            components: root
                .get("components")
                .map(|node| self.components(node, &at.child("components"))),
            ..OpenAPI::default()
        };
        let at = at.child("paths");
        let paths = root.get("paths").map(Node::entries).unwrap_or_default();
        for entry in paths.iter().filter(|entry| !entry.key.starts_with("x-")) {
            let item = self.piece(
                &entry.value,
                &at.child(&entry.key),
                Expect::One(Place::PathItem),
            );
            openapi
                .paths
                .paths
                .extend(item.map(|item| (entry.key.to_string(), item)));
        }
        openapi
    }

    fn components(&mut self, node: &Node, at: &Pointer) -> Components {
        Components {
            schemas: self.named(node, at, "schemas", Expect::Schema),
            responses: self.named(node, at, "responses", Expect::One(Place::Response)),
            parameters: self.named(node, at, "parameters", Expect::One(Place::Parameter)),
            request_bodies: self.named(node, at, "requestBodies", Expect::One(Place::RequestBody)),
            headers: self.named(node, at, "headers", Expect::One(Place::Header)),
            security_schemes: self.named(
                node,
                at,
                "securitySchemes",
                Expect::One(Place::SecurityScheme),
            ),
            ..Components::default()
        }
    }

    fn named<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        at: &Pointer,
        key: &str,
        expect: Expect,
    ) -> IndexMap<String, T> {
        let at = at.child(key);
        let mut pieces = IndexMap::new();
        for entry in node.get(key).map(Node::entries).unwrap_or_default() {
            let at = at.child(&entry.key);
            // openapiv3 has no variant for it, and a client cannot do it by a header.
            if expect == Expect::One(Place::SecurityScheme)
                && entry.value.get("type").and_then(Node::as_str) == Some("mutualTLS")
            {
                self.diagnostics.report(
                    Code::UnsupportedSecurity,
                    &at,
                    "mutual TLS is set up in the HTTP transport; the scheme is left out",
                );
            } else if entry.value.as_map().is_some() {
                pieces.extend(
                    self.piece(&entry.value, &at, expect)
                        .map(|piece| (entry.key.to_string(), piece)),
                );
            }
        }
        pieces
    }

    fn member<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        at: &Pointer,
        key: &str,
        expect: Expect,
    ) -> Option<T> {
        node.get(key)
            .and_then(|node| self.piece(node, &at.child(key), expect))
    }

    fn piece<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        at: &Pointer,
        expect: Expect,
    ) -> Option<T> {
        match read(node, expect) {
            Ok(piece) => Some(piece),
            // What was refused before may well be what cannot be held; that it was refused is said.
            Err(_) if self.diagnostics.has_errors() => None,
            Err(error) => {
                self.diagnostics.report(
                    Code::Internal,
                    at,
                    format!("openapiv3 cannot hold this: {error}"),
                );
                None
            }
        }
    }
}
