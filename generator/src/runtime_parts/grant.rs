//! What proves a client to a token endpoint (RFC 6749), and what it asks for.
use super::oauth::Endpoint;
use crate::runtime::Secret;
use crate::runtime::auth::basic;
use crate::runtime::percent::encode_component;
use std::fmt;

/// A grant of OAuth 2.0: how access tokens are asked for.
///
/// The client asks when it needs a token, keeps it until its time is nearly over, asks again when the server answers 401,
/// and shares it with its clones. Where the endpoint gives a refresh token, the next access token is asked for with that.
#[derive(Clone)]
pub struct OAuthGrant {
    kind: Kind,
    client: String,
    secret: Option<Secret>,
    in_body: bool,
    scopes: Vec<String>,
    more: Vec<(String, Secret)>,
    pub(super) endpoint: Option<Endpoint>,
}

#[derive(Clone)]
enum Kind {
    Client,
    Password { user: String, password: Secret },
    Code { code: Secret, redirect: String },
    Refresh(Secret),
}

impl OAuthGrant {
    /// The client itself, by its own secret (RFC 6749, section 4.4).
    pub fn client_credentials(client: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::new(Kind::Client, client).client_secret(secret)
    }

    /// A refresh token that was got before (section 6). Where the endpoint gives another one, that is used from then on.
    pub fn refresh_token(client: impl Into<String>, token: impl Into<Secret>) -> Self {
        Self::new(Kind::Refresh(token.into()), client)
    }

    /// A user's name and password (section 4.3).
    pub fn password(
        client: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        let (user, password) = (user.into(), password.into());
        Self::new(Kind::Password { user, password }, client)
    }

    /// A code that a user has brought from the authorization endpoint (section 4.1.3). It is good for one token, so later
    /// ones need the refresh token that comes with that.
    pub fn authorization_code(
        client: impl Into<String>,
        code: impl Into<Secret>,
        redirect: impl Into<String>,
    ) -> Self {
        let (code, redirect) = (code.into(), redirect.into());
        Self::new(Kind::Code { code, redirect }, client)
    }

    /// The client's secret, where it has one: sent by basic authentication (section 2.3.1).
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Sends the client's secret in the body, for endpoints that read it nowhere else.
    #[must_use]
    pub fn secret_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// What the token is to be good for; all that the client may have unless given.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Another parameter of the request, such as `audience`, `resource` or `code_verifier`. Its value is not shown.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.more.push((name.into(), value.into()));
        self
    }

    /// The token endpoint, in place of the document's. A relative address hangs from the client's base URL.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(Endpoint::Token(url.into()));
        self
    }

    /// Where the token endpoint is told (`OpenID` Connect Discovery 1.0), in place of the document's address.
    #[must_use]
    pub fn discovery_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(Endpoint::Discovery(url.into()));
        self
    }

    fn new(kind: Kind, client: impl Into<String>) -> Self {
        Self {
            kind,
            client: client.into(),
            secret: None,
            in_body: false,
            scopes: Vec::new(),
            more: Vec::new(),
            endpoint: None,
        }
    }

    /// The refresh token that it begins with.
    pub(super) fn refresh(&self) -> Option<Secret> {
        match &self.kind {
            Kind::Refresh(token) => Some(token.clone()),
            Kind::Client | Kind::Password { .. } | Kind::Code { .. } => None,
        }
    }

    /// The `Authorization` header, where the client's secret goes there.
    pub(super) fn authorization(&self) -> Option<String> {
        let secret = self.secret.as_ref().filter(|_| !self.in_body)?;
        let (client, secret) = (
            encode_component(&self.client),
            encode_component(secret.expose()),
        );
        Some(basic(&format!("{client}:{secret}")))
    }

    /// The body of the request: by the refresh token where there is one.
    pub(super) fn body(&self, refresh: Option<&Secret>) -> Secret {
        let mut body = String::new();
        let mut put = |name: &str, value: &str| {
            let between = if body.is_empty() { "" } else { "&" };
            let (name, value) = (encode_component(name), encode_component(value));
            body.extend([between, &name, "=", &value]);
        };
        match (refresh, &self.kind) {
            (Some(token), _) | (None, Kind::Refresh(token)) => {
                put("grant_type", "refresh_token");
                put("refresh_token", token.expose());
            }
            (None, Kind::Client) => put("grant_type", "client_credentials"),
            (None, Kind::Password { user, password }) => {
                put("grant_type", "password");
                put("username", user);
                put("password", password.expose());
            }
            (None, Kind::Code { code, redirect }) => {
                put("grant_type", "authorization_code");
                put("code", code.expose());
                put("redirect_uri", redirect);
            }
        }
        if !self.scopes.is_empty() {
            put("scope", &self.scopes.join(" "));
        }
        match (&self.secret, self.in_body) {
            (Some(secret), true) => {
                put("client_id", &self.client);
                put("client_secret", secret.expose());
            }
            (None, _) => put("client_id", &self.client),
            (Some(_), false) => {}
        }
        for (name, value) in &self.more {
            put(name, value.expose());
        }
        Secret::new(body)
    }
}

impl fmt::Debug for OAuthGrant {
    // Everything else is a secret, or one may be in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuthGrant")
            .field("client", &self.client)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
