//! Who calls: the token in the form that the operation asks for.
use super::percent::encode_component;
use super::transport::HttpRequest;
use super::{Error, Location, Scheme, Secret};
use base64::Engine as _;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use std::borrow::Cow;

/// Marks the headers that carry keys, and says which of the operation's alternatives the call goes by: the first that
/// `has` credentials of its own for, else, where there is a `token`, the first that it can be for.
///
/// `None` where no token is wanted, and where the caller has set the headers that would hold it.
pub(crate) fn wanted(
    security: &'static [&'static [Scheme]],
    request: &mut HttpRequest,
    token: Option<&dyn Fn(&Scheme) -> bool>,
    has: &dyn Fn(&Scheme) -> bool,
) -> Option<&'static [Scheme]> {
    for scheme in security.iter().copied().flatten() {
        if let Some(value) = header_of(scheme).and_then(|name| request.headers.get_mut(name)) {
            value.set_sensitive(true);
        }
    }
    let mut all = security.iter().filter(|schemes| !schemes.is_empty());
    let first = *all.clone().next()?;
    let complete = |schemes: &&&[Scheme]| {
        let mut schemes = schemes.iter();
        schemes.all(|scheme| has(scheme) || is_filled(scheme, request))
    };
    let chosen = all.clone().find(complete).copied();
    let chosen = chosen.or_else(|| {
        let fits = token?;
        let fitting = all.find(|schemes| schemes.iter().all(fits));
        Some(*fitting.unwrap_or(&first))
    })?;
    let done = |scheme: &Scheme| is_filled(scheme, request) && !(is_other(scheme) && has(scheme));
    (!chosen.iter().all(done)).then_some(chosen)
}

/// What is put into the request: a token, or user and password as one text.
pub(crate) enum Proof<'c> {
    Token(Cow<'c, Secret>),
    Password(Secret),
}

/// Puts what proves the caller where the scheme has it. A header that the caller set stays.
pub(crate) fn apply(
    scheme: &Scheme,
    proof: &Proof<'_>,
    request: &mut HttpRequest,
) -> Result<(), Error> {
    let token = match proof {
        Proof::Password(pair) => return put(scheme, &basic(pair.expose()), request),
        Proof::Token(token) => token,
    };
    if let Some(fault) = fault(token) {
        return Err(Error::auth(fault.to_owned()));
    }
    let text = token.expose().trim();
    match scheme.proof() {
        Scheme::Bearer => put(scheme, &["Bearer ", bare(text)].concat(), request),
        // Blanks may be part of a password, the end of a line is not.
        Scheme::Basic => {
            let pair = token.expose().trim_end_matches(['\r', '\n']);
            // RFC 7617: without a colon there is no telling which of the two it is.
            if !pair.contains(':') {
                let fault = "the token for basic authentication is `user:password`, and this one has no colon";
                return Err(Error::auth(fault.to_owned()));
            }
            put(scheme, &basic(pair), request)
        }
        Scheme::ApiKey {
            location: Location::Query,
            name,
        } => {
            add_query(&mut request.url, name, text);
            Ok(())
        }
        Scheme::ApiKey {
            location: Location::Cookie,
            name,
        } => {
            let pair = format!("{name}={}", encode_component(text));
            add_cookie(&mut request.headers, &pair)
        }
        Scheme::ApiKey { .. } | Scheme::Named(..) => put(scheme, text, request),
        Scheme::Other => match scheme.name() {
            Some(_) => put(scheme, text, request),
            None => Ok(()),
        },
    }
}

fn put(scheme: &Scheme, value: &str, request: &mut HttpRequest) -> Result<(), Error> {
    if let Some(name) = header_of(scheme)
        && !request.headers.contains_key(name)
    {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unsendable())?;
        request.headers.insert(name, secret_value(value)?);
    }
    Ok(())
}

/// Checks that the request proves who makes it, for a client that has no token: a hook or the caller may have done so.
pub(crate) fn require(
    security: &[&[Scheme]],
    request: &HttpRequest,
    env_prefix: &str,
) -> Result<(), Error> {
    let proved = |schemes: &&[Scheme]| schemes.iter().all(|scheme| is_filled(scheme, request));
    let Some(first) = security.first() else {
        return Ok(());
    };
    if security.iter().any(proved) {
        return Ok(());
    }
    let schemes: Vec<String> = first.iter().map(words).collect();
    Err(Error::auth(format!(
        "the operation needs a token ({}) and there is none: set it with `ClientBuilder::token` or `Call::token`; \
         `Client::from_env` takes it from the variable {env_prefix}_API_KEY",
        schemes.join(" and ")
    )))
}

