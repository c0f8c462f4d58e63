//! Keyword values as the document has them: numbers with their digits, any JSON, and what lowering put aside as
//! `x-lowered-…`. openapiv3 rounds the first, reorders the second and does not know the third.
use crate::source::{Count, Json, Node};

/// A keyword's node, under its own name or where lowering put it.
pub(crate) fn keyword<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    node.original(name)
}

/// A keyword's text.
pub(crate) fn text(node: &Node, name: &str) -> Option<String> {
    node.get(name).and_then(Node::as_str).map(str::to_owned)
}

/// A keyword's number, digits kept.
pub(crate) fn number<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    keyword(node, name)?.as_number()
}

/// A keyword's count: a whole number that is not negative, `2.0` and `1e3` included.
pub(crate) fn long(node: &Node, name: &str) -> Option<u64> {
    match Count::of(number(node, name)?) {
        Count::Whole(count) => Some(count),
        Count::Negative | Count::Broken => None,
    }
}

/// Whether a keyword is `true`.
pub(crate) fn flag(node: &Node, name: &str) -> bool {
    keyword(node, name)
        .and_then(Node::as_bool)
        .unwrap_or_default()
}

/// A keyword's items.
pub(crate) fn list<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    keyword(node, name)
        .and_then(Node::as_list)
        .unwrap_or_default()
}

/// The texts in a keyword's list.
pub(crate) fn texts<'a>(node: &'a Node, name: &str) -> Vec<&'a str> {
    list(node, name).iter().filter_map(Node::as_str).collect()
}

/// A keyword's value as data.
pub(crate) fn json(node: &Node, name: &str) -> Option<Json> {
    keyword(node, name).map(Node::to_json)
}

/// The value of `example`, else the first of `examples`, in either of its spellings.
pub(crate) fn example(node: &Node) -> Option<Json> {
    if let Some(example) = json(node, "example") {
        return Some(example);
    }
    let examples = keyword(node, "examples")?;
    if let Some(items) = examples.as_list() {
        return items.first().map(Node::to_json);
    }
    examples
        .entries()
        .iter()
        .find_map(|entry| entry.value.get("value"))
        .map(Node::to_json)
}

/// The value of an extension, down a path of keys.
pub(crate) fn extension<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}
