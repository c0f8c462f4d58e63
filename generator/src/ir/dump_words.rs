//! The words of a dump: one for each kind.
use super::{
    BodyKind, Location, PageStyle, Pagination, Retries, Scalar, SecurityKind, Status, Style,
};

pub(super) fn deprecated(deprecated: bool) -> &'static str {
    if deprecated { "deprecated" } else { "" }
}

pub(super) fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

pub(super) fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::Integer => "integer",
        Scalar::Unsigned => "unsigned",
        Scalar::Number => "number",
        Scalar::String => "string",
        Scalar::DateTime => "date-time",
        Scalar::Date => "date",
        Scalar::Uuid => "uuid",
        Scalar::Base64 => "base64",
        Scalar::Binary => "binary",
        Scalar::Ipv4 => "ipv4",
        Scalar::Ipv6 => "ipv6",
    }
}

pub(super) fn style(style: Style) -> &'static str {
    match style {
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Simple => "simple",
        Style::Form => "form",
        Style::SpaceDelimited => "space",
        Style::PipeDelimited => "pipe",
        Style::DeepObject => "deep",
        Style::Json => "json",
    }
}

pub(super) fn body_kind(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Json => "json",
        BodyKind::Form => "form",
        BodyKind::Multipart => "multipart",
        BodyKind::Xml => "xml",
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
    }
}

pub(super) fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "default".to_owned(),
    }
}

pub(super) fn security(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer => "bearer".to_owned(),
        SecurityKind::Basic => "basic".to_owned(),
        SecurityKind::ApiKey { location, name } => {
            format!("key {} {name}", self::location(*location))
        }
        SecurityKind::OAuth2 { token_url, .. } => {
            format!("oauth2 {}", token_url.as_deref().unwrap_or("-"))
        }
        SecurityKind::OpenIdConnect { url } => format!("openid {url}"),
        SecurityKind::OtherHttp(name) => format!("http {name}"),
    }
}

pub(super) fn pages(pagination: &Pagination) -> String {
    let style = match &pagination.style {
        PageStyle::Cursor { param, next } => format!("cursor {param} <- {next}"),
        PageStyle::Offset { param, limit } => {
            format!("offset {param} limit {}", limit.as_deref().unwrap_or("-"))
        }
        PageStyle::Page { param } => format!("page {param}"),
        PageStyle::NextUrl { next } => format!("url <- {next}"),
        PageStyle::Link => "link header".to_owned(),
    };
    format!(
        "{style} of {}",
        if pagination.items.is_empty() {
            "all"
        } else {
            &pagination.items
        }
    )
}

pub(super) fn retries(plan: &Retries) -> String {
    let Retries {
        initial_ms,
        max_ms,
        max_elapsed_ms,
        factor,
        statuses,
        faults,
    } = plan;
    let time = |millis: &Option<u64>| millis.map_or("-".to_owned(), |millis| format!("{millis}ms"));
    let factor = factor.map_or("-".to_owned(), |factor| factor.to_string());
    let (initial, max, elapsed) = (time(initial_ms), time(max_ms), time(max_elapsed_ms));
    let faults = if *faults { "faults" } else { "no faults" };
    let statuses = match statuses {
        Some(statuses) => format!("{statuses:?}"),
        None => "the usual".to_owned(),
    };
    format!("{initial} to {max} by {factor} within {elapsed} on {statuses} and {faults}")
}
