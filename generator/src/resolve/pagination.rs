//! Paging, from `x-speakeasy-pagination` and from the configuration, whose word counts.
use super::Resolver;
use super::operation::Resolved;
use crate::diag::Code;
use crate::ir::{Additional, Location, Operation, PageStyle, Pagination, Shape, TypeId};
use crate::oas::raw;
use crate::source::{Node, Pointer};

impl<'a> Resolver<'a, '_> {
    /// Reads how each operation is paged; the types are filled by now.
    pub(super) fn paginate(&mut self, operations: &mut [Resolved<'a>]) {
        for resolved in operations.iter_mut() {
            if let Some(node) = resolved.node.get("x-speakeasy-pagination") {
                let at = resolved.operation.at.child("x-speakeasy-pagination");
                resolved.operation.pagination = self.pagination(node, &resolved.operation, at);
            }
        }
        for entry in &self.config.pagination {
            let mut resolved = operations.iter_mut();
            match resolved.find(|resolved| resolved.operation.id == entry.operation) {
                Some(Resolved { operation, .. }) => {
                    if let Err(message) = self.fits(operation, &entry.style, &entry.items) {
                        let report = self
                            .diagnostics
                            .report(Code::Pagination, &entry.at, message);
                        report.in_file(&self.config.document.name);
                        continue;
                    }
                    if let Some(message) = self.unknown_next(operation, &entry.style) {
                        self.diagnostics
                            .report(Code::Pagination, &entry.at, message)
                            .in_file(&self.config.document.name);
                    }
                    let (style, items) = (entry.style.clone(), entry.items.clone());
                    operation.pagination = Some(Pagination {
                        style,
                        items,
                        at: operation.at.clone(),
                    });
                }
                None => self.report_no_operation(&entry.operation, &entry.at, operations),
            }
        }
        for resolved in operations.iter() {
            if resolved.node.get("x-speakeasy-pagination").is_none() {
                self.report_unpaged(&resolved.operation);
            }
        }
    }

    fn pagination(
        &mut self,
        node: &Node,
        operation: &Operation,
        at: Pointer,
    ) -> Option<Pagination> {
        let style = match style(node, operation) {
            Ok(style) => style,
            Err(message) => {
                self.report(Code::Pagination, &at, message);
                return None;
            }
        };
        let results = node
            .get("outputs")
            .and_then(|outputs| raw::text(outputs, "results"));
        let items = match results {
            Some(path) => json_pointer(&path),
            None => self.only_list(operation),
        };
        let Some(items) = items else {
            let message = "the answer has no single list that could be the items; `outputs.results` has to name it";
            self.report(Code::Pagination, &at, message);
            return None;
        };
        if let Err(message) = self.fits(operation, &style, &items) {
            self.report(Code::Pagination, &at, message);
            return None;
        }
        if let Some(message) = self.unknown_next(operation, &style) {
            self.report(Code::Pagination, &at, message);
        }
        Some(Pagination { style, items, at })
    }

    /// Whether the operation has what the style names; an error says what it lacks.
    fn fits(&self, operation: &Operation, style: &PageStyle, items: &str) -> Result<(), String> {
        if let PageStyle::Cursor { param, .. }
        | PageStyle::Offset { param, .. }
        | PageStyle::Page { param } = style
        {
            let mut queries = operation.params.iter();
            if !queries.any(|one| one.location == Location::Query && one.wire == *param) {
                return Err(format!("the operation has no query parameter `{param}`"));
            }
        }
        if self.leads_to_list(operation, items).unwrap_or(false) {
            Ok(())
        } else {
            Err(format!("`{items}` leads to no list in the answer"))
        }
    }

    /// What is to be said of a pointer to the next page that the answer's schema does not know. The API may know it all the
    /// same, so the pages stay.
    fn unknown_next(&self, operation: &Operation, style: &PageStyle) -> Option<String> {
        let (PageStyle::Cursor { next, .. } | PageStyle::NextUrl { next }) = style else {
            return None;
        };
        (!self.may_lead_on(operation, next)).then(|| {
            format!("`{next}` leads to nothing in the answer's schema: where no answer has it, a list ends with its first page")
        })
    }

    /// Whether something may stand at a pointer into the answer: all that a struct says of itself is its fields.
    fn may_lead_on(&self, operation: &Operation, pointer: &str) -> bool {
        let (Some(mut id), Some(pointer)) = (success(operation), Pointer::parse(pointer)) else {
            return false;
        };
        for token in pointer.tokens() {
            let Shape::Struct(object) = &self.table.get(self.behind(id)).shape else {
                return true;
            };
            match object.fields.iter().find(|field| field.wire == token) {
                Some(field) => id = field.ty,
                None => {
                    return object.variant.is_some()
                        || matches!(object.additional, Additional::Typed(_));
                }
            }
        }
        true
    }

    fn leads_to_list(&self, operation: &Operation, items: &str) -> Option<bool> {
        let mut id = self.behind(success(operation)?);
        for token in Pointer::parse(items)?.tokens() {
            let Shape::Struct(object) = &self.table.get(id).shape else {
                return Some(false);
            };
            let field = object.fields.iter().find(|field| field.wire == token)?;
            id = self.behind(field.ty);
        }
        Some(matches!(self.table.get(id).shape, Shape::List(_)))
    }

    /// The pointer to the only list in the answer.
    pub(super) fn only_list(&self, operation: &Operation) -> Option<String> {
        match &self.table.get(self.behind(success(operation)?)).shape {
            Shape::List(_) => Some(String::new()),
            Shape::Struct(object) => {
                let lists = object.fields.iter().filter(|field| {
                    matches!(self.table.get(self.behind(field.ty)).shape, Shape::List(_))
                });
                let mut lists = lists.map(|field| Pointer::root().child(&field.wire).to_string());
                lists.next().filter(|_| lists.next().is_none())
            }
            Shape::Scalar(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::Map(_)
            | Shape::Tuple(_)
            | Shape::Alias(_)
            | Shape::Json
            | Shape::Never => None,
        }
    }

    /// The type behind aliases; a circle of them ends where it began.
    pub(super) fn behind(&self, id: TypeId) -> TypeId {
        let mut id = id;
        for _ in 0..32 {
            let Shape::Alias(target) = self.table.get(id).shape else {
                break;
            };
            id = target;
        }
        id
    }
}

/// The type of the answer when all went well.
pub(super) fn success(operation: &Operation) -> Option<TypeId> {
    let mut good = operation.responses.iter();
    let good = good.find(|one| one.status.is_success() && one.content.is_some())?;
    Some(good.content.as_ref()?.ty)
}

/// What leads to the next page; an error says why it cannot be read.
fn style(node: &Node, operation: &Operation) -> Result<PageStyle, String> {
    let input = |kinds: &[&str]| {
        let inputs = raw::list(node, "inputs").iter();
        let mut inputs = inputs.filter(|input| {
            raw::text(input, "type").is_some_and(|kind| kinds.contains(&kind.as_str()))
        });
        inputs
            .next()
            .and_then(|input| Some((raw::text(input, "name")?, raw::text(input, "in"))))
    };
    let param = |kinds: &[&str]| match input(kinds) {
        None => Err(format!("no input of type `{}`", kinds.join("` or `"))),
        Some((name, place)) if place.as_deref() == Some("requestBody") => Err(format!(
            "`{name}` is in the body; only parameters can lead to the next page"
        )),
        Some((name, _)) if operation.params.iter().any(|param| param.wire == name) => Ok(name),
        Some((name, _)) => Err(format!("the operation has no parameter `{name}`")),
    };
    let output = |name: &str| {
        let path = node
            .get("outputs")
            .and_then(|outputs| raw::text(outputs, name));
        path.as_deref()
            .and_then(json_pointer)
            .ok_or_else(|| format!("`outputs.{name}` is no path such as `$.next`"))
    };
    match raw::text(node, "type").as_deref() {
        Some("cursor") => Ok(PageStyle::Cursor {
            param: param(&["cursor"])?,
            next: output("nextCursor")?,
        }),
        Some("offsetLimit") => {
            if let Ok(param) = param(&["page"]) {
                return Ok(PageStyle::Page { param });
            }
            Ok(PageStyle::Offset {
                param: param(&["offset"])?,
                limit: param(&["limit"]).ok(),
            })
        }
        Some("url") => Ok(PageStyle::NextUrl {
            next: output("nextUrl")?,
        }),
        Some(other) => Err(format!("`{other}` is no way of paging that we know")),
        None => Err("`type` is missing".to_owned()),
    }
}

/// `$.pagination.next` as `/pagination/next`.
fn json_pointer(path: &str) -> Option<String> {
    let path = path.strip_prefix('$').unwrap_or(path);
    let mut pointer = Pointer::root();
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let (name, index) = step
            .split_once('[')
            .map_or((step, None), |(name, index)| (name, Some(index)));
        if !name.is_empty() {
            pointer = pointer.child(name);
        }
        if let Some(index) = index {
            let index = index.strip_suffix(']')?.trim_matches(['\'', '"']);
            if index == "*" {
                return None;
            }
            pointer = pointer.child(index);
        }
    }
    Some(pointer.to_string())
}
