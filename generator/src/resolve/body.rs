//! Request bodies, and content of bodies and answers: one of several media types is chosen, the others are reported.
use openapiv3::MediaType;

use super::Resolver;
use super::media;
use super::merge::Merged;
use super::operation::Site;
use super::reference::Placed;
use super::scalar::encoded;
use super::shape::named;
use super::table::Parts;
use crate::diag::Code;
use crate::hash::HashSet;
use crate::ir::{
    Body, BodyKind, Content, Json, Origin, OtherBody, OtherContent, Scalar, Shape, TypeId,
};
use crate::oas::{self, Cursor, Flat, Found, Types, raw};
use crate::source::{Node, Pointer};
use crate::vocab::media_type_meant;
use crate::words;

/// Keywords that say more of a value without `type` than that it is a text.
const OF_OTHERS: [&str; 16] = [
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "contains",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentSchemas",
    "dependentRequired",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

impl<'a> Resolver<'a, '_> {
    /// The body of an operation.
    pub(super) fn body(&mut self, site: &Site<'_, 'a>) -> Option<Body> {
        let body = site.typed.request_body.as_ref()?;
        let placed = self.component(
            &site.at.child("requestBody"),
            oas::part(site.node, "requestBody"),
            body,
            "request body",
            |found| match found {
                Found::Body(body) => Some(body),
                Found::Schema(_)
                | Found::Parameter(_)
                | Found::Response(_)
                | Found::Header(_)
                | Found::Security(_)
                | Found::PathItem(_) => None,
            },
        )?;
        let all: Vec<(&String, &'a MediaType)> = placed.item.content.iter().collect();
        let chosen = media::best(all.iter().map(|(name, _)| name.as_str()))?;
        let others = self.others(site, &placed, &all, chosen);
        let (name, typed) = all[chosen];
        let content = self.one(site, &placed, name, typed, "Request");
        Some(Body {
            encoding: self.encodings(&placed, (name, typed), content.kind),
            media_type: content.media_type,
            kind: content.kind,
            ty: content.ty,
            others,
            required: placed.item.required,
            docs: placed.item.description.clone(),
            at: placed.at,
        })
    }

    /// The content that is written or read, with `role` for a schema that has no name of its own.
    pub(super) fn content<'m, T>(
        &mut self,
        site: &Site<'_, 'a>,
        placed: &Placed<'a, T>,
        content: impl IntoIterator<Item = (&'m String, &'a MediaType)>,
        role: &str,
    ) -> Option<Content> {
        let mut all: Vec<(&String, &'a MediaType)> = content.into_iter().collect();
        // A stream is a further way to read the answer, and nothing that is left out.
        if all.iter().any(|(name, _)| media::framing(name).is_none()) {
            all.retain(|(name, _)| media::framing(name).is_none());
        }
        let chosen = media::best(all.iter().map(|(name, _)| name.as_str()))?;
        let (name, typed) = all.remove(chosen);
        let medias = oas::part(placed.node, "content");
        let words = |name: &str| oas::part(oas::part(medias, name), "schema").to_json();
        // What none is held against is not copied.
        let own = (!all.is_empty()).then(|| words(name));
        let others = all.iter().map(|(other, _)| OtherContent {
            media_type: (*other).clone(),
            kind: media::kind(other),
            same: Some(words(other)) == own,
            readable: false,
        });
        let others = others.collect();
        let content = self.one(site, placed, name, typed, role);
        Some(Content { others, ..content })
    }

    /// The media types whose content is another than that of the chosen one: callers have the choice. Of the same content
    /// they are left out, and so are wildcards and what would be raw bytes with a structure.
    fn others<T>(
        &mut self,
        site: &Site<'_, 'a>,
        placed: &Placed<'a, T>,
        all: &[(&String, &'a MediaType)],
        chosen: usize,
    ) -> Vec<OtherBody> {
        if all.len() == 1 {
            return Vec::new();
        }
        let medias = oas::part(placed.node, "content");
        let words = |name: &str| oas::part(oas::part(medias, name), "schema").to_json();
        let mut seen = vec![words(all[chosen].0)];
        let mut others = Vec::new();
        let mut kept = Vec::new();
        for (index, (name, typed)) in all.iter().enumerate() {
            let own = words(name);
            if index == chosen || name.contains('*') || media::is_structured(name) {
                continue;
            }
            if !seen.contains(&own) {
                seen.push(own);
                kept.push((index, *name, *typed));
            }
        }
        for (index, (name, _)) in all.iter().enumerate() {
            if index != chosen && kept.iter().all(|(own, _, _)| *own != index) {
                self.left_out(&placed.at, all[chosen].0, name);
            }
        }
        for (_, name, typed) in kept {
            let word = match media::kind(name) {
                BodyKind::Multipart => "Multipart".to_owned(),
                BodyKind::Form => "Form".to_owned(),
                BodyKind::Json | BodyKind::Xml | BodyKind::Text | BodyKind::Bytes => {
                    let subtype = name.split_once('/').map_or(name.as_str(), |(_, own)| own);
                    words::camel(subtype)
                }
            };
            let role = format!("{word}Request");
            let content = self.one(site, placed, name, typed, &role);
            others.push(OtherBody {
                encoding: self.encodings(placed, (name, typed), content.kind),
                media_type: content.media_type,
                kind: content.kind,
                ty: content.ty,
            });
        }
        others
    }

    pub(super) fn left_out(&mut self, at: &Pointer, used: &str, other: &str) {
        let message = format!("`{used}` is used; `{other}` is left out");
        self.report(
            Code::OtherMediaType,
            &at.child("content").child(other),
            message,
        );
    }

    /// The content of one media type.
    fn one<T>(
        &mut self,
        site: &Site<'_, 'a>,
        placed: &Placed<'a, T>,
        name: &str,
        typed: &'a MediaType,
        role: &str,
    ) -> Content {
        let at = placed.at.below(["content", name]);
        let media = oas::part(oas::part(placed.node, "content"), name);
        let mut kind = media::kind(name);
        let is_sent = role.ends_with("Request");
        if matches!(kind, BodyKind::Multipart | BodyKind::Form) && !is_sent {
            kind = BodyKind::Bytes;
        }
        let is_stream = !is_sent && media::framing(name).is_some();
        let loses = media::is_structured(name) || media::kind(name) != kind;
        if kind == BodyKind::Bytes && loses && !is_stream {
            self.report(
                Code::UnsupportedMediaType,
                &at,
                format!("`{name}` is handled as raw bytes"),
            );
        }
        let schema_at = at.child("schema");
        let cursor = typed.schema.as_ref().map(|schema| {
            let node = oas::part(media, "schema");
            Cursor::new(schema_at.clone(), schema, node)
        });
        if matches!(kind, BodyKind::Multipart | BodyKind::Form)
            && let Some(cursor) = &cursor
            && !self.takes_objects(cursor)
        {
            kind = BodyKind::Bytes;
            let message = format!(
                "`{name}` is handled as raw bytes: its parts are properties, and its schema is no object"
            );
            if let Some(finding) = self.report(Code::UnsupportedMediaType, &at, message) {
                finding.related(&cursor.at, "what is no object");
            }
        }
        let is_raw = matches!(kind, BodyKind::Text | BodyKind::Bytes) && !is_stream;
        if is_raw {
            self.report_dangling(&schema_at, oas::part(media, "schema"));
        }
        // Of a misspelt one that was the finding, and of what loses its structure this.
        if is_raw && !loses && media_type_meant(name).is_none() {
            self.report_untyped(&at, name, kind, cursor.as_ref());
        }
        let origin = site_origin(&at, site, role, cursor.as_ref());
        let ty = match kind {
            BodyKind::Json | BodyKind::Form | BodyKind::Multipart | BodyKind::Xml => {
                self.root(cursor.as_ref(), &at, origin)
            }
            BodyKind::Text => self.raw(cursor.as_ref(), &schema_at, origin, Scalar::String),
            BodyKind::Bytes => self.raw(None, &schema_at, origin, Scalar::Binary),
        };
        if kind == BodyKind::Json {
            self.keep_examples(&at, media, ty);
        }
        Content {
            media_type: media::sent(name),
            kind,
            ty,
            others: Vec::new(),
        }
    }

    /// Text and raw bytes have no place for what a schema says of objects and lists.
    fn report_untyped(
        &mut self,
        at: &Pointer,
        name: &str,
        kind: BodyKind,
        cursor: Option<&Cursor<'a>>,
    ) {
        let Some(cursor) = cursor.and_then(|cursor| self.follow_through(cursor)) else {
            return;
        };
        if !self.is_more_than_text(&cursor) {
            return;
        }
        let read = match kind {
            BodyKind::Text => "plain text",
            _ => "raw bytes",
        };
        let message =
            format!("`{name}` is handled as {read}, and its schema describes more than that");
        if let Some(finding) = self.report(Code::UnsupportedMediaType, at, message) {
            finding.related(&cursor.at, "what is not read from it");
        }
    }

    /// Whether a schema, or an alternative of it, asks for another type than string.
    fn is_more_than_text(&mut self, cursor: &Cursor<'a>) -> bool {
        let whole = self.follow_through(cursor);
        if whole.is_some_and(|whole| self.merge(&Parts::one(whole)).types == Some(Types::STRING)) {
            return false;
        }
        self.any_alternative(cursor, &|merged| {
            let has = |flat: &Flat<'_>| {
                OF_OTHERS
                    .iter()
                    .any(|name| raw::keyword(flat.node, name).is_some())
            };
            let is_other = |value: &Json| !matches!(value, Json::String(_));
            match (merged.types, &merged.values) {
                (_, Some(values)) => values.iter().any(is_other),
                (Some(types), None) => !types.without(Types::STRING).is_empty(),
                (None, None) => merged.has_properties() || merged.flats.iter().any(has),
            }
        })
    }

    /// Whether an object can be a value of the schema.
    pub(super) fn takes_objects(&mut self, cursor: &Cursor<'a>) -> bool {
        self.any_alternative(cursor, &|merged| match merged.types {
            // One file is sent as a part of its own.
            Some(types) => types.contains(Types::OBJECT) || is_file(merged),
            None => match &merged.values {
                Some(values) => values.iter().any(|value| matches!(value, Json::Object(_))),
                None => merged.groups.is_empty(),
            },
        })
    }

    /// Whether something holds of a schema or of an alternative of it, however deep.
    fn any_alternative(
        &mut self,
        cursor: &Cursor<'a>,
        holds: &dyn Fn(&Merged<'a>) -> bool,
    ) -> bool {
        let mut seen: HashSet<Pointer> = HashSet::default();
        let mut open: Vec<Cursor<'a>> = self.follow_through(cursor).into_iter().collect();
        while let Some(cursor) = open.pop() {
            if !seen.insert(cursor.at.clone()) {
                continue;
            }
            let merged = self.merge(&Parts::one(cursor));
            if holds(&merged) {
                return true;
            }
            let branches = merged.groups.iter().flat_map(|group| &group.branches);
            open.extend(branches.cloned());
        }
        false
    }

    /// Examples of a media type are examples of its type.
    fn keep_examples(&mut self, at: &Pointer, media: &Node, ty: TypeId) {
        let mut found: Vec<(Pointer, Json)> = Vec::new();
        if let Some(example) = raw::json(media, "example") {
            found.push((at.child("example"), example));
        }
        let examples = at.child("examples");
        for entry in media.get("examples").map_or(&[][..], Node::entries) {
            let reference = entry.value.get("$ref").and_then(Node::as_str);
            let place = match reference {
                Some(reference) => self.oas.locate(reference),
                None => Some(examples.child(&entry.key)),
            };
            let value = place.map(|place| place.child("value"));
            if let Some((at, node)) =
                value.and_then(|at| Some((at.clone(), self.oas.document.root.lookup(&at)?)))
            {
                found.push((at, node.to_json()));
            }
        }
        let def = self.table.get_mut(ty);
        for one in found {
            if def.examples.iter().all(|(at, _)| *at != one.0) {
                def.examples.push(one);
            }
        }
    }

    /// The type of a whole body, answer, parameter or header; any JSON where it has no schema.
    pub(super) fn root(
        &mut self,
        cursor: Option<&Cursor<'a>>,
        at: &Pointer,
        origin: Origin,
    ) -> TypeId {
        let found = cursor.and_then(|cursor| self.follow_through(cursor));
        match found {
            Some(cursor) => {
                let name = named(&cursor.at);
                self.table.id(Parts::one(cursor), || name.unwrap_or(origin))
            }
            None => self.table.push(origin, at.clone(), Shape::Json),
        }
    }

    /// Text keeps its schema where that is a scalar or an enum; everything else is the plain scalar.
    fn raw(
        &mut self,
        cursor: Option<&Cursor<'a>>,
        at: &Pointer,
        origin: Origin,
        scalar: Scalar,
    ) -> TypeId {
        let typed = cursor
            .and_then(|cursor| self.follow_through(cursor))
            .filter(|cursor| {
                let merged = self.merge(&Parts::one(cursor.clone()));
                let is_text = |value: &Json| matches!(value, Json::String(_));
                let listed = merged.values.as_deref();
                let is_list = listed.is_some_and(|values| values.iter().all(is_text));
                (merged.types == Some(Types::STRING) || merged.types.is_none() && is_list)
                    && merged.groups.is_empty()
                    && !is_file(&merged)
            });
        match typed {
            Some(cursor) => self.root(Some(&cursor), at, origin),
            None => self.table.push(origin, at.clone(), Shape::Scalar(scalar)),
        }
    }
}

/// Whether the value is raw bytes.
fn is_file(merged: &Merged<'_>) -> bool {
    let binary = merged
        .flats
        .iter()
        .any(|flat| flat.format == Some("binary"));
    binary || encoded(&merged.flats) == Some(Scalar::Binary)
}

/// What a schema without a name of its own is called after: its title, the component that holds it, the operation.
pub(super) fn site_origin(
    at: &Pointer,
    site: &Site<'_, '_>,
    role: &str,
    titled: Option<&Cursor<'_>>,
) -> Origin {
    if let Some(title) = titled
        .and_then(|cursor| cursor.text("title"))
        .filter(|title| !title.trim().is_empty())
    {
        return Origin::Titled(title);
    }
    let mut tokens = at.tokens();
    if tokens.next().as_deref() == Some("components")
        && let Some(name) = tokens.nth(1)
    {
        return Origin::Titled(name.into_owned());
    }
    Origin::Operation {
        operation: site.id.to_owned(),
        role: role.to_owned(),
    }
}
