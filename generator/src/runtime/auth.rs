//! Who calls: the client's token in the form that the operation asks for.
use super::percent::encode_component;
use super::query::Query;
use super::{Error, Location, Scheme, Secret};
use base64::Engine as _;
use http::{HeaderMap, HeaderValue, header};

/// Puts the token where the first of the operation's alternatives that wants one has it. A header that the caller set stays.
///
/// Without a token nothing is added: some operations answer anyone, the server tells about the others.
pub(crate) fn apply(
    security: &[&[Scheme]],
    token: Option<&Secret>,
    headers: &mut HeaderMap,
    query: &mut Query,
) -> Result<(), Error> {
    let wanted = security.iter().find(|schemes| !schemes.is_empty());
    let (Some(schemes), Some(token)) = (wanted, token) else {
        return Ok(());
    };
    for scheme in *schemes {
        let (name, text) = match scheme {
            Scheme::Bearer => ("authorization", format!("Bearer {}", bare(token.expose()))),
            Scheme::Basic => (
                "authorization",
                format!("Basic {}", base64_of(token.expose())),
            ),
            Scheme::ApiKey {
                location: Location::Query,
                name,
            } => {
                query.push(&encode_component(name), &encode_component(token.expose()));
                continue;
            }
            Scheme::ApiKey {
                location: Location::Cookie,
                name,
            } => {
                add_cookie(
                    headers,
                    &format!("{name}={}", encode_component(token.expose())),
                )?;
                continue;
            }
            Scheme::ApiKey {
                location: Location::Header | Location::Path,
                name,
            } => (*name, token.expose().to_owned()),
            Scheme::Other => continue,
        };
        if !headers.contains_key(name) {
            let name = header::HeaderName::from_bytes(name.as_bytes()).map_err(|_| unsendable())?;
            headers.insert(name, secret_value(&text)?);
        }
    }
    Ok(())
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

/// People paste tokens with the scheme in front.
fn bare(token: &str) -> &str {
    let token = token.trim();
    match token.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer ") => rest.trim_start(),
        _ => token,
    }
}

fn base64_of(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(text)
}

fn secret_value(text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(text).map_err(|_| unsendable())?;
    value.set_sensitive(true);
    Ok(value)
}

fn unsendable() -> Error {
    Error::config("the token holds characters that no header can carry".to_owned())
}
