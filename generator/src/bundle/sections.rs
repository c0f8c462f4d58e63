//! The sections of `components`, and names in them for what comes from other files.
use crate::hash::{HashMap, HashSet};
use crate::source::{Entry, Map, Node, NodeKind, Pointer};
use crate::vocab::Place;

/// Sections and what they hold.
const SECTIONS: [(&str, Place); 6] = [
    ("schemas", Place::Schema),
    ("parameters", Place::Parameter),
    ("requestBodies", Place::RequestBody),
    ("responses", Place::Response),
    ("headers", Place::Header),
    ("securitySchemes", Place::SecurityScheme),
];

/// What a section holds.
pub(super) fn kind(section: &str) -> Option<Place> {
    let mut all = SECTIONS.iter();
    all.find(|(name, _)| *name == section)
        .map(|(_, kind)| *kind)
}

/// The section for a kind that has one.
pub(super) fn section(kind: Place) -> &'static str {
    let mut all = SECTIONS.iter();
    all.find(|(_, own)| *own == kind)
        .map_or("schemas", |(name, _)| name)
}

/// Whether references to this kind lead to a section.
pub(super) fn has_section(kind: Place) -> bool {
    SECTIONS.iter().any(|(_, own)| *own == kind)
}

/// The names that are taken in each section.
pub(super) struct Sections(HashMap<&'static str, HashSet<String>>);

impl Sections {
    pub(super) fn of(root: &Node) -> Self {
        let components = root.get("components");
        let of = |section: &str| {
            let list = components.and_then(|components| components.get(section));
            let entries = list.map(Node::entries).unwrap_or_default();
            entries.iter().map(|entry| entry.key.to_string()).collect()
        };
        Self(SECTIONS.iter().map(|(name, _)| (*name, of(name))).collect())
    }

    /// A free name for a part of a file: its last step, or the file's; both where that is taken; then a number.
    pub(super) fn name(&mut self, kind: Place, file: &str, at: &Pointer) -> String {
        let taken = self.0.entry(section(kind)).or_default();
        let file = file.rsplit('/').next().unwrap_or(file);
        let stem = file
            .split('.')
            .next()
            .filter(|stem| !stem.is_empty())
            .unwrap_or(file);
        let last = at.last().filter(|last| !last.is_empty());
        let short = last.as_deref().unwrap_or(stem).to_owned();
        let long = last.map_or_else(|| stem.to_owned(), |last| format!("{stem}-{last}"));
        let numbered = (2..=taken.len() + 2).map(|number| format!("{long}-{number}"));
        let mut wishes = [short, long.clone()].into_iter().chain(numbered);
        let free = wishes
            .find(|wish| !taken.contains(wish))
            .unwrap_or(long.clone());
        taken.insert(free.clone());
        free
    }
}

/// Adds what was hoisted behind what the sections have.
pub(super) fn insert(root: &mut Node, hoisted: Vec<(Place, Entry)>) {
    if hoisted.is_empty() {
        return;
    }
    let Some(map) = root.as_map_mut() else {
        return;
    };
    let Some(components) = object(map, "components") else {
        return;
    };
    let mut by_section: Vec<(&str, Vec<Entry>)> = Vec::new();
    for (kind, entry) in hoisted {
        let name = section(kind);
        match by_section.iter_mut().find(|(own, _)| *own == name) {
            Some((_, entries)) => entries.push(entry),
            None => by_section.push((name, vec![entry])),
        }
    }
    for (name, entries) in by_section {
        if let Some(section) = object(components, name) {
            section.extend(entries);
        }
    }
}

/// The object that is a member of this one; made where it is not there, `None` where something else is.
fn object<'m>(map: &'m mut Map, key: &str) -> Option<&'m mut Map> {
    if !map.contains(key) {
        map.insert(key, 0, Node::new(0, NodeKind::Map(Map::default())));
    }
    map.get_mut(key).and_then(Node::as_map_mut)
}
