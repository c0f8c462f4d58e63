//! Tokens that are fetched when they are needed: what a provider is asked, and what it gives.
use super::Secret;
use super::transport::{BoxError, BoxFuture, Transport};
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// Gives tokens to a client: a vault, a token endpoint, a file that somebody else rotates.
///
/// A provider needs no cache and no lock. The client keeps a token until its time is over or the server refuses it,
/// and all calls that wait for a token wait for the same request: clones of a client never ask twice at once.
///
/// When the server answers 401, the provider is asked once more, and the call is repeated once with the new token. That
/// is apart from the retry policy, and needs a body that can be sent twice.
///
/// [`token_fn`] makes a provider of a closure.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token to be used now.
    ///
    /// # Errors
    ///
    /// Whatever keeps the provider from giving one. It fails the calls that wait for the token, nothing is sent, and the
    /// text is shown as part of their error: it must hold no secrets.
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, BoxError>>;
}

/// What a provider is told.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    reason: TokenReason,
    transport: &'a dyn Transport,
    base: &'a str,
}

impl<'a> TokenRequest<'a> {
    pub(crate) fn new(reason: TokenReason, transport: &'a dyn Transport, base: &'a str) -> Self {
        Self {
            reason,
            transport,
            base,
        }
    }

    /// Why a token is needed.
    pub fn reason(&self) -> TokenReason {
        self.reason
    }

    /// The client's way to the network, and its clock: for a token endpoint. What goes through it is not retried.
    pub fn transport(&self) -> &'a dyn Transport {
        self.transport
    }

    /// The client's base URL, without a slash at its end: what a relative address of a token endpoint hangs from.
    pub fn base_url(&self) -> &'a str {
        self.base
    }
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

/// Why a token is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// There was none so far.
    First,
    /// The last one's time is over.
    Expired,
    /// The server answered 401 to the last one: a cached copy of it is of no use.
    Rejected,
}

/// A token and how long it may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that is used until the server refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// How long it is valid, counted from when it was asked for (`expires_in` of RFC 6749). The client asks for another
    /// a little earlier: 30 s, or a tenth of the time where that is less.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// The token itself.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// How long it is valid, where that is known.
    pub fn lifetime(&self) -> Option<Duration> {
        self.lifetime
    }
}

impl<S: Into<Secret>> From<S> for Token {
    fn from(secret: S) -> Self {
        Self::new(secret)
    }
}

/// A provider from a closure that returns a future; what the future gives may be text, a [`Secret`] or a [`Token`].
///
/// ```ignore
/// let provider = token_fn(|reason| async move {
///     let text = tokio::fs::read_to_string("/run/secrets/token").await?;
///     Ok::<_, std::io::Error>(text)
/// });
/// let client = Client::builder().token_provider(provider).build()?;
/// ```
pub fn token_fn<F, Fut, T, E>(ask: F) -> impl TokenProvider
where
    F: Fn(TokenReason) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<BoxError>,
{
    Closure(ask)
}

struct Closure<F>(F);

impl<F, Fut, T, E> TokenProvider for Closure<F>
where
    F: Fn(TokenReason) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<Token>,
    E: Into<BoxError>,
{
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        let asked = (self.0)(request.reason());
        Box::pin(async move {
            match asked.await {
                Ok(token) => Ok(token.into()),
                Err(error) => Err(error.into()),
            }
        })
    }
}
