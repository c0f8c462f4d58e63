//! From a pointer to what openapiv3 has there: deep references (`#/components/schemas/Pet/properties/id`,
//! `#/paths/~1pets/get/…`) find their target as easily as shallow ones.
use std::borrow::Cow;

use openapiv3::{
    Components, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent, PathItem,
    ReferenceOr, RequestBody, Response, Schema, SecurityScheme,
};

use super::{Cursor, Oas, Slot, flat};
use crate::source::Pointer;

/// What a pointer leads to, by kind.
#[derive(Clone)]
pub(crate) enum Found<'a> {
    Schema(Cursor<'a>),
    Parameter(&'a ReferenceOr<Parameter>),
    Body(&'a ReferenceOr<RequestBody>),
    Response(&'a ReferenceOr<Response>),
    Header(&'a ReferenceOr<Header>),
    Security(&'a ReferenceOr<SecurityScheme>),
    PathItem(&'a ReferenceOr<PathItem>),
}

impl Found<'_> {
    /// What a person calls this kind.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Schema(_) => "schema",
            Self::Parameter(_) => "parameter",
            Self::Body(_) => "request body",
            Self::Response(_) => "response",
            Self::Header(_) => "header",
            Self::Security(_) => "security scheme",
            Self::PathItem(_) => "path item",
        }
    }
}

/// References met on the way to a pointer; more than this many is a circle.
const REDIRECTIONS: u32 = 32;

impl<'a> Oas<'a> {
    /// What stands at `at`; `None` where nothing does, or nothing that a reference may name.
    pub(crate) fn find(&'a self, at: &Pointer) -> Option<Found<'a>> {
        self.find_within(at, REDIRECTIONS)
    }

    fn find_within(&'a self, at: &Pointer, redirections: u32) -> Option<Found<'a>> {
        if let Some(schema) = self.detached.schemas.get(at) {
            return Some(Found::Schema(Cursor::new(
                at.clone(),
                schema,
                self.node(at),
            )));
        }
        if let Some(item) = self.detached.path_items.get(at) {
            return Some(Found::PathItem(item));
        }
        let tokens: Vec<Cow<'_, str>> = at.tokens().collect();
        let tokens: Vec<&str> = tokens.iter().map(|token| &**token).collect();
        let end = End {
            oas: self,
            at,
            redirections,
        };
        match tokens.as_slice() {
            ["components", rest @ ..] => end.component(self.openapi.components.as_ref()?, rest),
            ["paths", path, rest @ ..] => end.path_item(self.openapi.paths.paths.get(*path)?, rest),
            _ => None,
        }
    }
}

/// The walk towards a pointer.
struct End<'e, 'a> {
    oas: &'a Oas<'a>,
    at: &'e Pointer,
    redirections: u32,
}

impl<'a> End<'_, 'a> {
    fn component(&self, components: &'a Components, tokens: &[&str]) -> Option<Found<'a>> {
        let (&[section, name], rest) = tokens.split_first_chunk::<2>()?;
        match section {
            "schemas" => self.schema(components.schemas.get(name)?, rest),
            "parameters" => self.parameter(components.parameters.get(name)?, rest),
            "requestBodies" => self.body(components.request_bodies.get(name)?, rest),
            "responses" => self.response(components.responses.get(name)?, rest),
            "headers" => self.header(components.headers.get(name)?, rest),
            "securitySchemes" => rest
                .is_empty()
                .then_some(Found::Security(components.security_schemes.get(name)?)),
            _ => None,
        }
    }

    fn path_item(&self, item: &'a ReferenceOr<PathItem>, tokens: &[&str]) -> Option<Found<'a>> {
        if tokens.is_empty() {
            return Some(Found::PathItem(item));
        }
        let item = item.as_item()?;
        match tokens {
            ["parameters", index, rest @ ..] => {
                self.parameter(item.parameters.get(position(index)?)?, rest)
            }
            [method, rest @ ..] => {
                let (_, operation) = item.iter().find(|(name, _)| name == method)?;
                self.operation(operation, rest)
            }
            [] => None,
        }
    }

    fn operation(&self, operation: &'a Operation, tokens: &[&str]) -> Option<Found<'a>> {
        match tokens {
            ["parameters", index, rest @ ..] => {
                self.parameter(operation.parameters.get(position(index)?)?, rest)
            }
            ["requestBody", rest @ ..] => self.body(operation.request_body.as_ref()?, rest),
            ["responses", "default", rest @ ..] => {
                self.response(operation.responses.default.as_ref()?, rest)
            }
            ["responses", status, rest @ ..] => {
                let responses = &operation.responses.responses;
                let (_, response) = responses
                    .iter()
                    .find(|(key, _)| key.to_string().eq_ignore_ascii_case(status))?;
                self.response(response, rest)
            }
            _ => None,
        }
    }

    fn parameter(
        &self,
        parameter: &'a ReferenceOr<Parameter>,
        tokens: &[&str],
    ) -> Option<Found<'a>> {
        if tokens.is_empty() {
            return Some(Found::Parameter(parameter));
        }
        self.format(&parameter.as_item()?.parameter_data_ref().format, tokens)
    }

    fn header(&self, header: &'a ReferenceOr<Header>, tokens: &[&str]) -> Option<Found<'a>> {
        if tokens.is_empty() {
            return Some(Found::Header(header));
        }
        self.format(&header.as_item()?.format, tokens)
    }

    fn format(&self, format: &'a ParameterSchemaOrContent, tokens: &[&str]) -> Option<Found<'a>> {
        match (format, tokens) {
            (ParameterSchemaOrContent::Schema(schema), ["schema", rest @ ..]) => {
                self.schema(schema, rest)
            }
            (ParameterSchemaOrContent::Content(content), ["content", media_type, rest @ ..]) => {
                self.media(content.get(*media_type)?, rest)
            }
            _ => None,
        }
    }

    fn body(&self, body: &'a ReferenceOr<RequestBody>, tokens: &[&str]) -> Option<Found<'a>> {
        match tokens {
            [] => Some(Found::Body(body)),
            ["content", media_type, rest @ ..] => {
                self.media(body.as_item()?.content.get(*media_type)?, rest)
            }
            _ => None,
        }
    }

    fn response(&self, response: &'a ReferenceOr<Response>, tokens: &[&str]) -> Option<Found<'a>> {
        match tokens {
            [] => Some(Found::Response(response)),
            ["content", media_type, rest @ ..] => {
                self.media(response.as_item()?.content.get(*media_type)?, rest)
            }
            ["headers", name, rest @ ..] => {
                self.header(response.as_item()?.headers.get(*name)?, rest)
            }
            _ => None,
        }
    }

    fn media(&self, media: &'a MediaType, tokens: &[&str]) -> Option<Found<'a>> {
        match tokens {
            ["schema", rest @ ..] => self.schema(media.schema.as_ref()?, rest),
            _ => None,
        }
    }

    fn schema(&self, schema: &'a ReferenceOr<Schema>, tokens: &[&str]) -> Option<Found<'a>> {
        let mut slot = Slot::of(schema);
        let mut tokens = tokens;
        while !tokens.is_empty() {
            match slot {
                Slot::Reference(reference) => return self.redirect(reference, tokens),
                Slot::Schema(schema) => (slot, tokens) = flat::step(schema, tokens)?,
            }
        }
        Some(Found::Schema(Cursor {
            at: self.at.clone(),
            slot,
            node: self.oas.node(self.at),
        }))
    }

    /// Goes on where a reference in the middle of the way leads.
    fn redirect(&self, reference: &str, tokens: &[&str]) -> Option<Found<'a>> {
        let base = self.oas.locate(reference)?;
        let at = tokens.iter().fold(base, |at, token| at.child(token));
        self.oas.find_within(&at, self.redirections.checked_sub(1)?)
    }
}

fn position(token: &str) -> Option<usize> {
    token.parse().ok()
}
