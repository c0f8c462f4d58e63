//! `encoding`: how the parts of a multipart body and the fields of a form are written.
use openapiv3::MediaType;

use super::Resolver;
use super::reference::Placed;
use super::table::Parts;
use crate::diag::Code;
use crate::hash::IndexSet;
use crate::ir::{BodyKind, Encoding, Json, Style};
use crate::oas::{self, Cursor, raw};
use crate::source::{Node, Pointer};
use crate::vocab::{is_token, likely};

impl<'a> Resolver<'a, '_> {
    /// The entries of a media type's `encoding`, as far as they say something for this kind of body.
    pub(super) fn encodings<T>(
        &mut self,
        placed: &Placed<'a, T>,
        (name, typed): (&str, &'a MediaType),
        kind: BodyKind,
    ) -> Vec<Encoding> {
        let at = placed.at.below(["content", name, "encoding"]);
        let media = oas::part(oas::part(placed.node, "content"), name);
        let entries = oas::part(media, "encoding").entries();
        if !matches!(kind, BodyKind::Multipart | BodyKind::Form) {
            if !entries.is_empty() {
                let message = "`encoding` is for multipart bodies and forms";
                self.report(Code::UnsupportedKeyword, &at, message);
            }
            return Vec::new();
        }
        if entries.is_empty() {
            return Vec::new();
        }
        let schema_at = placed.at.below(["content", name, "schema"]);
        let schema = typed.schema.as_ref();
        let schema =
            schema.map(|schema| Cursor::new(schema_at, schema, oas::part(media, "schema")));
        let properties = schema.and_then(|schema| self.properties_of(&schema));
        let mut encodings = Vec::new();
        for entry in entries {
            let at = at.child(&entry.key);
            let node = &entry.value;
            if let Some(properties) = &properties {
                self.hold_against(&entry.key, &at, properties);
            }
            self.report_styles(&at, node, kind);
            encodings.push(Encoding {
                name: entry.key.to_string(),
                content_type: content_type(node),
                headers: self.part_headers(&at, node, kind),
                style: style(node, kind),
            });
        }
        encodings
    }

    /// The names that a body's schema gives to its parts, its alternatives included; `None` where it allows others.
    fn properties_of(&mut self, schema: &Cursor<'a>) -> Option<IndexSet<&'a str>> {
        let schema = self.follow_through(schema)?;
        let merged = self.merge(&Parts::one(schema));
        let mut names: IndexSet<&'a str> = merged.properties.keys().copied().collect();
        let further = ["patternProperties", "dependentSchemas", "if"];
        let adds = |name: &&str| {
            let mut flats = merged.flats.iter();
            flats.any(|flat| raw::keyword(flat.node, name).is_some())
        };
        let mut is_open = merged.open || !merged.additional.is_empty() || further.iter().any(adds);
        for branch in merged.groups.iter().flat_map(|group| &group.branches) {
            let branch = self.merge(&Parts::one(branch.clone()));
            names.extend(branch.properties.keys());
            is_open |= !branch.groups.is_empty();
        }
        (!is_open && !names.is_empty()).then_some(names)
    }

    /// An entry is about a property (OpenAPI 3.1.1, section 4.8.14).
    fn hold_against(&mut self, name: &str, at: &Pointer, properties: &IndexSet<&'a str>) {
        if properties.contains(name) {
            return;
        }
        let message = format!("`{name}` is no property of the body, so this has no effect");
        if let Some(finding) = self.report(Code::UnknownKeyword, at, message) {
            match likely(name, properties.iter().copied()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                None => finding.help("add the property, or delete the entry"),
            };
        }
    }

    /// How values of forms are written does not hold of parts, which are whole values each. The defaults say nothing.
    fn report_styles(&mut self, at: &Pointer, node: &Node, kind: BodyKind) {
        let usual = [
            ("style", Json::String("form".to_owned())),
            ("explode", Json::Bool(true)),
            ("allowReserved", Json::Bool(false)),
        ];
        for (name, usual) in usual {
            let says = node.get(name).is_some_and(|value| value.to_json() != usual);
            if says && kind == BodyKind::Multipart {
                let message = format!("`{name}` has no effect on parts of a multipart body");
                self.report(Code::UnsupportedKeyword, &at.child(name), message);
            }
        }
    }

    /// Headers that can have one value only are sent; a model has no place for the others.
    fn part_headers(&mut self, at: &Pointer, node: &Node, kind: BodyKind) -> Vec<(String, String)> {
        let at = at.child("headers");
        let headers = node.get("headers").map_or(&[][..], Node::entries);
        let mut kept = Vec::new();
        for entry in headers {
            // The specification ignores it: `contentType` says the same.
            if kind != BodyKind::Multipart || entry.key.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let schema = entry.value.get("schema");
            let value = schema.and_then(only_value);
            if let Some(value) = value.filter(|_| is_token(&entry.key)) {
                kept.push((entry.key.to_string(), value));
            } else {
                let message = format!(
                    "the header `{}` of the part is not sent: its value is not given by the document",
                    entry.key
                );
                let at = at.child(&entry.key);
                if let Some(finding) = self.report(Code::UnsupportedKeyword, &at, message) {
                    finding.help("give its schema a `const`, or an `enum` of one value");
                }
            }
        }
        kept
    }
}

/// One concrete type; of several, or of a range, the file has its own.
fn content_type(node: &Node) -> Option<String> {
    let text = node.get("contentType")?.as_str()?.trim();
    let concrete =
        !text.is_empty() && !text.contains([',', '*']) && !text.contains(char::is_control);
    concrete.then(|| text.to_owned())
}

fn only_value(schema: &Node) -> Option<String> {
    let value = match schema
        .get("const")
        .or_else(|| schema.get("x-lowered-const"))
    {
        Some(value) => value,
        None => match schema.get("enum")?.as_list()? {
            [one] => one,
            _ => return None,
        },
    };
    let text = value.as_str().map_or_else(|| text_of(value), str::to_owned);
    (!text.contains(char::is_control)).then_some(text)
}

fn text_of(value: &Node) -> String {
    match value.to_json() {
        Json::Number(text) => text,
        Json::Bool(true) => "true".to_owned(),
        Json::Bool(false) => "false".to_owned(),
        Json::Null | Json::String(_) | Json::Array(_) | Json::Object(_) => String::new(),
    }
}

/// Of a form; the style is heeded where one of its keywords is there.
fn style(node: &Node, kind: BodyKind) -> Option<(Style, bool, bool)> {
    let said = ["style", "explode", "allowReserved"];
    if kind != BodyKind::Form || said.iter().all(|name| node.get(name).is_none()) {
        return None;
    }
    let style = match node.get("style").and_then(Node::as_str) {
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => Style::Form,
    };
    let flag = |name: &str| node.get(name).and_then(Node::as_bool);
    let explode = flag("explode").unwrap_or(style == Style::Form);
    Some((style, explode, flag("allowReserved").unwrap_or_default()))
}
