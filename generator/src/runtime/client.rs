//! The client: what all calls share. Cheap to clone; a clone is the same client.
use super::base_url::BaseUrl;
use super::login::Credentials;
use super::retry_budget::Bucket;
use super::{
    ClientBuilder, Error, Interceptor, ResponseValidation, RetryPolicy, Scheme, Secret, Transport,
    Validation,
};
use crate::api::API;
use http::HeaderMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Makes calls: every resource of the API hangs from it.
///
/// A client is cheap to clone, and clones share one connection pool. [`Client::from_env`] reads the token from the
/// environment, [`Client::builder`] sets everything by hand.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
    /// Beside the rest, because a blocking call goes by another one.
    transport: Arc<dyn Transport>,
}

/// What a client is made of.
pub(crate) struct Config {
    pub(crate) base: BaseUrl,
    /// Whether the base URL is the user's, and not the document's.
    pub(crate) base_is_given: bool,
    pub(crate) credentials: Credentials,
    /// Those of schemes that have their own, by the schemes' names.
    pub(crate) named: Vec<(&'static str, Credentials)>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    /// Where it is not set, the document's own plan counts.
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) bucket: Option<Bucket>,
    pub(crate) validation: Validation,
    pub(crate) response_validation: ResponseValidation,
    pub(crate) max_answer: usize,
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(crate) driver: super::blocking::Slot,
}

impl Config {
    /// The credential of a scheme's own.
    pub(crate) fn named(&self, scheme: &Scheme) -> Option<&Credentials> {
        let name = scheme.name()?;
        let found = self.named.iter().rev().find(|(own, _)| *own == name);
        found.map(|(_, credentials)| credentials)
    }
}

impl Client {
    /// A client with this token and defaults for everything else.
    ///
    /// # Errors
    ///
    /// When the token cannot stand in a header, or TLS cannot be set up.
    pub fn new(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder().token(token).build()
    }

    /// A client to be set up by hand.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client with the token in `<PREFIX>_API_KEY`, at `<PREFIX>_BASE_URL` where that is set.
    ///
    /// # Errors
    ///
    /// When there is no token and the API asks for one, no address at all, or either variable holds what it cannot.
    pub fn from_env() -> Result<Self, Error> {
        let builder = Self::builder().read_env()?;
        if builder.has_token() || !API.needs_token {
            return builder.build();
        }
        Err(Error::config(format!(
            "the environment variable {}_API_KEY is not set, or empty",
            API.env_prefix
        )))
    }

    /// The address that the paths of all calls hang from, without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.config.base.as_str()
    }

    pub(crate) fn from_config(config: Config, transport: Arc<dyn Transport>) -> Self {
        Self {
            config: Arc::new(config),
            transport,
        }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn transport(&self) -> &Arc<dyn Transport> {
        &self.transport
    }

    /// The same client on another way to the network.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub(crate) fn by(&self, transport: Arc<dyn Transport>) -> Self {
        Self {
            config: Arc::clone(&self.config),
            transport,
        }
    }
}

impl fmt::Debug for Client {
    // Headers are left out: some carry secrets that only their user knows of.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.config.base.as_str())
            .field("token", &self.config.credentials)
            .finish_non_exhaustive()
    }
}
