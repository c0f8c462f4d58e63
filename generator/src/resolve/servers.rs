//! `servers`: where the API is, and which addresses leave that open.
use super::Resolver;
use super::operation::Site;
use crate::diag::Code;
use crate::ir::{Server, ServerVariable};
use crate::source::Pointer;
use crate::vocab::closest;

impl Resolver<'_, '_> {
    /// The document's servers. That clients get no base URL from them is a finding where there is something to call.
    pub(super) fn servers(&mut self, has_operations: bool) -> Vec<Server> {
        let servers: Vec<Server> = self.oas.openapi.servers.iter().map(server).collect();
        if !has_operations {
            return servers;
        }
        let at = Pointer::root().child("servers");
        let first = servers.iter().position(|one| !one.default_url().is_empty());
        let Some(first) = first else {
            let message = "the document names no server: clients have to be given a base URL";
            if let Some(finding) = self.report(Code::BaseUrl, &Pointer::root(), message) {
                finding.help("add `servers`, with the address that the paths hang from");
            }
            return servers;
        };
        for (index, server) in servers.iter().enumerate().skip(first) {
            let url = server.default_url();
            let needs = match index {
                index if index == first => ": clients have to be given a base URL",
                // Others are for people, to whom a relative one says enough.
                _ if meant(&url).is_none() && !url.contains("://") => continue,
                _ => "",
            };
            self.judge(server, &at.index(index).child("url"), needs);
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
        let at = at.child("servers").index(0).child("url");
        // Of the client's base URL, what begins with a slash takes the place of the path.
        let is_path = url.starts_with('/') && !url.contains(['?', '#']);
        if !is_path {
            let needs = ": a client without a base URL of its own cannot call this";
            self.judge(&server, &at, needs);
        }
        Some(url)
    }

    fn judge(&mut self, server: &Server, at: &Pointer, needs: &str) {
        let url = server.default_url();
        let Some(fault) = server.fault() else {
            return;
        };
        // A variable that is not defined was the finding.
        if url.contains('{') {
            return;
        }
        // What is said of it may be a password.
        let shown = if url.contains('@') {
            ""
        } else {
            &format!(" `{url}`")
        };
        let message = format!("the server{shown} {fault}{needs}");
        let relative = fault == "is no whole address";
        let Some(finding) = self.report(Code::BaseUrl, at, message) else {
            return;
        };
        if shown.is_empty() {
            finding.without_excerpts();
        }
        if !relative {
            finding.warning();
        } else if let Some(meant) = meant(&url) {
            finding.warning().help(format!("did you mean `{meant}`?"));
        } else if url.contains("://") {
            let help = "clients speak `http` and `https`: give the address with one of them";
            finding.warning().help(help);
        } else if url.starts_with("//") {
            finding.help(format!("say by which scheme: `https:{url}`"));
        } else if url.starts_with('/') && url.len() > 1 {
            finding.help(format!(
                "the base URL is where the document was read from, with `{url}` in the place of the path"
            ));
        }
    }
}

/// The address that one without `http://` or `https://` in front is meant to be.
fn meant(url: &str) -> Option<String> {
    let schemes = ["https", "http"];
    if let Some((scheme, rest)) = url.split_once("://") {
        let near = closest(scheme, schemes.into_iter())?;
        return Some(format!("{near}://{rest}"));
    }
    let lower = url.to_ascii_lowercase();
    let after = |scheme: &&str| {
        let rest = lower.strip_prefix(*scheme)?;
        let rest = rest.trim_start_matches([':', ';', '/', '\\']);
        (rest.len() + scheme.len() < lower.len()).then(|| &url[url.len() - rest.len()..])
    };
    if let Some((scheme, rest)) = schemes.iter().find_map(|one| Some((one, after(one)?))) {
        return Some(format!("{scheme}://{rest}"));
    }
    let host = url.split('/').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_local = name == "localhost" || name.parse::<std::net::Ipv4Addr>().is_ok();
    let last = name.rsplit_once('.').map_or("", |(_, last)| last);
    let is_named = last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic());
    let is_port = port.chars().all(|c| c.is_ascii_digit());
    let scheme = if is_local { "http" } else { "https" };
    ((is_local || is_named) && is_port && !name.starts_with('.'))
        .then(|| format!("{scheme}://{url}"))
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
