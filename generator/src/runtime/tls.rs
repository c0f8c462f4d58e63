//! Which TLS the default transport has: rustls, that of the platform, or none. Where two are compiled in, rustls counts,
//! so that a feature which somebody else turns on changes nothing for those who have it.
use super::{Error, Reach};
use ::reqwest::ClientBuilder;
use std::error::Error as StdError;
use std::io;

/// Gives the client its TLS.
///
/// # Errors
///
/// When the platform has no certificates to trust, and these are needed.
#[cfg(feature = "rustls")]
pub(crate) fn set_up(builder: ClientBuilder, reach: Reach) -> Result<ClientBuilder, Error> {
    use super::tls_rustls::{platform, untrusting};
    let config = match reach {
        Reach::Https => platform(),
        Reach::Http => platform().or_else(|_| untrusting()),
        Reach::Loopback => untrusting(),
    };
    match config {
        Ok(config) => Ok(builder.tls_backend_preconfigured(config)),
        Err(error) => Err(failed(&error)),
    }
}

/// Gives the client the platform's TLS, which looks for certificates when it connects.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
#[allow(clippy::unnecessary_wraps, reason = "other kinds of TLS can fail here")]
pub(crate) fn set_up(builder: ClientBuilder, _: Reach) -> Result<ClientBuilder, Error> {
    Ok(builder.tls_backend_native())
}

/// Leaves the client without TLS.
///
/// # Errors
///
/// When the server speaks nothing else.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(crate) fn set_up(builder: ClientBuilder, reach: Reach) -> Result<ClientBuilder, Error> {
    match reach {
        Reach::Http | Reach::Loopback => Ok(builder),
        Reach::Https => Err(Error::config(
            "the base URL is https, and no TLS is compiled in: turn on the feature `rustls` or `native-tls`"
                .to_owned(),
        )),
    }
}

/// The client could not be set up.
pub(crate) fn failed(error: &dyn StdError) -> Error {
    Error::config(format!("TLS cannot be set up: {error}"))
}

/// Whether TLS found something wrong with the server, its certificate for example, as rustls tells it: as data that is
/// invalid, around which others put errors of their own. The platform's TLS does not tell it apart from the network.
pub(crate) fn refuses(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        cause = match error.downcast_ref::<io::Error>() {
            Some(fault) if fault.kind() == io::ErrorKind::InvalidData => return true,
            // Its `source` passes over what it is made of.
            Some(fault) => fault
                .get_ref()
                .map(|inner| inner as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    false
}
