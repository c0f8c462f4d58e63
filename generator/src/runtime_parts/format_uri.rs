//! URIs (RFC 3986) and IRIs (RFC 3987), by the crate `fluent-uri`.
use fluent_uri::{Iri, IriRef, Uri, UriRef};

/// `uri`: with a scheme.
pub fn uri(text: &str) -> bool {
    Uri::parse(text).is_ok()
}

/// `uri-reference`: a URI, or one relative to another.
pub fn uri_reference(text: &str) -> bool {
    UriRef::parse(text).is_ok()
}

/// `iri`: with a scheme, in any script.
pub fn iri(text: &str) -> bool {
    Iri::parse(text).is_ok()
}

/// `iri-reference`: an IRI, or one relative to another.
pub fn iri_reference(text: &str) -> bool {
    IriRef::parse(text).is_ok()
}
