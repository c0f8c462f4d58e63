//! A lowered tree as openapiv3's structs. What holds schemas, directly or below, is read here: openapiv3's own deserializers
//! copy all that stands behind a reference or in a flattened struct, once for each level.
use super::raw::text;
use super::view::View;
use crate::source::Node;
use crate::vocab::{Expect, Place};
use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, Encoding, Header, Info, MediaType, Operation,
    Parameter, ParameterData, ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody,
    Response, Responses, Schema, SchemaData, SchemaKind, SecurityScheme, Server, StatusCode, Tag,
};
use serde::de::value::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// What a piece of the tree is read as. Members of the wrong kind are left out: [`crate::vocab`] has seen to them.
pub(super) trait Typed: Sized {
    /// # Errors
    /// What is missing, or what openapiv3 says.
    fn read(node: &Node) -> Result<Self, String>;
}

impl<T: Typed> Typed for Box<T> {
    fn read(node: &Node) -> Result<Self, String> {
        T::read(node).map(Self::new)
    }
}

impl<T: Typed> Typed for ReferenceOr<T> {
    fn read(node: &Node) -> Result<Self, String> {
        match node.get("$ref").and_then(Node::as_str) {
            Some(target) => Ok(Self::ref_(target)),
            None if node.as_map().is_none() => {
                let found = node.kind_name();
                Err(format!("an object belongs here, not {found}"))
            }
            None => T::read(node).map(Self::Item),
        }
    }
}

impl Typed for PathItem {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            summary: text(node, "summary"),
            description: text(node, "description"),
            get: one(node, "get")?,
            put: one(node, "put")?,
            post: one(node, "post")?,
            delete: one(node, "delete")?,
            options: one(node, "options")?,
            head: one(node, "head")?,
            patch: one(node, "patch")?,
            trace: one(node, "trace")?,
            servers: many(node, "servers")?,
            parameters: many(node, "parameters")?,
            extensions: IndexMap::new(),
        })
    }
}

impl Typed for Operation {
    fn read(node: &Node) -> Result<Self, String> {
        let tags = node.get("tags").and_then(Node::as_list).unwrap_or_default();
        let security = node.get("security").filter(|node| node.as_list().is_some());
        Ok(Self {
            tags: tags
                .iter()
                .filter_map(Node::as_str)
                .map(str::to_owned)
                .collect(),
            summary: text(node, "summary"),
            description: text(node, "description"),
            operation_id: text(node, "operationId"),
            parameters: many(node, "parameters")?,
            request_body: one(node, "requestBody")?,
            responses: one(node, "responses")?.ok_or("`responses` is missing")?,
            deprecated: flag(node, "deprecated").unwrap_or_default(),
            security: security
                .map(|node| deserialized(node, Expect::Security))
                .transpose()?,
            servers: many(node, "servers")?,
            ..Self::default()
        })
    }
}

impl Typed for Responses {
    fn read(node: &Node) -> Result<Self, String> {
        let mut responses = Self::default();
        for entry in objects(node).filter(|(key, _)| !key.starts_with("x-")) {
            match entry {
                ("default", node) => responses.default = Some(Typed::read(node)?),
                // What is no status was reported.
                (key, node) => {
                    if let Ok(status) = word::<StatusCode>(key) {
                        responses.responses.insert(status, Typed::read(node)?);
                    }
                }
            }
        }
        Ok(responses)
    }
}

impl Typed for Response {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            description: text(node, "description").unwrap_or_default(),
            headers: named(node, "headers")?,
            content: named(node, "content")?,
            ..Self::default()
        })
    }
}

impl Typed for RequestBody {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            description: text(node, "description"),
            content: named(node, "content")?,
            required: flag(node, "required").unwrap_or_default(),
            ..Self::default()
        })
    }
}

impl Typed for MediaType {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            schema: schema(node, "schema")?,
            encoding: named(node, "encoding")?,
            ..Self::default()
        })
    }
}

impl Typed for Encoding {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            content_type: text(node, "contentType"),
            headers: named(node, "headers")?,
            style: style(node)?,
            explode: flag(node, "explode").unwrap_or_default(),
            allow_reserved: flag(node, "allowReserved").unwrap_or_default(),
            ..Self::default()
        })
    }
}

impl Typed for Parameter {
    fn read(node: &Node) -> Result<Self, String> {
        let parameter_data = ParameterData {
            name: text(node, "name").ok_or("`name` is missing")?,
            description: text(node, "description"),
            required: flag(node, "required").unwrap_or_default(),
            deprecated: flag(node, "deprecated"),
            format: format(node)?,
            example: None,
            examples: IndexMap::new(),
            explode: flag(node, "explode"),
            extensions: IndexMap::new(),
        };
        Ok(match text(node, "in").as_deref() {
            Some("query") => Self::Query {
                parameter_data,
                allow_reserved: flag(node, "allowReserved").unwrap_or_default(),
                style: style(node)?.unwrap_or_default(),
                allow_empty_value: flag(node, "allowEmptyValue"),
            },
            Some("header") => Self::Header {
                parameter_data,
                style: style(node)?.unwrap_or_default(),
            },
            Some("path") => Self::Path {
                parameter_data,
                style: style(node)?.unwrap_or_default(),
            },
            Some("cookie") => Self::Cookie {
                parameter_data,
                style: style(node)?.unwrap_or_default(),
            },
            _ => return Err("`in` names no place".to_owned()),
        })
    }
}

impl Typed for Header {
    fn read(node: &Node) -> Result<Self, String> {
        Ok(Self {
            description: text(node, "description"),
            style: style(node)?.unwrap_or_default(),
            required: flag(node, "required").unwrap_or_default(),
            deprecated: flag(node, "deprecated"),
            format: format(node)?,
            example: None,
            examples: IndexMap::new(),
            extensions: IndexMap::new(),
        })
    }
}

