//! Which version a document follows, and what we say to those that we do not read.
use super::Dialect;
use crate::diag::{Code, Diagnostics};
use crate::source::{Node, Pointer};

/// Reads `openapi`; where it is missing or strange the document is taken for 3.1, after a report.
pub(super) fn dialect(root: &Node, diagnostics: &mut Diagnostics) -> Dialect {
    let at = Pointer::root();
    if !matches!(root.kind, crate::source::NodeKind::Map(_)) {
        let message = format!(
            "an OpenAPI document is an object, this is {}",
            root.kind_name()
        );
        diagnostics.report(Code::WrongKind, &at, message);
        return Dialect::V31;
    }
    let Some(version) = root.get("openapi") else {
        if let Some(swagger) = root.get("swagger") {
            let version = swagger.as_str().or(swagger.as_number()).unwrap_or_default();
            diagnostics
                .report(
                    Code::UnsupportedVersion,
                    &at.child("swagger"),
                    format!("Swagger {version} is not read"),
                )
                .help("convert the document to OpenAPI 3, for example with `npx swagger2openapi`");
        } else {
            diagnostics
                .report(
                    Code::UnsupportedVersion,
                    &at,
                    "`openapi` is missing: this is no OpenAPI document",
                )
                .help("add `openapi: 3.1.0` (or 3.0.3) where it is one");
        }
        return Dialect::V31;
    };
    let text = version.as_str().or(version.as_number()).unwrap_or_default();
    let mut parts = text.split('.');
    let at = at.child("openapi");
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Dialect::V30,
        (Some("3"), Some("1")) => Dialect::V31,
        (Some("3"), Some("2")) => {
            diagnostics
                .report(
                    Code::UnsupportedVersion,
                    &at,
                    "OpenAPI 3.2 is read as 3.1; what it adds is reported and left out",
                )
                .warning();
            Dialect::V31
        }
        _ => {
            let message = format!("OpenAPI {text} is not read");
            diagnostics
                .report(Code::UnsupportedVersion, &at, message)
                .help("3.0 and 3.1 are");
            Dialect::V31
        }
    }
}
