//! Declared responses with their content and headers, in the document's order.
use openapiv3::ReferenceOr;

use super::Resolver;
use super::docs;
use super::operation::Site;
use super::reference::Placed;
use crate::diag::Code;
use crate::ir::{Access, Answers, Content, Field, Presence, Response, Shape, Status, TypeId};
use crate::oas::{self, Found};
use crate::source::Pointer;

impl<'a> Resolver<'a, '_> {
    /// The responses of an operation, and whether what a success gives depends on its status.
    pub(super) fn responses(&mut self, site: &Site<'_, 'a>) -> (Vec<Response>, Answers) {
        let at = site.at.child("responses");
        let mut responses: Vec<Response> = Vec::new();
        for entry in oas::part(site.node, "responses").entries() {
            if let Some((status, placed)) = self.declared(site, &at, &entry.key) {
                let first = !responses.iter().any(|other| other.status.is_success());
                let response = self.response(site, status, first, placed);
                responses.push(response);
            }
        }
        let answers = self.answers(&responses);
        (responses, answers)
    }

    /// The response that the document declares under a key of `responses`, behind references, with its status.
    pub(super) fn declared(
        &mut self,
        site: &Site<'_, 'a>,
        responses: &Pointer,
        key: &str,
    ) -> Option<(Status, Placed<'a, openapiv3::Response>)> {
        let (status, response) = typed(site.typed, key)?;
        let node = oas::part(oas::part(site.node, "responses"), key);
        let at = responses.child(key);
        let placed = self.component(&at, node, response, "response", |found| match found {
            Found::Response(response) => Some(response),
            Found::Schema(_)
            | Found::Parameter(_)
            | Found::Body(_)
            | Found::Header(_)
            | Found::Security(_)
            | Found::PathItem(_) => None,
        })?;
        Some((status, placed))
    }

    /// Whether all successes with content have the same.
    pub(super) fn answers(&self, responses: &[Response]) -> Answers {
        let good = responses.iter().filter(|one| one.status.is_success());
        let mut contents = good.filter_map(|one| one.content.as_ref());
        let Some(first) = contents.next() else {
            return Answers::Alike;
        };
        let same = |other: &Content| first.kind == other.kind && self.same(first.ty, other.ty);
        if contents.all(same) {
            Answers::Alike
        } else {
            Answers::ByStatus
        }
    }

    /// Whether two bodies have one schema, the same words twice included, or are the same scalar.
    fn same(&self, a: TypeId, b: TypeId) -> bool {
        let [left, right] = [a, b].map(|id| self.table.get(id));
        let scalars = matches!((&left.shape, &right.shape), (Shape::Scalar(left), Shape::Scalar(right)) if left == right);
        let words = |at| self.oas.node(at).to_json();
        a == b || scalars || words(&left.at) == words(&right.at)
    }

    fn response(
        &mut self,
        site: &Site<'_, 'a>,
        status: Status,
        first: bool,
        placed: Placed<'a, openapiv3::Response>,
    ) -> Response {
        let role = role(status, first);
        let content = if site.at.last().as_deref() == Some("head") {
            self.report_head(&placed);
            None
        } else {
            self.content(site, &placed, &placed.item.content, &role)
        };
        let headers = self.headers(site, &placed);
        let description = Some(placed.item.description.trim()).filter(|text| !text.is_empty());
        Response {
            status,
            content,
            headers,
            docs: description.map(str::to_owned),
            at: placed.at,
        }
    }

    /// What it describes is what GET would answer.
    fn report_head(&mut self, response: &Placed<'a, openapiv3::Response>) {
        let at = response.at.child("content");
        self.report_dangling(&at, oas::part(response.node, "content"));
        if !response.item.content.is_empty() {
            let message = "an answer to HEAD has no body (RFC 9110, section 9.3.2), so nothing is read of this there";
            self.report(Code::UnsupportedKeyword, &at, message);
        }
    }

    fn headers(
        &mut self,
        site: &Site<'_, 'a>,
        response: &Placed<'a, openapiv3::Response>,
    ) -> Vec<Field> {
        let at = response.at.child("headers");
        let nodes = oas::part(response.node, "headers");
        let mut fields = Vec::new();
        for (name, header) in &response.item.headers {
            // The specification ignores it: the media type says the same.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let (at, node) = (at.child(name), oas::part(nodes, name));
            let placed = self.component(&at, node, header, "header", |found| match found {
                Found::Header(header) => Some(header),
                Found::Schema(_)
                | Found::Parameter(_)
                | Found::Body(_)
                | Found::Response(_)
                | Found::Security(_)
                | Found::PathItem(_) => None,
            });
            let Some(placed) = placed else { continue };
            let (ty, cursor, _) = self.value(site, name, &placed.item.format, &placed);
            fields.push(Field {
                wire: name.clone(),
                ty,
                presence: if placed.item.required {
                    Presence::Required
                } else {
                    Presence::Optional
                },
                access: Access::Both,
                docs: placed
                    .item
                    .description
                    .clone()
                    .or_else(|| cursor.as_ref().and_then(docs::docs)),
                deprecated: placed.item.deprecated.unwrap_or_default(),
                at: placed.at,
            });
        }
        fields
    }
}

/// What openapiv3 has under a key of `responses`.
fn typed<'a>(
    operation: &'a openapiv3::Operation,
    key: &str,
) -> Option<(Status, &'a ReferenceOr<openapiv3::Response>)> {
    if key == "default" {
        return Some((Status::Default, operation.responses.default.as_ref()?));
    }
    let mut responses = operation.responses.responses.iter();
    let (status, response) =
        responses.find(|(status, _)| status.to_string().eq_ignore_ascii_case(key))?;
    let status = match status {
        openapiv3::StatusCode::Code(code) => Status::Code(*code),
        openapiv3::StatusCode::Range(hundred) => Status::Range(u8::try_from(*hundred).ok()?),
    };
    Some((status, response))
}

/// The first success is the response; the others say which they are.
fn role(status: Status, first: bool) -> String {
    let kind = if status.is_success() {
        "Response"
    } else {
        "Error"
    };
    match status {
        _ if first && status.is_success() => kind.to_owned(),
        Status::Code(code) => format!("{kind}{code}"),
        Status::Range(hundred) => format!("{kind}{hundred}xx"),
        Status::Default => "DefaultResponse".to_owned(),
    }
}
