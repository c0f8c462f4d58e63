//! Facts that emitters need and the IR does not hold: names, boxing, directions, pattern types, features. Side tables over ids.
pub(crate) mod crate_name;
pub(crate) mod cycles;
mod depth;
pub(crate) mod features;
pub(crate) mod formats;
pub(crate) mod ident;
pub(crate) mod names;
pub(crate) mod patterns;
mod reserved;
pub(crate) mod schemes;
pub(crate) mod scripts;
pub(crate) mod type_names;
pub(crate) mod usage;

use crate::config::{Config, Lock};
use crate::constraint::secrets;
use crate::diag::{Code, Diagnostics};
use crate::hash::HashSet;
use crate::ir::{
    Access, Additional, Api, Field, Operation, Presence, Shape, Struct, TypeDef, TypeId, Union,
};
use features::Features;
use formats::Formats;
use names::Names;
use patterns::Patterns;
use usage::Usage;

/// What was found out about an API; all that emitters get beside it.
#[derive(Debug)]
pub(crate) struct Facts {
    /// The generated crate's name as code spells it.
    pub(crate) crate_ident: String,
    pub(crate) names: Names,
    pub(crate) patterns: Patterns,
    pub(crate) usage: Usage,
    pub(crate) features: Features,
    pub(crate) formats: Formats,
    /// Fields that must be boxed for their struct to have a size: (struct, position).
    pub(crate) boxed: HashSet<(TypeId, usize)>,
    /// Unnamed schemas that contain themselves.
    pub(crate) opaque: HashSet<TypeId>,
    /// How far the compiler has to follow types into each other, where that is further than it does by itself.
    pub(crate) recursion_limit: Option<usize>,
    /// Schemas whose values never show.
    pub(crate) secrets: HashSet<TypeId>,
    /// Structs that bodies and answers in XML carry.
    pub(crate) xml: HashSet<TypeId>,
}

/// Computes every side table.
pub(crate) fn analyze(
    api: &Api,
    config: &Config,
    lock: &Lock,
    diagnostics: &mut Diagnostics,
) -> Facts {
    let patterns = patterns::find(api, config, diagnostics);
    let usage = usage::trace(api);
    let names = names::allocate(api, config, lock, &patterns, &usage, diagnostics);
    let features = features::find(api, &patterns, diagnostics);
    let formats = formats::choose(api, config, diagnostics);
    let boxed = cycles::boxes(api);
    let secrets = secrets::secret_types(api, config);
    secrets::report_unused_secrets(api, config, diagnostics);
    let opaque = cycles::opaque(api, &usage);
    report_opaque(api, &opaque, diagnostics);
    let opaque = opaque.circles.union(&opaque.deep).copied().collect();
    let recursion_limit = depth::recursion_limit(api, &opaque, diagnostics);
    let crate_ident = config.name.replace('-', "_");
    Facts {
        crate_ident,
        names,
        patterns,
        usage,
        features,
        formats,
        boxed,
        opaque,
        recursion_limit,
        secrets,
        xml: xml(api),
    }
}

/// What XML carries: each document, and all in it.
fn xml(api: &Api) -> HashSet<TypeId> {
    let operations = api.operations.iter();
    let mut todo: Vec<TypeId> = operations.flat_map(Operation::xml_documents).collect();
    let mut all = HashSet::default();
    while let Some(id) = todo.pop() {
        if all.insert(id) {
            todo.extend(parts(&api.ty(id).shape));
        }
    }
    all
}

fn report_opaque(api: &Api, opaque: &cycles::Opaque, diagnostics: &mut Diagnostics) {
    let circle = "a type that is nothing but itself again is held as any JSON";
    let deep = "lists, maps and rules are nested so deep below this that it is held as any JSON";
    for (ids, message) in [(&opaque.circles, circle), (&opaque.deep, deep)] {
        for id in &sorted(ids) {
            diagnostics
                .report(Code::RawJson, &api.ty(*id).at, message)
                .help("give it a property, so that it is a type of its own");
        }
    }
}

fn sorted(ids: &HashSet<TypeId>) -> Vec<TypeId> {
    let mut ids: Vec<TypeId> = ids.iter().copied().collect();
    ids.sort_unstable();
    ids
}

/// The API and its facts, with the questions that emitters ask.
#[derive(Clone, Copy)]
pub(crate) struct Ctx<'a> {
    pub(crate) api: &'a Api,
    pub(crate) facts: &'a Facts,
}

/// One property of a struct as it is emitted.
pub(crate) struct FieldView<'a> {
    pub(crate) position: usize,
    pub(crate) field: &'a Field,
    pub(crate) kind: FieldKind,
}

/// How absence and `null` are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// `T`, which may be `Option` where `null` is a value.
    Required,
    /// `Option<T>`.
    Optional,
    /// `Option<Value>` whose `null` is a value.
    OptionalJson,
    /// `Nullable<T>`: absent, null or a value.
    ThreeStates,
}

