//! Operations in the order of the document, those that are internal left out.

use openapiv3::{PathItem, ReferenceOr};

use super::Resolver;
use super::path;
use super::reference::Placed;
use crate::diag::Code;
use crate::hash::HashMap;
use crate::ir::{GroupId, Method, Operation};
use crate::oas::{self, Found, raw};
use crate::source::{Node, Pointer};
use crate::words;

/// An operation that is complete but for its group's number, its paging and its retries.
pub(super) struct Resolved<'a> {
    pub(super) operation: Operation,
    pub(super) node: &'a Node,
}

/// Where an operation is found.
pub(super) struct Site<'s, 'a> {
    pub(super) id: &'s str,
    pub(super) path: &'a str,
    pub(super) at: &'s Pointer,
    pub(super) node: &'a Node,
    pub(super) item: &'s Placed<'a, PathItem>,
    pub(super) typed: &'a openapiv3::Operation,
}

impl<'a> Resolver<'a, '_> {
    /// All operations that are to be generated; their types are asked for but not yet filled.
    pub(super) fn operations(&mut self) -> Vec<Resolved<'a>> {
        let root = Pointer::root().child("paths");
        let mut ids = Ids::default();
        let mut operations = Vec::new();
        let paths = self.oas.node(&root);
        for (path, item) in &self.oas.openapi.paths.paths {
            let node = oas::part(paths, path);
            let Some(item) = self.path_item(&root.child(path), node, item) else {
                continue;
            };
            for entry in item.node.entries() {
                let Some((method, typed)) = method(&entry.key).zip(typed(item.item, &entry.key))
                else {
                    continue;
                };
                let at = item.at.child(&entry.key);
                if self.is_internal(&at, &entry.value, item.node) {
                    continue;
                }
                let id = self.operation_id(method, path, typed, &at, &mut ids);
                let site = Site {
                    id: &id,
                    path,
                    at: &at,
                    node: &entry.value,
                    item: &item,
                    typed,
                };
                let operation = self.operation(method, &site);
                operations.push(Resolved {
                    operation,
                    node: &entry.value,
                });
            }
        }
        operations
    }

    fn path_item(
        &mut self,
        at: &Pointer,
        node: &'a Node,
        item: &'a ReferenceOr<PathItem>,
    ) -> Option<Placed<'a, PathItem>> {
        self.component(at, node, item, "path item", |found| match found {
            Found::PathItem(item) => Some(item),
            Found::Schema(_)
            | Found::Parameter(_)
            | Found::Body(_)
            | Found::Response(_)
            | Found::Header(_)
            | Found::Security(_) => None,
        })
    }

    fn is_internal(&mut self, at: &Pointer, operation: &Node, item: &Node) -> bool {
        let marks = ["x-internal", "x-speakeasy-ignore"];
        let mark = marks
            .into_iter()
            .find(|name| raw::flag(operation, name) || raw::flag(item, name));
        if let Some(mark) = mark.filter(|_| !self.config.include_internal) {
            let message = format!("`{mark}` leaves this operation out");
            self.diagnostics
                .report(Code::InternalOperation, at, message);
            return true;
        }
        false
    }

    fn operation_id(
        &mut self,
        method: Method,
        path: &str,
        typed: &openapiv3::Operation,
        at: &Pointer,
        ids: &mut Ids,
    ) -> String {
        let Some(id) = typed
            .operation_id
            .as_deref()
            .filter(|id| !id.trim().is_empty())
        else {
            let id = ids.free(&made_id(method, path), at);
            self.diagnostics.report(
                Code::MissingOperationId,
                at,
                format!("no `operationId`; it is called `{id}`"),
            );
            return id;
        };
        if let Some(first) = ids.0.get(id).cloned() {
            let own = ids.free(&made_id(method, path), at);
            let message = format!(
                "`{id}` is the `operationId` of another operation as well; this one is called `{own}`"
            );
            self.diagnostics
                .report(
                    Code::DuplicateOperationId,
                    &at.child("operationId"),
                    message,
                )
                .related(&first, "the other one");
            return own;
        }
        ids.free(id, at)
    }

    fn operation(&mut self, method: Method, site: &Site<'_, 'a>) -> Operation {
        let declared = self.parameters(site);
        let path = self.template(site, &declared);
        let params = self.path_parameters(site, &path, declared);
        let answers = self.responses(site);
        Operation {
            id: site.id.to_owned(),
            group: GroupId(0),
            name: raw::text(site.node, "x-speakeasy-name-override"),
            method,
            path,
            params,
            body: self.body(site),
            server: self.own_server(site),
            answers: answers.1,
            stream: self.stream(site),
            responses: answers.0,
            security: self.security(site),
            pagination: None,
            idempotent: method.is_idempotent(),
            retries: None,
            summary: site
                .typed
                .summary
                .clone()
                .or_else(|| site.item.item.summary.clone()),
            description: site
                .typed
                .description
                .clone()
                .or_else(|| site.item.item.description.clone()),
            deprecated: site.typed.deprecated,
            at: site.at.clone(),
        }
    }
}

/// The ids in use, and which operation has each.
#[derive(Default)]
struct Ids(HashMap<String, Pointer>);

impl Ids {
    /// The id, with a number where another operation has it.
    fn free(&mut self, id: &str, at: &Pointer) -> String {
        let mut free = id.to_owned();
        let mut number = 2;
        while self.0.contains_key(&free) {
            free = format!("{id}{number}");
            number += 1;
        }
        self.0.insert(free.clone(), at.clone());
        free
    }
}

/// `getPetsById` for `GET /pets/{id}`.
fn made_id(method: Method, path: &str) -> String {
    let mut id = name(method).to_owned();
    for piece in path::pieces(path) {
        match piece {
            path::Piece::Text(text) => id.push_str(&words::camel(text)),
            path::Piece::Parameter(name) => {
                id.push_str("By");
                id.push_str(&words::camel(name));
            }
        }
    }
    id
}

fn method(key: &str) -> Option<Method> {
    [
        Method::Get,
        Method::Put,
        Method::Post,
        Method::Delete,
        Method::Options,
        Method::Head,
        Method::Patch,
        Method::Trace,
    ]
    .into_iter()
    .find(|method| name(*method) == key)
}

fn name(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Put => "put",
        Method::Post => "post",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "patch",
        Method::Trace => "trace",
    }
}

fn typed<'a>(item: &'a PathItem, key: &str) -> Option<&'a openapiv3::Operation> {
    item.iter()
        .find(|(name, _)| *name == key)
        .map(|(_, operation)| operation)
}
