//! Redirects: followed where following is harmless, without secrets for strangers.
use ::reqwest::Url;
use http::{HeaderMap, HeaderName, Method, StatusCode, header};

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

/// What another server is told: how the answer may look, and who asks. Any other header may hold a key.
const FOR_STRANGERS: [HeaderName; 11] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CACHE_CONTROL,
    header::IF_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_RANGE,
    header::IF_UNMODIFIED_SINCE,
    header::RANGE,
    header::USER_AGENT,
];

/// Leaves what a server that nobody has chosen may see.
pub(crate) fn for_strangers(headers: &HeaderMap) -> HeaderMap {
    let harmless = FOR_STRANGERS.iter().flat_map(|name| {
        let values = headers.get_all(name).iter();
        values.map(move |value| (name.clone(), value.clone()))
    });
    harmless
        .filter(|(_, value)| !value.is_sensitive())
        .collect()
}
