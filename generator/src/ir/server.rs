//! Where an API is served.

/// One entry of `servers`, relative URLs kept as they are.
#[derive(Debug, Clone)]
pub struct Server {
    pub url: String,
    pub description: Option<String>,
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with every variable's default in its place.
    pub fn default_url(&self) -> String {
        let variables = self.variables.iter();
        variables.fold(self.url.clone(), |url, variable| {
            url.replace(&format!("{{{}}}", variable.name), &variable.default)
        })
    }

    /// Whether that can be a client's base URL: an address of HTTP and nothing beside its host and path.
    pub fn is_whole(&self) -> bool {
        self.fault().is_none()
    }

    /// Why that cannot be a client's base URL, as what is said of it: what the client itself would refuse.
    pub fn fault(&self) -> Option<&'static str> {
        let url = self.default_url();
        let (scheme, rest) = url.trim().split_once("://").unwrap_or_default();
        if !["http", "https"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(scheme))
        {
            return Some("is no whole address");
        }
        if rest.contains(['?', '#']) {
            return Some("has a query or a fragment");
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.contains('@') {
            return Some("holds a user name");
        }
        let port = host.rsplit_once(':').filter(|_| !host.ends_with(']'));
        let (name, port) = port.unwrap_or((host, ""));
        if name.is_empty() {
            return Some("names no host");
        }
        if !port.is_empty() && port.parse::<u16>().is_err() {
            return Some("has a port that is none");
        }
        let is_odd = |c: char| c.is_control() || c.is_whitespace() || "{}\\\"<>^`|".contains(c);
        if rest.contains(is_odd) || !rest.is_ascii() {
            return Some("has characters that no address has");
        }
        let is_dots = |segment: &str| {
            matches!(
                &*segment.to_ascii_lowercase().replace("%2e", "."),
                "." | ".."
            )
        };
        path.split('/').any(is_dots).then_some("has a dot segment")
    }
}

/// A `{name}` in a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    pub name: String,
    pub default: String,
    pub choices: Vec<String>,
    pub description: Option<String>,
}
