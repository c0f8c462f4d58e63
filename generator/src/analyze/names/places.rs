//! Places that names are kept by: JSON pointers, in which a name stands for what an addition would shift.
use super::super::type_names::is_named;
use super::super::usage::Usage;
use crate::hash::HashMap;
use crate::ir::{Api, Group, Location, Operation, Origin, Param, TypeDef, TypeId};
use crate::source::{Pointer, Trail};
use std::borrow::Cow;

/// The place of each named type by id, distinct; `None` for the others.
pub(super) fn types(api: &Api, usage: &Usage) -> Vec<Option<Pointer>> {
    let mut found: Vec<Option<Pointer>> = vec![None; api.types.len()];
    let mut distinct = Distinct::default();
    for def in &api.types {
        let place = of_type(api, &found, def);
        found[def.id.0 as usize] = Some(place);
    }
    for def in &api.types {
        let own = &mut found[def.id.0 as usize];
        *own = own
            .take()
            .filter(|_| is_named(&def.shape) && usage.is_valued(def.id))
            .map(|place| distinct.place(place));
    }
    found
}

/// A pointer below that of the parent where there is one; numbers of alternatives give way to what they are called.
fn of_type(api: &Api, found: &[Option<Pointer>], def: &TypeDef) -> Pointer {
    match &def.origin {
        Origin::Component(_) | Origin::Titled(_) => steady(&Pointer::root(), &def.at, ""),
        Origin::Operation { role, .. } => steady(&Pointer::root(), &def.at, role),
        Origin::Nested { parent, role } => {
            let outer = api.ty(*parent);
            let base = found[parent.0 as usize].clone().unwrap_or_default();
            let below = def.at.as_str().strip_prefix(outer.at.as_str());
            match below
                .filter(|rest| rest.starts_with('/'))
                .map(Pointer::parse)
            {
                Some(Some(rest)) => steady(&base, &rest, role),
                _ => steady(&Pointer::root(), &def.at, role),
            }
        }
    }
}

/// `base` and below it `rest`, without the numbers of what an addition may move.
fn steady(base: &Pointer, rest: &Pointer, role: &str) -> Pointer {
    let mut out = Trail::from(base);
    let mut tokens = rest.tokens().peekable();
    let is_number = |token: &Cow<'_, str>| token.bytes().all(|byte| byte.is_ascii_digit());
    while let Some(key) = tokens.next() {
        let is_list = matches!(&*key, "allOf" | "oneOf" | "anyOf" | "parameters");
        let Some(number) = tokens.next_if(|next| is_list && is_number(next)) else {
            out.step(&key);
            continue;
        };
        let is_told = match &*key {
            // Merged branches are one type.
            "allOf" => continue,
            "parameters" => !role.is_empty(),
            // Only the last is what the role speaks of.
            _ => tokens.peek().is_none() && !role.is_empty() && !is_numbered(role),
        };
        out.step(&key);
        out.step(if is_told { role } else { &number });
    }
    out.pointer()
}

/// Whether a role is only a position: `Option2`.
fn is_numbered(role: &str) -> bool {
    role.strip_prefix("Option")
        .is_some_and(|rest| rest.parse::<usize>().is_ok())
}

/// The place of an operation: by path and method, wherever its path item stands.
pub(super) fn operations(api: &Api) -> Vec<Pointer> {
    let mut distinct = Distinct::default();
    let of = |operation: &Operation| {
        let method = operation.method.as_str().to_ascii_lowercase();
        Pointer::root().below(["paths", &operation.path, &method])
    };
    api.operations
        .iter()
        .map(|operation| distinct.place(of(operation)))
        .collect()
}

/// The place of a parameter within its operation's: by location and name, since lists shift.
pub(super) fn param(operation: &Pointer, param: &Param) -> Pointer {
    let location = match param.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    operation.below(["parameters", location, &param.wire])
}

/// The place of a server that has a function: by its address, since lists shift.
pub(super) fn servers(api: &Api) -> Vec<Pointer> {
    let mut distinct = Distinct::default();
    let root = Pointer::root().child("servers");
    let servers = api.servers.iter();
    servers
        .map(|server| distinct.place(root.child(&server.url)))
        .collect()
}

/// The place of a resource, which has none in the document: `/resources/organizations/invites`.
pub(super) fn group(group: &Group) -> Pointer {
    let plain = |word: &String| -> String {
        let kept = word.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let mut at = Trail::default();
    at.step("resources");
    for word in &group.path {
        at.step(&plain(word));
    }
    at.pointer()
}

/// The place of a pattern that is a type: `/patterns/^doc_`.
pub(super) fn pattern(sources: &[String]) -> Pointer {
    let first = sources.first().map_or("", String::as_str);
    Pointer::root().below(["patterns", first])
}

/// The place of the name beside a type's: of a field, a value, an alternative.
pub(super) fn part(places: &[Option<Pointer>], id: TypeId, kind: &str, name: &str) -> Pointer {
    match &places[id.0 as usize] {
        Some(own) => own.below([kind, name]),
        None => Pointer::root().below([kind, name]),
    }
}

/// Places that were given; the second of one place gets a number.
#[derive(Default)]
struct Distinct(HashMap<Pointer, usize>);

impl Distinct {
    fn place(&mut self, at: Pointer) -> Pointer {
        let count = self.0.entry(at.clone()).or_default();
        *count += 1;
        match *count {
            1 => at,
            count => at.child(&count.to_string()),
        }
    }
}
