//! Formats that a configuration may assert, and what judges them in the generated crate.
/// A format that is an annotation by default (JSON Schema 2020-12, validation, section 7.2.1) and may be asserted.
#[derive(Debug, PartialEq, Eq)]
pub struct Assertable {
    /// As documents have it.
    pub name: &'static str,
    /// The file below `src/formats`.
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
    assertable("email", "email", "email"),
    assertable("hostname", "hostname", "hostname"),
    assertable("idn-email", "email", "idn_email"),
    assertable("idn-hostname", "hostname", "idn_hostname"),
    assertable("iri", "uri", "iri"),
    assertable("iri-reference", "uri", "iri_reference"),
    assertable("uri", "uri", "uri"),
    assertable("uri-reference", "uri", "uri_reference"),
];
