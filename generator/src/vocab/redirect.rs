//! References of one kind to another whose target can only be meant in one way: a response header that is a parameter,
//! a request body that is a schema. They are written as what they mean, with a warning.
use super::names::name;
use super::places::{self, Spot, local};
use super::{Place, relocate, row};
use crate::diag::{Code, Diagnostics};
use crate::source::{Map, Node, NodeKind, Pointer, STASH, Trail};

/// Keywords that a parameter has and a header has not.
const OF_PARAMETERS: [&str; 6] = [
    "name",
    "in",
    "style",
    "explode",
    "allowReserved",
    "allowEmptyValue",
];

/// How references to schemas that are components begin.
const SCHEMAS: &str = "#/components/schemas/";

/// What a reference means.
enum Meaning {
    /// What is written in its place.
    Is(Map),
    /// A schema that says nothing: what is referred to has none.
    Anything,
}

/// A reference of the wrong kind.
struct Stray {
    at: Pointer,
    reference: String,
    place: Place,
    found: Place,
    meaning: Meaning,
}

/// Rewrites what has one meaning; what has none is left to the resolver, which refuses it.
pub(super) fn redirect(root: &mut Node, diagnostics: &mut Diagnostics) {
    let mut strays = Vec::new();
    collect(root, root, Spot::ROOT, &mut Trail::default(), &mut strays);
    for stray in strays {
        let message = format!(
            "`{}` is {}, and {} is due here",
            stray.reference,
            name(stray.found),
            name(stray.place)
        );
        let help = match &stray.meaning {
            Meaning::Is(_) => "what it holds is taken; refer to that",
            Meaning::Anything => "it has no schema, so nothing is known of the value",
        };
        diagnostics
            .report(Code::WrongReference, &stray.at.child("$ref"), message)
            .warning()
            .help(help);
        replace(root, stray);
    }
}

fn collect(root: &Node, node: &Node, spot: Spot, at: &mut Trail, strays: &mut Vec<Stray>) {
    match &node.kind {
        NodeKind::Map(map) => {
            if let Spot::At(place) = spot
                && let Some(stray) = stray(root, map, place, at)
            {
                strays.push(stray);
                return;
            }
            for entry in map.entries() {
                if let Some(next) = spot.step(&entry.key, &entry.value) {
                    // Told once, where schemas begin: what is nested is not scanned at each level.
                    let is_right =
                        !is_schema(spot) && is_schema(next) && !refers_elsewhere(&entry.value);
                    if is_right {
                        continue;
                    }
                    let length = at.step(&entry.key);
                    collect(root, &entry.value, next, at, strays);
                    at.back(length);
                }
            }
        }
        NodeKind::List(list) => {
            for (index, item) in list.iter().enumerate() {
                if let Some(next) = spot.step("", item) {
                    let length = at.step(&index.to_string());
                    collect(root, item, next, at, strays);
                    at.back(length);
                }
            }
        }
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {}
    }
}

fn is_schema(spot: Spot) -> bool {
    matches!(spot, Spot::At(Place::Schema) | Spot::Among(Place::Schema))
}

/// Whether a schema refers to anything but components that are schemas, as hardly one does.
fn refers_elsewhere(node: &Node) -> bool {
    node.any_object(&mut |map| {
        let reference = map.get("$ref").and_then(Node::as_str);
        reference.is_some_and(|text| !text.starts_with(SCHEMAS))
    })
}

fn stray(root: &Node, map: &Map, place: Place, at: &Trail) -> Option<Stray> {
    let reference = map.get("$ref")?.as_str()?;
    if place == Place::Schema && reference.starts_with(SCHEMAS) {
        return None;
    }
    if !(place.is_referable() || place == Place::Schema) || is_component(reference, place) {
        return None;
    }
    let target = match reference {
        "" => Pointer::root(),
        other => local(other)?,
    };
    let (found, node) = places::find(root, &target)?;
    if found == place {
        return None;
    }
    Some(Stray {
        at: at.pointer(),
        reference: reference.to_owned(),
        place,
        found,
        meaning: meaning(place, found, &target, node)?,
    })
}

