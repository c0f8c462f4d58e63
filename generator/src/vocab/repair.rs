//! Keywords that the specification requires: what stands in for one that is missing, so that every later stage finds it.
use super::walk::Walker;
use super::{Dialect, Place, names};
use crate::diag::Code;
use crate::source::{Map, Node, NodeKind};

/// What is put in the place of a missing keyword.
#[derive(Clone, Copy)]
enum Substitute {
    Text(&'static str),
    Object,
    /// Nothing sensible: the document is refused, and this keeps later stages going.
    Error(&'static str),
}

use Substitute::{Error, Object, Text};

impl Walker<'_> {
    /// Adds what is missing to an object that was walked.
    pub(super) fn complete(&mut self, map: &mut Map, at: u32, place: Place) {
        match place {
            Place::Document => {
                self.need(map, at, place, "info", Object);
                if let Some(Node {
                    kind: NodeKind::Map(info),
                    ..
                }) = map.get_mut("info")
                {
                    for key in ["title", "version"]
                        .into_iter()
                        .filter(|key| info.original(key).is_none())
                        .collect::<Vec<_>>()
                    {
                        info.insert(key, at, Node::string(at, ""));
                    }
                }
                let holds = ["paths", "webhooks", "components"];
                if self.dialect == Dialect::V30 {
                    self.need(map, at, place, "paths", Object);
                } else if holds.iter().all(|key| map.original(key).is_none()) {
                    let message =
                        "the document has neither `paths` nor `webhooks` nor `components`";
                    self.report(Code::MissingKeyword, message);
                }
            }
            Place::Info => {
                self.need(map, at, place, "title", Text(""));
                self.need(map, at, place, "version", Text(""));
            }
            Place::ExternalDocs => self.need(map, at, place, "url", Text("")),
            Place::Server => {
                self.need(map, at, place, "url", Text("/"));
                self.server(map);
            }
            Place::ServerVariable => {
                self.server_variable(map);
                self.need(map, at, place, "default", Text(""));
            }
            Place::License | Place::Tag => self.need(map, at, place, "name", Text("")),
            Place::Response => self.need(map, at, place, "description", Text("")),
            Place::RequestBody => self.need(map, at, place, "content", Object),
            Place::Operation if map.contains("responses") => self.some_response(map),
            Place::Operation if self.dialect == Dialect::V30 => {
                self.need(map, at, place, "responses", Object);
            }
            // 3.1 does not ask for it; openapiv3 does.
            Place::Operation => {
                map.insert(
                    "responses",
                    at,
                    Node::new(at, NodeKind::Map(Map::default())),
                );
            }
            Place::Discriminator => self.need(map, at, place, "propertyName", Error("")),
            Place::Parameter => self.parameter(map, at),
            Place::Header => self.content(map, at, place),
            Place::SecurityScheme => self.scheme(map, at),
            Place::Schema => self.inert(map),
            Place::OauthFlows => self.flows(map),
            _ => {}
        }
    }

    fn need(&mut self, map: &mut Map, at: u32, place: Place, key: &str, substitute: Substitute) {
        if map.contains(key) {
            return;
        }
        // One that was taken out of force was reported as what it is, `null` as absent.
        if map.original(key).is_none_or(|entry| entry.value.is_null()) {
            let message = format!("{} needs `{key}`", names::name(place));
            let report = self.report(Code::MissingKeyword, message);
            if matches!(substitute, Error(_)) {
                report.error();
            }
        }
        let kind = match substitute {
            Text(text) | Error(text) => NodeKind::String(text.into()),
            Object => NodeKind::Map(Map::default()),
        };
        map.insert(key, at, Node::new(at, kind));
    }

    /// `responses` has one response at least, in all versions.
    fn some_response(&mut self, map: &Map) {
        let responses = map.get("responses").map_or(&[][..], Node::entries);
        if responses.iter().all(|entry| entry.key.starts_with("x-")) {
            self.below("responses", |walker| {
                let message = "there is no response, so answers are read as empty ones";
                walker
                    .report(Code::MissingKeyword, message)
                    .help("describe at least the answer of a success, such as `200`, or `default`");
            });
        }
    }

    fn parameter(&mut self, map: &mut Map, at: u32) {
        if map.get("in").and_then(Node::as_str) == Some("querystring") {
            // It is reported as what is not supported: what else it lacks does not matter.
            if !map.contains("name") {
                map.insert("name", at, Node::string(at, "querystring"));
            }
            if !map.contains("schema") && !map.contains("content") {
                map.insert("schema", at, Node::object(at, []));
            }
        }
        self.need(map, at, Place::Parameter, "name", Error(""));
        self.need(map, at, Place::Parameter, "in", Error("query"));
        self.sendable(map);
        self.content(map, at, Place::Parameter);
        let location = map
            .get("in")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned();
        if location == "path" && map.get("required").and_then(Node::as_bool) != Some(true) {
            self.report(
                Code::MissingKeyword,
                "a parameter in the path is always required: `required: true` is missing",
            );
            map.remove("required");
            map.insert("required", at, Node::new(at, NodeKind::Bool(true)));
        }
        let styles: &[&str] = match location.as_str() {
            "path" => &["matrix", "label", "simple"],
            "header" => &["simple"],
            "cookie" => &["form"],
            _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        };
        let style = map
            .get("style")
            .and_then(Node::as_str)
            .filter(|style| !styles.contains(style))
            .map(str::to_owned);
        if let Some(style) = style {
            let message = format!(
                "a parameter in {location} cannot have the style `{style}`; it has the usual one"
            );
            self.below("style", |walker| {
                walker
                    .report(Code::UnknownValue, message)
                    .warning()
                    .help(format!("one of {}", styles.join(", ")));
            });
            map.rename("style", "x-lowered-style");
        }
    }

    /// A parameter or header has a schema, or content of one media type.
    fn content(&mut self, map: &mut Map, at: u32, place: Place) {
        if !map.contains("schema") && !map.contains("content") {
            self.need(map, at, place, "schema", Object);
        }
        let content = map.get("content").map(Node::is_empty);
        let fault = match content {
            Some(_) if map.contains("schema") => "beside `schema` this has no effect",
            Some(true) => "there is no media type, so values are any JSON",
            _ => return,
        };
        self.below("content", |walker| {
            let report = walker.report(Code::MisplacedKeyword, fault);
            report.help("write either `schema`, or `content` with one media type");
        });
    }

    fn scheme(&mut self, map: &mut Map, at: u32) {
        let place = Place::SecurityScheme;
        if !map.contains("type") {
            self.need(map, at, place, "type", Error("http"));
            // Of what kind it is was the finding, and not what that kind lacks.
            if !map.contains("scheme") {
                map.insert("scheme", at, Node::string(at, "bearer"));
            }
        }
        let kind = map
            .get("type")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned();
        match kind.as_str() {
            "apiKey" => {
                self.need(map, at, place, "name", Error(""));
                self.need(map, at, place, "in", Error("header"));
                self.sendable(map);
            }
            "http" => {
                self.need(map, at, place, "scheme", Error("bearer"));
                self.http_scheme(map);
            }
            "oauth2" => self.need(map, at, place, "flows", Object),
            "openIdConnect" => {
                self.need(map, at, place, "openIdConnectUrl", Text(""));
                self.endpoints(map);
            }
            _ => {}
        }
    }

    fn flows(&mut self, map: &mut Map) {
        for (key, flow) in map.values_mut() {
            let needed: &[&str] = match key {
                "implicit" => &["authorizationUrl"],
                "password" | "clientCredentials" => &["tokenUrl"],
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                _ => continue,
            };
            let at = flow.at();
            let NodeKind::Map(flow) = &mut flow.kind else {
                continue;
            };
            self.below(key, |walker| {
                for name in needed {
                    walker.need(flow, at, Place::OauthFlow, name, Text(""));
                }
                walker.endpoints(flow);
                walker.need(flow, at, Place::OauthFlow, "scopes", Object);
            });
        }
    }
}
