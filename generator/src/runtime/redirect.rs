//! Redirects: followed where following is harmless, without secrets for strangers.
use super::headers::SECRET;
use ::reqwest::Url;
use http::{HeaderMap, Method, StatusCode, header};

/// The longest chain that is followed.
pub(crate) const MOST: usize = 10;

/// Where a redirect leads.
pub(crate) struct Hop {
    pub(crate) to: Url,
    pub(crate) same_origin: bool,
}

/// Whether a request may be made again elsewhere: what changes nothing may.
pub(crate) fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// The redirect in an answer; `None` for any other answer, and where the address is missing or none.
pub(crate) fn next(from: &Url, status: StatusCode, headers: &HeaderMap) -> Option<Hop> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let to = from
        .join(headers.get(header::LOCATION)?.to_str().ok()?)
        .ok()?;
    if !matches!(to.scheme(), "http" | "https") {
        return None;
    }
    // What was asked for in secret is not asked for in clear text, nor is the answer to it believed.
    if from.scheme() == "https" && to.scheme() == "http" {
        return None;
    }
    let same_origin = to.origin() == from.origin();
    Some(Hop { to, same_origin })
}

/// Takes out all that is marked as secret, and what always is.
pub(crate) fn drop_secrets(headers: &mut HeaderMap) {
    let secret: Vec<_> = headers
        .iter()
        .filter(|(_, value)| value.is_sensitive())
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret.into_iter().chain(SECRET) {
        headers.remove(name);
    }
}
