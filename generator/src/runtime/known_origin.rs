//! Addresses of one server after another: scheme and host are read once, which is most of the work.
use ::reqwest::Url;
use std::sync::{Mutex, PoisonError};

/// The origin of the last address, as it was written and as it was read.
#[derive(Default)]
pub(crate) struct KnownOrigin(Mutex<Option<(String, Url)>>);

impl KnownOrigin {
    /// As [`Url::parse`].
    pub(crate) fn parse(&self, address: &str) -> Result<Url, impl std::error::Error + use<>> {
        let Some((origin, path)) = split(address) else {
            return Url::parse(address);
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((text, url)) if text == origin => url.join(path),
            _ => {
                let url = Url::parse(origin)?;
                let whole = url.join(path);
                *known = Some((origin.to_owned(), url));
                whole
            }
        }
    }
}

/// `scheme://authority`, and what follows if that cannot be read as another authority.
fn split(address: &str) -> Option<(&str, &str)> {
    let schemes = ["https://", "http://"].into_iter();
    let authority = schemes
        .filter(|scheme| address.starts_with(scheme))
        .map(str::len)
        .next()?;
    let host = address[authority..].find(['/', '?', '#', '\\']);
    let path = authority + host.filter(|length| *length > 0)?;
    let (origin, path) = address.split_at(path);
    // What a reader takes out, or trims where the text ends here.
    if origin.bytes().any(|byte| byte <= b' ') {
        return None;
    }
    let leads_away = path[1..].starts_with(['/', '\\', '\t', '\n', '\r']);
    (path.starts_with('/') && !leads_away).then_some((origin, path))
}
