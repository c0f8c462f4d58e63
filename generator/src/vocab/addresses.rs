//! Where requests go and what stands in their headers: servers, endpoints of OAuth, paths, names, schemes of HTTP.
use super::spell;
use super::walk::Walker;
use crate::diag::Code;
use crate::hash::{HashMap, IndexSet};
use crate::source::{Map, Node};

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

/// Whether a text is a token of HTTP (RFC 9110, section 5.6.2): the name of a header, a part of a media type.
pub(crate) fn is_token(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(sign)
}

impl Walker<'_> {
    /// Each `{name}` of a server's URL is a variable, and each variable is one of those (OpenAPI 3.1.1, section 4.8.5).
    pub(super) fn server(&mut self, map: &Map) {
        let url = map.get("url").and_then(Node::as_str).unwrap_or_default();
        let variables = map.get("variables").map_or(&[][..], Node::entries);
        let named = url
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        let named: IndexSet<&str> = named.collect();
        let named: Vec<&str> = named.into_iter().collect();
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

    pub(super) fn server_variable(&mut self, map: &Map) {
        let default = map
            .get("default")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let choices = map.get("enum").and_then(Node::as_list).unwrap_or_default();
        if map.contains("default")
            && !choices.is_empty()
            && choices.iter().all(|one| one.as_str() != Some(default))
        {
            let message = format!("the default `{default}` is none of the values of `enum`");
            self.below("default", |walker| {
                walker.report(Code::Contradiction, message);
            });
        }
    }

    /// HTTP's own schemes are a registry that grows, so that others are only held against it.
    pub(super) fn http_scheme(&mut self, map: &Map) {
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

    /// Secrets are sent there, so an address that only looks like one is told.
    pub(super) fn endpoints(&mut self, map: &Map) {
        for key in ["tokenUrl", "refreshUrl", "openIdConnectUrl"] {
            let url = map.get(key).and_then(Node::as_str).unwrap_or_default();
            let is_path = url.starts_with('/') && !url.starts_with("//");
            let is_whole = ["https://", "http://"].iter().any(|own| {
                let start = url.get(..own.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(own))
            });
            if url.is_empty() || is_path || is_whole {
                continue;
            }
            let message = format!("`{url}` is relative to the address of the API");
            self.below(key, |walker| {
                let report = walker.report(Code::BaseUrl, message).warning();
                report.help("give the whole address, as `https://auth.example.com/token`");
            });
        }
    }

    /// Paths that differ in the names of their parameters only are the same one (OpenAPI 3.1.1, section 4.8.8.2).
    pub(super) fn report_same(&mut self, map: &Map) {
        let mut seen: HashMap<String, &str> = HashMap::default();
        for entry in map.entries().iter().filter(|entry| entry.key.contains('{')) {
            let parts = entry.key.split('{').enumerate();
            let bare: String = parts
                .map(|(index, part)| match part.split_once('}') {
                    Some((_, rest)) if index > 0 => format!("{{}}{rest}"),
                    _ => part.to_owned(),
                })
                .collect();
            let Some(first) = seen.insert(bare, &entry.key) else {
                continue;
            };
            let message = format!("the path is the same as `{first}`, but for names of parameters");
            self.below(&entry.key, |walker| {
                let report = walker.report(Code::Contradiction, message).warning();
                report.help("describe the operations of both under one of them");
            });
        }
    }

    /// Names of headers and cookies are tokens (RFC 9110, section 5.1; RFC 6265, section 4.1.1).
    pub(super) fn sendable(&mut self, map: &Map) {
        let text = |key| map.get(key).and_then(Node::as_str).unwrap_or_default();
        let (name, location) = (text("name"), text("in"));
        let is_sendable = match location {
            // That there is no name was reported as that.
            "header" => name.is_empty() || is_token(name),
            "cookie" => {
                !name.contains(|c: char| c.is_control() || c.is_whitespace() || ";=,".contains(c))
            }
            _ => true,
        };
        if !is_sendable {
            let message =
                format!("no {location} can have the name `{name}`: calls that send it fail");
            self.below("name", |walker| {
                let report = walker.report(Code::UnknownValue, message).warning();
                report.help("use letters, digits, `-` and `_`");
            });
        }
    }
}
