//! Keywords that the specification requires: what stands in for one that is missing, so that every later stage finds it.
use super::walk::Walker;
use super::{Dialect, Place, names, spell};
use crate::diag::Code;
use crate::source::{Map, Node, NodeKind};

/// The authentication schemes that IANA has for HTTP (RFC 9110, section 16.4.1).
const HTTP_SCHEMES: [&str; 14] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

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
                if self.dialect == Dialect::V30 {
                    self.need(map, at, place, "paths", Object);
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
                self.need(map, at, place, "default", Text(""));
                self.server_variable(map);
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

    /// Each `{name}` of a server's URL is a variable, and each variable is one of those (OpenAPI 3.1.1, section 4.8.5).
    fn server(&mut self, map: &Map) {
        let url = map.get("url").and_then(Node::as_str).unwrap_or_default();
        let variables = map.get("variables").map_or(&[][..], Node::entries);
        let named = url
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        let named: Vec<&str> = named.collect();
        let defined = || variables.iter().map(|entry| &*entry.key);
        let help = |name: &str, others: &[&str]| match spell::likely(name, others.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write the same name in `url` and in `variables`".to_owned(),
        };
        for name in named
            .iter()
            .filter(|name| defined().all(|own| own != **name))
        {
            let message = format!("`{{{name}}}` is no variable of the server: it stays as it is");
            let all: Vec<&str> = defined().collect();
            self.below("url", |walker| {
                let report = walker.report(Code::BaseUrl, message).warning();
                report.help(help(name, &all));
            });
        }
        for name in defined().filter(|name| !name.starts_with("x-") && !named.contains(name)) {
            let message = format!("the URL has no `{{{name}}}`, so the variable has no effect");
            self.below("variables", |walker| {
                walker.below(name, |walker| {
                    let report = walker.report(Code::UnknownKeyword, message);
                    report.help(help(name, &named));
                });
            });
        }
    }

    fn server_variable(&mut self, map: &Map) {
        let default = map
            .get("default")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let choices = map.get("enum").and_then(Node::as_list).unwrap_or_default();
        if !choices.is_empty() && choices.iter().all(|one| one.as_str() != Some(default)) {
            let message = format!("the default `{default}` is none of the values of `enum`");
            self.below("default", |walker| {
                walker.report(Code::Contradiction, message);
            });
        }
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
            }
            "http" => {
                self.need(map, at, place, "scheme", Error("bearer"));
                self.http_scheme(map);
            }
            "oauth2" => self.need(map, at, place, "flows", Object),
            "openIdConnect" => self.need(map, at, place, "openIdConnectUrl", Text("")),
            _ => {}
        }
    }

    /// HTTP's own schemes are a registry that grows, so that others are only held against it.
    fn http_scheme(&mut self, map: &Map) {
        let name = map.get("scheme").and_then(Node::as_str).unwrap_or_default();
        let known = || HTTP_SCHEMES.into_iter();
        if known().any(|own| own.eq_ignore_ascii_case(name)) {
            return;
        }
        let message = format!("`{name}` is no scheme of HTTP's registry");
        self.below("scheme", |walker| {
            let report = walker.report(Code::UnknownValue, message).warning();
            report.help(match spell::closest(name, known()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write `bearer`, `basic` or another registered scheme; where a key is sent as it is, `type: apiKey` says how".to_owned(),
            });
        });
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
                walker.need(flow, at, Place::OauthFlow, "scopes", Object);
            });
        }
    }
}
