//! Access tokens from a token endpoint (RFC 6749), which may have to be discovered (`OpenID` Connect Discovery 1.0).
use super::OAuthGrant;
use crate::runtime::base_url::BaseUrl;
use crate::runtime::transport::{BoxError, BoxFuture, ByteStream, HttpBody, HttpRequest};
use crate::runtime::{Secret, Token, TokenProvider, TokenReason, TokenRequest};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::Value;
use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Answers of token endpoints are read up to this size.
const MOST: usize = 1 << 20;

/// Where tokens are asked for.
#[derive(Debug, Clone)]
pub(super) enum Endpoint {
    Token(String),
    Discovery(String),
}

/// A grant at work.
pub(crate) struct OAuth {
    grant: OAuthGrant,
    endpoint: Endpoint,
    /// In place of the token endpoint for refresh tokens, where the document has another address for them.
    refresh_url: Option<&'static str>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The last refresh token.
    refresh: Option<Secret>,
    /// The token endpoint that was discovered.
    found: Option<String>,
}

impl OAuth {
    /// A grant at the document's token endpoint, unless it has one of its own.
    pub(crate) fn at_token(
        grant: OAuthGrant,
        url: &'static str,
        refresh_url: Option<&'static str>,
    ) -> Self {
        // The document's address for refreshing belongs to the document's endpoint.
        let refresh_url = refresh_url.filter(|_| grant.endpoint.is_none());
        Self::new(grant, Endpoint::Token(url.to_owned()), refresh_url)
    }

    /// A grant at the endpoint that the document's provider of identities tells.
    pub(crate) fn discovered(grant: OAuthGrant, url: &'static str) -> Self {
        Self::new(grant, Endpoint::Discovery(url.to_owned()), None)
    }

    fn new(grant: OAuthGrant, default: Endpoint, refresh_url: Option<&'static str>) -> Self {
        let state = State {
            refresh: grant.refresh(),
            found: None,
        };
        Self {
            endpoint: grant.endpoint.clone().unwrap_or(default),
            grant,
            refresh_url,
            state: Mutex::new(state),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self, request: TokenRequest<'_>) -> Result<Token, BoxError> {
        let refresh = self.lock().refresh.clone();
        if let Some(token) = refresh {
            match self.fetch(request, Some(&token)).await {
                // A refresh token does not last for ever. What began the grant is tried, unless it was this token.
                Err(Fault::Refused(_)) if self.grant.refresh().is_none() => {
                    self.lock().refresh = None;
                }
                answer => return answer.map_err(Fault::into_error),
            }
        }
        self.fetch(request, None).await.map_err(Fault::into_error)
    }

    async fn fetch(
        &self,
        request: TokenRequest<'_>,
        refresh: Option<&Secret>,
    ) -> Result<Token, Fault> {
        let url = match (refresh, self.refresh_url) {
            (Some(_), Some(url)) => absolute(url, request.base_url())?,
            (_, _) => self.token_url(request).await?,
        };
        let mut asked = HttpRequest::new(Method::POST, url);
        let headers = &mut asked.headers;
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(value) = self.grant.authorization() {
            let mut value = HeaderValue::from_str(&value)
                .map_err(|_| Fault::other("the client's secret cannot be sent"))?;
            value.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, value);
        }
        let body = self.grant.body(refresh);
        asked.body = HttpBody::Bytes(body.expose().to_owned().into());
        let answer = exchange(request, asked).await?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        let token = text("access_token").filter(|token| !token.is_empty());
        let token = token.ok_or_else(|| Fault::other("the token endpoint gave no access token"))?;
        if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(Fault::other("the token endpoint gave no bearer token"));
        }
        if let Some(next) = text("refresh_token") {
            self.lock().refresh = Some(Secret::from(next));
        }
        let token = Token::new(token);
        let life = answer.get("expires_in").and_then(seconds);
        Ok(
            match life.and_then(|life| Duration::try_from_secs_f64(life).ok()) {
                Some(life) => token.expires_in(life),
                None => token,
            },
        )
    }

    async fn token_url(&self, request: TokenRequest<'_>) -> Result<String, Fault> {
        let discovery = match &self.endpoint {
            Endpoint::Token(url) => return absolute(url, request.base_url()),
            Endpoint::Discovery(url) => url,
        };
        let found = self.lock().found.clone();
        if let Some(found) = found {
            return Ok(found);
        }
        let url = absolute(discovery, request.base_url())?;
        let mut asked = HttpRequest::new(Method::GET, url);
        let json = HeaderValue::from_static("application/json");
        asked.headers.insert(header::ACCEPT, json);
        let answer = exchange(request, asked).await?;
        let found = answer.get("token_endpoint").and_then(Value::as_str);
        let found = found.ok_or_else(|| Fault::other("the provider names no token endpoint"))?;
        let found = absolute(found, request.base_url())?;
        self.lock().found = Some(found.clone());
        Ok(found)
    }
}

