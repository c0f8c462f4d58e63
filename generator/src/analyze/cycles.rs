//! Where a struct contains itself by value, the field that closes the circle is boxed, and no other.
use super::target;
use super::usage::Usage;
use crate::hash::HashSet;
use crate::ir::{Api, Shape, TypeId};

/// Unnamed types are written out in place, one in the other. Deeper ones would neither be read nor compiled.
const MOST_UNNAMED: usize = 32;

/// Unnamed types that are held as any JSON.
#[derive(Default)]
pub(crate) struct Opaque {
    /// They contain themselves (a list of itself, a map of itself): Rust has no such type, so the place where the circle
    /// closes is cut.
    pub(crate) circles: HashSet<TypeId>,
    /// They hold more than [`MOST_UNNAMED`] levels of others.
    pub(crate) deep: HashSet<TypeId>,
}

/// Finds them.
pub(crate) fn opaque(api: &Api, usage: &Usage) -> Opaque {
    let mut state = vec![State::New; api.types.len()];
    let mut levels = vec![0; api.types.len()];
    let mut found = Opaque::default();
    for def in &api.types {
        let mut stack = vec![(def.id, 0)];
        while let Some((id, position)) = stack.pop() {
            let seen = &mut state[id.0 as usize];
            if position == 0 && *seen == State::Done {
                continue;
            }
            *seen = State::Open;
            let inner = unnamed_parts(api, usage, id);
            let Some(next) = inner.get(position).copied() else {
                state[id.0 as usize] = State::Done;
                // Where a circle closes there is no level yet, and none is needed: it is cut there.
                // A value that may be null is an `Option` around another, which is a level as well.
                let level = |inner: &TypeId| {
                    let own = 1 + usize::from(api.ty(*inner).nullable);
                    levels[inner.0 as usize] + own
                };
                let below = inner.iter().map(level).max();
                levels[id.0 as usize] = below.unwrap_or(0);
                if levels[id.0 as usize] > MOST_UNNAMED {
                    levels[id.0 as usize] = 0;
                    found.deep.insert(id);
                }
                continue;
            };
            stack.push((id, position + 1));
            match state[next.0 as usize] {
                State::New => stack.push((next, 0)),
                State::Open => {
                    found.circles.insert(next);
                }
                State::Done => {}
            }
        }
    }
    found
}

/// What an unnamed type holds that has no name either: what a type expression or a table would write out in place.
fn unnamed_parts(api: &Api, usage: &Usage, id: TypeId) -> Vec<TypeId> {
    let def = api.ty(id);
    let mut inner = match &def.shape {
        shape if super::type_names::is_named(shape) && usage.is_valued(id) => Vec::new(),
        shape => super::parts(shape),
    };
    inner.extend(
        def.rules
            .iter()
            .flat_map(|rule| super::usage::rule_parts(&rule.kind)),
    );
    inner
}

/// The fields to box. Lists, maps and the alternatives of unions hold their content behind a pointer anyway.
pub(crate) fn boxes(api: &Api) -> HashSet<(TypeId, usize)> {
    let mut search = Search {
        api,
        state: vec![State::New; api.types.len()],
        boxed: HashSet::default(),
    };
    for def in &api.types {
        search.visit(def.id);
    }
    search.boxed
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// How a field holds what it holds.
enum Held {
    /// A struct by value.
    Inside(TypeId),
    /// No struct, or one behind a pointer.
    Apart,
    /// There is no such field.
    End,
}

struct Search<'a> {
    api: &'a Api,
    state: Vec<State>,
    boxed: HashSet<(TypeId, usize)>,
}

impl Search<'_> {
    /// Depth first without recursion: a document's nesting must not become our stack.
    fn visit(&mut self, start: TypeId) {
        if self.state(start) != State::New {
            return;
        }
        self.set(start, State::Open);
        let mut stack = vec![(start, 0)];
        while let Some((id, position)) = stack.pop() {
            let next = match self.held(id, position) {
                Held::End => {
                    self.set(id, State::Done);
                    continue;
                }
                Held::Apart => {
                    stack.push((id, position + 1));
                    continue;
                }
                Held::Inside(next) => next,
            };
            stack.push((id, position + 1));
            match self.state(next) {
                State::New => {
                    self.set(next, State::Open);
                    stack.push((next, 0));
                }
                State::Open => {
                    self.boxed.insert((id, position));
                }
                State::Done => {}
            }
        }
    }

    /// How field `position` holds what it holds.
    fn held(&self, id: TypeId, position: usize) -> Held {
        let Shape::Struct(shape) = &self.api.ty(id).shape else {
            return Held::End;
        };
        let Some(field) = shape.fields.get(position) else {
            return Held::End;
        };
        let held = target(self.api, field.ty);
        if matches!(self.api.ty(held).shape, Shape::Struct(_)) {
            Held::Inside(held)
        } else {
            Held::Apart
        }
    }

    fn state(&self, id: TypeId) -> State {
        self.state[id.0 as usize]
    }

    fn set(&mut self, id: TypeId, state: State) {
        self.state[id.0 as usize] = state;
    }
}
