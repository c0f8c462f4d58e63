//! Which way a type travels: in requests, in answers, or both. It decides what becomes of `readOnly` and `writeOnly`.
use super::parts;
use crate::hash::HashSet;
use crate::ir::{Api, BodyKind, Operation, RuleKind, TypeId};

/// The ways of every type, by id.
#[derive(Debug)]
pub(crate) struct Usage {
    directions: Vec<Direction>,
    /// Types that hold values, not only rules about values: those are declared.
    valued: Vec<bool>,
    /// Structs that a multipart body carries.
    multipart: HashSet<TypeId>,
}

/// Which way one type travels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Direction {
    pub(crate) request: bool,
    pub(crate) answer: bool,
}

impl Usage {
    pub(crate) fn of(&self, id: TypeId) -> Direction {
        self.directions[id.0 as usize]
    }

    /// Whether a value of the API is of this type, rather than only judged by it.
    pub(crate) fn is_valued(&self, id: TypeId) -> bool {
        self.valued[id.0 as usize]
    }

    pub(crate) fn is_multipart(&self, id: TypeId) -> bool {
        self.multipart.contains(&id)
    }
}

/// Follows every operation's parameters, body and responses to all that they reach.
pub(crate) fn trace(api: &Api) -> Usage {
    let mut usage = Usage {
        directions: vec![Direction::default(); api.types.len()],
        multipart: HashSet::default(),
        valued: vec![false; api.types.len()],
    };
    for operation in &api.operations {
        for param in &operation.params {
            usage.mark(api, param.ty, |direction| &mut direction.request);
        }
        if let Some(body) = &operation.body {
            let others = body.others.iter().map(|other| (other.kind, other.ty));
            for (kind, ty) in others.chain([(body.kind, body.ty)]) {
                usage.mark(api, ty, |direction| &mut direction.request);
                if kind == BodyKind::Multipart {
                    usage.multipart.insert(super::target(api, ty));
                }
            }
        }
        for response in &operation.responses {
            for id in response
                .content
                .iter()
                .map(|content| content.ty)
                .chain(response.headers.iter().map(|h| h.ty))
            {
                usage.mark(api, id, |direction| &mut direction.answer);
            }
        }
    }
    for stream in api.operations.iter().filter_map(|one| one.stream.as_ref()) {
        usage.mark(api, stream.ty, |direction| &mut direction.answer);
    }
    for payload in &api.payloads {
        usage.mark(api, payload.ty, |direction| &mut direction.answer);
    }
    usage.mark_valued(api);
    usage
}

impl Usage {
    fn mark_valued(&mut self, api: &Api) {
        let mut todo: Vec<TypeId> = api.operations.iter().flat_map(Operation::types).collect();
        todo.extend(api.payloads.iter().map(|payload| payload.ty));
        while let Some(id) = todo.pop() {
            if !std::mem::replace(&mut self.valued[id.0 as usize], true) {
                todo.extend(parts(&api.ty(id).shape));
            }
        }
    }

    fn mark(&mut self, api: &Api, start: TypeId, way: fn(&mut Direction) -> &mut bool) {
        let mut todo = vec![start];
        while let Some(id) = todo.pop() {
            let seen = way(&mut self.directions[id.0 as usize]);
            if std::mem::replace(seen, true) {
                continue;
            }
            let def = api.ty(id);
            todo.extend(parts(&def.shape));
            for rule in &def.rules {
                todo.extend(rule_parts(&rule.kind));
            }
        }
    }
}

/// The schemas that a rule names.
pub(crate) fn rule_parts(kind: &RuleKind) -> Vec<TypeId> {
    match kind {
        RuleKind::Contains { schema, .. } => vec![*schema],
        RuleKind::PropertyNames(id)
        | RuleKind::Not(id)
        | RuleKind::Items(id)
        | RuleKind::Additional(id) => vec![*id],
        RuleKind::PatternProperties(entries) | RuleKind::DependentSchemas(entries) => {
            entries.iter().map(|(_, id)| *id).collect()
        }
        RuleKind::AllOf(ids)
        | RuleKind::AnyOf(ids)
        | RuleKind::OneOf(ids)
        | RuleKind::PrefixItems(ids) => ids.clone(),
        RuleKind::If {
            condition,
            then,
            otherwise,
        } => [Some(*condition), *then, *otherwise]
            .into_iter()
            .flatten()
            .collect(),
        RuleKind::MinLength(_)
        | RuleKind::MaxLength(_)
        | RuleKind::Pattern(_)
        | RuleKind::Minimum(_)
        | RuleKind::Maximum(_)
        | RuleKind::ExclusiveMinimum(_)
        | RuleKind::ExclusiveMaximum(_)
        | RuleKind::MultipleOf(_)
        | RuleKind::MinItems(_)
        | RuleKind::MaxItems(_)
        | RuleKind::UniqueItems
        | RuleKind::Closed
        | RuleKind::MinProperties(_)
        | RuleKind::MaxProperties(_)
        | RuleKind::Required(_)
        | RuleKind::DependentRequired(_)
        | RuleKind::Const(_)
        | RuleKind::Enum(_)
        | RuleKind::Format(_) => Vec::new(),
    }
}
