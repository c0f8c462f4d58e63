//! THE keyword table: every keyword of OpenAPI 3.0 and 3.1 at every place, what it takes and what becomes of it.
//! A document is held against it before anything is read from it.
mod addresses;
mod inert;
mod kind;
mod media;
mod names;
mod numbers;
mod places;
mod redirect;
mod relocate;
mod repair;
mod schemas;
mod spell;
mod support;
mod table;
mod version;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use addresses::is_token;
pub(crate) use media::meant as media_type_meant;
pub(crate) use places::{Spot, local};
pub(crate) use spell::{closest, likely};
pub use support::support;
pub use table::ROWS;
pub use walk::check;

use std::sync::LazyLock;

/// Which version a document follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0.x.
    V30,
    /// OpenAPI 3.1.x, and 3.2 as far as it is 3.1.
    V31,
}

/// Which versions know a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// 3.0 and 3.1.
    Both,
    /// 3.0 only.
    Only30,
    /// 3.1.
    From31,
    /// 3.2, which is not supported as such.
    From32,
}

/// What becomes of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// It shapes the generated crate.
    Used,
    /// It documents, or has no effect on a client; nothing is lost.
    Annotation,
    /// Rewritten to OpenAPI 3.0, or stashed as `x-lowered-<keyword>`.
    Lowered,
    /// Not honoured, and a caller hardly notices; each use is reported by a note.
    Reported,
    /// Not honoured, and calls do something else than the document says; each use is reported by a warning.
    Lost,
}

/// A kind of object in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the specification's own names")]
pub enum Place {
    Document,
    Info,
    Contact,
    License,
    ExternalDocs,
    Server,
    ServerVariable,
    Tag,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Link,
    Example,
    SecurityScheme,
    OauthFlows,
    OauthFlow,
    Schema,
    Discriminator,
    Xml,
    /// An object with `$ref` where the specification has a Reference Object.
    Reference,
}

impl Place {
    /// Whether the specification allows a Reference Object here. (Schemas and path items have a `$ref` of their own.)
    pub(crate) fn is_referable(self) -> bool {
        matches!(
            self,
            Self::Parameter
                | Self::RequestBody
                | Self::Response
                | Self::Header
                | Self::Link
                | Self::Example
                | Self::SecurityScheme
        )
    }
}

/// What a keyword's value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// Any JSON; data, not looked into.
    Any,
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A non-negative integer.
    Count,
    /// A number above zero.
    Step,
    /// A list of anything.
    List,
    /// A list of strings.
    Texts,
    /// An object of strings.
    TextMap,
    /// An object of anything.
    AnyMap,
    /// An object of lists of strings.
    TextsMap,
    /// Media types, with commas between them.
    MediaTypes,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `type`: a type's name, or a list of them.
    Type,
    /// `exclusiveMinimum`: a boolean in 3.0, a number in 3.1.
    Bound,
    /// `discriminator`.
    Discriminator,
    /// `security`.
    Security,
    /// A schema.
    Schema,
    /// A list of schemas.
    Schemas,
    /// An object of schemas.
    SchemaMap,
    /// `items`: a schema; before 2020-12 a list of them too.
    Items,
    /// `dependencies` of older drafts.
    Dependencies,
    /// An object of this kind.
    One(Place),
    /// A list of them.
    Many(Place),
    /// An object of them, by name.
    Named(Place),
    /// `paths`: path items by path.
    Paths,
    /// `callbacks`: path items by expression by name.
    Callbacks,
    /// `responses`: by status code.
    Responses,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where the keyword stands.
    pub place: Place,
    /// The keyword.
    pub name: &'static str,
    /// The versions that know it.
    pub since: Since,
    /// What becomes of it.
    pub disposition: Disposition,
    /// What it takes.
    pub expect: Expect,
    /// What to know about its support; may be empty.
    pub note: &'static str,
}

impl Disposition {
    /// Whether a use is reported rather than honoured.
    pub(crate) fn is_reported(self) -> bool {
        matches!(self, Self::Reported | Self::Lost)
    }
}

/// The row of a keyword at a place.
pub(crate) fn row(place: Place, name: &str) -> Option<&'static Row> {
    Vocabulary::get().row(place, name)
}

/// The rows by place and name.
struct Vocabulary {
    /// By place.
    places: Vec<Rows>,
}

/// The rows of a place.
#[derive(Default)]
struct Rows {
    /// Sorted by the length of their names: few have the same, so a name is found by it.
    sorted: Vec<&'static Row>,
    /// How many names are shorter than each length.
    shorter: Vec<usize>,
}

impl Rows {
    fn of_length(&self, length: usize) -> &[&'static Row] {
        match self.shorter.get(length..=length + 1) {
            Some(&[from, to]) => &self.sorted[from..to],
            _ => &[],
        }
    }
}

impl Vocabulary {
    fn new() -> Self {
        let all = (0..=Place::Reference as usize).map(|_| Rows::default());
        let mut places: Vec<Rows> = all.collect();
        for row in ROWS.iter().copied().flatten() {
            places[row.place as usize].sorted.push(row);
        }
        for rows in &mut places {
            let sorted = &mut rows.sorted;
            sorted.sort_by_key(|row| (row.name.len(), row.name));
            let longest = sorted.last().map_or(0, |row| row.name.len());
            let shorter = |length| sorted.partition_point(|row| row.name.len() < length);
            rows.shorter = (0..=longest + 1).map(shorter).collect();
        }
        Self { places }
    }

    /// The one table of this process.
    fn get() -> &'static Self {
        static TABLE: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::new);
        &TABLE
    }

    fn row(&self, place: Place, name: &str) -> Option<&'static Row> {
        let mut rows = self.places[place as usize].of_length(name.len()).iter();
        rows.find(|row| row.name == name).copied()
    }

    fn rows(&self, place: Place) -> &[&'static Row] {
        &self.places[place as usize].sorted
    }
}
