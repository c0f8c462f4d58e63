//! Which of the declared answers an operation's output is made of.
use super::{Answers, BodyKind, Content, Operation, Response, Status, TypeId};

impl Operation {
    /// The successes; `default` where no success is declared.
    pub fn good(&self) -> impl Iterator<Item = &Response> {
        let any = self.responses.iter().any(|one| one.status.is_success());
        self.responses
            .iter()
            .filter(move |one| one.status.is_success() || !any && one.status == Status::Default)
    }

    /// What the output holds: where the successes are alike, the first that has content speaks for all.
    pub fn contents(&self) -> Vec<&Content> {
        let contents = self.good().filter_map(|one| one.content.as_ref());
        match self.answers {
            Answers::Alike => contents.take(1).collect(),
            Answers::ByStatus => contents.collect(),
        }
    }

    /// Types that a body or the output is in XML, each once.
    pub fn xml_documents(&self) -> Vec<TypeId> {
        let body = self.body.iter().flat_map(|body| {
            let others = body.others.iter().map(|one| (one.kind, one.ty));
            [(body.kind, body.ty)].into_iter().chain(others)
        });
        let answers = self.contents().into_iter().flat_map(|content| {
            let readable = content.others.iter().filter(|one| one.readable);
            let others = readable.map(|one| (one.kind, content.ty));
            [(content.kind, content.ty)].into_iter().chain(others)
        });
        let mut all: Vec<TypeId> = Vec::new();
        for (kind, ty) in body.chain(answers) {
            if kind == BodyKind::Xml && !all.contains(&ty) {
                all.push(ty);
            }
        }
        all
    }
}
