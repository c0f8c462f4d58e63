//! How a call comes by its token, over all its attempts.
use super::auth;
use super::request::Draft;
use super::token_source::TokenSource;
use super::transport::HttpRequest;
use super::{Answer, Error, Secret};
use crate::api::API;
use std::fmt;
use std::sync::Arc;

/// What client or call know about who calls.
#[derive(Clone)]
pub(crate) enum Credentials {
    /// Nothing: an operation that needs a token is refused.
    Missing,
    /// Something outside proves it: calls go out as they are.
    Elsewhere,
    Token(Secret),
    Provider(Arc<TokenSource>),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "none",
            Self::Elsewhere => "unauthenticated",
            Self::Token(_) => "[redacted]",
            Self::Provider(_) => "provider",
        })
    }
}

/// The tokens of one call.
#[derive(Default)]
pub(crate) struct Login {
    /// Which of the provider's tokens was sent last.
    used: Option<u64>,
    /// Which one the server refused.
    rejected: Option<u64>,
}

impl Login {
    /// Puts the token into the request, where the operation wants one.
    pub(crate) async fn sign(
        &mut self,
        draft: &Draft,
        request: &mut HttpRequest,
    ) -> Result<(), Error> {
        self.used = None;
        let Some(schemes) = auth::wanted(draft.meta.security, request) else {
            return Ok(());
        };
        let config = draft.client.config();
        let token = match draft.credentials() {
            Credentials::Missing | Credentials::Elsewhere => return Ok(()),
            // Before the provider is asked, and for what the query would carry.
            Credentials::Token(_) | Credentials::Provider(_) if !config.base.keeps_secrets() => {
                return Err(Error::auth(format!(
                    "the token is not sent in clear text to {}; use https",
                    config.base
                )));
            }
            Credentials::Token(token) => token.clone(),
            Credentials::Provider(source) => {
                let held = source.get(self.rejected, draft.client.transport()).await;
                let held = held.map_err(Error::no_token)?;
                self.used = Some(held.generation);
                held.secret
            }
        };
        auth::apply(schemes, &token, request)
    }

    /// Whether the call is to be made again with a new token: once, after a 401, where a provider gave the last one.
    pub(crate) fn renews(&mut self, draft: &Draft, outcome: &Result<Answer, Error>) -> bool {
        let refused = matches!(outcome, Err(error) if error.is_unauthenticated());
        if !refused || self.rejected.is_some() || !draft.is_replayable() {
            return false;
        }
        self.rejected = self.used;
        self.rejected.is_some()
    }
}

/// Refuses a request that nobody signed, and one whose secrets would travel in clear text.
pub(crate) fn guard(draft: &Draft, request: &HttpRequest) -> Result<(), Error> {
    if let Credentials::Missing = draft.credentials() {
        auth::require(draft.meta.security, request, API.env_prefix)?;
    }
    let base = &draft.client.config().base;
    if !base.keeps_secrets()
        && request
            .headers
            .values()
            .any(http::HeaderValue::is_sensitive)
    {
        return Err(Error::config(format!(
            "no secret header is sent in clear text to {base}; use https"
        )));
    }
    Ok(())
}
