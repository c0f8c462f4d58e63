//! Whether `codegen.yaml` makes sense, entry by entry.
use super::filters;
use super::formats::ASSERTABLE;
use super::raw::{self, OneOrMany, Raw};
use super::{
    AssertedFormat, Config, ErrorPointers, Idempotency, NameOverride, Paging, Retry, Selector,
    Target, TypeName,
};
use crate::diag::{Code, Diagnostics};
use crate::ir::PageStyle;
use crate::source::{Document, Node, Pointer};
use crate::vocab::closest;

const TOP: [&str; 15] = [
    "filter",
    "name",
    "version",
    "description",
    "license",
    "repository",
    "environment",
    "types",
    "secrets",
    "errors",
    "retry",
    "include_internal",
    "pagination",
    "assert_formats",
    "names",
];
const ERRORS: [&str; 6] = [
    "code",
    "message",
    "reason",
    "param",
    "request_id",
    "details",
];
const RETRY: [&str; 4] = ["reasons", "never", "idempotent", "once"];
const PAGING: [&str; 5] = ["style", "param", "limit", "next", "items"];

/// Reports keys that mean nothing.
pub(super) fn keys(document: &Document, diagnostics: &mut Diagnostics) {
    let root = Pointer::root();
    known(&document.root, &root, &TOP, diagnostics);
    if let Some(errors) = document.root.get("errors") {
        known(errors, &root.child("errors"), &ERRORS, diagnostics);
    }
    if let Some(filter) = document.root.get("filter") {
        known(filter, &root.child("filter"), &filters::KEYS, diagnostics);
    }
    if let Some(retry) = document.root.get("retry") {
        known(retry, &root.child("retry"), &RETRY, diagnostics);
    }
    let at = root.child("pagination");
    for entry in document
        .root
        .get("pagination")
        .map(Node::entries)
        .unwrap_or_default()
    {
        known(&entry.value, &at.child(&entry.key), &PAGING, diagnostics);
    }
}

