//! Which bodies and answers in XML are typed: those of which every part has a name and a place of its own.
use std::collections::VecDeque;

use super::Resolver;
use super::operation::Resolved;
use super::table::Table;
use crate::diag::Code;
use crate::hash::{HashMap, HashSet};
use crate::ir::{
    self, Additional, BodyKind, Content, Enum, EnumRepr, Field, Origin, Response, Scalar, Shape,
    Status, Struct, TypeId, Xml,
};
use crate::source::{Node, Pointer};

/// Lists in lists, and other types without a name; more of them are a circle, or nothing that anybody reads.
const DEEPEST: usize = 32;

/// Why a value has no XML that we know, and where it is said.
pub(super) struct Fault {
    at: Pointer,
    why: String,
}

/// The keyword of a schema.
pub(super) fn keyword(node: &Node) -> Option<Box<Xml>> {
    let xml = node.get("xml")?;
    let text = |name: &str| {
        let text = xml.get(name).and_then(Node::as_str);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let flag = |name: &str| xml.get(name).and_then(Node::as_bool) == Some(true);
    Some(Box::new(Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        attribute: flag("attribute"),
        wrapped: flag("wrapped"),
    }))
}

impl<'a> Resolver<'a, '_> {
    /// Decides once all types are known. What is not typed is bytes, and a finding says why.
    pub(super) fn settle_xml(&mut self, operations: &mut [Resolved<'a>]) {
        let mut known = HashMap::default();
        for found in operations {
            let operation = &mut found.operation;
            if let Some(body) = &mut operation.body {
                let at = body.at.child("content");
                self.settle(
                    &at,
                    &body.media_type,
                    &mut body.kind,
                    &mut body.ty,
                    &mut known,
                );
                let others = std::mem::take(&mut body.others);
                for other in others {
                    let bytes =
                        other.kind == BodyKind::Xml && fault(&self.table, other.ty).is_some();
                    // Bytes would be no choice beside a body that is typed.
                    if bytes {
                        self.left_out(&body.at, &body.media_type, &other.media_type);
                    } else {
                        body.others.push(other);
                    }
                }
            }
            let any = operation
                .responses
                .iter()
                .any(|one| one.status.is_success());
            for response in &mut operation.responses {
                let good =
                    response.status.is_success() || !any && response.status == Status::Default;
                self.settle_response(response, good, &mut known);
            }
            operation.answers = self.answers(&operation.responses);
        }
    }

    fn settle_response(
        &mut self,
        response: &mut Response,
        good: bool,
        known: &mut HashMap<TypeId, TypeId>,
    ) {
        let at = response.at.child("content");
        let Some(content) = &mut response.content else {
            return;
        };
        self.settle(
            &at,
            &content.media_type,
            &mut content.kind,
            &mut content.ty,
            known,
        );
        for index in 0..content.others.len() {
            let readable = self.is_readable(content, index);
            let other = &mut content.others[index];
            other.readable = readable && good;
            if !other.readable {
                let name = other.media_type.clone();
                self.left_out(&response.at, &content.media_type, &name);
            }
        }
    }

    /// Whether an answer of a media type beside the one that is asked for gives the same value.
    fn is_readable(&self, content: &Content, index: usize) -> bool {
        let other = &content.others[index];
        if content.kind != BodyKind::Json || !other.same {
            return false;
        }
        match other.kind {
            BodyKind::Json => true,
            BodyKind::Xml => fault(&self.table, content.ty).is_none(),
            BodyKind::Text => match &self.table.get(content.ty).shape {
                Shape::Scalar(scalar) => scalar.is_text(),
                Shape::Enum(one) => one.repr == EnumRepr::String,
                _ => false,
            },
            BodyKind::Form | BodyKind::Multipart | BodyKind::Bytes => false,
        }
    }

    fn settle(
        &mut self,
        content: &Pointer,
        media_type: &str,
        kind: &mut BodyKind,
        ty: &mut TypeId,
        known: &mut HashMap<TypeId, TypeId>,
    ) {
        if *kind != BodyKind::Xml {
            return;
        }
        let Some(fault) = fault(&self.table, *ty) else {
            return;
        };
        let at = content.child(media_type);
        let message = format!("`{media_type}` is handled as raw bytes: {}", fault.why);
        if let Some(finding) = self.report(Code::UnsupportedMediaType, &at, message) {
            finding.related(&fault.at, "what has no XML");
        }
        *kind = BodyKind::Bytes;
        *ty = *known.entry(*ty).or_insert_with(|| {
            let origin = Origin::Titled("Bytes".to_owned());
            let shape = Shape::Scalar(Scalar::Binary);
            self.table.push(origin, at.child("schema"), shape)
        });
    }
}

/// Why a type has no XML of its own as a whole document; `None` where it has.
fn fault(table: &Table<'_>, id: TypeId) -> Option<Fault> {
    let mut judge = Judge {
        table,
        seen: HashSet::default(),
        open: VecDeque::new(),
    };
    judge.whole(id).err()
}

struct Judge<'t, 'a> {
    table: &'t Table<'a>,
    /// Structs that were met.
    seen: HashSet<TypeId>,
    /// Those of them that are still to be looked at.
    open: VecDeque<TypeId>,
}

