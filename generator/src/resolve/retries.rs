//! Whether and how operations are made again, from `x-speakeasy-retries` and from the configuration, whose word counts.
use super::Resolver;
use super::operation::Resolved;
use crate::diag::Code;
use crate::ir::Retries;
use crate::oas::raw;
use crate::source::{Node, Pointer};
use crate::vocab::likely;

const KEY: &str = "x-speakeasy-retries";

impl<'a> Resolver<'a, '_> {
    /// Reads the plans. One of the whole document is about how to repeat what may be repeated; one of an operation also
    /// says that this operation may be.
    pub(super) fn plan_retries(&mut self, operations: &mut [Resolved<'a>]) {
        let whole = self.plan_at(&self.oas.document.root, &Pointer::root());
        for Resolved { operation, node } in operations.iter_mut() {
            let own = self.plan_at(node, &operation.at);
            operation.idempotent |= own.as_ref().is_some_and(|plan| *plan != Retries::never());
            operation.retries = own.or_else(|| whole.clone());
        }
        for entry in &self.config.retry.operations {
            let mut resolved = operations.iter_mut();
            match resolved.find(|resolved| resolved.operation.id == entry.operation) {
                Some(Resolved { operation, .. }) => operation.idempotent = entry.idempotent,
                None => self.report_no_operation(&entry.operation, &entry.at, operations),
            }
        }
    }

    /// Reports an entry of the configuration whose operation the document does not have.
    pub(super) fn report_no_operation(
        &mut self,
        id: &str,
        at: &Pointer,
        operations: &[Resolved<'_>],
    ) {
        let known = operations.iter().map(|one| one.operation.id.as_str());
        let report = self
            .config
            .report_unused(at, "no operation", self.diagnostics);
        if let Some(meant) = likely(id, known) {
            report.help(format!("did you mean `{meant}`?"));
        }
    }

    fn plan_at(&mut self, node: &Node, at: &Pointer) -> Option<Retries> {
        let at = at.child(KEY);
        match plan(node.get(KEY)?) {
            Ok(plan) => Some(plan),
            Err(message) => {
                self.report(Code::Retries, &at, message);
                None
            }
        }
    }
}

/// The plan in a node; an error says why it cannot be read.
fn plan(node: &Node) -> Result<Retries, String> {
    match raw::text(node, "strategy").as_deref() {
        Some("backoff") => {}
        Some("none") => return Ok(Retries::never()),
        Some(other) => return Err(format!("`{other}` is no strategy that we know")),
        None => return Err("`strategy` is missing".to_owned()),
    }
    let backoff = node.get("backoff");
    let millis = |name: &str| {
        let given = backoff.filter(|backoff| backoff.get(name).is_some());
        given
            .map(|backoff| {
                raw::long(backoff, name)
                    .ok_or_else(|| format!("`backoff.{name}` is no number of milliseconds"))
            })
            .transpose()
    };
    let factor = backoff.and_then(|backoff| backoff.get("exponent"));
    let factor = factor.map(|factor| {
        let number = factor.as_number().and_then(|text| text.parse::<f64>().ok());
        number
            .filter(|number| *number >= 1.0 && number.is_finite())
            .ok_or("`backoff.exponent` is no number from 1 on")
    });
    let codes = node
        .get("statusCodes")
        .map(|_| raw::list(node, "statusCodes"));
    let statuses = codes.map(|codes| codes.iter().map(statuses).collect::<Result<Vec<_>, _>>());
    Ok(Retries {
        initial_ms: millis("initialInterval")?,
        max_ms: millis("maxInterval")?,
        max_elapsed_ms: millis("maxElapsedTime")?,
        factor: factor.transpose()?,
        statuses: statuses.transpose()?,
        faults: node
            .get("retryConnectionErrors")
            .and_then(Node::as_bool)
            .unwrap_or(true),
    })
}

/// `503`, or `5XX` for a hundred of them; as a number or a text.
fn statuses(node: &Node) -> Result<(u16, u16), String> {
    let text = node.as_str().or_else(|| node.as_number()).unwrap_or("");
    let digits: String = text.chars().take(1).collect();
    let hundred = digits.parse::<u16>().ok().filter(|_| {
        let rest = text.get(1..);
        rest.is_some_and(|rest| rest.eq_ignore_ascii_case("xx"))
    });
    let range = match hundred {
        Some(hundred) => Some((hundred * 100, hundred * 100 + 99)),
        None => text.parse().ok().map(|status| (status, status)),
    };
    range
        .filter(|(first, _)| (100..=599).contains(first))
        .ok_or_else(|| format!("`{text}` in `statusCodes` is no status"))
}
