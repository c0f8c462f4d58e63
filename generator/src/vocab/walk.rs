//! The walk over a whole document, keyword by keyword. It follows containers only: references are resolved later, and
//! examples, defaults, enum values and extensions are data.
use super::names::Spelling;
use super::{
    Dialect, Disposition, Expect, Place, Row, Since, Vocabulary, redirect, relocate, version,
};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::hash::HashSet;
use crate::source::{Document, Map, Node, NodeKind, STASH, Trail};

/// Holds the document against the table: reports what is unknown or of a wrong kind, and repairs what has one plain meaning.
/// A value that is taken out of force stays in the tree as `x-lowered-<keyword>`, so that its pointer still leads to it.
pub fn check(document: &mut Document, diagnostics: &mut Diagnostics) -> Dialect {
    let before = diagnostics.len();
    let dialect = version::dialect(&document.root, diagnostics);
    let mut walker = Walker {
        vocabulary: Vocabulary::get(),
        dialect,
        diagnostics,
        trail: Trail::default(),
        spelling: Spelling::default(),
        required_flag: None,
        hoisted: Vec::new(),
        unread: false,
    };
    let has = |name| document.root.get(name).is_some();
    // Of Swagger everything else would be a finding too.
    if document.root.as_map().is_some() && (has("openapi") || !has("swagger")) {
        walker.object(&mut document.root, Place::Document);
        relocate::relocate(&mut document.root, diagnostics);
        redirect::redirect(&mut document.root, diagnostics);
    }
    diagnostics.set_file(before, &document.name);
    dialect
}

pub(super) struct Walker<'d> {
    pub(super) vocabulary: &'static Vocabulary,
    pub(super) dialect: Dialect,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// The way to the current value.
    trail: Trail,
    pub(super) spelling: Spelling,
    /// `required: true` of the property schema that was just left.
    pub(super) required_flag: Option<bool>,
    /// Names of properties of the object that was just left whose schemas say `required: true`.
    pub(super) hoisted: Vec<String>,
    /// Inside something that is not honoured as a whole, which is one finding.
    unread: bool,
}

