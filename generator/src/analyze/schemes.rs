//! Which security schemes have credentials of their own, and the methods of the client's builder that set them.
use super::ident::{self, Scope};
use crate::ir::{Api, SecurityKind};

/// The methods that a client's builder has already.
const RESERVED: &[&str] = &[
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "default",
    "has_token",
    "header",
    "idle_timeout",
    "interceptor",
    "max_answer_bytes",
    "read_env",
    "record",
    "response_validation",
    "retry",
    "retry_budget",
    "set_password",
    "set_provider",
    "set_token",
    "timeout",
    "token",
    "token_provider",
    "total_timeout",
    "transport",
    "unauthenticated",
    "user_agent",
    "validation",
];

/// The methods of a scheme.
#[derive(Debug)]
pub(crate) struct SchemeNames {
    /// Takes what the scheme is about: a token, a key, user and password, a grant.
    pub(crate) own: String,
    /// Takes a token that was got elsewhere, where the first one takes a grant.
    pub(crate) token: String,
    /// Takes a provider of tokens.
    pub(crate) provider: String,
}

/// By position in [`Api::security_schemes`]; `None` for a scheme that no operation asks for, and where the only one asked
/// for is a bearer token: that is the client's own token.
pub(crate) fn find(api: &Api) -> Vec<Option<SchemeNames>> {
    let mut used = vec![false; api.security_schemes.len()];
    let requirements = api.operations.iter().flat_map(|one| &one.security);
    for (position, _) in requirements.flat_map(|one| &one.schemes) {
        used[*position] = true;
    }
    let asked = || {
        api.security_schemes
            .iter()
            .zip(&used)
            .filter(|(_, used)| **used)
    };
    let plain = asked().count() == 1 && asked().all(|(one, _)| one.kind == SecurityKind::Bearer);
    let mut scope = Scope::with(RESERVED);
    let all = api.security_schemes.iter().zip(&used);
    let names = all.map(|(scheme, used)| {
        if plain || !used {
            return None;
        }
        let wish = ident::snake(&scheme.name);
        let own = scope.allocate(&[wish.clone(), format!("{wish}_scheme")]);
        let [token, provider] = ["token", "provider"].map(|what| {
            let wish = format!("{own}_{what}");
            scope.allocate(&[wish])
        });
        Some(SchemeNames {
            own,
            token,
            provider,
        })
    });
    names.collect()
}