/// All are of one kind, so that no keyword beside another one changes where a schema is found.
impl Typed for Schema {
    fn read(node: &Node) -> Result<Self, String> {
        let additional = node.get("additionalProperties");
        let any = AnySchema {
            typ: text(node, "type"),
            properties: schemas(node, "properties")?,
            additional_properties: match additional.and_then(Node::as_bool) {
                Some(flag) => Some(AdditionalProperties::Any(flag)),
                None => schema(node, "additionalProperties")?
                    .map(|schema| AdditionalProperties::Schema(Box::new(schema))),
            },
            items: one(node, "items")?,
            one_of: branches(node, "oneOf")?,
            all_of: branches(node, "allOf")?,
            any_of: branches(node, "anyOf")?,
            not: schema(node, "not")?.map(Box::new),
            ..AnySchema::default()
        };
        Ok(Self {
            schema_data: SchemaData {
                nullable: flag(node, "nullable").unwrap_or_default(),
                discriminator: one(node, "discriminator")?,
                ..SchemaData::default()
            },
            schema_kind: SchemaKind::Any(any),
        })
    }
}

impl Typed for Discriminator {
    fn read(node: &Node) -> Result<Self, String> {
        let mapping = node.get("mapping").map(Node::entries).unwrap_or_default();
        Ok(Self {
            property_name: text(node, "propertyName").ok_or("`propertyName` is missing")?,
            mapping: mapping
                .iter()
                .filter_map(|entry| Some((entry.key.to_string(), entry.value.as_str()?.to_owned())))
                .collect(),
            extensions: IndexMap::new(),
        })
    }
}

/// What holds no schema is left to openapiv3's deserializers.
macro_rules! deserialized {
    ($($name:ident),*) => {$(
        impl Typed for $name {
            fn read(node: &Node) -> Result<Self, String> {
                deserialized(node, Expect::One(Place::$name))
            }
        }
    )*};
}

deserialized!(Info, SecurityScheme, Server, Tag);

/// A piece as openapiv3 reads it.
pub(super) fn deserialized<T: DeserializeOwned>(node: &Node, expect: Expect) -> Result<T, String> {
    T::deserialize(View { node, expect }).map_err(|error| error.to_string())
}

/// A word as the variant that openapiv3 has for it.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    T::deserialize(text.into_deserializer()).map_err(|error: Error| error.to_string())
}

fn style<T: DeserializeOwned>(node: &Node) -> Result<Option<T>, String> {
    let style = node.get("style").and_then(Node::as_str);
    style.map(word).transpose()
}

/// How a parameter or header is written.
fn format(node: &Node) -> Result<ParameterSchemaOrContent, String> {
    if let Some(schema) = schema(node, "schema")? {
        return Ok(ParameterSchemaOrContent::Schema(schema));
    }
    if object(node, "content").is_some() {
        return named(node, "content").map(ParameterSchemaOrContent::Content);
    }
    Err("it has neither `schema` nor `content`".to_owned())
}

fn flag(node: &Node, key: &str) -> Option<bool> {
    node.get(key).and_then(Node::as_bool)
}

fn object<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.get(key).filter(|node| node.as_map().is_some())
}

/// The members that are objects.
fn objects(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let entries = node.entries().iter();
    entries
        .filter(|entry| entry.value.as_map().is_some())
        .map(|entry| (&*entry.key, &entry.value))
}

fn one<T: Typed>(node: &Node, key: &str) -> Result<Option<T>, String> {
    object(node, key).map(T::read).transpose()
}

pub(super) fn many<T: Typed>(node: &Node, key: &str) -> Result<Vec<T>, String> {
    let list = node.get(key).and_then(Node::as_list).unwrap_or_default();
    list_of(list, |node| node.as_map().is_some())
}

fn named<T: Typed>(node: &Node, key: &str) -> Result<IndexMap<String, T>, String> {
    map_of(node.get(key), |node| node.as_map().is_some())
}

/// The items that are wanted, as typed. What openapiv3 has is large, so the list has the room for them from the beginning.
fn list_of<T: Typed>(items: &[Node], is_wanted: fn(&Node) -> bool) -> Result<Vec<T>, String> {
    let mut all = Vec::with_capacity(items.len());
    for node in items.iter().filter(|node| is_wanted(node)) {
        all.push(T::read(node)?);
    }
    Ok(all)
}

/// The same of members.
fn map_of<T: Typed>(
    node: Option<&Node>,
    is_wanted: fn(&Node) -> bool,
) -> Result<IndexMap<String, T>, String> {
    let entries = node.map(Node::entries).unwrap_or_default();
    let mut all = IndexMap::with_capacity(entries.len());
    for entry in entries.iter().filter(|entry| is_wanted(&entry.value)) {
        all.insert(entry.key.to_string(), T::read(&entry.value)?);
    }
    Ok(all)
}

/// Whether a schema stands here; one that lowering left a boolean is refused when it is read.
fn is_schema(node: &Node) -> bool {
    node.as_map().is_some() || node.as_bool().is_some()
}

fn schema<T: Typed>(node: &Node, key: &str) -> Result<Option<T>, String> {
    let schema = node.get(key).filter(|node| is_schema(node));
    schema.map(T::read).transpose()
}

fn schemas<T: Typed>(node: &Node, key: &str) -> Result<IndexMap<String, T>, String> {
    map_of(node.get(key), is_schema)
}

fn branches<T: Typed>(node: &Node, key: &str) -> Result<Vec<T>, String> {
    let list = node.get(key).and_then(Node::as_list).unwrap_or_default();
    list_of(list, is_schema)
}
