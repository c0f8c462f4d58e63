//! An API as text, one line for each operation, parameter, type and field: what tests compare and people read.
use std::fmt::Write;

use super::Answers;
use super::dump_rules::rule;
use super::dump_words::{
    body_kind, deprecated, location, pages, retries, scalar, security, status, style,
};
use super::{
    Access, Additional, Api, EnumRepr, Field, Operation, Origin, Param, Presence, Requirement,
    Response, Shape, Tag, TypeDef, TypeId,
};

/// Types without a name are spelt out where they are used, this deep.
const DEPTH: u32 = 6;

impl Api {
    /// The whole API as text.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for server in &self.servers {
            let variables: Vec<_> = server
                .variables
                .iter()
                .map(|v| format!("{}={}", v.name, v.default))
                .collect();
            line(&mut out, &["server", &server.url, &variables.join(" ")]);
        }
        for scheme in &self.security_schemes {
            line(
                &mut out,
                &["security", &scheme.name, &security(&scheme.kind)],
            );
        }
        for group in &self.groups {
            line(&mut out, &["group", &group.path.join(".")]);
        }
        for operation in &self.operations {
            self.operation(&mut out, operation);
        }
        out.push_str(&self.dump_types());
        out
    }

    /// The named types as text.
    pub fn dump_types(&self) -> String {
        let mut out = String::new();
        for ty in self.types.iter().filter(|ty| is_named(ty)) {
            self.definition(&mut out, ty);
        }
        out
    }

    fn operation(&self, out: &mut String, operation: &Operation) {
        let group = &self.groups[operation.group.0 as usize].path.join(".");
        let name = operation.name.as_deref().unwrap_or("-");
        let place = format!("({group} {name})");
        let method = operation.method.as_str();
        line(
            out,
            &[
                "op",
                &operation.id,
                method,
                &operation.path,
                &place,
                deprecated(operation.deprecated),
            ],
        );
        if !operation.security.is_empty() {
            let all = operation
                .security
                .iter()
                .map(|requirement| self.requirement(requirement));
            line(out, &["  security", &all.collect::<Vec<_>>().join(" or ")]);
        }
        for param in &operation.params {
            self.param(out, param);
        }
        if let Some(body) = &operation.body {
            let kind = body_kind(body.kind);
            let optional = if body.required { "" } else { "optional" };
            line(
                out,
                &[
                    "  body",
                    kind,
                    &body.media_type,
                    &self.ty_text(body.ty),
                    optional,
                ],
            );
            for other in &body.others {
                let kind = body_kind(other.kind);
                line(
                    out,
                    &["  or", kind, &other.media_type, &self.ty_text(other.ty)],
                );
            }
        }
        for response in &operation.responses {
            self.response(out, response);
        }
        if let Some(stream) = &operation.stream {
            line(
                out,
                &["  stream", &stream.media_type, &self.ty_text(stream.ty)],
            );
        }
        if operation.answers == Answers::ByStatus {
            line(out, &["  answers", "by status"]);
        }
        if let Some(pagination) = &operation.pagination {
            line(out, &["  pages", &pages(pagination)]);
        }
        if operation.idempotent != operation.method.is_idempotent() {
            let word = if operation.idempotent {
                "may be repeated"
            } else {
                "once"
            };
            line(out, &["  idempotency", word]);
        }
        if let Some(plan) = &operation.retries {
            line(out, &["  retries", &retries(plan)]);
        }
    }

    fn requirement(&self, requirement: &Requirement) -> String {
        let names = requirement.schemes.iter().map(|(position, scopes)| {
            let name = &self.security_schemes[*position].name;
            if scopes.is_empty() {
                name.clone()
            } else {
                format!("{name}({})", scopes.join(" "))
            }
        });
        let names: Vec<_> = names.collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(" and ")
        }
    }

    fn response(&self, out: &mut String, response: &Response) {
        let content = response.content.as_ref();
        let kind = content.map_or("", |content| body_kind(content.kind));
        let ty = content.map_or_else(String::new, |content| self.ty_text(content.ty));
        line(out, &[&format!("  {}", status(response.status)), kind, &ty]);
        for header in &response.headers {
            self.field(out, "    header ", header);
        }
    }

    fn param(&self, out: &mut String, param: &Param) {
        let place = location(param.location);
        let name = format!("{}{}:", param.wire, if param.required { "" } else { "?" });
        let explode = if param.explode { "explode" } else { "" };
        let reserved = if param.allow_reserved { "reserved" } else { "" };
        let ty = self.ty_text(param.ty);
        let manner = style(param.style);
        line(
            out,
            &[
                &format!("  {place}"),
                &name,
                &ty,
                manner,
                explode,
                reserved,
                deprecated(param.deprecated),
            ],
        );
    }

    fn definition(&self, out: &mut String, ty: &TypeDef) {
        let mut head = vec![
            "type".to_owned(),
            self.label(ty.id),
            self.shape(&ty.shape, DEPTH),
        ];
        if ty.nullable && !matches!(ty.shape, Shape::Json) {
            head.push("nullable".to_owned());
        }
        head.push(self.rules(ty));
        head.push(deprecated(ty.deprecated).to_owned());
        head.extend(
            ty.default
                .as_ref()
                .map(|default| format!("default {default}")),
        );
        line(out, &head.iter().map(String::as_str).collect::<Vec<_>>());
        self.parts_of(out, &ty.shape);
    }

    /// The lines below a definition's first.
    fn parts_of(&self, out: &mut String, shape: &Shape) {
        match shape {
            Shape::Struct(object) => {
                for field in &object.fields {
                    self.field(out, "  ", field);
                }
                if let Some(variant) = object.variant {
                    line(out, &["  ...", &self.ty_text(variant)]);
                }
            }
            Shape::Union(union) => {
                for variant in &union.variants {
                    let name = variant.source_name.as_deref().unwrap_or("-");
                    let tags = if variant.tags.is_empty() {
                        String::new()
                    } else {
                        format!("[{}]", variant.tags.join(" "))
                    };
                    line(out, &["  |", name, &tags, &self.ty_text(variant.ty)]);
                }
            }
            Shape::Enum(listed) => {
                for value in listed
                    .values
                    .iter()
                    .filter(|value| value.name.is_some() || value.docs.is_some())
                {
                    let name = value.name.as_deref().unwrap_or("-");
                    line(
                        out,
                        &[
                            "  =",
                            &value.value.to_string(),
                            name,
                            value.docs.as_deref().unwrap_or(""),
                        ],
                    );
                }
            }
            Shape::Scalar(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Alias(_)
            | Shape::Json
            | Shape::Never => {}
        }
    }

    fn field(&self, out: &mut String, indent: &str, field: &Field) {
        let optional = match field.presence {
            Presence::Required => "",
            Presence::Optional => "?",
        };
        let access = match field.access {
            Access::Both => "",
            Access::Read => "readOnly",
            Access::Write => "writeOnly",
        };
        let name = format!("{indent}{}{optional}:", field.wire);
        line(
            out,
            &[
                &name,
                &self.ty_text(field.ty),
                access,
                deprecated(field.deprecated),
            ],
        );
    }

    /// A type where it is used: by name where it has one, else spelt out.
    fn ty_text(&self, id: TypeId) -> String {
        self.spelt(id, DEPTH)
    }

    fn spelt(&self, id: TypeId, depth: u32) -> String {
        let ty = self.ty(id);
        if is_named(ty) {
            return self.label(id);
        }
        let mut text = if depth == 0 {
            "…".to_owned()
        } else {
            self.shape(&ty.shape, depth - 1)
        };
        if ty.nullable && !matches!(ty.shape, Shape::Json) {
            text.push('|');
            text.push_str("null");
        }
        let rules = self.rules(ty);
        if !rules.is_empty() {
            let _ = write!(text, " {rules}");
        }
        if let Some(default) = &ty.default {
            let _ = write!(text, " ={default}");
        }
        text
    }

    fn shape(&self, shape: &Shape, depth: u32) -> String {
        let spelt = |id: TypeId| self.spelt(id, depth);
        match shape {
            Shape::Scalar(kind) => scalar(*kind).to_owned(),
            Shape::Enum(listed) => {
                let repr = match listed.repr {
                    EnumRepr::String => "enum",
                    EnumRepr::Integer => "enum integer",
                    EnumRepr::Mixed => "enum mixed",
                };
                let values: Vec<_> = listed
                    .values
                    .iter()
                    .map(|value| value.value.to_string())
                    .collect();
                format!("{repr} {}", values.join(" "))
            }
            Shape::Struct(object) => match object.additional {
                Additional::Ignored => "struct".to_owned(),
                Additional::Forbidden => "struct closed".to_owned(),
                Additional::Typed(id) => format!("struct with {}", spelt(id)),
            },
            Shape::Union(union) => {
                let word = if union.exclusive { "oneOf" } else { "anyOf" };
                match &union.tag {
                    Tag::Key => format!("{word} by key"),
                    Tag::Property(name) => format!("{word} by {name}"),
                    Tag::Shape => format!("{word} by shape"),
                }
            }
            Shape::List(item) => format!("[{}]", spelt(*item)),
            Shape::Map(value) => format!("{{{}}}", spelt(*value)),
            Shape::Tuple(items) => format!(
                "({})",
                items
                    .iter()
                    .map(|id| spelt(*id))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            Shape::Alias(id) => format!("={}", spelt(*id)),
            Shape::Json => "json".to_owned(),
            Shape::Never => "never".to_owned(),
        }
    }

    fn rules(&self, ty: &TypeDef) -> String {
        let rules: Vec<_> = ty
            .rules
            .iter()
            .map(|r| rule(&r.kind, &|id| self.ty_text(id)))
            .collect();
        if rules.is_empty() {
            String::new()
        } else {
            format!("<{}>", rules.join(", "))
        }
    }

    fn label(&self, id: TypeId) -> String {
        let mut roles = Vec::new();
        let mut id = id;
        loop {
            match &self.ty(id).origin {
                Origin::Component(name) => roles.push(name.clone()),
                Origin::Titled(title) => roles.push(format!("'{title}'")),
                Origin::Operation { operation, role } => roles.push(format!("{operation}/{role}")),
                Origin::Nested { parent, role } => {
                    roles.push(role.clone());
                    id = *parent;
                    continue;
                }
            }
            roles.reverse();
            return roles.join(".");
        }
    }
}

/// Components, and what needs a definition of its own.
fn is_named(ty: &TypeDef) -> bool {
    match ty.shape {
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) => true,
        Shape::Scalar(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Json
        | Shape::Never => matches!(ty.origin, Origin::Component(_)),
    }
}

fn line(out: &mut String, words: &[&str]) {
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !word.is_empty())
        .collect();
    out.push_str(&words.join(" "));
    out.push('\n');
}
