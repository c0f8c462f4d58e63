//! Members of an object: in the document's order, found by key without walking long lists.
use super::Node;
use std::cmp::Ordering;

/// The prefix under which lowering keeps what OpenAPI 3.0 cannot say (see [`crate::lower`]).
pub const STASH: &str = "x-lowered-";

/// Above this many members a sorted index pays for itself.
const INDEX_FROM: usize = 12;

/// One member of an object.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The member's name.
    pub key: Box<str>,
    /// Byte offset of the name in the text.
    pub key_at: u32,
    /// The member's value.
    pub value: Node,
}

/// The members of an object, in insertion order.
#[derive(Debug, Clone, Default)]
pub struct Map {
    entries: Vec<Entry>,
    index: Option<Box<Index>>,
}

/// What lookups know beforehand of an object with many members or with a stash. Nearly all have neither, and are not searched
/// for a stash.
#[derive(Debug, Clone)]
struct Index {
    /// Positions of the entries, sorted by key; nothing where there are few.
    sorted: Vec<u32>,
    /// Whether lowering put a member aside.
    stashed: bool,
}

impl Map {
    /// A map of these entries; of entries with equal keys the last wins, and the positions of the losers and
    /// winners are pushed to `duplicates`.
    pub(super) fn from_entries(
        entries: Vec<Entry>,
        duplicates: impl FnMut(&Entry, &Entry),
    ) -> Self {
        let mut map = Self {
            entries,
            index: None,
        };
        map.reindex();
        if !map.is_unique() {
            map.drop_duplicates(duplicates);
        }
        map
    }

    /// Whether all keys differ; few are compared sooner than sorted.
    fn is_unique(&self) -> bool {
        let key = |at: u32| &self.entries[at as usize].key;
        match self.sorted() {
            Some(sorted) => sorted.windows(2).all(|pair| key(pair[0]) != key(pair[1])),
            None => self.entries.iter().enumerate().all(|(at, entry)| {
                let mut before = self.entries[..at].iter();
                before.all(|other| other.key != entry.key)
            }),
        }
    }

    fn drop_duplicates(&mut self, mut duplicates: impl FnMut(&Entry, &Entry)) {
        let mut losers: Vec<u32> = Vec::new();
        for pair in self.order().windows(2) {
            let (first, second) = (
                &self.entries[pair[0] as usize],
                &self.entries[pair[1] as usize],
            );
            if first.key == second.key {
                duplicates(first, second);
                losers.push(pair[0]);
            }
        }
        losers.sort_unstable();
        let mut position = 0;
        self.entries.retain(|_| {
            position += 1;
            losers.binary_search(&(position - 1)).is_err()
        });
        self.reindex();
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The member `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.position(|entry| order(&entry.key, key))
            .map(|position| &self.entries[position])
    }

    /// The value of member `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value of member `key`, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.position(|entry| order(&entry.key, key))
            .map(|position| &mut self.entries[position].value)
    }

    /// Whether there is a member `key`.
    pub fn contains(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The member that holds keyword `key` as the document wrote it: the stash where lowering made one.
    pub fn original(&self, key: &str) -> Option<&Entry> {
        let has_stash = self.index.as_ref().is_some_and(|index| index.stashed);
        let stash = has_stash.then(|| self.stash(key)).flatten();
        stash.or_else(|| self.entry(key))
    }

    /// The member that lowering made of keyword `key`.
    fn stash(&self, key: &str) -> Option<&Entry> {
        let length = STASH.len() + key.len();
        let stash = self.position(|entry| {
            let by_length = entry.key.len().cmp(&length);
            by_length.then_with(|| entry.key.bytes().cmp(STASH.bytes().chain(key.bytes())))
        });
        stash.map(|position| &self.entries[position])
    }

    /// The members in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The values in order, to change them; the keys stay.
    pub fn values_mut(&mut self) -> impl Iterator<Item = (&str, &mut Node)> {
        self.entries
            .iter_mut()
            .map(|entry| (&*entry.key, &mut entry.value))
    }

    pub(super) fn shift(&mut self, base: u32) {
        for entry in &mut self.entries {
            entry.key_at += base;
            entry.value.shift(base);
        }
    }

    /// Keeps the members that `keep` says.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&str, &mut Node) -> bool) {
        self.entries
            .retain_mut(|entry| keep(&entry.key, &mut entry.value));
        self.reindex();
    }

