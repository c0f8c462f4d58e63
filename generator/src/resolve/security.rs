//! Security schemes and what operations require of them.
use openapiv3::{APIKeyLocation, OAuth2Flows, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::Resolver;
use super::operation::Site;
use crate::diag::{Code, Diagnostics};
use crate::ir::{self, Location, Requirement, SecurityKind};
use crate::oas::{Found, Oas, local};
use crate::source::Pointer;
use crate::vocab::closest;

/// The schemes of the document, references followed.
pub(super) fn schemes(oas: &Oas<'_>, diagnostics: &mut Diagnostics) -> Vec<ir::SecurityScheme> {
    let root = Pointer::root().child("components").child("securitySchemes");
    let components = oas
        .openapi
        .components
        .iter()
        .flat_map(|components| &components.security_schemes);
    let mut schemes = Vec::new();
    for (name, scheme) in components {
        let at = root.child(name);
        let mut scheme = scheme;
        for _ in 0..8 {
            let ReferenceOr::Reference { reference } = scheme else {
                break;
            };
            if let Some(Found::Security(next)) = local(reference).and_then(|at| oas.find(&at)) {
                scheme = next;
            }
        }
        match scheme {
            ReferenceOr::Item(scheme) => {
                let (kind, description) = kind(scheme);
                schemes.push(ir::SecurityScheme {
                    name: name.clone(),
                    kind,
                    description,
                    at,
                });
            }
            ReferenceOr::Reference { reference } => {
                let message = format!("`{reference}` leads to no security scheme");
                diagnostics.report(Code::UnknownReference, &at.child("$ref"), message);
            }
        }
    }
    schemes
}

fn kind(scheme: &SecurityScheme) -> (SecurityKind, Option<String>) {
    match scheme {
        SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (
                SecurityKind::ApiKey {
                    location,
                    name: name.clone(),
                },
                description.clone(),
            )
        }
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SecurityKind::Bearer,
                "basic" => SecurityKind::Basic,
                _ => SecurityKind::OtherHttp(scheme.clone()),
            };
            (kind, description.clone())
        }
        SecurityScheme::OAuth2 {
            flows, description, ..
        } => (oauth(flows), description.clone()),
        SecurityScheme::OpenIDConnect {
            open_id_connect_url,
            description,
            ..
        } => (
            SecurityKind::OpenIdConnect {
                url: open_id_connect_url.clone(),
            },
            description.clone(),
        ),
    }
}

/// The flow that needs no browser comes first: it is the one that a client can go through by itself. An empty address is
/// none: taken as a relative one it would be the API's own, and that would get the client's credentials.
fn oauth(flows: &OAuth2Flows) -> SecurityKind {
    let given = |url: &&String| !url.trim().is_empty();
    let client = flows
        .client_credentials
        .as_ref()
        .map(|flow| (&flow.token_url, &flow.refresh_url));
    let password = flows
        .password
        .as_ref()
        .map(|flow| (&flow.token_url, &flow.refresh_url));
    let code = flows
        .authorization_code
        .as_ref()
        .map(|flow| (&flow.token_url, &flow.refresh_url));
    let implicit = flows.implicit.as_ref();
    let mut grants = [client, password, code].into_iter().flatten();
    let (token, refresh) = match grants.find(|(token, _)| given(token)) {
        Some((token, refresh)) => (Some(token.clone()), refresh.as_ref()),
        None => (None, implicit.and_then(|flow| flow.refresh_url.as_ref())),
    };
    SecurityKind::OAuth2 {
        token_url: token,
        refresh_url: refresh.filter(given).cloned(),
    }
}

impl Resolver<'_, '_> {
    /// What an operation requires: its own word, else the document's.
    pub(super) fn security(&mut self, site: &Site<'_, '_>) -> Vec<Requirement> {
        match (&site.typed.security, &self.oas.openapi.security) {
            (Some(own), _) => self.requirements(own, &site.at.child("security")),
            (None, Some(all)) => self.requirements(all, &Pointer::root().child("security")),
            (None, None) => Vec::new(),
        }
    }

    fn requirements(&mut self, all: &[SecurityRequirement], at: &Pointer) -> Vec<Requirement> {
        let mut requirements = Vec::with_capacity(all.len());
        for (index, requirement) in all.iter().enumerate() {
            let mut schemes = Vec::with_capacity(requirement.len());
            for (name, scopes) in requirement {
                let known = self.schemes.iter().position(|scheme| scheme.name == *name);
                if let Some(position) = known {
                    schemes.push((position, scopes.clone()));
                } else {
                    let message = format!(
                        "there is no security scheme `{name}`: nothing is sent for this requirement"
                    );
                    let known = self.schemes.iter().map(|scheme| scheme.name.as_str());
                    let help = match closest(name, known) {
                        Some(meant) => format!("did you mean `{meant}`?"),
                        None => "define it in `components/securitySchemes`, or correct its name"
                            .to_owned(),
                    };
                    let at = at.index(index).child(name);
                    if let Some(finding) = self.report(Code::UnknownSecurity, &at, message) {
                        finding.help(help);
                    }
                }
            }
            if schemes.len() == requirement.len() {
                requirements.push(Requirement { schemes });
            }
        }
        requirements
    }
}
