//! Names of the types that an operation brings beside its marker: of its answers, bodies and headers.
use super::Namer;
use super::types::{Given, Owner};
use crate::ir::{Answers, Operation};
use crate::source::Pointer;

/// A type beside an operation's marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// What it gives by status.
    Answer,
    /// A body of several media types.
    Body,
    /// The headers of its good answers.
    Headers,
}

impl Content {
    pub(super) const ALL: [Self; 3] = [Self::Answer, Self::Body, Self::Headers];

    fn suffix(self) -> &'static str {
        match self {
            Self::Answer => "Answer",
            Self::Body => "Body",
            Self::Headers => "Headers",
        }
    }

    pub(super) fn is_needed(self, operation: &Operation) -> bool {
        match self {
            Self::Answer => operation.answers == Answers::ByStatus,
            Self::Body => {
                let body = operation.body.as_ref();
                body.is_some_and(|body| !body.others.is_empty())
            }
            Self::Headers => {
                let mut responses = operation.responses.iter();
                responses.any(|one| one.status.is_success() && !one.headers.is_empty())
            }
        }
    }

    /// Where its name is kept, below the operation's place: where nothing else that has a name stands.
    pub(super) fn place(self, operation: &Pointer) -> Pointer {
        match self {
            Self::Answer => operation.child("responses"),
            Self::Body => operation.child("requestBody"),
            Self::Headers => operation.below(["responses", "headers"]),
        }
    }
}

impl Namer<'_> {
    /// After all other types, so that none of those gets another name for them; names that they had they keep.
    pub(super) fn name_contents(&mut self, mut given: Given) {
        for (index, operation) in self.api.operations.iter().enumerate() {
            let names = &mut self.names.operations[index];
            let [answer, body, headers] = Content::ALL.map(|content| {
                if !content.is_needed(operation) {
                    return None;
                }
                let kept = given.remove(&Owner::Content(index, content));
                let name = kept.unwrap_or_else(|| {
                    let wish = format!("{}{}", names.ty.name, content.suffix());
                    self.space.allocate(&[wish])
                });
                let place = content.place(&self.operation_places[index]);
                self.chosen.keep(&place, &name.name);
                Some(name.name)
            });
            names.answer = answer;
            names.body = body;
            names.headers = headers;
        }
    }
}