/// Whether a reference is plainly to a component of this kind, whether there is one of that name or not.
fn is_component(reference: &str, place: Place) -> bool {
    let name = |section| {
        let below = reference.strip_prefix("#/components/")?;
        below.strip_prefix(section)?.strip_prefix('/')
    };
    let name = relocate::section(place).and_then(name);
    name.is_some_and(|name| !name.contains(['/', '%']))
}

/// What a reference to something of the kind `found` means where `place` is due.
fn meaning(place: Place, found: Place, target: &Pointer, node: &Node) -> Option<Meaning> {
    let at = node.at();
    match (place, found) {
        (Place::Header, Place::Parameter) => {
            let mut map = node.as_map()?.clone();
            for key in OF_PARAMETERS {
                map.remove(key);
            }
            if map.contains("schema") {
                map.remove("schema");
                map.insert("schema", at, reference(at, &target.child("schema")));
            }
            Some(Meaning::Is(map))
        }
        (Place::Header, Place::Schema) => {
            Some(Meaning::Is(object(at, "schema", reference(at, target))))
        }
        (Place::Response, Place::RequestBody) | (Place::RequestBody, Place::Response) => {
            let mut map = object(at, "content", content(node, target)?);
            let text = node.get("description").and_then(Node::as_str);
            let text = Node::string(at, text.unwrap_or_default());
            map.insert("description", at, text);
            Some(Meaning::Is(map))
        }
        (Place::Response | Place::RequestBody, Place::Schema) => {
            let media = Node::object(at, [("schema", reference(at, target))]);
            let mut map = object(
                at,
                "content",
                Node::object(at, [("application/json", media)]),
            );
            map.insert("description", at, Node::string(at, ""));
            Some(Meaning::Is(map))
        }
        (Place::Schema, Place::Response | Place::RequestBody) => {
            let media = node.get("content").map_or(&[][..], Node::entries).iter();
            let mut typed = media.filter(|media| media.value.get("schema").is_some());
            let Some(media) = typed.next() else {
                return Some(Meaning::Anything);
            };
            let inner = target.child("content").child(&media.key).child("schema");
            Some(Meaning::Is(object(at, "$ref", text(at, &inner))))
        }
        (Place::Schema, Place::MediaType) => Some(match node.get("schema") {
            Some(_) => Meaning::Is(object(at, "$ref", text(at, &target.child("schema")))),
            None => Meaning::Anything,
        }),
        // The document, its paths, its texts. Of parameters and headers the resolver takes the schema.
        (Place::Schema, other) if !other.is_referable() => Some(Meaning::Anything),
        _ => None,
    }
}

/// The media types of a body or a response, with references to their schemas.
fn content(node: &Node, target: &Pointer) -> Option<Node> {
    let mut content = node.get("content")?.clone();
    let base = target.child("content");
    for (media_type, media) in content.as_map_mut()?.values_mut() {
        let at = media.at();
        let schema = base.child(media_type).child("schema");
        if let Some(map) = media.as_map_mut().filter(|map| map.contains("schema")) {
            map.remove("schema");
            map.insert("schema", at, reference(at, &schema));
        }
    }
    Some(content)
}

fn object(at: u32, key: &str, value: Node) -> Map {
    let mut map = Map::default();
    map.insert(key, at, value);
    map
}

fn reference(at: u32, target: &Pointer) -> Node {
    Node::object(at, [("$ref", text(at, target))])
}

/// A pointer as a reference within the document says it.
pub(super) fn text(at: u32, target: &Pointer) -> Node {
    // A percent sign would be read as the beginning of an escape.
    Node::string(at, &format!("#{}", target.as_str().replace('%', "%25")))
}

/// Puts the meaning in the place of the reference, which is kept aside for its pointer.
fn replace(root: &mut Node, stray: Stray) {
    let Some(map) = root.lookup_mut(&stray.at).and_then(Node::as_map_mut) else {
        return;
    };
    map.rename("$ref", &format!("{STASH}$ref"));
    let Meaning::Is(meant) = stray.meaning else {
        return;
    };
    for entry in meant.entries() {
        // What was written beside the reference counts.
        if row(stray.place, &entry.key).is_some() && !map.contains(&entry.key) {
            map.insert(&entry.key, entry.key_at, entry.value.clone());
        }
    }
}