/// What to do with a member once all were seen.
pub(super) enum Change {
    /// Out of force, but still to be found by its pointer.
    Stash,
    /// One of our own names: give it another.
    Unreserve,
    /// Another spelling of this keyword.
    Respell(&'static str),
}

impl Walker<'_> {
    /// Reports a finding at the current value.
    pub(super) fn report(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &self.trail.pointer(), message)
    }

    /// Runs `f` one step further down.
    pub(super) fn below<T>(&mut self, token: &str, f: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.trail.step(token);
        let result = f(self);
        self.trail.back(length);
        result
    }

    /// An object of a kind, or a reference to one.
    pub(super) fn object(&mut self, node: &mut Node, place: Place) {
        let NodeKind::Map(map) = &mut node.kind else {
            return;
        };
        let reference = map.get("$ref").filter(|_| place.is_referable());
        // `$ref: null` is read as absent, and then this is no reference.
        let absent = reference.is_some_and(Node::is_null);
        let place = if reference.is_some() && !absent {
            Place::Reference
        } else {
            place
        };
        let mut changes: Vec<(String, Change)> = Vec::new();
        self.required_flag = None;
        let mut flag = None;
        let mut hoisted = Vec::new();
        for (key, value) in map.values_mut() {
            let place = if absent && key == "$ref" {
                Place::Reference
            } else {
                place
            };
            let change = self.below(key, |walker| walker.member(key, value, place));
            if let Some(change) = change {
                changes.push((key.to_owned(), change));
            }
            flag = self.required_flag.take().or(flag);
            hoisted.append(&mut self.hoisted);
        }
        let mut renames = Vec::new();
        for (key, change) in changes {
            let name = match change {
                Change::Stash => format!("{STASH}{key}"),
                Change::Unreserve => key.replacen(STASH, "x-not-lowered-", 1),
                Change::Respell(meant) => {
                    self.respell(map, &key, meant, place);
                    continue;
                }
            };
            renames.push((key, name));
        }
        if !renames.is_empty() {
            map.rename_all(&renames);
        }
        hoist(map, hoisted);
        let at = node.at();
        if let NodeKind::Map(map) = &mut node.kind {
            self.complete(map, at, place);
        }
        self.required_flag = flag;
    }

    /// Gives a keyword's value its right name too, unless that is taken.
    fn respell(&mut self, map: &mut Map, key: &str, meant: &str, place: Place) {
        let Some(entry) = map.entry(key).filter(|_| map.original(meant).is_none()) else {
            return;
        };
        let (key_at, mut value) = (entry.key_at, entry.value.clone());
        let change = self.below(key, |walker| walker.member(meant, &mut value, place));
        if change.is_none() {
            map.insert(meant, key_at, value);
        }
    }

    fn member(&mut self, key: &str, value: &mut Node, place: Place) -> Option<Change> {
        if key.starts_with("x-") {
            if !key.starts_with(STASH) {
                return None;
            }
            self.report(
                Code::ReservedExtension,
                format!("`{key}` is one of the generator's own names and is ignored"),
            );
            return Some(Change::Unreserve);
        }
        let Some(row) = self.vocabulary.row(place, key) else {
            if let Some(meant) = self.respelt(key, place) {
                return Some(Change::Respell(meant));
            }
            return self.unknown(key, place, value).map(Change::Respell);
        };
        self.since(row, value);
        if !self.fit(value, row) {
            return Some(Change::Stash);
        }
        let outer = self.unread;
        self.unread |= row.disposition.is_reported() || row.expect == Expect::Callbacks;
        self.descend(value, row.expect);
        self.unread = outer;
        None
    }

    /// Says where a keyword stands in a document of another version, or is not honoured.
    fn since(&mut self, row: &Row, value: &Node) {
        let name = row.name;
        match (row.since, self.dialect) {
            (Since::From31, Dialect::V30) if row.place == Place::Reference => {
                self.report(
                    Code::MisplacedKeyword,
                    format!("OpenAPI 3.0 ignores `{name}` beside `$ref`"),
                )
                .note();
            }
            (Since::From31, Dialect::V30) if !row.disposition.is_reported() => {
                self.report(
                    Code::MisplacedKeyword,
                    format!("`{name}` is a keyword of OpenAPI 3.1; it is honoured"),
                );
            }
            (Since::Only30, Dialect::V31) => {
                self.report(
                    Code::MisplacedKeyword,
                    format!("`{name}` is a keyword of OpenAPI 3.0; it is honoured"),
                )
                .help("OpenAPI 3.1 writes `type: [string, \"null\"]`");
            }
            (Since::Both | Since::Only30 | Since::From31, _) => {}
            (Since::From32, _) if self.unread => return,
            (Since::From32, _) => {
                let message = format!("`{name}` is a keyword of OpenAPI 3.2: {}", row.note);
                self.report(Code::UnsupportedKeyword, message).warning();
                return;
            }
        }
        if row.disposition.is_reported() && !self.unread && !says_nothing(value, row.expect) {
            self.unsupported(row);
        }
    }

    fn unsupported(&mut self, row: &Row) {
        let message = format!("`{}`: {}", row.name, row.note);
        let finding = self.report(Code::UnsupportedKeyword, message);
        if row.disposition == Disposition::Lost {
            finding.warning();
        }
    }

    /// Looks into a value that has the kind it should have.
    fn descend(&mut self, value: &mut Node, expect: Expect) {
        match (expect, &mut value.kind) {
            (Expect::One(place), _) => self.object(value, place),
            (Expect::Schema | Expect::Items, NodeKind::Map(_)) => self.object(value, Place::Schema),
            (Expect::Discriminator, _) => self.object(value, Place::Discriminator),
            (Expect::Many(place), NodeKind::List(items)) => self.items(items, place),
            (Expect::Schemas | Expect::Items, NodeKind::List(items)) => {
                self.items(items, Place::Schema);
            }
            (Expect::Named(place), NodeKind::Map(map)) => self.named(map, place),
            (Expect::SchemaMap, NodeKind::Map(map)) => self.schema_map(map),
            (Expect::Paths, NodeKind::Map(map)) => self.paths(map),
            (Expect::Responses, NodeKind::Map(map)) => self.responses(map),
            (Expect::Callbacks, NodeKind::Map(map)) => {
                for (key, value) in map.values_mut().filter(|(key, _)| !key.starts_with("x-")) {
                    let NodeKind::Map(callback) = &mut value.kind else {
                        continue;
                    };
                    if !callback.contains("$ref") {
                        self.below(key, |walker| {
                            walker.named(callback, Place::PathItem);
                        });
                    }
                }
            }
            _ => {}
        }
    }

    fn items(&mut self, items: &mut [Node], place: Place) {
        for (index, item) in items.iter_mut().enumerate() {
            self.below(&index.to_string(), |walker| walker.part(item, place));
        }
    }

    fn named(&mut self, map: &mut Map, place: Place) {
        for (key, value) in map.values_mut() {
            // A name may begin with `x-` (most often a header's); an extension is tolerated where it is plainly one.
            let is_extension =
                key.starts_with("x-") && (place == Place::PathItem || value.as_map().is_none());
            if !is_extension {
                self.below(key, |walker| {
                    if place == Place::MediaType {
                        walker.media_type(key);
                    }
                    walker.part(value, place);
                });
            }
        }
    }

    /// Properties and the like: every name is data, `x-…` too.
    fn schema_map(&mut self, map: &mut Map) {
        let mut required = Vec::new();
        for (key, value) in map.values_mut() {
            self.required_flag = None;
            self.below(key, |walker| walker.part(value, Place::Schema));
            if self.required_flag.take() == Some(true) {
                required.push(key.to_owned());
            }
            self.hoisted.clear();
        }
        self.hoisted = required;
    }

    fn paths(&mut self, map: &mut Map) {
        self.report_same(map);
        for (key, value) in map.values_mut().filter(|(key, _)| !key.starts_with("x-")) {
            self.below(key, |walker| {
                if !key.starts_with('/') {
                    let message = format!("a path begins with `/`; `{key}` is read as `/{key}`");
                    walker.report(Code::UnknownKeyword, message);
                }
                walker.part(value, Place::PathItem);
            });
        }
    }

    fn responses(&mut self, map: &mut Map) {
        for (key, value) in map.values_mut().filter(|(key, _)| !key.starts_with("x-")) {
            let bytes = key.as_bytes();
            let code = bytes.len() == 3
                && matches!(bytes[0], b'1'..=b'9')
                && (bytes[1..].iter().all(u8::is_ascii_digit)
                    || bytes[1..].eq_ignore_ascii_case(b"xx"));
            self.below(key, |walker| {
                if !code && key != "default" {
                    let message = format!("`{key}` is no status code (`200`, `4XX`, `default`), so this response is left out");
                    walker.report(Code::UnknownKeyword, message);
                }
                walker.part(value, Place::Response);
            });
        }
    }
}

/// Whether nothing is lost with the value: an empty list or object, or the schema `true`.
fn says_nothing(value: &Node, expect: Expect) -> bool {
    value.is_empty() || expect == Expect::Schema && value.as_bool() == Some(true)
}

/// Adds properties that call themselves required to the list of those.
fn hoist(map: &mut Map, names: Vec<String>) {
    if names.is_empty() {
        return;
    }
    let at = map.entry("properties").map_or(0, |entry| entry.key_at);
    if map.get("required").and_then(Node::as_list).is_none() {
        map.insert("required", at, Node::new(at, NodeKind::List(Vec::new())));
    }
    let Some(NodeKind::List(items)) = map.get_mut("required").map(|node| &mut node.kind) else {
        return;
    };
    let known: HashSet<String> = items
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect();
    let new = names.into_iter().filter(|name| !known.contains(name));
    items.extend(new.map(|name| Node::string(at, &name)));
}
