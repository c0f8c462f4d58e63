//! Checks raw arguments against the operation's tables, before types see them: all faults are told at once.
use super::args::Args;
use super::sdk::{
    BodyMeta, CheckOptions, Location, OperationMeta, Rule, Schema, Violation, Violations, check_at,
};
use serde_json::{Map, Value};

/// People mistype names, so a name that the document does not have is a fault here.
const CLOSED: CheckOptions = CheckOptions { closed: true };

/// All that is wrong with the arguments of an operation.
pub(crate) fn check(meta: &'static OperationMeta, args: &Args) -> Violations {
    let mut all = Violations::new();
    for param in meta.params {
        let place = format!("{}/{}", param.location.as_str(), param.name);
        match value(args, param.location, param.name) {
            Some(value) => check_at(&place, &param.schema, value, CLOSED, &mut all),
            None if param.required => all.push(required(place)),
            None => {}
        }
    }
    surplus(meta, Location::Path, &args.path, &mut all);
    surplus(meta, Location::Query, &args.query, &mut all);
    surplus(meta, Location::Cookie, &args.cookies, &mut all);
    check_headers(meta, args, &mut all);
    match (&meta.body, &args.body) {
        (Some(body), Some(value)) if body.is_multipart() => check_form(body, value, &mut all),
        (Some(body), Some(value)) => check_at("body", body.schema, value, CLOSED, &mut all),
        (Some(body), None) if body.required => check_no_body(body, &mut all),
        (None, Some(_)) => all.add("body", "additionalProperties", "the operation has no body"),
        (_, None) => {}
    }
    all
}

/// The fault of an argument that is not there.
pub(crate) fn missing(place: String) -> Violations {
    let mut all = Violations::new();
    all.push(required(place));
    all
}

fn required(place: String) -> Violation {
    Violation {
        place,
        keyword: "required",
        message: "is missing".to_owned(),
    }
}

fn value<'a>(args: &'a Args, location: Location, name: &str) -> Option<&'a Value> {
    match location {
        Location::Path => args.path.get(name),
        Location::Query => args.query.get(name),
        Location::Cookie => args.cookies.get(name),
        Location::Header => args
            .headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value),
    }
}

fn surplus(
    meta: &OperationMeta,
    location: Location,
    given: &Map<String, Value>,
    all: &mut Violations,
) {
    let known = |name: &str| {
        meta.params
            .iter()
            .any(|param| param.location == location && param.name == name)
    };
    let unknown: Vec<_> = given
        .keys()
        .filter(|name| !known(name))
        .map(|name| format!("{name:?}"))
        .collect();
    if !unknown.is_empty() {
        let message = format!("the operation has no {}", unknown.join(", "));
        all.add(location.as_str(), "additionalProperties", message);
    }
}

/// Any header may be sent; those that the operation does not declare are text.
fn check_headers(meta: &OperationMeta, args: &Args, all: &mut Violations) {
    for (name, value) in &args.headers {
        let declared = meta
            .params
            .iter()
            .any(|p| p.location == Location::Header && p.name.eq_ignore_ascii_case(name));
        if !declared && !value.is_string() {
            all.add(format!("header/{name}"), "type", "expected a string");
        }
    }
}

/// A form has no object that a missing part could be told at, so it is told at the part.
fn check_form(body: &BodyMeta, value: &Value, all: &mut Violations) {
    let mut names = Vec::new();
    required_names(body.schema, &mut names);
    if let Value::Object(parts) = value {
        for name in names.into_iter().filter(|name| !parts.contains_key(*name)) {
            all.push(required(part(name)));
        }
    }
    let mut found = Violations::new();
    check_at("body", body.schema, value, CLOSED, &mut found);
    for violation in found {
        if (violation.place.as_str(), violation.keyword) != ("body", "required") {
            all.push(violation);
        }
    }
}

/// An object with required properties lacks these, one without any lacks itself.
fn check_no_body(body: &BodyMeta, all: &mut Violations) {
    let mut names = Vec::new();
    required_names(body.schema, &mut names);
    if body.is_multipart() && !names.is_empty() {
        for name in names {
            all.push(required(part(name)));
        }
    } else {
        all.push(required("body".to_owned()));
    }
}

fn part(name: &str) -> String {
    format!("body/{name}")
}

fn required_names(schema: &'static Schema, names: &mut Vec<&'static str>) {
    for rule in schema.0 {
        match rule {
            Rule::Required(more) => names.extend_from_slice(more),
            Rule::Ref(target) => required_names(target, names),
            Rule::AllOf(parts) => parts.iter().for_each(|part| required_names(part, names)),
            _ => {}
        }
    }
}
