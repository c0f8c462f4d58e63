//! From the document to the intermediate representation: references resolved, compositions merged, unions shaped.
mod body;
mod compose;
pub(crate) mod decimal;
mod docs;
mod encoding;
mod enumeration;
mod group;
mod info;
mod inherit;
mod list;
mod measure;
mod media;
mod merge;
mod narrow;
mod null;
mod object;
mod operation;
mod pagination;
mod parameter;
mod path;
mod payload;
mod reference;
mod response;
mod retries;
mod rules;
mod scalar;
mod security;
mod servers;
mod shape;
mod stream;
mod table;
mod template;
mod unevaluated;
mod union;
mod unpaged;
mod variant;
mod xml;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::config::Config;
use crate::diag::{Code, Diagnostics};
use crate::hash::{HashMap, HashSet};
use crate::ir::{Api, SecurityScheme};
use crate::oas::{Found, Oas};
use crate::source::{Document, Pointer};
use table::Table;

/// Resolves a lowered document. Only what operations reach becomes a type; what cannot be read soundly is reported
/// and replaced by something harmless.
pub fn resolve(
    document: &Document,
    openapi: &openapiv3::OpenAPI,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    let oas = Oas::new(document, openapi);
    let security_schemes = security::schemes(&oas, diagnostics);
    let mut resolver = Resolver {
        oas: &oas,
        config,
        diagnostics,
        table: Table::default(),
        schemes: &security_schemes,
        children: inherit::children(&oas),
        targets: HashMap::default(),
        merged: HashMap::default(),
        reported: HashSet::default(),
        made: measure::Made::default(),
    };
    let mut operations = resolver.operations();
    let mut payloads = resolver.webhooks();
    for found in &operations {
        payloads.extend(resolver.callbacks(found));
    }
    resolver.fill_all();
    resolver.settle_xml(&mut operations);
    resolver.paginate(&mut operations);
    resolver.plan_retries(&mut operations);
    let servers = resolver.servers(!operations.is_empty());
    let types = resolver.table.into_types();
    let groups = group::assign(&oas, &mut operations);
    Api {
        info: info::info(&oas),
        servers,
        security_schemes,
        groups,
        operations: operations
            .into_iter()
            .map(|found| found.operation)
            .collect(),
        payloads,
        types,
    }
}

/// What every step of the resolution needs.
struct Resolver<'a, 'd> {
    oas: &'a Oas<'a>,
    config: &'a Config,
    diagnostics: &'d mut Diagnostics,
    table: Table<'a>,
    schemes: &'d [SecurityScheme],
    children: inherit::Children,
    /// What references lead to, by their text.
    targets: HashMap<&'a str, (Pointer, Found<'a>)>,
    /// Components that were merged.
    merged: HashMap<Pointer, Rc<merge::Merged<'a>>>,
    /// What was reported where, so that no finding is made twice.
    reported: HashSet<(Code, Pointer)>,
    made: measure::Made,
}