impl TokenProvider for OAuth {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<Token, BoxError>> {
        Box::pin(async move {
            if request.reason() == TokenReason::Rejected {
                // The endpoint may have moved together with the key.
                self.lock().found = None;
            }
            self.ask(request).await
        })
    }
}

enum Fault {
    /// The endpoint does not accept what it was given.
    Refused(String),
    Other(BoxError),
}

impl Fault {
    fn other(error: impl Into<BoxError>) -> Self {
        Self::Other(error.into())
    }

    fn into_error(self) -> BoxError {
        match self {
            Self::Refused(text) => text.into(),
            Self::Other(error) => error,
        }
    }
}

/// A JSON answer. Of a refusal only the code of RFC 6749, section 5.2, is told: descriptions may repeat what was sent.
async fn exchange(request: TokenRequest<'_>, asked: HttpRequest) -> Result<Value, Fault> {
    let sent = request.transport().send(asked).await;
    let answer = sent.map_err(Fault::other)?;
    let status = answer.status;
    let body = read(answer.body).await?;
    let json: Option<Value> = serde_json::from_slice(&body).ok();
    if status.is_success() {
        return json.ok_or_else(|| Fault::other("the token endpoint's answer is no JSON"));
    }
    let code = json.as_ref().and_then(|json| json.get("error")?.as_str());
    let is_code = |code: &&str| code.len() < 64 && code.bytes().all(|byte| byte.is_ascii_graphic());
    let code = code.filter(is_code).unwrap_or("no reason given");
    let text = format!("the token endpoint answered {}: {code}", status.as_u16());
    Err(match status {
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED => Fault::Refused(text),
        _ => Fault::other(text),
    })
}

async fn read(mut stream: ByteStream) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        let piece = piece.map_err(Fault::other)?;
        if body.len() + piece.len() > MOST {
            return Err(Fault::other("the token endpoint's answer is too long"));
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Numbers, and the texts of numbers that some endpoints send.
fn seconds(value: &Value) -> Option<f64> {
    let number = value.as_f64();
    number.or_else(|| value.as_str()?.trim().parse().ok())
}

/// An address that secrets may be sent to.
fn absolute(url: &str, base: &str) -> Result<String, Fault> {
    let whole = if url.contains("://") {
        url.to_owned()
    } else {
        // A path from the root hangs from the host, another one from the base URL.
        let origin = base
            .match_indices('/')
            .nth(2)
            .map_or(base, |(at, _)| &base[..at]);
        match url.strip_prefix('/') {
            Some(path) => format!("{origin}/{path}"),
            None => format!("{base}/{url}"),
        }
    };
    let place = whole.split('?').next().unwrap_or_default();
    match BaseUrl::parse(place) {
        Ok(place) if place.keeps_secrets() => Ok(whole),
        Ok(place) => Err(Fault::other(format!(
            "no secret is sent in clear text to {place}; use https"
        ))),
        Err(_) => Err(Fault::other("the token endpoint's address is no URL")),
    }
}
