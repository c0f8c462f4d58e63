//! Keywords that the table does not have: misspelt, or of somebody else.
use super::walk::Walker;
use super::{Dialect, Disposition, Place, spell};
use crate::diag::Code;
use crate::hash::HashMap;

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
    pub(super) fn unknown(&mut self, key: &str, place: Place) -> Option<&'static str> {
        let rows = self.vocabulary.rows(place);
        let found = self.spelling.0.entry((place, key.to_owned()));
        let names = || rows.iter().map(|row| row.name);
        let meant = *found.or_insert_with(|| {
            let reference = names().find(|name| key == "ref" && *name == "$ref");
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
        if let Some(meant) = meant.filter(|meant| !numbered(meant)) {
            self.report(
                Code::MisspeltKeyword,
                format!("`{key}` is no keyword of {place_name}"),
            )
            .help(format!(
                "did you mean `{meant}`? (a name of your own begins with `x-`)"
            ));
            return Some(meant);
        }
        if place == Place::Reference {
            self.report(
                Code::UnknownKeyword,
                format!("`{key}` has no effect beside `$ref`"),
            );
            return None;
        }
        let is_annotation = place == Place::Schema && self.dialect == Dialect::V31;
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
