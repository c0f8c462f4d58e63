//! Setting up a client.
use super::base_url::BaseUrl;
use super::client::Config;
use super::login::Credentials;
use super::retry_budget::Bucket;
use super::token_source::TokenSource;
use super::{
    Client, Error, Interceptor, ResponseValidation, RetryBudget, RetryPolicy, Secret,
    TokenProvider, Transport, Validation,
};
use super::{auth, headers};
use crate::api::API;
use http::{HeaderMap, header};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Settings of a [`Client`] to be. Faults in them are told by [`ClientBuilder::build`].
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    credentials: Credentials,
    named: Vec<(&'static str, Credentials)>,
    interceptors: Vec<Arc<dyn Interceptor>>,
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
    #[cfg(feature = "mock")]
    recorder: Option<super::Recorder>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            base_url: None,
            credentials: Credentials::Missing,
            named: Vec::new(),
            interceptors: Vec::new(),
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
            #[cfg(feature = "mock")]
            recorder: None,
        }
    }
}

impl ClientBuilder {
    /// The token that proves who calls.
    ///
    /// Blanks and line ends around it are dropped, and so is a `Bearer` in front, in whatever case: people paste tokens
    /// as they find them. Of several calls of this method and its two neighbours the last one counts.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.credentials = Credentials::Token(token.into());
        self
    }

    /// Where tokens come from, if they change: see [`TokenProvider`]. [`token_fn`](super::token_fn) makes one of a closure.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.credentials = Credentials::Provider(Arc::new(TokenSource::new(provider)));
        self
    }

    /// No token, because something outside of this crate proves who calls: a transport, a proxy, a certificate.
    ///
    /// Without this, without a token, and with nothing in its place set by a header or an interceptor, a call of an
    /// operation that needs one fails before it is sent.
    pub fn unauthenticated(mut self) -> Self {
        self.credentials = Credentials::Elsewhere;
        self
    }

    /// Sees every attempt of every call; may be given several times. See [`Interceptor`] for their order.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
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

    /// Has a recorder remember every exchange, whatever the transport is.
    #[cfg(feature = "mock")]
    pub fn record(mut self, recorder: &super::Recorder) -> Self {
        self.recorder = Some(recorder.clone());
        self
    }

    /// Takes token and base URL from `<PREFIX>_API_KEY` and `<PREFIX>_BASE_URL`, where these are set and not blank.
    ///
    /// # Errors
    ///
    /// When a variable is no Unicode.
    pub fn read_env(mut self) -> Result<Self, Error> {
        if let Some(token) = variable("API_KEY")? {
            self.credentials = Credentials::Token(Secret::new(token));
        }
        if let Some(url) = variable("BASE_URL")? {
            self.base_url = Some(url);
        }
        Ok(self)
    }

    /// Whether a token was given, or a provider of tokens.
    pub fn has_token(&self) -> bool {
        self.credentials.prove() || !self.named.is_empty()
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// For a base URL that is none, a header or token that cannot be sent, a token that would travel in clear text
    /// beyond this machine, and when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base = match &self.base_url {
            Some(url) => BaseUrl::parse(url)?,
            None => usual_base(API.servers)?,
        };
        let named = self.named.iter().map(|(_, credentials)| credentials);
        for credentials in named.chain([&self.credentials]) {
            check_credentials(credentials, &base)?;
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
        #[cfg(feature = "mock")]
        let transport = match self.recorder {
            Some(recorder) => recorder.around(transport),
            None => transport,
        };
        let config = Config {
            base,
            base_is_given: self.base_url.is_some(),
            credentials: self.credentials,
            named: self.named,
            interceptors: self.interceptors,
            headers: all,
            timeout: self.timeout,
            total_timeout: self.total_timeout,
            retry: self.retry,
            bucket: self.retry_budget.map(Bucket::new),
            validation: self.validation,
            response_validation: self.response_validation,
            max_answer: self.max_answer,
            #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
            driver: super::blocking::Slot::default(),
        };
        Ok(Client::from_config(config, transport))
    }
}

/// What the methods of a document's schemes set; not every document has any.
#[allow(dead_code)]
impl ClientBuilder {
    pub(crate) fn set_token(mut self, scheme: &'static str, token: Secret) -> Self {
        self.named.push((scheme, Credentials::Token(token)));
        self
    }

    pub(crate) fn set_password(
        mut self,
        scheme: &'static str,
        user: String,
        password: Secret,
    ) -> Self {
        self.named
            .push((scheme, Credentials::Password(user, password)));
        self
    }

    pub(crate) fn set_provider(
        mut self,
        scheme: &'static str,
        provider: impl TokenProvider,
    ) -> Self {
        let source = Arc::new(TokenSource::new(provider));
        self.named.push((scheme, Credentials::Provider(source)));
        self
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("token", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// The document's first server, which may be relative to the document's own address.
pub(crate) fn usual_base(servers: &[&str]) -> Result<BaseUrl, Error> {
    let remedy = format!(
        "give one with `ClientBuilder::base_url`; `Client::from_env` takes it from the variable {}_BASE_URL",
        API.env_prefix
    );
    let Some(url) = servers.first() else {
        return Err(Error::config(format!(
            "no base URL is given, and the API's description has none: {remedy}"
        )));
    };
    // What is wrong with it is told without the address where that may hold a secret.
    BaseUrl::parse(url).map_err(|fault| {
        Error::config(format!(
            "no base URL is given, and that of the API's description is none to call ({fault}): {remedy}"
        ))
    })
}

fn check_credentials(credentials: &Credentials, base: &BaseUrl) -> Result<(), Error> {
    match credentials {
        Credentials::Missing | Credentials::Elsewhere => return Ok(()),
        Credentials::Provider(_) => {}
        // RFC 7617: a colon ends the user's name, and control characters are in neither part.
        Credentials::Password(user, password) => {
            if user.contains(':') {
                return Err(Error::config("the user's name has a colon".to_owned()));
            }
            if user.contains(char::is_control) || password.expose().contains(char::is_control) {
                let fault = "user or password have a control character, such as a line break";
                return Err(Error::config(fault.to_owned()));
            }
        }
        Credentials::Token(token) => {
            if let Some(fault) = auth::fault(token) {
                return Err(Error::config(fault.to_owned()));
            }
        }
    }
    if base.keeps_secrets() {
        Ok(())
    } else {
        Err(Error::config(format!(
            "the token is not sent in clear text to {base}; use https"
        )))
    }
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
