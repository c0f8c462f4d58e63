//! Lists of a mock: items become pages that lead from one to the next, in all styles of paging.
use super::mock_answer::put;
use super::mock_request::MockRequest;
use super::schema::{Rule, Schema, Types};
use super::{OperationMeta, Paging};
use http::HeaderValue;
use serde_json::Value;

/// A page before the request is known.
pub(crate) struct Page {
    body: Value,
    /// Where the address of the next page belongs, and the number of that page.
    next_url: Option<(&'static str, usize)>,
    /// The number of the next page, where a header leads to it.
    link: Option<usize>,
}

impl Page {
    /// The page as the answer to a request.
    pub(crate) fn at(&self, request: &MockRequest) -> Value {
        let mut body = self.body.clone();
        if let Some((pointer, number)) = self.next_url {
            put(&mut body, pointer, Value::String(address(request, number)));
        }
        body
    }

    /// The header that leads to the next page, as the answer to a request.
    pub(crate) fn link(&self, request: &MockRequest) -> Option<HeaderValue> {
        let address = address(request, self.link?);
        HeaderValue::from_str(&format!("<{address}>; rel=\"next\"")).ok()
    }
}

fn address(request: &MockRequest, number: usize) -> String {
    format!("https://mock.invalid{}?page={number}", request.path)
}

/// The pages of a list; one at least.
pub(crate) fn pages(
    meta: &'static OperationMeta,
    pointer: &'static str,
    items: &[Value],
    size: usize,
) -> Vec<Page> {
    let mut groups: Vec<Vec<Value>> = items.chunks(size.max(1)).map(<[Value]>::to_vec).collect();
    let counted = matches!(
        meta.paging,
        Some(Paging::Offset { .. } | Paging::Page { .. })
    );
    if counted || groups.is_empty() {
        groups.push(Vec::new());
    }
    let last = groups.len() - 1;
    let numbered = groups.into_iter().enumerate();
    numbered
        .map(|(at, group)| page(meta, pointer, group, (at < last).then_some(at + 2)))
        .collect()
}

/// A page; `next` is the number of the one after it.
fn page(
    meta: &'static OperationMeta,
    pointer: &'static str,
    items: Vec<Value>,
    next: Option<usize>,
) -> Page {
    let mut body = Value::Null;
    put(&mut body, pointer, Value::Array(items));
    let (mut next_url, mut link) = (None, None);
    match meta.paging {
        Some(Paging::Cursor { next: place, .. }) => {
            // An empty token ends a list as none does, and makes the object around it.
            let token = next.map_or_else(String::new, |number| format!("page-{number}"));
            put(&mut body, place, Value::String(token));
        }
        Some(Paging::NextUrl { next: place }) => next_url = next.map(|number| (place, number)),
        Some(Paging::Link) => link = next,
        Some(Paging::Offset { .. } | Paging::Page { .. }) | None => {}
    }
    if let Some(row) = meta.answers.first() {
        flag(row.schema, &mut body, next.is_some());
    }
    Page {
        body,
        next_url,
        link,
    }
}

/// Sets each `boolean` that the document requires and the page lacks.
fn flag(schema: &'static Schema, value: &mut Value, more: bool) {
    let Value::Object(object) = value else { return };
    let required = schema.0.iter().filter_map(|rule| match rule {
        Rule::Required(names) => Some(*names),
        _ => None,
    });
    let required: Vec<&str> = required.flatten().copied().collect();
    for rule in schema.0 {
        match rule {
            Rule::Ref(part) | Rule::Nullable(part) => {
                let mut inner = Value::Object(std::mem::take(object));
                flag(part, &mut inner, more);
                if let Value::Object(filled) = inner {
                    *object = filled;
                }
            }
            Rule::Properties(table) => {
                for (name, part) in *table {
                    match object.get_mut(*name) {
                        Some(inner) => flag(part, inner, more),
                        None if required.contains(name) && is_boolean(part) => {
                            object.insert((*name).to_owned(), Value::Bool(more));
                        }
                        None => {}
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_boolean(schema: &Schema) -> bool {
    schema
        .0
        .iter()
        .any(|rule| matches!(rule, Rule::Type(types) if *types == Types::BOOLEAN))
}
