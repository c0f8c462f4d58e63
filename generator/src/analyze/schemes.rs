//! Which security schemes have credentials of their own, and the methods of the client's builder that set them.
use crate::ir::{Api, SecurityKind};

/// The methods that a client's builder has already.
pub(super) const RESERVED: &[&str] = &[
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
#[derive(Debug, Clone)]
pub(crate) struct SchemeNames {
    /// Takes what the scheme is about: a token, a key, user and password, a grant.
    pub(crate) own: String,
    /// Takes a token that was got elsewhere, where the first one takes a grant.
    pub(crate) token: String,
    /// Takes a provider of tokens.
    pub(crate) provider: String,
}

/// By position in [`Api::security_schemes`]: whether an operation asks for it. Where the only one asked for is a bearer
/// token, that is the client's own token, and no scheme has a credential of its own.
pub(super) fn asked(api: &Api) -> Vec<bool> {
    let mut used = vec![false; api.security_schemes.len()];
    let requirements = api.operations.iter().flat_map(|one| &one.security);
    for (position, _) in requirements.flat_map(|one| &one.schemes) {
        used[*position] = true;
    }
    let all = api.security_schemes.iter().zip(&used);
    let asked: Vec<_> = all.filter(|(_, used)| **used).collect();
    if asked.len() == 1 && asked[0].0.kind == SecurityKind::Bearer {
        used.fill(false);
    }
    used
}
