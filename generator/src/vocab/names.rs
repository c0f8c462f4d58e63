//! Keywords that the table does not have: misspelt, or of somebody else.
use super::walk::Walker;
use super::{Dialect, Disposition, Expect, Place, spell};
use crate::diag::Code;
use crate::hash::HashMap;
use crate::source::Node;

/// Words that schemas have for people, and older drafts, which only look like keywords; the last two mean the opposite.
const ANNOTATIONS: [&str; 7] = [
    "comment",
    "comments",
    "note",
    "notes",
    "definition",
    "inclusiveMinimum",
    "inclusiveMaximum",
];

/// What was found out about an unknown word; the same few come again and again.
#[derive(Default)]
pub(super) struct Spelling(HashMap<(Place, String), Option<&'static str>>);

impl Walker<'_> {
    /// The keyword that is meant where only case, `_` or `-` differ: there is no doubt then.
    pub(super) fn respelt(&mut self, key: &str, place: Place) -> Option<&'static str> {
        let bare = |word: &str| word.replace(['_', '-'], "").to_ascii_lowercase();
        let wanted = bare(key);
        let meant = self
            .vocabulary
            .rows(place)
            .iter()
            .map(|row| row.name)
            .find(|name| bare(name) == wanted)?;
        self.report(
            Code::MisspeltKeyword,
            format!("`{key}` is read as `{meant}`"),
        )
        .warning();
        Some(meant)
    }

    /// Reports a keyword that the table does not have, and gives the one that was meant: its value is held against that too,
    /// so that nothing is missed which is there.
    pub(super) fn unknown(
        &mut self,
        key: &str,
        place: Place,
        value: &Node,
    ) -> Option<&'static str> {
        let rows = self.vocabulary.rows(place);
        let found = self.spelling.0.entry((place, key.to_owned()));
        let names = || rows.iter().map(|row| row.name);
        let meant = *found.or_insert_with(|| {
            // One that leads nowhere to see is somebody's own word.
            let leads = value
                .as_str()
                .is_some_and(|text| text.contains(['#', '/', '.']));
            let reference = names().find(|name| key == "ref" && *name == "$ref" && leads);
            let near = || spell::closest(key, names()).filter(|_| !ANNOTATIONS.contains(&key));
            reference.or_else(near)
        });
        let place_name = name(place);
        // A second example is no misspelt one, and what only documents is not lost by it.
        let numbered = |meant: &str| {
            let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
            let row = self.vocabulary.row(place, meant);
            bare == meant && row.is_some_and(|row| row.disposition == Disposition::Annotation)
        };
        let is_annotation = place == Place::Schema && self.dialect == Dialect::V31;
        let holds = |meant: &str| {
            let row = self.vocabulary.row(place, meant);
            row.is_none_or(|row| could_hold(row.expect, value))
        };
        let is_misspelt = |meant: &&str| !numbered(meant) && (!is_annotation || holds(meant));
        if let Some(meant) = meant.filter(is_misspelt) {
            let holds = holds(meant);
            self.report(
                Code::MisspeltKeyword,
                format!("`{key}` is no keyword of {place_name}"),
            )
            .help(format!(
                "did you mean `{meant}`? (a name of your own begins with `x-`)"
            ));
            return holds.then_some(meant);
        }
        if place == Place::Reference {
            self.report(
                Code::UnknownKeyword,
                format!("`{key}` has no effect beside `$ref`"),
            );
            return None;
        }
        let report = self.report(
            Code::UnknownKeyword,
            format!("`{key}` is no keyword of {place_name} and has no effect"),
        );
        if is_annotation {
            report.note();
        }
        None
    }
}

/// Whether a value is of the kind that a keyword takes, by and large. Schemas of 3.1 may have annotations of their own, and one
/// that holds another thing is no misspelt keyword; elsewhere such a value is not held against the keyword.
fn could_hold(expect: Expect, value: &Node) -> bool {
    let (is_map, is_list) = (value.as_map().is_some(), value.as_list().is_some());
    match expect {
        Expect::Any => true,
        Expect::Text | Expect::Word(_) | Expect::MediaTypes => value.as_str().is_some(),
        Expect::Number | Expect::Count | Expect::Step | Expect::Bound | Expect::Flag => {
            !is_map && !is_list
        }
        Expect::Type => value.as_str().is_some() || is_list,
        Expect::List | Expect::Texts | Expect::Schemas | Expect::Many(_) | Expect::Security => {
            is_list
        }
        Expect::Schema => is_map || value.as_bool().is_some(),
        Expect::Items => is_map || is_list,
        _ => is_map,
    }
}

/// A kind of object, as a message says it.
pub(super) fn name(place: Place) -> &'static str {
    match place {
        Place::Document => "the document",
        Place::Info => "`info`",
        Place::Contact => "`contact`",
        Place::License => "`license`",
        Place::ExternalDocs => "`externalDocs`",
        Place::Server => "a server",
        Place::ServerVariable => "a server variable",
        Place::Tag => "a tag",
        Place::Components => "`components`",
        Place::PathItem => "a path item",
        Place::Operation => "an operation",
        Place::Parameter => "a parameter",
        Place::RequestBody => "a request body",
        Place::MediaType => "a media type",
        Place::Encoding => "an encoding",
        Place::Response => "a response",
        Place::Header => "a header",
        Place::Link => "a link",
        Place::Example => "an example",
        Place::SecurityScheme => "a security scheme",
        Place::OauthFlows => "`flows`",
        Place::OauthFlow => "an OAuth flow",
        Place::Schema => "a schema",
        Place::Discriminator => "a discriminator",
        Place::Xml => "`xml`",
        Place::Reference => "a reference",
    }
}
