//! One flat view of a schema: what openapiv3 holds of it, what only the tree says, and what lowering put aside.
use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaKind};
use std::sync::LazyLock;

use super::types::Types;
use super::{Cursor, Oas, Slot, child, item, raw};
use crate::source::{Json, Node, Pointer};

/// The keywords of one schema, each with its place; what lowering put aside included.
pub(crate) struct Flat<'a> {
    pub(crate) at: Pointer,
    pub(crate) node: &'a Node,
    /// What `type` says, `null` apart; `None` where it is silent, nothing where it says only `null`.
    pub(crate) types: Option<Types>,
    pub(crate) nullable: bool,
    pub(crate) properties: Vec<(&'a str, Cursor<'a>)>,
    pub(crate) required: Vec<&'a str>,
    pub(crate) additional: Option<Additional<'a>>,
    pub(crate) unevaluated: Option<Additional<'a>>,
    pub(crate) patterns: Vec<(&'a str, Cursor<'a>)>,
    pub(crate) items: Option<Cursor<'a>>,
    pub(crate) prefix: Vec<Cursor<'a>>,
    pub(crate) unevaluated_items: Option<Additional<'a>>,
    pub(crate) all_of: Vec<Cursor<'a>>,
    pub(crate) one_of: Vec<Cursor<'a>>,
    pub(crate) any_of: Vec<Cursor<'a>>,
    pub(crate) not: Option<Cursor<'a>>,
    pub(crate) discriminator: Option<&'a Discriminator>,
    pub(crate) values: Option<Vec<Json>>,
    pub(crate) constant: Option<Json>,
    pub(crate) format: Option<&'a str>,
}

/// What `additionalProperties` says, or one of the like.
#[derive(Clone)]
pub(crate) enum Additional<'a> {
    Allowed,
    Forbidden,
    Schema(Cursor<'a>),
}

impl<'a> Flat<'a> {
    /// The flat view of the schema at a cursor.
    pub(crate) fn new(oas: &'a Oas<'a>, at: &Pointer, schema: &'a Schema, node: &'a Node) -> Self {
        let place = Place { at, node };
        let any = any(schema);
        let types = types(node);
        let constant = raw::json(node, "const");
        let values = raw::keyword(node, "enum").and_then(Node::as_list);
        let values: Option<Vec<Json>> =
            values.map(|values| values.iter().map(Node::to_json).collect());
        // Lowering spells a `const` as an `enum` of one as well.
        let values = values.filter(|values| {
            constant
                .as_ref()
                .is_none_or(|constant| *values != [constant.clone()])
        });
        let nullable = schema.schema_data.nullable
            || raw::flag(node, "nullable")
            || types.is_some_and(|types| types.contains(Types::NULL));
        Self {
            at: at.clone(),
            node,
            types: types.map(|types| types.without(Types::NULL)),
            nullable,
            properties: place.properties(any),
            required: raw::texts(node, "required"),
            additional: place.additional(any),
            unevaluated: place.unevaluated(oas, "unevaluatedProperties"),
            patterns: place.stashed_map(oas, "patternProperties"),
            items: any
                .items
                .as_ref()
                .map(|schema| place.single("items", Slot::boxed(schema))),
            prefix: place.stashed_list(oas, "prefixItems"),
            unevaluated_items: place.unevaluated(oas, "unevaluatedItems"),
            all_of: place.branches("allOf", &any.all_of),
            one_of: place.branches("oneOf", &any.one_of),
            any_of: place.branches("anyOf", &any.any_of),
            not: any
                .not
                .as_deref()
                .map(|schema| place.single("not", Slot::of(schema))),
            discriminator: schema.schema_data.discriminator.as_ref(),
            values,
            constant,
            format: raw::keyword(node, "format").and_then(Node::as_str),
        }
    }
}

impl Flat<'_> {
    /// Where it lists its values, if it does.
    pub(crate) fn list_place(&self) -> Option<Pointer> {
        let name = match (&self.values, &self.constant) {
            (Some(_), _) => "enum",
            (None, Some(_)) => "const",
            (None, None) => return None,
        };
        Some(self.at.child(name))
    }

    /// The values that a schema lists: its `enum`, or its `const` alone.
    pub(crate) fn listed(node: &Node) -> Option<Vec<Json>> {
        if let Some(constant) = raw::json(node, "const") {
            return Some(vec![constant]);
        }
        raw::keyword(node, "enum")
            .and_then(Node::as_list)
            .map(|values| values.iter().map(Node::to_json).collect())
    }
}

/// A schema under a keyword that openapiv3 does not know.
pub(crate) fn stashed<'a>(
    oas: &'a Oas<'a>,
    at: &Pointer,
    node: &'a Node,
    name: &str,
) -> Option<Cursor<'a>> {
    let node = raw::keyword(node, name)?;
    let at = at.child(name);
    let schema = oas.detached.schemas.get(&at)?;
    Some(Cursor::new(at, schema, node))
}

/// Named schemas under a keyword that openapiv3 does not know.
pub(crate) fn stashed_map<'a>(
    oas: &'a Oas<'a>,
    at: &Pointer,
    node: &'a Node,
    name: &str,
) -> Vec<(&'a str, Cursor<'a>)> {
    Place { at, node }.stashed_map(oas, name)
}

