//! Names of the types that an operation brings beside its marker: of its answers, bodies and headers.
use super::Namer;
use crate::ir::Answers;

impl Namer<'_> {
    /// After all other types, so that none of those gets another name for them.
    pub(super) fn name_contents(&mut self) {
        for (operation, names) in self.api.operations.iter().zip(&mut self.names.operations) {
            let marker = names.ty.name.clone();
            let space = &mut self.space;
            let mut name = |wanted: bool, what: &str| {
                wanted.then(|| space.allocate(&[format!("{marker}{what}")]).name)
            };
            names.answer = name(operation.answers == Answers::ByStatus, "Answer");
            let body = operation.body.as_ref();
            let several = body.is_some_and(|body| !body.others.is_empty());
            names.body = name(several, "Body");
            let good = operation.responses.iter();
            let mut good = good.filter(|one| one.status.is_success());
            names.headers = name(good.any(|one| !one.headers.is_empty()), "Headers");
        }
    }
}
