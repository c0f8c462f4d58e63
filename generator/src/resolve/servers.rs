//! `servers`: where the API is, and which addresses leave that open.
use super::Resolver;
use super::operation::Site;
use crate::diag::Code;
use crate::ir::{Server, ServerVariable};
use crate::source::Pointer;

impl Resolver<'_, '_> {
    /// The document's servers. That clients get no base URL from them is a finding where there is something to call.
    pub(super) fn servers(&mut self, has_operations: bool) -> Vec<Server> {
        let servers: Vec<Server> = self.oas.openapi.servers.iter().map(server).collect();
        let at = Pointer::root().child("servers");
        match servers.first() {
            _ if !has_operations => {}
            None => {
                let message = "the document names no server: clients have to be given a base URL";
                if let Some(finding) = self.report(Code::BaseUrl, &Pointer::root(), message) {
                    finding.help("add `servers`, with the address that the paths hang from");
                }
            }
            Some(first) => self.judge(first, &at.index(0).child("url"), |url| {
                format!(
                    "the server `{url}` is no whole address: clients have to be given a base URL"
                )
            }),
        }
        servers
    }

    /// The operation's own server comes before the path item's; one that is the document's says nothing.
    pub(super) fn own_server(&mut self, site: &Site<'_, '_>) -> Option<String> {
        let own = site.typed.servers.first().map(|first| (first, site.at));
        let (first, at) = own.or_else(|| {
            let first = site.item.item.servers.first();
            first.map(|first| (first, &site.item.at))
        })?;
        let server = server(first);
        let url = server.default_url();
        if url.is_empty() || url == "/" {
            return None;
        }
        // Of the client's base URL, what begins with a slash takes the place of the path.
        if !url.starts_with('/') {
            let at = at.child("servers").index(0).child("url");
            self.judge(&server, &at, |url| {
                format!("the server `{url}` is no whole address: a client without a base URL of its own cannot call this")
            });
        }
        Some(url)
    }

    fn judge(&mut self, server: &Server, at: &Pointer, message: impl FnOnce(&str) -> String) {
        let url = server.default_url();
        // A variable that is not defined was the finding.
        if server.is_whole() || url.contains('{') {
            return;
        }
        let Some(finding) = self.report(Code::BaseUrl, at, message(&url)) else {
            return;
        };
        let scheme = url.split_once("://").map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !scheme.contains('/')) {
            let help = "clients speak `http` and `https`: give the address with one of them";
            finding.warning().help(help);
        } else if scheme.is_none() && begins_with_host(&url) {
            finding.warning().help(format!(
                "without a scheme it is a relative reference: did you mean `https://{url}`?"
            ));
        } else if url.starts_with('/') && url.len() > 1 {
            finding.help(format!(
                "the base URL is where the document was read from, with `{url}` in the place of the path"
            ));
        }
    }
}

/// Whether a relative reference begins with what can hardly be anything but a host.
fn begins_with_host(url: &str) -> bool {
    let host = url.split('/').next().unwrap_or_default();
    let is_named = !host.starts_with('.') && host.contains(['.', ':']);
    is_named || host.eq_ignore_ascii_case("localhost")
}

/// One of them.
fn server(server: &openapiv3::Server) -> Server {
    let variables = server.variables.iter().flatten();
    Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: variables
            .map(|(name, variable)| self::variable(name, variable))
            .collect(),
    }
}

fn variable(name: &str, variable: &openapiv3::ServerVariable) -> ServerVariable {
    ServerVariable {
        name: name.to_owned(),
        default: variable.default.clone(),
        choices: variable.enumeration.clone(),
        description: variable.description.clone(),
    }
}
