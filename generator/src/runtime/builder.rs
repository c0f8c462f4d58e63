//! Setting up a client.
use super::base_url::BaseUrl;
use super::client::Config;
use super::headers;
use super::retry_budget::Bucket;
use super::{
    Client, Error, ResponseValidation, RetryBudget, RetryPolicy, Secret, Transport, Validation,
};
use crate::api::API;
use http::{HeaderMap, header};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Settings of a [`Client`] to be. Faults in them are told by [`ClientBuilder::build`].
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    token: Option<Secret>,
    headers: Vec<(String, String)>,
    timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    retry_budget: Option<RetryBudget>,
    connect_timeout: Duration,
    validation: Validation,
    response_validation: ResponseValidation,
    max_answer: usize,
    transport: Option<Arc<dyn Transport>>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: None,
            token: None,
            headers: Vec::new(),
            timeout: Some(Duration::from_secs(60)),
            total_timeout: None,
            retry: None,
            retry_budget: Some(RetryBudget::default()),
            connect_timeout: Duration::from_secs(10),
            validation: Validation::default(),
            response_validation: ResponseValidation::default(),
            max_answer: 64 << 20,
            transport: None,
        }
    }
}

impl ClientBuilder {
    /// The token that proves who calls.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Another server than the document's first. It may have a path; the paths of calls are added to it.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// A header of every call. One of the same name set on a call takes its place.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Another `User-Agent`.
    pub fn user_agent(self, value: impl Into<String>) -> Self {
        self.header("user-agent", value)
    }

    /// How long one attempt may take, the answer's body included; 60 s unless set, `None` for ever. Of a transfer of
    /// files it is how long nothing may move: see [`super::Call::timeout`].
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.timeout = timeout.into();
        self
    }

    /// How long one call may take with all its attempts and the waits between them; for ever unless set.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = timeout.into();
        self
    }

    /// How often failed calls are made again; see [`RetryPolicy`] for the default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// How many retries all calls of the client may make together; `None` for any number. See [`RetryBudget`] for the
    /// default.
    pub fn retry_budget(mut self, budget: impl Into<Option<RetryBudget>>) -> Self {
        self.retry_budget = budget.into();
        self
    }

    /// How long a connection may take to be made; 10 s unless set. A transport of one's own sees to that itself.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Whether arguments are checked before anything is sent.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Whether answers are checked beyond what reading them needs.
    pub fn response_validation(mut self, validation: ResponseValidation) -> Self {
        self.response_validation = validation;
        self
    }

    /// How many bytes of an answer are read at most; 64 MiB unless set. A longer answer is an error. Of an error's body
    /// 1 MiB is read at most, and what is longer is cut.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer = bytes;
        self
    }

    /// Another way to the network than the default.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Takes token and base URL from `<PREFIX>_API_KEY` and `<PREFIX>_BASE_URL`, where these are set and not blank.
    ///
    /// # Errors
    ///
    /// When a variable is no Unicode.
    pub fn read_env(mut self) -> Result<Self, Error> {
        if let Some(token) = variable("API_KEY")? {
            self.token = Some(Secret::new(token));
        }
        if let Some(url) = variable("BASE_URL")? {
            self.base_url = Some(url);
        }
        Ok(self)
    }

    /// Whether a token was given.
    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// For a base URL that is none, a header or token that cannot be sent, a token that would travel in clear text
    /// beyond this machine, and when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let url = self.base_url.as_deref().or(API.servers.first().copied());
        let base =
            BaseUrl::parse(url.ok_or_else(|| Error::config("no base URL is given".to_owned()))?)?;
        if let Some(token) = &self.token {
            check_token(token, &base)?;
        }
        let mut all = HeaderMap::new();
        all.insert(
            header::USER_AGENT,
            headers::value(API.user_agent).map_err(Error::config)?,
        );
        for (name, value) in &self.headers {
            headers::set(&mut all, name, value)
                .map_err(|fault| Error::config(format!("header {name:?} {fault}")))?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base, self.connect_timeout)?,
        };
        Ok(Client::from_config(Config {
            base,
            token: self.token,
            headers: all,
            timeout: self.timeout,
            total_timeout: self.total_timeout,
            retry: self.retry,
            bucket: self.retry_budget.map(Bucket::new),
            validation: self.validation,
            response_validation: self.response_validation,
            max_answer: self.max_answer,
            transport,
        }))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}

fn check_token(token: &Secret, base: &BaseUrl) -> Result<(), Error> {
    let text = token.expose();
    if text.is_empty()
        || !text
            .bytes()
            .all(|byte| byte == b' ' || byte.is_ascii_graphic())
    {
        return Err(Error::config(
            "the token is empty or holds characters that no header can carry".to_owned(),
        ));
    }
    if !base.keeps_secrets() {
        return Err(Error::config(format!(
            "the token is not sent in clear text to {base}; use https"
        )));
    }
    Ok(())
}

fn variable(suffix: &str) -> Result<Option<String>, Error> {
    let name = format!("{}_{suffix}", API.env_prefix);
    match std::env::var_os(&name).map(std::ffi::OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(Err(_)) => Err(Error::config(format!(
            "the environment variable {name} is no Unicode"
        ))),
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(
    base: &BaseUrl,
    connect_timeout: Duration,
) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(super::ReqwestTransport::new(
        connect_timeout,
        base.reach(),
    )?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &BaseUrl, _: Duration) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::config(
        "no transport is given, and the feature `reqwest` is off".to_owned(),
    ))
}