/// What keeps a token from being sent, whatever the scheme.
pub(crate) fn fault(token: &Secret) -> Option<&'static str> {
    let text = bare(token.expose().trim());
    let shown = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.is_empty() {
        Some("the token is empty")
    } else if !text.bytes().all(shown) {
        Some("the token holds characters that no header can carry, such as a line break inside it")
    } else {
        None
    }
}

/// Adds one `name=value` to the `Cookie` header.
pub(crate) fn add_cookie(headers: &mut HeaderMap, pair: &str) -> Result<(), Error> {
    let old = headers
        .get(header::COOKIE)
        .and_then(|value| value.to_str().ok());
    let text = old.map_or_else(|| pair.to_owned(), |old| format!("{old}; {pair}"));
    headers.insert(header::COOKIE, secret_value(&text)?);
    Ok(())
}

fn add_query(url: &mut String, name: &str, value: &str) {
    url.push(if url.contains('?') { '&' } else { '?' });
    url.push_str(&encode_component(name));
    url.push('=');
    url.push_str(&encode_component(value));
}

fn is_other(scheme: &Scheme) -> bool {
    *scheme.proof() == Scheme::Other
}

/// Whether the request has something where the scheme looks. Of a scheme that we do not know, nobody can tell.
pub(crate) fn is_filled(scheme: &Scheme, request: &HttpRequest) -> bool {
    let starts = |pair: &str, name: &str| {
        pair.trim_start()
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('='))
    };
    match scheme.proof() {
        Scheme::Other => true,
        Scheme::ApiKey {
            location: Location::Query,
            name,
        } => {
            let query = request.url.split_once('?').map_or("", |(_, query)| query);
            query
                .split('&')
                .any(|pair| starts(pair, &encode_component(name)))
        }
        Scheme::ApiKey {
            location: Location::Cookie,
            name,
        } => {
            let cookies = request.headers.get(header::COOKIE);
            let cookies = cookies.and_then(|value| value.to_str().ok()).unwrap_or("");
            cookies.split(';').any(|pair| starts(pair, name))
        }
        Scheme::Bearer | Scheme::Basic | Scheme::ApiKey { .. } | Scheme::Named(..) => {
            header_of(scheme).is_some_and(|name| request.headers.contains_key(name))
        }
    }
}

/// The header that carries the token.
fn header_of(scheme: &Scheme) -> Option<&'static str> {
    match scheme.proof() {
        Scheme::Bearer | Scheme::Basic | Scheme::Other => Some("authorization"),
        Scheme::ApiKey {
            location: Location::Header | Location::Path,
            name,
        } => Some(name),
        Scheme::ApiKey {
            location: Location::Query | Location::Cookie,
            ..
        }
        | Scheme::Named(..) => None,
    }
}

fn words(scheme: &Scheme) -> String {
    match scheme {
        Scheme::Named(name, proof) => format!("{} of `{name}`", words(proof)),
        Scheme::Bearer => "bearer".to_owned(),
        Scheme::Basic => "basic, as `user:password`".to_owned(),
        Scheme::ApiKey { location, name } => format!("{} `{name}`", location.as_str()),
        Scheme::Other => "another scheme".to_owned(),
    }
}

/// People paste tokens with the scheme in front.
fn bare(token: &str) -> &str {
    match token.split_at_checked(6) {
        Some((scheme, "")) if scheme.eq_ignore_ascii_case("bearer") => "",
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("bearer") && rest.starts_with([' ', '\t']) =>
        {
            rest.trim_start()
        }
        _ => token,
    }
}

/// The header of user and password, in UTF-8 (RFC 7617).
pub(crate) fn basic(pair: &str) -> String {
    let pair = base64::engine::general_purpose::STANDARD.encode(pair);
    format!("Basic {pair}")
}

fn secret_value(text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text).map_err(|_| unsendable())?;
    value.set_sensitive(true);
    Ok(value)
}

fn unsendable() -> Error {
    Error::auth("the token cannot stand where the operation asks for it".to_owned())
}