/// Where a schema stands.
struct Place<'p, 'a> {
    at: &'p Pointer,
    node: &'a Node,
}

impl<'a> Place<'_, 'a> {
    fn properties(&self, any: &'a AnySchema) -> Vec<(&'a str, Cursor<'a>)> {
        if any.properties.is_empty() {
            return Vec::new();
        }
        let (at, node) = (self.at.child("properties"), child(self.node, "properties"));
        let cursor = |name: &'a String, schema| Cursor {
            at: at.child(name),
            slot: Slot::boxed(schema),
            node: child(node, name),
        };
        any.properties
            .iter()
            .map(|(name, schema)| (name.as_str(), cursor(name, schema)))
            .collect()
    }

    fn additional(&self, any: &'a AnySchema) -> Option<Additional<'a>> {
        Some(match any.additional_properties.as_ref()? {
            AdditionalProperties::Any(true) => Additional::Allowed,
            AdditionalProperties::Any(false) => Additional::Forbidden,
            AdditionalProperties::Schema(schema) => Additional::Schema(Cursor::new(
                self.at.child("additionalProperties"),
                schema,
                child(self.node, "additionalProperties"),
            )),
        })
    }

    fn unevaluated(&self, oas: &'a Oas<'a>, name: &str) -> Option<Additional<'a>> {
        let said = raw::keyword(self.node, name)?;
        Some(match said.as_bool() {
            Some(true) => Additional::Allowed,
            Some(false) => Additional::Forbidden,
            None if said.entries().is_empty() => Additional::Allowed,
            None => Additional::Schema(stashed(oas, self.at, self.node, name)?),
        })
    }

    fn single(&self, name: &str, slot: Slot<'a>) -> Cursor<'a> {
        Cursor {
            at: self.at.child(name),
            slot,
            node: child(self.node, name),
        }
    }

    fn branches(&self, name: &str, branches: &'a [ReferenceOr<Schema>]) -> Vec<Cursor<'a>> {
        if branches.is_empty() {
            return Vec::new();
        }
        let (at, node) = (self.at.child(name), child(self.node, name));
        let cursor = |(index, schema)| Cursor::new(at.index(index), schema, item(node, index));
        branches.iter().enumerate().map(cursor).collect()
    }

    fn stashed_list(&self, oas: &'a Oas<'a>, name: &str) -> Vec<Cursor<'a>> {
        let items = raw::list(self.node, name);
        if items.is_empty() {
            return Vec::new();
        }
        let at = self.at.child(name);
        let cursor = |(index, node)| {
            let at = at.index(index);
            let schema = oas.detached.schemas.get(&at)?;
            Some(Cursor::new(at, schema, node))
        };
        items.iter().enumerate().filter_map(cursor).collect()
    }

    fn stashed_map(&self, oas: &'a Oas<'a>, name: &str) -> Vec<(&'a str, Cursor<'a>)> {
        let Some(node) = raw::keyword(self.node, name) else {
            return Vec::new();
        };
        let at = self.at.child(name);
        let cursor = |key: &'a str, node| {
            let at = at.child(key);
            let schema = oas.detached.schemas.get(&at)?;
            Some((key, Cursor::new(at, schema, node)))
        };
        node.entries()
            .iter()
            .filter_map(|entry| cursor(&entry.key, &entry.value))
            .collect()
    }
}

/// One step of a pointer into a schema: what is there and which tokens are left.
pub(super) fn step<'a, 't, 's>(
    schema: &'a Schema,
    tokens: &'t [&'s str],
) -> Option<(Slot<'a>, &'t [&'s str])> {
    let any = any(schema);
    let branch = |branches: &'a [ReferenceOr<Schema>], index: &str| {
        let schema = branches.get(index.parse::<usize>().ok()?)?;
        Some(Slot::of(schema))
    };
    Some(match tokens {
        ["properties", name, rest @ ..] => (Slot::boxed(any.properties.get(*name)?), rest),
        ["items", rest @ ..] => (Slot::boxed(any.items.as_ref()?), rest),
        ["not", rest @ ..] => (Slot::of(any.not.as_deref()?), rest),
        ["additionalProperties", rest @ ..] => match any.additional_properties.as_ref()? {
            AdditionalProperties::Schema(schema) => (Slot::of(schema), rest),
            AdditionalProperties::Any(_) => return None,
        },
        ["allOf", index, rest @ ..] => (branch(&any.all_of, index)?, rest),
        ["oneOf", index, rest @ ..] => (branch(&any.one_of, index)?, rest),
        ["anyOf", index, rest @ ..] => (branch(&any.any_of, index)?, rest),
        _ => return None,
    })
}

/// The types that a schema names: from the document's own `type` where it is a list, which openapiv3 cannot hold.
fn types(node: &Node) -> Option<Types> {
    let written = raw::keyword(node, "type")?;
    match written.as_list() {
        Some(names) => names
            .iter()
            .filter_map(Node::as_str)
            .filter_map(Types::named)
            .reduce(Types::union),
        None => written.as_str().and_then(Types::named),
    }
}

/// The keywords that hold schemas. [`super::typed`] makes no other kind.
fn any(schema: &Schema) -> &AnySchema {
    static NONE: LazyLock<AnySchema> = LazyLock::new(AnySchema::default);
    match &schema.schema_kind {
        SchemaKind::Any(any) => any,
        _ => &NONE,
    }
}
