//! Lists that look paged and are not: their users learn what to say in the configuration. Names decide what is said here,
//! never what is generated.
use super::Resolver;
use super::pagination::success;
use crate::diag::Code;
use crate::ir::{Location, Method, Operation, Scalar, Shape, TypeId};
use crate::source::Pointer;

/// Names of parameters without marks and capitals: how many items a page has.
const SIZES: [&str; 8] = [
    "limit",
    "pagesize",
    "perpage",
    "pagelimit",
    "maxresults",
    "resultsperpage",
    "itemsperpage",
    "size",
];
/// The token of a page, or the item that it begins behind.
const CURSORS: [&str; 12] = [
    "cursor",
    "pagecursor",
    "nextcursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "startingafter",
    "startafter",
    "after",
    "pageafter",
    "marker",
];
const OFFSETS: [&str; 4] = ["offset", "pageoffset", "skip", "startindex"];
const PAGES: [&str; 4] = ["page", "pagenumber", "pagenum", "pageindex"];

impl Resolver<'_, '_> {
    /// Notes that an operation could be paged, where the configuration can say how.
    pub(super) fn report_unpaged(&mut self, operation: &Operation) {
        let mut told = self.config.pagination.iter();
        if operation.pagination.is_some()
            || operation.method != Method::Get
            || told.any(|entry| entry.operation == operation.id)
        {
            return;
        }
        let Some(entry) = self.unpaged(operation) else {
            return;
        };
        let message = format!(
            "`{}` looks like a list of pages, and nothing says how it is paged",
            operation.id
        );
        let help = format!(
            "if it is, say so under `pagination` in `codegen.yaml`, such as `{}: {entry}`",
            operation.id
        );
        if let Some(finding) = self.report(Code::UnpagedList, &operation.at, message) {
            finding.help(help);
        }
    }

    /// What the configuration would say.
    fn unpaged(&self, operation: &Operation) -> Option<String> {
        let find = |names: &[&str], is_one: &dyn Fn(TypeId) -> bool| {
            let mut queries = operation.params.iter();
            let found = queries.find(|one| {
                one.location == Location::Query
                    && names.contains(&plain(&one.wire).as_str())
                    && is_one(one.ty)
            });
            found.map(|one| text(&one.wire))
        };
        let param = |names: &[&str]| find(names, &|_| true);
        let limit = param(&SIZES)?;
        let items = self.only_list(operation)?;
        // A list of words in an object is more often a part of the one thing that was asked for.
        if !items.is_empty() && !self.lists_objects(operation, &items) {
            return None;
        }
        let items = text(&items);
        if let Some(cursor) = param(&CURSORS)
            && let Some(next) = self.next(operation)
        {
            let name = plain(&next);
            let is_address = ["url", "uri", "link", "href"]
                .iter()
                .any(|word| name.contains(word));
            let next = text(&next);
            return Some(if is_address {
                format!("{{ style: next_url, next: {next}, items: {items} }}")
            } else {
                format!("{{ style: cursor, param: {cursor}, next: {next}, items: {items} }}")
            });
        }
        // A text there is a token by another name, whose next one has to be in the answer.
        let count = |names: &[&str]| find(names, &|ty| self.counts(ty));
        if let Some(offset) = count(&OFFSETS) {
            return Some(format!(
                "{{ style: offset, param: {offset}, limit: {limit}, items: {items} }}"
            ));
        }
        let page = count(&PAGES)?;
        Some(format!("{{ style: page, param: {page}, items: {items} }}"))
    }

    /// Whether a parameter is a number.
    fn counts(&self, ty: TypeId) -> bool {
        matches!(
            self.table.get(self.behind(ty)).shape,
            Shape::Scalar(Scalar::Integer | Scalar::Unsigned | Scalar::Number)
        )
    }

    fn lists_objects(&self, operation: &Operation, items: &str) -> bool {
        let fields = success(operation).map(|answer| self.fields_of(self.behind(answer)));
        let mut fields = fields.into_iter().flatten();
        fields.any(|(at, ty)| match &self.table.get(ty).shape {
            Shape::List(item) if at == items => {
                let item = self.behind(*item);
                !matches!(
                    self.table.get(item).shape,
                    Shape::Scalar(_) | Shape::Enum(_)
                )
            }
            _ => false,
        })
    }

    /// The pointer to what leads to the next page: in the answer, or in an object of it.
    fn next(&self, operation: &Operation) -> Option<String> {
        let answer = self.behind(success(operation)?);
        let fields = self.fields_of(answer);
        let within = fields.iter().flat_map(|(at, ty)| {
            let inner = self.fields_of(*ty).into_iter();
            inner.map(move |(below, ty)| (format!("{at}{below}"), ty))
        });
        let mut all = fields.iter().cloned().chain(within);
        let found = all.find(|(at, ty)| {
            let at = Pointer::parse(at).unwrap_or_default();
            let name = plain(&at.last().unwrap_or_default());
            let leads = name.starts_with("next") || CURSORS.contains(&name.as_str());
            leads && matches!(self.table.get(*ty).shape, Shape::Scalar(_))
        });
        found.map(|(at, _)| at)
    }

    /// The fields of an object: their pointers from it, and their types behind aliases.
    fn fields_of(&self, id: TypeId) -> Vec<(String, TypeId)> {
        let Shape::Struct(object) = &self.table.get(id).shape else {
            return Vec::new();
        };
        let fields = object.fields.iter();
        fields
            .map(|field| {
                let at = Pointer::root().child(&field.wire).to_string();
                (at, self.behind(field.ty))
            })
            .collect()
    }
}

/// A name without marks and capitals.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A text as YAML has it: quoted where it would be something else.
fn text(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | '~');
    if !value.is_empty() && value.chars().all(is_plain) {
        value.to_owned()
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}