    /// Adds members at the end, all at once; none of their names is taken.
    pub(crate) fn extend(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
        self.reindex();
    }

    /// Sets member `key`: in its old place where it exists, else at the end. `key_at` is the offset to blame for the name.
    pub fn insert(&mut self, key: &str, key_at: u32, value: Node) {
        if let Some(slot) = self.get_mut(key) {
            *slot = value;
            return;
        }
        self.entries.push(Entry {
            key: key.into(),
            key_at,
            value,
        });
        self.reindex();
    }

    /// Takes member `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let position = self.position(|entry| order(&entry.key, key))?;
        let entry = self.entries.remove(position);
        self.reindex();
        Some(entry)
    }

    /// Gives member `from` the name `to`, in its place; nothing happens where there is no such member.
    pub fn rename(&mut self, from: &str, to: &str) {
        if let Some(position) = self.position(|entry| order(&entry.key, from)) {
            self.entries[position].key = to.into();
            self.reindex();
        }
    }

    /// Gives members other names, all at once: each pair is an old and a new name.
    pub fn rename_all(&mut self, pairs: &[(String, String)]) {
        // All are found before any is changed: the index is in the order of the old names.
        let find = |from: &str| self.position(|entry| order(&entry.key, from));
        let found: Vec<_> = pairs.iter().map(|(from, to)| (find(from), to)).collect();
        for (position, to) in found {
            if let Some(position) = position {
                self.entries[position].key = to.as_str().into();
            }
        }
        self.reindex();
    }

    fn position(&self, compare: impl Fn(&Entry) -> Ordering) -> Option<usize> {
        let Some(sorted) = self.sorted() else {
            let mut entries = self.entries.iter();
            return entries.position(|entry| compare(entry) == Ordering::Equal);
        };
        let found = sorted.binary_search_by(|at| compare(&self.entries[*at as usize]));
        found.ok().map(|at| sorted[at] as usize)
    }

    /// The sorted index, where there are many members.
    fn sorted(&self) -> Option<&[u32]> {
        let index = self.index.as_ref()?;
        (!index.sorted.is_empty()).then_some(&index.sorted)
    }

    /// Positions in the order of the index. Stable, so that equal keys keep their order.
    fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        let key = |at: &u32| &*self.entries[*at as usize].key;
        order.sort_by(|a, b| self::order(key(a), key(b)));
        order
    }

    fn reindex(&mut self) {
        let many = self.entries.len() >= INDEX_FROM;
        let stashed = self
            .entries
            .iter()
            .any(|entry| entry.key.starts_with(STASH));
        self.index = (many || stashed).then(|| {
            let sorted = if many { self.order() } else { Vec::new() };
            Box::new(Index { sorted, stashed })
        });
    }
}

/// The order of the index. Most keys differ in length, which is quickly told.
fn order(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::NodeKind;

    fn entry(key: &str, at: u32) -> Entry {
        Entry {
            key: key.into(),
            key_at: at,
            value: Node::new(at, NodeKind::Null),
        }
    }

    #[test]
    fn finds_members_with_and_without_an_index() {
        for size in [3, 40] {
            let entries = (0..size).map(|n| entry(&format!("k{n}"), n)).collect();
            let mut map = Map::from_entries(entries, |_, _| panic!("no duplicates here"));
            assert_eq!(map.entry("k2").map(|e| e.key_at), Some(2));
            assert!(map.get("k").is_none());
            map.rename_all(&[("k1".to_owned(), "x-lowered-k2".to_owned())]);
            assert_eq!(map.original("k2").map(|e| e.key_at), Some(1));
            map.remove("k0");
            map.insert("new", 99, Node::new(99, NodeKind::Null));
            assert_eq!(map.len() as u32, size);
            assert_eq!(map.entries().last().map(|e| e.key_at), Some(99));
            assert!(map.contains("new") && !map.contains("k0") && !map.contains("k1"));
        }
    }

    #[test]
    fn the_last_of_equal_keys_wins() {
        let mut seen = Vec::new();
        let map = Map::from_entries(vec![entry("a", 0), entry("b", 1), entry("a", 2)], |x, y| {
            seen.push((x.key_at, y.key_at));
        });
        assert_eq!(seen, [(0, 2)]);
        assert_eq!(
            map.entries().iter().map(|e| e.key_at).collect::<Vec<_>>(),
            [1, 2]
        );
    }
}
