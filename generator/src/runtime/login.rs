//! How a call comes by its token, over all its attempts.
use super::auth::{self, Proof};
use super::request::Draft;
use super::token_source::TokenSource;
use super::transport::HttpRequest;
use super::{Answer, Error, Scheme, Secret};
use crate::api::API;
use std::borrow::Cow;
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
    /// User and password.
    Password(String, Secret),
    Provider(Arc<TokenSource>),
}

impl Credentials {
    /// Whether it can prove who calls.
    pub(crate) fn prove(&self) -> bool {
        match self {
            Self::Token(_) | Self::Password(..) | Self::Provider(_) => true,
            Self::Missing | Self::Elsewhere => false,
        }
    }

    /// Whether a scheme can take it: user and password have a colon between them.
    fn fits(&self, scheme: &Scheme) -> bool {
        match self {
            Self::Token(token) => *scheme.proof() != Scheme::Basic || token.expose().contains(':'),
            Self::Missing | Self::Elsewhere | Self::Password(..) | Self::Provider(_) => true,
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "none",
            Self::Elsewhere => "unauthenticated",
            Self::Token(_) | Self::Password(..) => "[redacted]",
            Self::Provider(_) => "provider",
        })
    }
}

/// The tokens of one call.
#[derive(Default)]
pub(crate) struct Login {
    /// Which of the providers' tokens were sent last, by scheme.
    used: Vec<Sent>,
    /// Which ones the server refused.
    rejected: Vec<Sent>,
}

/// A token of a provider: the scheme that it proved, `None` for the client's or the call's own, and its number.
type Sent = (Option<&'static str>, u64);

impl Login {
    /// Puts the token into the request, where the operation wants one.
    pub(crate) async fn sign(
        &mut self,
        draft: &Draft,
        request: &mut HttpRequest,
    ) -> Result<(), Error> {
        self.used.clear();
        let config = draft.client.config();
        let named = |scheme: &Scheme| config.named(scheme);
        // A token that the call was given is for this call, whatever the client has.
        let has = |scheme: &Scheme| draft.credentials.is_none() && named(scheme).is_some();
        let general = draft.credentials();
        let fits = |scheme: &Scheme| general.fits(scheme);
        let token = general.prove().then_some(&fits as &dyn Fn(&Scheme) -> bool);
        let wanted = auth::wanted(draft.meta.security, request, token, &has);
        let Some(schemes) = wanted else {
            return Ok(());
        };
        // Beside schemes with a credential of their own, the call's token is for the others.
        let alone = schemes.iter().all(|scheme| named(scheme).is_some());
        for scheme in schemes {
            let own = named(scheme).filter(|_| draft.credentials.is_none() || !alone);
            let (name, credentials) = match own {
                Some(own) => (scheme.name(), own),
                None => (None, general),
            };
            let proof = self.proof(draft, name, credentials).await?;
            if let Some(proof) = proof {
                auth::apply(scheme, &proof, request)?;
            }
        }
        Ok(())
    }

    async fn proof<'c>(
        &mut self,
        draft: &Draft,
        name: Option<&'static str>,
        credentials: &'c Credentials,
    ) -> Result<Option<Proof<'c>>, Error> {
        let base = draft.base();
        // Before the provider is asked, and for what the query would carry.
        if credentials.prove() && !base.keeps_secrets() {
            return Err(Error::auth(format!(
                "the token is not sent in clear text to {base}; use https"
            )));
        }
        let proof = match credentials {
            Credentials::Missing | Credentials::Elsewhere => return Ok(None),
            Credentials::Token(token) => Proof::Token(Cow::Borrowed(token)),
            Credentials::Password(user, password) => {
                Proof::Password(Secret::new(format!("{user}:{}", password.expose())))
            }
            Credentials::Provider(source) => {
                let rejected = self.rejected.iter().find(|(scheme, _)| *scheme == name);
                let rejected = rejected.map(|(_, generation)| *generation);
                let transport = draft.client.transport();
                let own = draft.client.config().base.as_str();
                let held = source.get(rejected, transport, own).await;
                let held = held.map_err(Error::no_token)?;
                self.used.push((name, held.generation));
                Proof::Token(Cow::Owned(held.secret))
            }
        };
        Ok(Some(proof))
    }

    /// Whether the call is to be made again with a new token: once, after a 401, where a provider gave the last one.
    pub(crate) fn renews(&mut self, draft: &Draft, outcome: &Result<Answer, Error>) -> bool {
        let refused = matches!(outcome, Err(error) if error.is_unauthenticated());
        if !refused || !self.rejected.is_empty() || !draft.is_replayable() {
            return false;
        }
        self.rejected.clone_from(&self.used);
        !self.rejected.is_empty()
    }
}

/// Refuses a request that nobody signed, and one whose secrets would travel in clear text.
pub(crate) fn guard(draft: &Draft, request: &HttpRequest) -> Result<(), Error> {
    if let Credentials::Missing = draft.credentials() {
        auth::require(draft.meta.security, request, API.env_prefix)?;
    }
    let base = draft.base();
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
