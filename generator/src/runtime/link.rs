//! The header `Link` (RFC 8288): where it says the next page is.
use http::{HeaderMap, header};

/// The target of the first link whose relation is `next`.
pub(crate) fn next(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(header::LINK).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(next_of)
}

fn next_of(mut text: &str) -> Option<&str> {
    loop {
        let (_, link) = text.split_once('<')?;
        let (target, params) = link.split_once('>')?;
        let (relations, rest) = relations(params);
        let mut relations = relations.split_ascii_whitespace();
        if relations.any(|relation| relation.eq_ignore_ascii_case("next")) {
            return Some(target.trim());
        }
        text = rest;
    }
}

/// The first `rel` of a link, which is the one that counts, and what follows its parameters.
fn relations(params: &str) -> (String, &str) {
    let mut found = None;
    let mut rest = params.trim_start();
    while let Some(param) = rest.strip_prefix(';') {
        let end = param.find(['=', ';', ',']).unwrap_or(param.len());
        let (name, after) = param.split_at(end);
        let (text, after) = match after.strip_prefix('=') {
            Some(text) => value(text.trim_start()),
            None => (String::new(), after),
        };
        if name.trim().eq_ignore_ascii_case("rel") {
            found.get_or_insert(text);
        }
        rest = after.trim_start();
    }
    (found.unwrap_or_default(), rest)
}

/// A token or a quoted string, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in quoted.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return (value, &quoted[at + 1..]),
            c => {
                value.push(c);
                escaped = false;
            }
        }
    }
    (value, "")
}
