//! Components that nothing refers to any more.
use crate::hash::{HashMap, HashSet};
use crate::source::{Map, Node, NodeKind, Pointer, percent_decoded};

/// Section and name.
type Key = (String, String);

/// Takes out components that neither an operation nor anything that is kept refers to.
pub(super) fn prune(root: &mut Node) {
    let mut found = Found::default();
    for entry in root
        .entries()
        .iter()
        .filter(|entry| &*entry.key != "components")
    {
        found.node(&entry.key, &entry.value);
    }
    let Some(components) = root.get("components") else {
        return;
    };
    let children = children(components);
    let mut kept: HashSet<Key> = HashSet::default();
    while let Some(key) = found.todo.pop() {
        if kept.contains(&key) {
            continue;
        }
        if let Some(node) = components
            .get(&key.0)
            .and_then(|section| section.get(&key.1))
        {
            found.node("", node);
            // Schemas that build on one with a discriminator are its alternatives.
            if node.get("discriminator").is_some() {
                let names = children.get(&key.1).into_iter().flatten();
                found
                    .todo
                    .extend(names.map(|name| ("schemas".to_owned(), name.clone())));
            }
        }
        kept.insert(key);
    }
    // Where an anchor leads is known later; schemas may have it.
    let anchors = found.anchors;
    let Some(components) = root.as_map_mut().and_then(|map| map.get_mut("components")) else {
        return;
    };
    for (section, list) in components
        .as_map_mut()
        .into_iter()
        .flat_map(Map::values_mut)
    {
        if let NodeKind::Map(list) = &mut list.kind
            && !section.starts_with("x-")
            && !(anchors && section == "schemas")
        {
            list.retain(|name, _| kept.contains(&(section.to_owned(), name.to_owned())));
        }
    }
}

#[derive(Default)]
struct Found {
    todo: Vec<Key>,
    anchors: bool,
}

impl Found {
    /// All that a value refers to. As deep as the document, whose depth the reader bounds.
    fn node(&mut self, key: &str, node: &Node) {
        match (key, &node.kind) {
            ("$ref", NodeKind::String(text)) => self.reference(text),
            ("mapping", NodeKind::Map(map)) => {
                for text in map
                    .entries()
                    .iter()
                    .filter_map(|entry| entry.value.as_str())
                {
                    self.reference(text);
                    self.todo.push(("schemas".to_owned(), text.to_owned()));
                }
            }
            ("security", NodeKind::List(list)) => {
                for entry in list.iter().flat_map(Node::entries) {
                    self.todo
                        .push(("securitySchemes".to_owned(), entry.key.to_string()));
                }
            }
            (_, NodeKind::List(items)) => items.iter().for_each(|item| self.node("", item)),
            (_, NodeKind::Map(map)) => {
                for entry in map.entries() {
                    self.node(&entry.key, &entry.value);
                }
            }
            (_, NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_)) => {
            }
        }
    }

    fn reference(&mut self, text: &str) {
        let Some(fragment) = text.strip_prefix('#') else {
            return;
        };
        let decoded = percent_decoded(fragment);
        let Some(pointer) = Pointer::parse(&decoded).filter(|_| !decoded.is_empty()) else {
            self.anchors = true;
            return;
        };
        let mut tokens = pointer.tokens();
        if tokens.next().as_deref() == Some("components")
            && let (Some(section), Some(name)) = (tokens.next(), tokens.next())
        {
            let entry = (section.into_owned(), name.into_owned());
            self.todo.push(entry);
        }
    }
}

/// Names of schemas by the name of one that they build on.
fn children(components: &Node) -> HashMap<String, Vec<String>> {
    let mut children: HashMap<String, Vec<String>> = HashMap::default();
    for entry in components
        .get("schemas")
        .map(Node::entries)
        .unwrap_or_default()
    {
        let branches = entry
            .value
            .get("allOf")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for branch in branches {
            let mut found = Found::default();
            if let Some(reference) = branch.get("$ref").and_then(Node::as_str) {
                found.reference(reference);
            }
            for (_, base) in found.todo {
                children
                    .entry(base)
                    .or_default()
                    .push(entry.key.to_string());
            }
        }
    }
    children
}
