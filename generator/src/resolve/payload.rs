//! What the API itself sends: the bodies of webhooks' and callbacks' requests.
use super::operation::Resolved;
use super::{Resolver, media};
use crate::diag::Code;
use crate::ir::{BodyKind, Origin, Payload, PayloadKind};
use crate::oas::{self, Found, local, raw};
use crate::source::{Node, Pointer};

/// References met on the way to a definition; more than this many is a circle.
const REDIRECTIONS: usize = 32;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'a> Resolver<'a, '_> {
    /// The payloads of the document's webhooks.
    pub(super) fn webhooks(&mut self) -> Vec<Payload> {
        let root = Pointer::root().child("webhooks");
        let mut payloads = Vec::new();
        for entry in self.oas.node(&root).entries() {
            let at = root.child(&entry.key);
            self.payloads_of(PayloadKind::Webhook, &entry.key, &at, &at, &mut payloads);
        }
        payloads
    }

    /// The payloads of an operation's callbacks.
    pub(super) fn callbacks(&mut self, found: &Resolved<'a>) -> Vec<Payload> {
        let id = &found.operation.id;
        let root = found.operation.at.child("callbacks");
        let mut payloads = Vec::new();
        for entry in oas::part(found.node, "callbacks").entries() {
            let (at, callback) = self.definition(root.child(&entry.key));
            for (index, expression) in callback.entries().iter().enumerate() {
                if expression.key.starts_with("x-") {
                    continue;
                }
                let mut name = format!("{id}_{}", entry.key);
                if index > 0 {
                    name = format!("{name}_{}", index + 1);
                }
                let place = Pointer::root().child("callbacks").child(id);
                let place = place.child(&entry.key).child(&expression.key);
                let at = at.child(&expression.key);
                self.payloads_of(PayloadKind::Callback, &name, &at, &place, &mut payloads);
            }
        }
        payloads
    }

    /// Of each method of a path item; more than one is told apart by its name.
    fn payloads_of(
        &mut self,
        kind: PayloadKind,
        name: &str,
        at: &Pointer,
        place: &Pointer,
        payloads: &mut Vec<Payload>,
    ) {
        let (at, item) = self.definition(at.clone());
        let methods: Vec<&str> = METHODS
            .into_iter()
            .filter(|method| item.get(method).is_some())
            .collect();
        for method in &methods {
            let name = if methods.len() == 1 {
                name.to_owned()
            } else {
                format!("{name}_{method}")
            };
            let operation = at.child(method);
            let place = place.child(method);
            payloads.extend(self.payload(kind, name, &operation, place));
        }
    }

    fn payload(
        &mut self,
        kind: PayloadKind,
        name: String,
        operation: &Pointer,
        place: Pointer,
    ) -> Option<Payload> {
        self.report_unread(&name, operation);
        let (at, body) = self.definition(operation.child("requestBody"));
        let content_at = at.child("content");
        let content = body.get("content").map_or(&[][..], Node::entries);
        let chosen = media::best(content.iter().map(|entry| &*entry.key))?;
        let media_type = &content[chosen].key;
        let at = content_at.child(media_type);
        if media::kind(media_type) != BodyKind::Json {
            let message =
                format!("the payload of `{name}` is `{media_type}`, which is not decoded");
            if let Some(finding) = self.report(Code::UnsupportedMediaType, &at, message) {
                finding.note();
            }
            return None;
        }
        let schema_at = at.child("schema");
        let found = self.oas.find(&schema_at);
        let cursor = match found {
            Some(Found::Schema(cursor)) => Some(cursor),
            _ => None,
        };
        let titled = cursor.as_ref().and_then(|cursor| cursor.text("title"));
        let origin = match titled.filter(|title| !title.trim().is_empty()) {
            Some(title) => Origin::Titled(title),
            None => Origin::Operation {
                operation: name.clone(),
                role: "Payload".to_owned(),
            },
        };
        let node = self.oas.node(operation);
        let docs = raw::text(node, "description").or_else(|| raw::text(node, "summary"));
        Some(Payload {
            kind,
            ty: self.root(cursor.as_ref(), &at, origin),
            name,
            docs,
            at,
            place,
        })
    }

    /// Of what the API sends, functions read the body.
    fn report_unread(&mut self, name: &str, operation: &Pointer) {
        let node = self.oas.node(operation);
        let mut unread: Vec<(Pointer, &str)> = Vec::new();
        let says = |key| node.get(key).is_some_and(|value| !value.is_empty());
        for key in ["parameters", "security"] {
            if says(key) {
                unread.push((operation.child(key), key));
            }
        }
        let item = operation.parent().unwrap_or_default();
        if !self
            .oas
            .node(&item)
            .get("parameters")
            .is_none_or(Node::is_empty)
        {
            unread.push((item.child("parameters"), "parameters"));
        }
        let answers = oas::part(node, "responses").entries();
        let answers = answers.iter().any(|entry| {
            let content = entry.value.get("content");
            content.is_some_and(|content| !content.is_empty())
        });
        if answers {
            unread.push((operation.child("responses"), "responses"));
        }
        for (at, key) in unread {
            let message = format!(
                "`{key}` of `{name}` makes no code: what the API sends is read by functions of its body"
            );
            self.report(Code::UnsupportedKeyword, &at, message);
        }
        if node.get("requestBody").is_none() {
            let message = format!("`{name}` has no body, so there is no function that reads it");
            self.report(Code::UnsupportedKeyword, operation, message);
        }
    }

    /// What stands at a place, references followed.
    fn definition(&self, mut at: Pointer) -> (Pointer, &'a Node) {
        for _ in 0..REDIRECTIONS {
            let node = self.oas.node(&at);
            let target = node.get("$ref").and_then(Node::as_str).and_then(local);
            match target {
                Some(target) => at = target,
                None => return (at, node),
            }
        }
        let node = self.oas.node(&at);
        (at, node)
    }
}
