//! The path of an operation as its calls fill it: expressions of RFC 6570, queries and fragments in it are read for what
//! they mean.
use super::operation::Site;
use super::{Resolver, path};
use crate::diag::Code;
use crate::ir::{Location, Param};

impl<'a> Resolver<'a, '_> {
    /// The template of an operation: `/pets/{id}`, perhaps with a query that is the same for all calls.
    pub(super) fn template(&mut self, site: &Site<'_, 'a>, params: &[Param]) -> String {
        let whole = self.without_fragment(site);
        let mut template = String::with_capacity(whole.len());
        for piece in path::pieces(whole) {
            match piece {
                path::Piece::Text(text) => template.push_str(text),
                path::Piece::Parameter(written) => {
                    if let Some(name) = self.expression(site, params, written) {
                        template.extend(["{", name, "}"]);
                    }
                }
            }
        }
        let template = self.without_parameters(site, params, template);
        if template.starts_with('/') {
            template
        } else {
            format!("/{template}")
        }
    }

    /// A fragment never leaves the client (RFC 9110, section 4.1). Documents use it to tell operations of one path apart.
    fn without_fragment(&mut self, site: &Site<'_, 'a>) -> &'a str {
        let Some((path, fragment)) = site.path.split_once('#') else {
            return site.path;
        };
        let message = format!("`#{fragment}` is not sent: a fragment stays with the client");
        self.report(Code::PathFragment, site.at, message);
        path
    }

    /// The name in `{id}`, in `{.id}` and `{id*}` of RFC 6570 too, since the parameter's style says that. None of
    /// `{?limit,offset}`, whose names are parameters in the query.
    fn expression(
        &mut self,
        site: &Site<'_, 'a>,
        params: &[Param],
        written: &'a str,
    ) -> Option<&'a str> {
        let names = written.trim_start_matches(['?', '&']);
        if names != written
            && names
                .split(',')
                .all(|name| is(params, Location::Query, name))
        {
            let message = format!("`{{{written}}}` is read as parameters in the query");
            self.unusual(site, message);
            return None;
        }
        let plain = written
            .trim_start_matches(['.', ';', '+', '/'])
            .trim_end_matches('*');
        if is(params, Location::Path, written) || !is(params, Location::Path, plain) {
            return Some(written);
        }
        if plain != written {
            let message = format!("`{{{written}}}` is read as `{{{plain}}}`");
            self.unusual(site, message);
        }
        Some(plain)
    }

    /// The query in a path without `name={name}` where that is a parameter in the query: it would be sent twice.
    fn without_parameters(
        &mut self,
        site: &Site<'_, 'a>,
        params: &[Param],
        template: String,
    ) -> String {
        let Some((path, query)) = template.split_once('?') else {
            return template;
        };
        let is_parameter = |pair: &&str| {
            let name = pair.split_once('=').and_then(|(name, value)| {
                let inner = value.strip_prefix('{')?.strip_suffix('}')?;
                (inner == name).then_some(name)
            });
            name.is_some_and(|name| {
                is(params, Location::Query, name) && !is(params, Location::Path, name)
            })
        };
        let (dropped, kept): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_parameter);
        for pair in dropped {
            let message = format!("`{pair}` in the path is the parameter in the query");
            self.unusual(site, message);
        }
        if kept.concat().is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", kept.join("&"))
        }
    }

    fn unusual(&mut self, site: &Site<'_, 'a>, message: String) {
        self.diagnostics
            .report(Code::UndeclaredPathParameter, site.at, message)
            .help("say it with `in`, `style` and `explode` of the parameter");
    }
}

fn is(params: &[Param], location: Location, name: &str) -> bool {
    params
        .iter()
        .any(|param| param.location == location && param.wire == name)
}