impl<'a> Ctx<'a> {
    pub(crate) fn ty(self, id: TypeId) -> &'a TypeDef {
        self.api.ty(id)
    }

    /// Follows aliases to the definition that has parts.
    pub(crate) fn target(self, id: TypeId) -> TypeId {
        target(self.api, id)
    }

    /// Whether `null` is a value of the type, here or behind an alias.
    pub(crate) fn nullable(self, id: TypeId) -> bool {
        nullable(self.api, id)
    }

    /// Whether the type holds any JSON, `null` included.
    pub(crate) fn is_json(self, id: TypeId) -> bool {
        self.holder(id) == Holder::Json
    }

    /// The struct's properties that exist in Rust: those that no use of it sends or receives are left out.
    pub(crate) fn fields(self, id: TypeId, shape: &'a Struct) -> Vec<FieldView<'a>> {
        let direction = self.facts.usage.of(id);
        let kept = shape
            .fields
            .iter()
            .enumerate()
            .filter(move |(_, field)| match field.access {
                Access::Both => true,
                Access::Read => direction.answer || !direction.request,
                Access::Write => direction.request || !direction.answer,
            });
        kept.map(|(position, field)| FieldView {
            position,
            field,
            kind: self.kind(id, field),
        })
        .collect()
    }

    fn kind(self, id: TypeId, field: &Field) -> FieldKind {
        let direction = self.facts.usage.of(id);
        let one_way = field.access != Access::Both && direction.request && direction.answer;
        match (field.presence, one_way) {
            (Presence::Required, false) => FieldKind::Required,
            _ if self.is_json(field.ty) => FieldKind::OptionalJson,
            _ if self.nullable(field.ty) => FieldKind::ThreeStates,
            _ => FieldKind::Optional,
        }
    }

    /// Whether a schema is a type with a name and a file of its own.
    pub(crate) fn is_model(self, id: TypeId) -> bool {
        type_names::is_named(&self.ty(id).shape) && self.facts.usage.is_valued(id)
    }

    /// Whether an unnamed type contains itself, and so is held as any JSON.
    pub(crate) fn is_opaque(self, id: TypeId) -> bool {
        self.facts.opaque.contains(&id) || self.facts.opaque.contains(&self.target(id))
    }

    /// What Rust type holds values of a schema, aliases followed.
    pub(crate) fn holder(self, id: TypeId) -> Holder {
        if self.is_opaque(id) {
            return Holder::Json;
        }
        let id = self.target(id);
        let def = self.ty(id);
        match &def.shape {
            Shape::Scalar(scalar) => match self.facts.patterns.of(def) {
                Some(pattern) => Holder::Pattern(pattern),
                None => Holder::Scalar(*scalar),
            },
            Shape::Enum(one) if names::is_open_enum(one) => Holder::Named(id),
            Shape::Enum(one) => match one.repr {
                crate::ir::EnumRepr::Integer => Holder::Scalar(crate::ir::Scalar::Integer),
                crate::ir::EnumRepr::String | crate::ir::EnumRepr::Mixed => Holder::Json,
            },
            Shape::Struct(_) | Shape::Union(_) => Holder::Named(id),
            Shape::List(item) => Holder::List(*item),
            Shape::Map(value) => Holder::Map(*value),
            Shape::Tuple(_) => Holder::Tuple,
            Shape::Alias(_) | Shape::Json | Shape::Never => Holder::Json,
        }
    }

    /// The union that lies beside a struct's fields.
    pub(crate) fn variant(self, shape: &Struct) -> Option<(TypeId, &'a Union)> {
        let id = self.target(shape.variant?);
        match &self.ty(id).shape {
            Shape::Union(union) => Some((id, union)),
            _ => None,
        }
    }

    /// Whether values of the schema must never show in logs and errors.
    pub(crate) fn is_secret(self, id: TypeId) -> bool {
        self.facts.secrets.contains(&id) || self.facts.secrets.contains(&self.target(id))
    }
}

/// What holds a schema's values in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Scalar(crate::ir::Scalar),
    /// Position among the pattern types.
    Pattern(usize),
    Named(TypeId),
    List(TypeId),
    Map(TypeId),
    Tuple,
    Json,
}

/// Follows aliases; a chain that comes back to itself ends where it began.
pub(crate) fn target(api: &Api, id: TypeId) -> TypeId {
    let mut current = id;
    for _ in 0..api.types.len() {
        match api.ty(current).shape {
            Shape::Alias(next) => current = next,
            _ => return current,
        }
    }
    current
}

/// Whether `null` is a value of the type, here or behind an alias.
pub(crate) fn nullable(api: &Api, id: TypeId) -> bool {
    let mut current = id;
    for _ in 0..=api.types.len() {
        let def = api.ty(current);
        match def.shape {
            _ if def.nullable => return true,
            Shape::Alias(next) => current = next,
            _ => return false,
        }
    }
    false
}

/// The types directly inside a shape, in order.
pub(crate) fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Scalar(_) | Shape::Enum(_) | Shape::Json | Shape::Never => Vec::new(),
        Shape::Struct(one) => {
            let mut parts: Vec<TypeId> = one.fields.iter().map(|field| field.ty).collect();
            if let Additional::Typed(id) = one.additional {
                parts.push(id);
            }
            parts.extend(one.variant);
            parts
        }
        Shape::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
        Shape::List(id) | Shape::Map(id) | Shape::Alias(id) => vec![*id],
        Shape::Tuple(ids) => ids.clone(),
    }
}