fn known(node: &Node, at: &Pointer, keys: &[&'static str], diagnostics: &mut Diagnostics) {
    for entry in node
        .entries()
        .iter()
        .filter(|entry| !keys.contains(&&*entry.key))
    {
        let report = diagnostics.report(
            Code::ConfigInvalid,
            &at.child(&entry.key),
            format!("there is no setting `{}`", entry.key),
        );
        report.at_offset(entry.key_at);
        match closest(&entry.key, keys.iter().copied()) {
            Some(meant) => report.help(format!("did you mean `{meant}`?")),
            None => report.help(format!("there are {}", keys.join(", "))),
        };
    }
}

/// The configuration of what was written; entries that cannot be used are reported.
pub(super) fn config(raw: Raw, document: Document, diagnostics: &mut Diagnostics) -> Config {
    let mut check = Check { diagnostics };
    let root = Pointer::root();
    check.matches(
        &raw.name,
        &root.child("name"),
        "a crate's name: small letters, digits, `-`, `_`",
        |c, first| c.is_ascii_lowercase() || !first && (c.is_ascii_digit() || c == '-' || c == '_'),
    );
    if let Some(prefix) = &raw.environment {
        check.matches(
            prefix,
            &root.child("environment"),
            "a prefix of environment variables: capitals, digits, `_`",
            |c, first| c.is_ascii_uppercase() || !first && (c.is_ascii_digit() || c == '_'),
        );
    }
    if let Some(version) = &raw.version
        && semver::Version::parse(version).is_err()
    {
        let message = format!(
            "`{version}` is not a crate's version: three numbers, as `1.0.0`, `1.0.0-rc.1`"
        );
        check.refuse(&root.child("version"), message);
    }
    let types = raw
        .types
        .into_iter()
        .map(|(name, selectors)| check.type_name(name, selectors))
        .collect();
    let secrets = chosen(raw.secrets, &root.child("secrets"), false);
    let pagination = raw
        .pagination
        .into_iter()
        .filter_map(|(id, paging)| check.paging(id, paging))
        .collect();
    let assert_formats = check.formats(raw.assert_formats);
    let names = raw
        .names
        .into_iter()
        .filter_map(|(target, name)| check.name(&target, name))
        .collect();
    Config {
        name: raw.name,
        version: raw.version,
        description: raw.description.filter(|text| !text.trim().is_empty()),
        license: raw.license,
        repository: raw.repository,
        environment: raw.environment,
        types,
        secrets,
        errors: raw.errors.map(|errors| check.errors(errors)),
        retry: retry(raw.retry),
        include_internal: raw.include_internal,
        pagination,
        assert_formats,
        names,
        filter: filters::rules(raw.filter),
        document,
    }
}

struct Check<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Check<'_> {
    fn refuse(&mut self, at: &Pointer, message: String) {
        self.diagnostics.report(Code::ConfigInvalid, at, message);
    }

    fn matches(
        &mut self,
        text: &str,
        at: &Pointer,
        what: &str,
        allowed: impl Fn(char, bool) -> bool,
    ) {
        if text.is_empty()
            || !text
                .chars()
                .enumerate()
                .all(|(index, c)| allowed(c, index == 0))
        {
            self.refuse(at, format!("`{text}` is not {what}"));
        }
    }

    fn identifier(&mut self, text: &str, at: &Pointer) {
        self.matches(
            text,
            at,
            "a name: letters, digits and `_`, no digit first",
            |c, first| c.is_alphabetic() || c == '_' || !first && c.is_alphanumeric(),
        );
    }

    fn type_name(&mut self, name: String, selectors: OneOrMany) -> TypeName {
        let at = Pointer::root().child("types").child(&name);
        self.identifier(&name, &at);
        let single = matches!(selectors, OneOrMany::One(_));
        TypeName {
            selectors: chosen(selectors.into_vec(), &at, single),
            name,
            at,
        }
    }

    fn errors(&mut self, errors: raw::Errors) -> ErrorPointers {
        let mut pointers = |name: &str, texts: OneOrMany| {
            let texts = texts.into_vec();
            for text in &texts {
                self.pointer(text, &Pointer::root().child("errors").child(name));
            }
            texts
        };
        ErrorPointers {
            code: pointers("code", errors.code),
            message: pointers("message", errors.message),
            reason: pointers("reason", errors.reason),
            param: pointers("param", errors.param),
            request_id: pointers("request_id", errors.request_id),
            details: pointers("details", errors.details),
        }
    }

    fn pointer(&mut self, text: &str, at: &Pointer) {
        if Pointer::parse(text).is_none() {
            self.refuse(
                at,
                format!("`{text}` is no JSON pointer: it begins with `/`"),
            );
        }
    }

    fn paging(&mut self, operation: String, paging: raw::Paging) -> Option<Paging> {
        let at = Pointer::root().child("pagination").child(&operation);
        let mut need = |name: &str, value: Option<String>| {
            if value.is_none() {
                self.refuse(&at, format!("the style `{}` needs `{name}`", paging.style));
            }
            value
        };
        let items = need("items", paging.items.clone())?;
        let style = match paging.style.as_str() {
            "cursor" => PageStyle::Cursor {
                param: need("param", paging.param)?,
                next: need("next", paging.next)?,
            },
            "offset" => PageStyle::Offset {
                param: need("param", paging.param)?,
                limit: paging.limit,
            },
            "page" => PageStyle::Page {
                param: need("param", paging.param)?,
            },
            "next_url" => PageStyle::NextUrl {
                next: need("next", paging.next)?,
            },
            "link" => PageStyle::Link,
            other => {
                let message = format!(
                    "there is no style `{other}`; there are cursor, offset, page, next_url and link"
                );
                self.refuse(&at.child("style"), message);
                return None;
            }
        };
        if let PageStyle::Cursor { next, .. } | PageStyle::NextUrl { next } = &style {
            self.pointer(next, &at.child("next"));
        }
        self.pointer(&items, &at.child("items"));
        Some(Paging {
            operation,
            style,
            items,
            at,
        })
    }

    fn formats(&mut self, names: OneOrMany) -> Vec<AssertedFormat> {
        let at = Pointer::root().child("assert_formats");
        let single = matches!(names, OneOrMany::One(_));
        let mut asserted = Vec::new();
        for (index, name) in names.into_vec().into_iter().enumerate() {
            let at = if single { at.clone() } else { at.index(index) };
            if let Some(format) = ASSERTABLE.iter().find(|format| format.name == name) {
                asserted.push(AssertedFormat { format, at });
            } else {
                let all = ASSERTABLE.map(|format| format.name).join(", ");
                self.refuse(
                    &at,
                    format!("`{name}` cannot be asserted, or always is; these can: {all}"),
                );
            }
        }
        asserted
    }

    fn name(&mut self, target: &str, name: String) -> Option<NameOverride> {
        let at = Pointer::root().child("names").child(target);
        self.identifier(&name, &at);
        self.pointer(target, &at);
        Some(NameOverride {
            target: Pointer::parse(target)?,
            name,
            at,
        })
    }
}

fn retry(raw: raw::Retry) -> Retry {
    let listed = |name: &str, operations: OneOrMany, idempotent: bool| -> Vec<Idempotency> {
        let at = Pointer::root().child("retry").child(name);
        let single = matches!(operations, OneOrMany::One(_));
        let entry = |(index, operation)| Idempotency {
            operation,
            idempotent,
            at: if single { at.clone() } else { at.index(index) },
        };
        operations
            .into_vec()
            .into_iter()
            .enumerate()
            .map(entry)
            .collect()
    };
    let mut operations = listed("idempotent", raw.idempotent, true);
    operations.extend(listed("once", raw.once, false));
    Retry {
        reasons: raw.reasons.into_vec(),
        never: raw.never.into_vec(),
        operations,
    }
}

/// Patterns and pointers, each with its place: an item of the list at `at`, or `at` itself.
fn chosen(texts: Vec<String>, at: &Pointer, single: bool) -> Vec<Selector> {
    let place = |index| if single { at.clone() } else { at.index(index) };
    let select = |(index, text): (usize, String)| Selector {
        target: match Pointer::parse(&text) {
            Some(pointer) if !text.is_empty() => Target::Pointer(pointer),
            _ => Target::Pattern(text),
        },
        at: place(index),
    };
    texts.into_iter().enumerate().map(select).collect()
}
