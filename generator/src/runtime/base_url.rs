//! The address that all paths of a client hang from.
use super::Error;
use http::Uri;
use http::uri::Scheme;
use std::fmt;
use std::net::IpAddr;

/// `scheme://authority/prefix`, checked, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    text: String,
    origin: usize,
    https: bool,
    loopback: bool,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address, with or without a path prefix.
    ///
    /// # Errors
    ///
    /// For anything else, and for an address with a user name, a query or a fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        // Before an `@` there may be a password, and behind a `?` a key.
        let shown = Some(text).filter(|text| !text.contains(['@', '?']));
        let shown = shown.map_or_else(String::new, |text| format!(" {text:?}"));
        let fault = |what: &str| Error::config(format!("the base URL{shown} {what}"));
        if text.contains(['?', '#']) {
            return Err(fault("has a query or a fragment"));
        }
        let uri: Uri = text.parse().map_err(|_| fault("is no URL"))?;
        let https = match uri.scheme() {
            Some(scheme) if *scheme == Scheme::HTTPS => true,
            Some(scheme) if *scheme == Scheme::HTTP => false,
            _ => return Err(fault("does not start with http:// or https://")),
        };
        let authority = uri
            .authority()
            .filter(|authority| !authority.host().is_empty());
        let authority = authority.ok_or_else(|| fault("names no host"))?;
        if authority.as_str().contains('@') {
            return Err(fault(
                "holds a user name; give the token to the client instead",
            ));
        }
        // Port 0 upwards to 65535, or none behind the colon.
        let port = authority.as_str().strip_prefix(authority.host());
        if port.is_some_and(|port| port.len() > 1) && authority.port().is_none() {
            return Err(fault("has a port that is none"));
        }
        // Parsers of URLs take it for a slash, so that it could hide dot segments.
        if uri.path().contains('\\') {
            return Err(fault("has a backslash in its path"));
        }
        if uri.path().split('/').any(is_dot_segment) {
            return Err(fault("has a dot segment in its path"));
        }
        let scheme = if https { "https" } else { "http" };
        let origin = format!("{scheme}://{}", authority.as_str().to_ascii_lowercase());
        let prefix = uri.path().trim_end_matches('/');
        Ok(Self {
            text: format!("{origin}{prefix}"),
            origin: origin.len(),
            https,
            loopback: is_loopback(authority.host()),
        })
    }

    /// The address without a slash at its end.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// `scheme://authority`.
    pub(crate) fn origin(&self) -> &str {
        &self.text[..self.origin]
    }

    /// Whether a token may travel: encrypted, or not at all beyond this machine.
    pub(crate) fn keeps_secrets(&self) -> bool {
        self.https || self.loopback
    }

    /// What a transport has to be ready for.
    #[cfg(feature = "reqwest")]
    pub(crate) fn reach(&self) -> super::Reach {
        match (self.https, self.loopback) {
            (true, _) => super::Reach::Https,
            (false, false) => super::Reach::Http,
            (false, true) => super::Reach::Loopback,
        }
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// URL parsers read the encoded forms as dots too.
fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// Names that end in `.localhost` are not trusted: not every resolver keeps them on this machine.
fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
