//! Parameters: those of the path item and the operation's own, which override them.
use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr,
};

use super::docs;
use super::operation::Site;
use super::reference::Placed;
use super::{Resolver, media, path};
use crate::diag::Code;
use crate::ir::{BodyKind, Location, Param, Scalar, Shape, Style, TypeId};
use crate::oas::{self, Cursor, Found, raw};
use crate::source::{Node, Pointer};

/// Headers that `OpenAPI` describes elsewhere; as parameters the specification ignores them.
const ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

impl<'a> Resolver<'a, '_> {
    /// The parameters in the document's order, the path item's first.
    pub(super) fn parameters(&mut self, site: &Site<'_, 'a>) -> Vec<Param> {
        let (mut shared_whole, mut own_whole) = (Vec::new(), Vec::new());
        let item = site.item;
        let shared = self.list_of(
            site,
            (&item.at, item.node),
            &item.item.parameters,
            &mut shared_whole,
        );
        let own = self.list_of(
            site,
            (site.at, site.node),
            &site.typed.parameters,
            &mut own_whole,
        );
        shared_whole.retain(|(data, _)| own_whole.iter().all(|(own, _)| own.name != data.name));
        for (data, at) in shared_whole.iter().chain(&own_whole) {
            self.report_querystring(data, at);
        }
        let overridden = |param: &Param| own.iter().any(|other| same(param, other));
        let mut params: Vec<Param> = shared
            .into_iter()
            .filter(|param| !overridden(param))
            .collect();
        params.extend(own);
        params
    }

    /// The parameters of one list, of which no two may be the same. Those that are the whole query go into `whole`.
    fn list_of(
        &mut self,
        site: &Site<'_, 'a>,
        (at, node): (&Pointer, &'a Node),
        list: &'a [ReferenceOr<Parameter>],
        whole: &mut Vec<(&'a ParameterData, Pointer)>,
    ) -> Vec<Param> {
        let (at, node) = (at.child("parameters"), oas::part(node, "parameters"));
        let mut params: Vec<Param> = Vec::with_capacity(list.len());
        for (index, parameter) in list.iter().enumerate() {
            let (at, node) = (at.index(index), oas::item(node, index));
            let placed = self.component(&at, node, parameter, "parameter", |found| match found {
                Found::Parameter(parameter) => Some(parameter),
                Found::Schema(_)
                | Found::Body(_)
                | Found::Response(_)
                | Found::Header(_)
                | Found::Security(_)
                | Found::PathItem(_) => None,
            });
            let Some(placed) = placed else {
                continue;
            };
            if raw::keyword(placed.node, "in").and_then(Node::as_str) == Some("querystring") {
                whole.push((placed.item.parameter_data_ref(), placed.at));
                continue;
            }
            let Some(param) = self.parameter(site, &placed) else {
                continue;
            };
            match params.iter().find(|other| same(&param, other)) {
                Some(first) => self.report_twice(&at, first, &param),
                None => params.push(param),
            }
        }
        params
    }

    /// Of two declarations that say the same of the value, the first counts.
    fn report_twice(&mut self, at: &Pointer, first: &Param, second: &Param) {
        let value = |param: &Param| {
            let schema = self.oas.node(&param.at.child("schema"));
            (schema.to_json(), param.style, param.explode)
        };
        let equal = value(first) == value(second);
        let message = format!("`{}` is declared twice here", second.wire);
        let other = first.at.clone();
        if let Some(finding) = self.report(Code::DuplicateParameter, at, message) {
            finding.related(&other, "the other one");
            if equal {
                finding.warning().help("the first is taken, since both have the same schema; delete one, or correct its name");
            }
        }
    }

    fn parameter(&mut self, site: &Site<'_, 'a>, placed: &Placed<'a, Parameter>) -> Option<Param> {
        let data = placed.item.parameter_data_ref();
        let (location, style) = manner(placed.item);
        if location == Location::Header
            && ELSEWHERE.contains(&data.name.to_ascii_lowercase().as_str())
        {
            let message = format!(
                "a header parameter `{}` is ignored, as OpenAPI says",
                data.name
            );
            self.report(Code::UnsupportedKeyword, &placed.at, message);
            return None;
        }
        let (ty, cursor, in_json) = self.value(site, &data.name, &data.format, placed);
        if style == Style::DeepObject
            && let Some(cursor) = &cursor
        {
            self.report_deep(cursor, placed);
        }
        let style = if in_json { Style::Json } else { style };
        let described = cursor.as_ref();
        Some(Param {
            wire: data.name.clone(),
            location,
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
            allow_reserved: matches!(
                placed.item,
                Parameter::Query {
                    allow_reserved: true,
                    ..
                }
            ),
            required: data.required || location == Location::Path,
            ty,
            docs: data
                .description
                .clone()
                .or_else(|| described.and_then(docs::docs)),
            example: raw::example(placed.node)
                .or_else(|| described.and_then(|cursor| raw::example(cursor.node))),
            deprecated: is_deprecated(data) || described.is_some_and(docs::deprecated),
            at: placed.at.clone(),
        })
    }

    /// Without one that is required no call could be what the server takes.
    fn report_querystring(&mut self, data: &ParameterData, at: &Pointer) {
        let kind = "`in: querystring` of OpenAPI 3.2 is not supported";
        let (message, help) = if data.required {
            (
                format!("{kind}, and `{}` is required", data.name),
                "describe the query by parameters with `in: query`, or leave the operation out with `--exclude-operation`",
            )
        } else {
            (
                format!("{kind}: `{}` is left out", data.name),
                "describe the query by parameters with `in: query`",
            )
        };
        if let Some(finding) = self.report(Code::UnsupportedKeyword, &at.child("in"), message) {
            if data.required {
                finding.error();
            } else {
                finding.warning();
            }
            finding.help(help);
        }
    }

    /// The type of a parameter or a header, its schema, and whether it is JSON text (`content` of that type).
    pub(super) fn value<T>(
        &mut self,
        site: &Site<'_, 'a>,
        name: &str,
        format: &'a ParameterSchemaOrContent,
        placed: &Placed<'a, T>,
    ) -> (TypeId, Option<Cursor<'a>>, bool) {
        let (cursor, in_json) = match format {
            ParameterSchemaOrContent::Schema(schema) => {
                let at = placed.at.child("schema");
                let node = oas::part(placed.node, "schema");
                (Some(Cursor::new(at, schema, node)), false)
            }
            ParameterSchemaOrContent::Content(content) => {
                let media = content.iter().next();
                let others = content.keys().skip(1);
                if let Some((used, _)) = media {
                    self.report_content(placed, used, others);
                }
                let in_json = media.is_none_or(|(name, _)| media::kind(name) == BodyKind::Json);
                let cursor = media.and_then(|(name, media)| {
                    let at = placed.at.child("content").child(name).child("schema");
                    media
                        .schema
                        .as_ref()
                        .map(|schema| Cursor::new(at.clone(), schema, self.oas.node(&at)))
                });
                (cursor, in_json)
            }
        };
        let origin = super::body::site_origin(&placed.at, site, name, None);
        (
            self.root(cursor.as_ref(), &placed.at, origin),
            cursor,
            in_json,
        )
    }

    /// Names of properties in brackets are all that `deepObject` says (OpenAPI 3.1.1, section 4.8.12.2).
    fn report_deep(&mut self, cursor: &Cursor<'a>, placed: &Placed<'a, Parameter>) {
        if self.takes_objects(cursor) {
            return;
        }
        let message =
            "the style `deepObject` is one of objects; others are written as `form` has them";
        let at = placed.at.child("style");
        if let Some(finding) = self.report(Code::UnknownValue, &at, message) {
            finding.warning().related(&cursor.at, "what is no object");
        }
    }

    /// `content` of a parameter or a header has one media type, and JSON is written as such.
    fn report_content<'m, T>(
        &mut self,
        placed: &Placed<'a, T>,
        used: &str,
        others: impl Iterator<Item = &'m String>,
    ) {
        for other in others {
            self.left_out(&placed.at, used, other);
        }
        if !matches!(media::kind(used), BodyKind::Json | BodyKind::Text) {
            let message =
                format!("`{used}` is not written and read as that here, but by the usual style");
            let at = placed.at.child("content").child(used);
            self.report(Code::UnsupportedMediaType, &at, message);
        }
    }

    /// Holds the parameters against the template: each name in it is declared, each path parameter is in it.
    pub(super) fn path_parameters(
        &mut self,
        site: &Site<'_, 'a>,
        path: &str,
        mut params: Vec<Param>,
    ) -> Vec<Param> {
        let names = path::parameters(path);
        for name in &names {
            let declared = |param: &Param| param.location == Location::Path && param.wire == *name;
            if !params.iter().any(declared) {
                let message = format!(
                    "`{{{name}}}` in `{}` is not declared as a parameter; it is taken as text",
                    site.path
                );
                self.diagnostics
                    .report(Code::UndeclaredPathParameter, site.at, message)
                    .help(format!("add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"));
                params.push(self.undeclared(site, name));
            }
        }
        params.retain(|param| {
            let idle = param.location == Location::Path && !names.contains(&param.wire.as_str());
            if idle {
                let message = format!("`{}` is not in the path `{}`", param.wire, site.path);
                self.diagnostics
                    .report(Code::UnusedPathParameter, &param.at, message);
            }
            !idle
        });
        params
    }

    /// What an undeclared name in a path can only be: one segment of text.
    fn undeclared(&mut self, site: &Site<'_, '_>, name: &str) -> Param {
        let at = site.at.child("parameters").child(name);
        let origin = super::body::site_origin(&at, site, name, None);
        Param {
            wire: name.to_owned(),
            location: Location::Path,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            required: true,
            ty: self
                .table
                .push(origin, at.clone(), Shape::Scalar(Scalar::String)),
            docs: None,
            example: None,
            deprecated: false,
            at: site.at.clone(),
        }
    }
}

fn same(a: &Param, b: &Param) -> bool {
    a.location == b.location && a.wire == b.wire
}

fn is_deprecated(data: &ParameterData) -> bool {
    data.deprecated.unwrap_or_default()
}

fn manner(parameter: &Parameter) -> (Location, Style) {
    match parameter {
        Parameter::Query { style, .. } => (
            Location::Query,
            match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            },
        ),
        Parameter::Path { style, .. } => (
            Location::Path,
            match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            },
        ),
        Parameter::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Location::Header, Style::Simple),
        Parameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Location::Cookie, Style::Form),
    }
}
