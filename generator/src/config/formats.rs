//! Formats that a configuration may assert, and what judges them in the generated crate.
/// A format that is an annotation by default (JSON Schema 2020-12, validation, section 7.2.1) and may be asserted.
#[derive(Debug, PartialEq, Eq)]
pub struct Assertable {
    /// As documents have it.
    pub name: &'static str,
    /// The file of `src/parts`.
    pub module: &'static str,
    /// What judges it there.
    pub function: &'static str,
}

const fn assertable(
    name: &'static str,
    module: &'static str,
    function: &'static str,
) -> Assertable {
    Assertable {
        name,
        module,
        function,
    }
}

/// All of them.
pub(super) const ASSERTABLE: [Assertable; 8] = [
    assertable("email", "format_email", "email"),
    assertable("hostname", "format_hostname", "hostname"),
    assertable("idn-email", "format_email", "idn_email"),
    assertable("idn-hostname", "format_hostname", "idn_hostname"),
    assertable("iri", "format_uri", "iri"),
    assertable("iri-reference", "format_uri", "iri_reference"),
    assertable("uri", "format_uri", "uri"),
    assertable("uri-reference", "format_uri", "uri_reference"),
];
