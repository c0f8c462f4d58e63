//! `JSONPath` upon the tree: the pointers of what a query selects.
use crate::hash::IndexSet;
use crate::source::{Node, NodeKind, Pointer};
use serde_json::{Map, Value};
use serde_json_path::JsonPath;

/// Places that a query may select.
const MAX_FOUND: usize = 1_000_000;

/// Values that the steps of a query may go through. Each `..` goes from every value to all below it, so that a value is met
/// once for every way to choose where each `..` begins above it.
const MAX_MET: u64 = 50_000_000;

/// Where the values are that a query selects; each once.
///
/// # Errors
///
/// A sentence, where the text is no query, or one that goes through the document too often.
pub(super) fn locations(root: &Node, query: &str) -> Result<Vec<Pointer>, String> {
    let path =
        JsonPath::parse(query).map_err(|error| format!("`{query}` is no JSONPath: {error}"))?;
    let marks = Marks::of(query);
    if marks.ways(root) > MAX_MET {
        return Err(format!(
            "`{query}` meets more than {MAX_MET} values of this document; name more of the way in the place of `..`"
        ));
    }
    let value = value(root);
    let count = path.query(&value).len();
    if count > MAX_FOUND {
        return Err(format!(
            "`{query}` is in {count} places of this document, and {MAX_FOUND} is the limit; name more of the way"
        ));
    }
    let mut found: IndexSet<Pointer> = IndexSet::default();
    for location in path.query_located(&value).locations() {
        found.insert(Pointer::parse(&location.to_json_pointer()).unwrap_or_default());
    }
    Ok(found.into_iter().collect())
}

/// What of a query makes it go through the document again and again.
struct Marks {
    /// How many `..` there are, those in filters included.
    descents: u64,
    /// Queries from the root in filters: each is run for every value that is tried.
    roots: u32,
}

impl Marks {
    /// Counts them outside of quoted names.
    fn of(query: &str) -> Self {
        let mut marks = Self {
            descents: 0,
            roots: 0,
        };
        let (mut quote, mut last) = (None, ' ');
        let mut characters = query.chars().skip(1);
        while let Some(c) = characters.next() {
            match (quote, c) {
                (Some(_), '\\') => drop(characters.next()),
                (Some(open), c) if open == c => quote = None,
                (None, '"' | '\'') => quote = Some(c),
                (None, '.') if last == '.' => marks.descents += 1,
                (None, '$') => marks.roots += 1,
                _ => {}
            }
            last = c;
        }
        marks
    }

    /// At most so many values are met.
    fn ways(&self, root: &Node) -> u64 {
        let once = self.below(root, 0);
        let again = (root.size() as u64).saturating_pow(self.roots);
        once.saturating_mul(again)
    }

    fn below(&self, node: &Node, depth: u64) -> u64 {
        let children = match &node.kind {
            NodeKind::List(items) => items
                .iter()
                .map(|item| self.below(item, depth + 1))
                .fold(0, u64::saturating_add),
            NodeKind::Map(map) => {
                let values = map.entries().iter().map(|entry| &entry.value);
                let values = values.map(|value| self.below(value, depth + 1));
                values.fold(0, u64::saturating_add)
            }
            NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => 0,
        };
        self.choices(depth).saturating_add(children)
    }

    /// The ways to choose where each `..` begins on the way to this depth, in order, several in one place allowed.
    fn choices(&self, depth: u64) -> u64 {
        let mut ways: u64 = 1;
        // Exact after each step: the binomial coefficients of `depth + n` over `n`.
        for n in 1..self.descents {
            ways = ways.saturating_mul(depth + n) / n;
            if ways > MAX_MET {
                return MAX_MET + 1;
            }
        }
        ways
    }
}

/// The tree as data: only what queries compare with.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value) => Value::Bool(*value),
        NodeKind::Number(text) => text.parse().map_or(Value::Null, Value::Number),
        NodeKind::String(text) => Value::String(text.to_string()),
        NodeKind::List(items) => Value::Array(items.iter().map(value).collect()),
        NodeKind::Map(map) => {
            let entries = map.entries().iter();
            let entries = entries.map(|entry| (entry.key.to_string(), value(&entry.value)));
            Value::Object(entries.collect::<Map<String, Value>>())
        }
    }
}
