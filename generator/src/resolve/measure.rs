//! How much may be made of one document: schemas that refer to each other multiply what is written once, to the power of
//! their number where they double.
use super::Resolver;
use crate::diag::Code;
use crate::source::Pointer;

/// Types of one crate. The largest document known to be published makes a twentieth.
const MAX_TYPES: usize = 400_000;

/// Schemas looked at while merging, each once for every schema that it is merged into. The largest documents known to be
/// published merge 40,000.
const MAX_MERGED: usize = 300_000;

/// Fields of all structs. The largest documents known to be published have 14,000.
const MAX_FIELDS: usize = 200_000;

/// What was made so far.
#[derive(Default)]
pub(super) struct Made {
    merged: usize,
    fields: usize,
    /// The error is reported; what follows is not looked at.
    pub(super) too_much: bool,
}

impl Resolver<'_, '_> {
    /// Another schema is merged at `at`; `false` where it is one too many.
    pub(super) fn may_merge(&mut self, at: &Pointer) -> bool {
        self.made.merged += weight(at);
        let help = "write what many schemas have in common once, as a property of its own, in the place of `allOf` chains";
        self.within(self.made.merged, MAX_MERGED, "merged schemas", help, at)
    }

    /// A struct of `count` fields is made at `at`; `false` where these are too many.
    pub(super) fn may_have_fields(&mut self, count: usize, at: &Pointer) -> bool {
        self.made.fields += count * weight(at);
        let help = "refer to a schema by a property, in the place of merging it into many others";
        self.within(self.made.fields, MAX_FIELDS, "fields", help, at)
    }

    /// Another type is filled at `at`; `false` where it is one too many.
    pub(super) fn may_fill(&mut self, at: &Pointer) -> bool {
        let help =
            "merge fewer combinations of schemas, or take a part of the operations with filters";
        self.within(self.table.len(), MAX_TYPES, "types", help, at)
    }

    fn within(&mut self, count: usize, most: usize, what: &str, help: &str, at: &Pointer) -> bool {
        if self.made.too_much {
            return false;
        }
        if count > most {
            self.made.too_much = true;
            let message = format!("up to here the document makes more than {most} {what}");
            if let Some(finding) = self.report(Code::TooLarge, at, message) {
                finding.help(help);
            }
        }
        count <= most
    }
}

/// What is made keeps its place: a very long one counts more than once.
fn weight(at: &Pointer) -> usize {
    1 + at.as_str().len() / 1024
}