impl Judge<'_, '_> {
    fn whole(&mut self, id: TypeId) -> Result<(), Fault> {
        let (said, target) = ir::said(|id| self.table.get(id), id);
        let origins = [id, target].map(|id| &self.table.get(id).origin);
        match ir::root_name(&said, &origins) {
            None => {
                return self.fail(
                    id,
                    "its element has no name: neither `xml.name` nor a component's",
                );
            }
            Some(name) => self.name(id, &name)?,
        }
        if matches!(self.table.get(target).shape, Shape::List(_)) && !said.wrapped {
            return self.fail(
                target,
                "a list at the top has no element around it unless `xml.wrapped` is true",
            );
        }
        self.content(id, 0)?;
        while let Some(id) = self.open.pop_front() {
            if let Shape::Struct(shape) = &self.table.get(id).shape {
                self.properties(id, shape)?;
            }
        }
        Ok(())
    }

    /// Whether an element can hold the values of a type.
    fn content(&mut self, id: TypeId, depth: usize) -> Result<(), Fault> {
        let (_, target) = ir::said(|id| self.table.get(id), id);
        if depth == DEEPEST {
            return self.fail(id, "it is a list of lists without end");
        }
        match &self.table.get(target).shape {
            Shape::Scalar(Scalar::Binary) => self.fail(id, "raw bytes are no text"),
            Shape::Enum(Enum {
                repr: EnumRepr::Mixed,
                ..
            }) => self.fail(id, "values of several kinds are not told apart in a text"),
            Shape::Scalar(_) | Shape::Enum(_) => Ok(()),
            Shape::Struct(_) => {
                if self.seen.insert(target) {
                    self.open.push_back(target);
                }
                Ok(())
            }
            Shape::List(item) => self.item(*item, depth),
            Shape::Map(value) => self.value(*value, depth),
            Shape::Union(_) => self.fail(id, "one of several types is not told in XML"),
            Shape::Tuple(_) => self.fail(id, "items of several types are not told in XML"),
            Shape::Json | Shape::Alias(_) => self.fail(id, "any value has no XML of its own"),
            Shape::Never => self.fail(id, "it has no values"),
        }
    }

    /// What an element of a list holds.
    fn item(&mut self, item: TypeId, depth: usize) -> Result<(), Fault> {
        let (said, target) = ir::said(|id| self.table.get(id), item);
        if let Some(name) = &said.name {
            self.name(item, name)?;
        }
        if matches!(self.table.get(target).shape, Shape::List(_)) && !said.wrapped {
            return self.fail(
                item,
                "a list in a list has no element around it unless `xml.wrapped` is true",
            );
        }
        self.content(item, depth + 1)
    }

    /// What an element holds whose name is data.
    fn value(&mut self, value: TypeId, depth: usize) -> Result<(), Fault> {
        let (said, target) = ir::said(|id| self.table.get(id), value);
        if matches!(self.table.get(target).shape, Shape::List(_)) && !said.wrapped {
            return self.fail(
                value,
                "a list under a name that is data has no element around it",
            );
        }
        self.content(value, depth + 1)
    }

    fn properties(&mut self, id: TypeId, shape: &Struct) -> Result<(), Fault> {
        if shape.variant.is_some() {
            return self.fail(id, "one of several types is not told in XML");
        }
        let mut names: HashSet<(bool, String, Option<String>)> = HashSet::default();
        for field in &shape.fields {
            let (said, name) = self.property(field)?;
            if !names.insert((said.attribute, name, said.namespace)) {
                return fail_at(&field.at, "two properties have one name in XML");
            }
        }
        match shape.additional {
            Additional::Typed(value) => self.value(value, 0),
            Additional::Ignored | Additional::Forbidden => Ok(()),
        }
    }

    fn property(&mut self, field: &Field) -> Result<(Xml, String), Fault> {
        let (said, target) = ir::said(|id| self.table.get(id), field.ty);
        let shape = &self.table.get(target).shape;
        let said = match shape {
            Shape::List(item) if !said.wrapped => {
                if said.attribute {
                    return fail_at(&field.at, "a list is no attribute");
                }
                self.item(*item, 0)?;
                ir::said(|id| self.table.get(id), *item).0
            }
            Shape::Scalar(_) | Shape::Enum(_) => {
                self.content(field.ty, 0)?;
                said
            }
            _ if said.attribute => {
                return fail_at(&field.at, "what has parts is no attribute");
            }
            _ => {
                self.content(field.ty, 0)?;
                said
            }
        };
        let name = said.name.clone().unwrap_or_else(|| field.wire.clone());
        if ir::is_name(&name) {
            Ok((said, name))
        } else {
            fail_at(&field.at, format!("`{name}` is no name in XML"))
        }
    }

    fn name(&self, id: TypeId, name: &str) -> Result<(), Fault> {
        if ir::is_name(name) {
            Ok(())
        } else {
            self.fail(id, format!("`{name}` is no name in XML"))
        }
    }

    fn fail<T>(&self, id: TypeId, why: impl Into<String>) -> Result<T, Fault> {
        fail_at(&self.table.get(id).at, why)
    }
}

fn fail_at<T>(at: &Pointer, why: impl Into<String>) -> Result<T, Fault> {
    Err(Fault {
        at: at.clone(),
        why: why.into(),
    })
}
