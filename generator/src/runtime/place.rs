//! Where in a value the interpreter is.

use super::decode_error::push_escaped;
use super::schema::Schema;

/// The place of a value: a list on the stack from the value to the root, written out only when something is broken.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
    depth: u32,
    secret: bool,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root(&'a str),
    Key(&'a str),
    /// A property whose name is a part of a secret.
    Hidden,
    Index(usize),
    /// The same value, under another named type.
    Ref(&'static Schema),
    Same,
}

impl<'a> At<'a> {
    /// The root of a value, after what names it.
    pub(super) fn root(prefix: &'a str) -> Self {
        Self {
            parent: None,
            step: Step::Root(prefix),
            depth: 0,
            secret: false,
        }
    }

    fn then(&'a self, step: Step<'a>, depth: u32) -> Self {
        Self {
            parent: Some(self),
            step,
            depth,
            secret: self.secret,
        }
    }

    /// The place of a property.
    pub(super) fn key(&'a self, name: &'a str) -> Self {
        self.then(Step::Key(name), self.depth + 1)
    }

    /// The place of a property that no schema names: in a secret its name is not told either.
    pub(super) fn other_key(&'a self, name: &'a str) -> Self {
        let step = if self.secret {
            Step::Hidden
        } else {
            Step::Key(name)
        };
        self.then(step, self.depth + 1)
    }

    /// The place of an item.
    pub(super) fn index(&'a self, index: usize) -> Self {
        self.then(Step::Index(index), self.depth + 1)
    }

    /// The same place, of a value that must not be shown.
    pub(super) fn hidden(&'a self) -> Self {
        Self {
            secret: true,
            ..self.then(Step::Same, self.depth)
        }
    }

    /// The same place, under the rules of a named type.
    pub(super) fn under(&'a self, schema: &'static Schema) -> Self {
        self.then(Step::Ref(schema), self.depth)
    }

    /// How many levels the value lies below the root.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Whether messages must not show the value.
    pub(super) fn is_secret(&self) -> bool {
        self.secret
    }

    /// Whether this value is being checked against `schema` already, further up: a type that is only a reference to itself.
    pub(super) fn is_within(&self, schema: &'static Schema) -> bool {
        let mut at = Some(self);
        while let Some(place) = at {
            match place.step {
                Step::Ref(seen) if std::ptr::eq(seen, schema) => return true,
                Step::Ref(_) | Step::Same => at = place.parent,
                Step::Root(_) | Step::Key(_) | Step::Hidden | Step::Index(_) => return false,
            }
        }
        false
    }

    /// The place as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut at = Some(self);
        while let Some(place) = at {
            steps.push(place.step);
            at = place.parent;
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root(prefix) => pointer.push_str(prefix),
                Step::Key(name) => {
                    pointer.push('/');
                    push_escaped(&mut pointer, name);
                }
                Step::Hidden => pointer.push_str("/*"),
                Step::Index(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
                Step::Ref(_) | Step::Same => {}
            }
        }
        pointer
    }
}
